"""Item names for lm-eval: an id in the user's own record, else the row number of the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.score_values import label

Rows = Sequence[tuple[int, Mapping[str, Any]]]
_ID = re.compile(r"^(id|key|uid|qid|idx|.*[_\-. ]id|[a-z]+I[dD])$")


def item_names(logs: Sequence[tuple[str, Rows]]) -> list[list[str]]:
    """The names of the rows of each log, in order. All logs of one task are named by one rule.

    The row number of a document means another document where the dataset changed between runs; there the hash of
    the document names it.
    """
    by_task: dict[str, list[Rows]] = defaultdict(list)
    for task, rows in logs:
        by_task[task].append(rows)
    keys = {task: _id_key(found) for task, found in by_task.items()}
    moved = {task: _documents_moved(found) for task, found in by_task.items()}
    return [[_name(row, keys[task], moved[task]) for _, row in rows] for task, rows in logs]


def _name(row: Mapping[str, Any], key: str | None, moved: bool) -> str:
    if key is not None:
        return label(row["doc"][key])
    return str(row["doc_hash"])[:12] if moved else label(row.get("doc_id"))


def _id_key(logs: Sequence[Rows]) -> str | None:
    """The field of the documents that tells them apart in every log."""
    first = logs[0][0][1].get("doc") if logs[0] else None
    for key in sorted((key for key in first if _ID.match(str(key))), key=len) if isinstance(first, dict) else ():
        if all(_tells_apart(rows, key) for rows in logs):
            return str(key)
    return None


def _tells_apart(rows: Rows, key: str) -> bool:
    pairs = set()
    for _, row in rows:
        doc = row.get("doc")
        value = doc.get(key) if isinstance(doc, dict) else None
        if not isinstance(value, str | int) or not label(value):
            return False
        pairs.add((label(row.get("doc_id")), label(value)))
    return len(pairs) == len({number for number, _ in pairs}) == len({value for _, value in pairs})


def _documents_moved(logs: Sequence[Rows]) -> bool:
    """Whether one row number stands for different documents in different logs."""
    seen: dict[str, str] = {}
    moved = False
    for rows in logs:
        for _, row in rows:
            if not isinstance(row.get("doc_hash"), str):
                return False
            moved |= seen.setdefault(label(row.get("doc_id")), row["doc_hash"]) != row["doc_hash"]
    return moved
