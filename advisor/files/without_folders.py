"""Text of a tool made fit to show: no folders of the machine it ran on, one line, not too long."""

from __future__ import annotations

import re

_ABSOLUTE = re.compile(
    r"(?:(?<=file://)|(?<![\w/:.])|(?<=python:)|(?<=exec:))(?:[A-Za-z]:)?(?:[\\/][^\\/\s:'\"(),]+)+[\\/](?=[^\\/\s])"
)


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_text(text: str) -> str:
    """The text without line breaks, terminal codes and marks that turn its direction; each becomes `�` or a space."""
    return _CONTROL.sub(lambda found: " " if found[0].isspace() else "�", text) if _CONTROL.search(text) else text


def without_folders(text: str) -> str:
    """The text with every absolute path cut to its last part."""
    return _ABSOLUTE.sub("", text)


def one_line(text: str, most: int = 200) -> str:
    """The telling line of an error text (the last of a Python traceback, else the first), without folders."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    line = plain_text(without_folders(lines[-1] if lines[0].startswith("Traceback") else lines[0]))
    return line if len(line) <= most else line[: most - 1] + "…"
