SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.agreed (
    workshop_id integer NOT NULL,
    question character varying(40) NOT NULL,
    option character varying(40) NOT NULL,
    note text NOT NULL,
    round integer NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.ballot (
    participant_id integer NOT NULL,
    round integer NOT NULL,
    question character varying(40) NOT NULL,
    option character varying(40) NOT NULL,
    reason text NOT NULL,
    workshop_id integer NOT NULL
);
CREATE TABLE public.dissent (
    participant_id integer NOT NULL,
    question character varying(40) NOT NULL,
    reason text NOT NULL,
    by_name boolean NOT NULL,
    workshop_id integer NOT NULL
);
CREATE TABLE public.evidence (
    workshop_id integer NOT NULL,
    content text NOT NULL
);
CREATE TABLE public.finished (
    participant_id integer NOT NULL,
    round integer NOT NULL
);
CREATE TABLE public.homework (
    workshop_id integer NOT NULL,
    question character varying(40) NOT NULL,
    owner character varying(60) NOT NULL,
    due date NOT NULL
);
CREATE TABLE public.participant (
    id integer NOT NULL,
    workshop_id integer NOT NULL,
    number integer NOT NULL,
    key_hash bytea,
    name character varying(60),
    name_key character varying(240),
    roles json NOT NULL,
    own_sentence text
);
CREATE SEQUENCE public.participant_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.participant_id_seq OWNED BY public.participant.id;
CREATE TABLE public.round (
    workshop_id integer NOT NULL,
    number integer NOT NULL,
    questions json NOT NULL,
    revealed boolean NOT NULL
);
CREATE TABLE public.tries (
    place character varying(80) NOT NULL,
    span bigint NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.workshop (
    id integer NOT NULL,
    facilitator_hash bytea NOT NULL,
    join_hash bytea NOT NULL,
    code character varying(8),
    brief text NOT NULL,
    named boolean NOT NULL,
    phase character varying(16) NOT NULL,
    version integer NOT NULL,
    created bigint NOT NULL,
    expires bigint,
    previous text,
    record text
);
CREATE SEQUENCE public.workshop_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.workshop_id_seq OWNED BY public.workshop.id;
ALTER TABLE ONLY public.participant ALTER COLUMN id SET DEFAULT nextval('public.participant_id_seq'::regclass);
ALTER TABLE ONLY public.workshop ALTER COLUMN id SET DEFAULT nextval('public.workshop_id_seq'::regclass);
INSERT INTO public.agreed VALUES (7, 'task', 'code', '', 1);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.ballot VALUES (3, 1, 'freshness', 'weeks', 'seen', 7);
INSERT INTO public.ballot VALUES (3, 2, 'freshness', 'live', '', 7);
INSERT INTO public.homework VALUES (7, 'failure', 'Ben', '2026-12-24');
INSERT INTO public.participant VALUES (3, 7, 41, '\x60b83de2abec26828d6e9990cd9594a2a81c3bd5e273fec70882256f0d891824', 'Ana', 'ana', '["legal"]', NULL);
INSERT INTO public.round VALUES (7, 1, '["task", "failure", "freshness"]', true);
INSERT INTO public.round VALUES (7, 2, '["freshness"]', false);
INSERT INTO public.workshop VALUES (7, '\xe03886621a281c96eee1960c10386f9012aedf1235a7b45e1da3faef16b19009', '\x58393216032be6257784ac0c6a73efb2a084e27b4cfff1e6acee7b7e6ab93b10', 'ABC234', '{"title":"Query assistant","job":null,"context":"","questions":["task","failure","freshness"],"named":true,"stop":{"agreement":0.75,"most_rounds":3},"practice":null}', true, 'answering', 12, 1780000000, NULL, NULL, NULL);
SELECT pg_catalog.setval('public.participant_id_seq', 1, false);
SELECT pg_catalog.setval('public.workshop_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.agreed
    ADD CONSTRAINT pk_agreed PRIMARY KEY (workshop_id, question);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT pk_ballot PRIMARY KEY (participant_id, round, question);
ALTER TABLE ONLY public.dissent
    ADD CONSTRAINT pk_dissent PRIMARY KEY (participant_id, question);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT pk_evidence PRIMARY KEY (workshop_id);
ALTER TABLE ONLY public.finished
    ADD CONSTRAINT pk_finished PRIMARY KEY (participant_id, round);
ALTER TABLE ONLY public.homework
    ADD CONSTRAINT pk_homework PRIMARY KEY (workshop_id, question);
ALTER TABLE ONLY public.participant
    ADD CONSTRAINT pk_participant PRIMARY KEY (id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT pk_round PRIMARY KEY (workshop_id, number);
ALTER TABLE ONLY public.tries
    ADD CONSTRAINT pk_tries PRIMARY KEY (place);
ALTER TABLE ONLY public.workshop
    ADD CONSTRAINT pk_workshop PRIMARY KEY (id);
ALTER TABLE ONLY public.participant
    ADD CONSTRAINT uq_participant_key_hash UNIQUE (key_hash);
ALTER TABLE ONLY public.participant
    ADD CONSTRAINT uq_participant_name UNIQUE (workshop_id, name_key);
ALTER TABLE ONLY public.participant
    ADD CONSTRAINT uq_participant_workshop_id UNIQUE (workshop_id, number);
ALTER TABLE ONLY public.workshop
    ADD CONSTRAINT uq_workshop_code UNIQUE (code);
ALTER TABLE ONLY public.workshop
    ADD CONSTRAINT uq_workshop_facilitator_hash UNIQUE (facilitator_hash);
ALTER TABLE ONLY public.workshop
    ADD CONSTRAINT uq_workshop_join_hash UNIQUE (join_hash);
CREATE INDEX ix_ballot_workshop_id ON public.ballot USING btree (workshop_id);
CREATE INDEX ix_dissent_workshop_id ON public.dissent USING btree (workshop_id);
CREATE INDEX ix_participant_workshop_id ON public.participant USING btree (workshop_id);
ALTER TABLE ONLY public.agreed
    ADD CONSTRAINT fk_agreed_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT fk_ballot_participant_id FOREIGN KEY (participant_id) REFERENCES public.participant(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT fk_ballot_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.dissent
    ADD CONSTRAINT fk_dissent_participant_id FOREIGN KEY (participant_id) REFERENCES public.participant(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.dissent
    ADD CONSTRAINT fk_dissent_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.finished
    ADD CONSTRAINT fk_finished_participant_id FOREIGN KEY (participant_id) REFERENCES public.participant(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.homework
    ADD CONSTRAINT fk_homework_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.participant
    ADD CONSTRAINT fk_participant_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.round
    ADD CONSTRAINT fk_round_workshop_id FOREIGN KEY (workshop_id) REFERENCES public.workshop(id) ON DELETE CASCADE;
