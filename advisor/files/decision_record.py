"""Decision records that come back as JSON."""

from __future__ import annotations

import json

from pydantic import ValidationError

from advisor.errors import WorkshopError
from advisor.schema.decision_record import DecisionRecord

_LARGEST = 20_000_000


def read_record(text: str | bytes) -> DecisionRecord:
    """The record. Raises `WorkshopError` where this is none."""
    if len(text) > _LARGEST:
        raise WorkshopError("The file is larger than any decision record; choose the JSON file of a finished workshop.")
    try:
        return DecisionRecord.model_validate_json(text)
    except ValidationError:
        pass
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > 1:
        raise WorkshopError(
            "This decision record was written by a newer version of this package; install that version."
        )
    raise WorkshopError("This is no decision record; choose the JSON file that a finished workshop offers.")
