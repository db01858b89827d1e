"""How a notebook shows a report: its first sections as they are, each later one folded under its title."""

from __future__ import annotations

import re

_END = "\n</div>"
_SECTION = re.compile(r"<h3>(.*?)</h3>\n(.*)", re.DOTALL)


def folded(fragment: str, in_sight: int) -> str:
    """The HTML fragment of a report with all but its first sections folded; without scripts, as it was."""
    start, *sections = re.split(r"^(?=<h3>)", fragment.removesuffix(_END), flags=re.MULTILINE)
    return "".join((start, *sections[:in_sight], *map(_fold, sections[in_sight:]))) + _END


def _fold(section: str) -> str:
    return _SECTION.sub(r"<details><summary><strong>\1</strong></summary>\n\2</details>\n", section)
