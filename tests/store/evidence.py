"""Eval results as small as they can be."""

from __future__ import annotations

import datetime

from advisor.schema.workshop import AttachedEvidence, EvidenceRow

EVIDENCE = AttachedEvidence(
    rows=(EvidenceRow(variant="v1", item=1, marks={"pass": 1.0}),),
    approaches={"v1": "prompting"},
    read_on=datetime.date(2026, 11, 28),
)
