BEGIN TRANSACTION;
CREATE TABLE agreed (
	workshop_id INTEGER NOT NULL, 
	question VARCHAR(40) NOT NULL, 
	option VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	CONSTRAINT pk_agreed PRIMARY KEY (workshop_id, question), 
	CONSTRAINT fk_agreed_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
INSERT INTO "agreed" VALUES(7,'task','code','',1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE ballot (
	participant_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	question VARCHAR(40) NOT NULL, 
	option VARCHAR(40) NOT NULL, 
	reason TEXT NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	CONSTRAINT pk_ballot PRIMARY KEY (participant_id, round, question), 
	CONSTRAINT fk_ballot_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_ballot_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
INSERT INTO "ballot" VALUES(3,1,'freshness','weeks','seen',7);
INSERT INTO "ballot" VALUES(3,2,'freshness','live','',7);
CREATE TABLE dissent (
	participant_id INTEGER NOT NULL, 
	question VARCHAR(40) NOT NULL, 
	reason TEXT NOT NULL, 
	by_name BOOLEAN NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	CONSTRAINT pk_dissent PRIMARY KEY (participant_id, question), 
	CONSTRAINT fk_dissent_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_dissent_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE evidence (
	workshop_id INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (workshop_id), 
	CONSTRAINT fk_evidence_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE finished (
	participant_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	CONSTRAINT pk_finished PRIMARY KEY (participant_id, round), 
	CONSTRAINT fk_finished_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
CREATE TABLE homework (
	workshop_id INTEGER NOT NULL, 
	question VARCHAR(40) NOT NULL, 
	owner VARCHAR(60) NOT NULL, 
	due DATE NOT NULL, 
	CONSTRAINT pk_homework PRIMARY KEY (workshop_id, question), 
	CONSTRAINT fk_homework_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
INSERT INTO "homework" VALUES(7,'failure','Ben','2026-12-24');
CREATE TABLE participant (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	key_hash BLOB, 
	name VARCHAR(60), 
	name_key VARCHAR(240), 
	roles JSON NOT NULL, 
	own_sentence TEXT, 
	CONSTRAINT pk_participant PRIMARY KEY (id), 
	CONSTRAINT uq_participant_key_hash UNIQUE (key_hash), 
	CONSTRAINT uq_participant_workshop_id UNIQUE (workshop_id, number), 
	CONSTRAINT uq_participant_name UNIQUE (workshop_id, name_key), 
	CONSTRAINT fk_participant_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
INSERT INTO "participant" VALUES(3,7,41,X'60B83DE2ABEC26828D6E9990CD9594A2A81C3BD5E273FEC70882256F0D891824','Ana','ana','["legal"]',NULL);
CREATE TABLE round (
	workshop_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	questions JSON NOT NULL, 
	revealed BOOLEAN NOT NULL, 
	CONSTRAINT pk_round PRIMARY KEY (workshop_id, number), 
	CONSTRAINT fk_round_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
INSERT INTO "round" VALUES(7,1,'["task", "failure", "freshness"]',1);
INSERT INTO "round" VALUES(7,2,'["freshness"]',0);
CREATE TABLE tries (
	place VARCHAR(80) NOT NULL, 
	span BIGINT NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_tries PRIMARY KEY (place)
);
CREATE TABLE workshop (
	id INTEGER NOT NULL, 
	facilitator_hash BLOB NOT NULL, 
	join_hash BLOB NOT NULL, 
	code VARCHAR(8), 
	brief TEXT NOT NULL, 
	named BOOLEAN NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	created BIGINT NOT NULL, 
	expires BIGINT, 
	previous TEXT, 
	record TEXT, 
	CONSTRAINT pk_workshop PRIMARY KEY (id), 
	CONSTRAINT uq_workshop_facilitator_hash UNIQUE (facilitator_hash), 
	CONSTRAINT uq_workshop_join_hash UNIQUE (join_hash), 
	CONSTRAINT uq_workshop_code UNIQUE (code)
);
INSERT INTO "workshop" VALUES(7,X'E03886621A281C96EEE1960C10386F9012AEDF1235A7B45E1DA3FAEF16B19009',X'58393216032BE6257784AC0C6A73EFB2A084E27B4CFFF1E6ACEE7B7E6AB93B10','ABC234','{"title":"Query assistant","job":null,"context":"","questions":["task","failure","freshness"],"named":true,"stop":{"agreement":0.75,"most_rounds":3},"practice":null}',1,'answering',12,1780000000,NULL,NULL,NULL);
CREATE INDEX ix_participant_workshop_id ON participant (workshop_id);
CREATE INDEX ix_ballot_workshop_id ON ballot (workshop_id);
CREATE INDEX ix_dissent_workshop_id ON dissent (workshop_id);
COMMIT;
