"""Item names for promptfoo's tests, which have no id: equal variables are one item.

A variable that looks like an id (`item_id`, `id`, `case-id`) names the items when it tells them all apart;
otherwise the name is a short hash of the variables, the same in every file and on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from advisor.errors import EvalFileError
from advisor.files.score_values import label

_ID = re.compile(r"^(id|key|uid|.*[_\-. ]id|[a-z]+I[dD])$")
_RUNTIME = {"sessionId", "_conversation"}
_LONGEST_VARS = 2**20
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str)


def name_items(tests: Sequence[Mapping[str, object]]) -> list[str]:
    """One name per test, in order."""
    written = [_canonical(test) for test in tests]
    return _ids(tests, written) or [
        "vars-" + hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:10] for text in written
    ]


def _ids(tests: Sequence[Mapping[str, object]], written: Sequence[str]) -> list[str] | None:
    """The values of the first variable that looks like an id, is in every test and differs for different tests."""
    different = len(set(written))
    looks_like_one = {key for key in (tests[0] if tests else ()) if isinstance(key, str) and _ID.match(key)}
    for key in sorted(looks_like_one, key=lambda key: (len(key), key)):
        values = [test.get(key) for test in tests]
        if not all(isinstance(value, str | int) for value in values):
            continue
        names = [label(value) for value in values]
        if all(names) and len(set(names)) == different == len(set(zip(names, written, strict=True))):
            return names
    return None


def _canonical(test: Mapping[str, object]) -> str:
    """The variables as one text; EvalFileError when they are larger than any test (YAML may refer in circles).

    A number is the text that a CSV writes for it, so that a test is the same item in every format.
    """
    if all(type(value) is str and type(key) is str for key, value in test.items()) and not _RUNTIME & test.keys():
        return _checked(_ENCODER.encode(test))
    kept = {str(key): label(value) if type(value) in (int, float) else value for key, value in test.items()}
    for key in _RUNTIME & kept.keys():
        del kept[key]
    parts: list[str] = []
    size = 0
    try:
        for part in _ENCODER.iterencode(kept):
            parts.append(part)
            size += len(part)
            if size > _LONGEST_VARS:
                break
    except (ValueError, TypeError, RecursionError):
        parts.append(" " * (_LONGEST_VARS + 1))
    return _checked("".join(parts))


def _checked(text: str) -> str:
    if len(text) > _LONGEST_VARS:
        raise EvalFileError("A promptfoo test has `vars` of more than 1 MB: shorten them, or give each test an id.")
    return text
