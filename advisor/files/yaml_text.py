"""YAML read with the line of every value, so that each mistake can be shown where it stands."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final

import yaml

from advisor.errors import AdvisorError

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

_MAX_DEPTH = 40
_PAIR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""An emoji as JSON may write it: two halves, each of which is no character of YAML."""
_ODD_WHOLE_NUMBER: Final = re.compile(r"[-+]?(0[0-7_]+|\d[\d_]*(:\d+)+)")
"""What YAML 1.1 reads as a number of base 8 or 60."""


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one YAML file and the line (from 1) of each value in it."""

    name: str
    data: Any
    lines: dict[Path, int]
    mistakes: tuple[str, ...]
    """Keys given twice, one line each; YAML itself would keep the last one silently."""

    def place(self, path: Path) -> str:
        """`file:line` of the value, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"


def parse(text: str, name: str) -> Document:
    """The document in `text`; JSON is YAML too. Raises `AdvisorError` with one line where it is not YAML."""
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = _PAIR.sub(_one_character, text)
    try:
        _check_depth(text, name, loader_class)
        loader = loader_class(text)
        try:
            root = loader.get_single_node()
            reading = _Reading(name, loader)
            data = reading.value(root, ()) if root is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise AdvisorError(_syntax_mistake(error, name)) from None
    return Document(name, data, reading.lines, tuple(reading.mistakes))


def _one_character(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return pair[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _check_depth(text: str, name: str, loader_class: Any) -> None:
    """Nothing, or `AdvisorError`: the parser that puts the nodes together crashes where they are nested too deep."""
    depth = 0
    for event in yaml.parse(text, loader_class):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = f":{event.start_mark.line + 1}" if event.start_mark else ""
                raise AdvisorError(f"{name}{line}: nested more than {_MAX_DEPTH} levels deep; write it flatter.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reading:
    """One pass over the nodes of a document."""

    def __init__(self, name: str, loader: Any) -> None:
        self.name = name
        self.loader = loader
        self.lines: dict[Path, int] = {}
        self.mistakes: list[str] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self.seen:
            raise AdvisorError(f"{self.name}:{line}: an alias (`*name`) is not read here; write the value out.")
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)  # noqa: S101  (the only kind left)
        return self._mapping(node, path)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            value = self.loader.construct_object(node)
        except ValueError:  # such as the 31st of February, or a number of thousands of digits: kept as it was typed
            return node.value
        # a bare `yes`, `1:30` or `010` is not what an author means by it: keep such words as they were typed
        if isinstance(value, bool) and node.value.lower() not in ("true", "false"):
            return node.value
        if isinstance(value, int) and _ODD_WHOLE_NUMBER.fullmatch(node.value):
            return node.value
        if isinstance(value, float) and not math.isfinite(value):
            return node.value
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in data:
                self.mistakes.append(
                    f"{self.name}:{key_node.start_mark.line + 1}: `{key}` is given twice; keep one of them."
                )
            data[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = key_node.start_mark.line + 1
        return data


def _syntax_mistake(error: yaml.YAMLError, name: str) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    line = f":{mark.line + 1}" if mark else ""
    return f"{name}{line}: this is not YAML ({problem}); mend the line or quote the text in it."
