"""Item names for records that have no id of their own: equal inputs are one item.

A field that looks like an id (`item_id`, `id`, `case-id`) names the items when it tells them all apart in every file;
else the one text of the record, or a hash of all its fields, the same on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from advisor.files.score_values import label

_ID = re.compile(r"^(id|key|uid|qid|.*[_\-. ]id|[a-z]+I[dD])$")
_NO_ITEM = re.compile(r"(trace|run|session|request|thread|user|conversation|project)[_\-. ]?id$", re.IGNORECASE)
_LONGEST = 200


def name_items(records: Sequence[Mapping[str, object]]) -> list[str]:
    """One name per record, in order."""
    written = [_written(record) for record in records]
    key = _id_field(records, written)
    if key is not None:
        return [label(record[key]) for record in records]
    return [_text(record) or _hash(text) for record, text in zip(records, written, strict=True)]


def is_id(name: str) -> bool:
    """Whether a field of this name may name items."""
    return bool(_ID.match(name)) and not _NO_ITEM.search(name)


def name_of_text(text: str) -> str:
    """A question as the name of an item: as it is, or its start and a hash when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 12]}… {_hash(text)[-8:]}"


def _id_field(records: Sequence[Mapping[str, object]], written: Sequence[str]) -> str | None:
    """The first field that looks like an id, is in every record and is different for different records."""
    names = {str(key) for record in records[:1] for key in record}
    for key in sorted(filter(is_id, names), key=_shortest_first):
        values = [record.get(key) for record in records]
        if not all(isinstance(value, str | int) and label(value) for value in values):
            continue
        pairs = {(label(value), text) for value, text in zip(values, written, strict=True)}
        if len(pairs) == len(set(written)) == len({value for value, _ in pairs}):
            return key
    return None


def _text(record: Mapping[str, object]) -> str:
    values = [value for value in record.values() if value not in (None, "")]
    return name_of_text(values[0]) if len(values) == 1 and isinstance(values[0], str) else ""


def _written(record: Mapping[str, object]) -> str:
    try:
        return json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)
    except (ValueError, TypeError, RecursionError):
        return repr(sorted(map(str, record)))


def _hash(text: str) -> str:
    return "inputs-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def _shortest_first(name: str) -> tuple[int, str]:
    return len(name), name
