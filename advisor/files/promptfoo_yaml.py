"""promptfoo's YAML output as plain data, with the anchors it writes for shared parts and a bound on depth."""

from __future__ import annotations

from typing import Any

import yaml

from advisor.errors import EvalFileError

_MAX_DEPTH = 100


def parse_promptfoo_yaml(text: str, name: str) -> dict[str, Any]:
    """The mapping at the top; EvalFileError when the text is no YAML, too deep, or no mapping."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        # The parser works event by event and cannot run out of stack, the loader after it could.
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise EvalFileError(f"`{name}` is nested too deep to be read: no eval tool writes such a file.")
        whole = yaml.load(text, Loader=loader)  # noqa: S506  # a safe loader, chosen above
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}," if mark else ""
        raise EvalFileError(f"`{name}`{place} is not YAML that can be read: export it again.") from None
    except EvalFileError:
        raise
    except (ValueError, RecursionError):
        raise EvalFileError(f"`{name}` holds a value that cannot be read: export it as JSON.") from None
    if not isinstance(whole, dict):
        raise EvalFileError(f"`{name}` holds no results: give the file that promptfoo wrote.")
    return whole
