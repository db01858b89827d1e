"""YAML read with the line of every value, so that each mistake can be shown where it stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import yaml

from advisor.errors import AdvisorError

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

_MAX_DEPTH = 40


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
    try:
        loader = loader_class(text)
        try:
            root = loader.get_single_node()
            reading = _Reading(name, loader)
            data = reading.value(root, (), 0) if root is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise AdvisorError(_syntax_mistake(error, name)) from None
    return Document(name, data, reading.lines, tuple(reading.mistakes))


class _Reading:
    """One pass over the nodes of a document."""

    def __init__(self, name: str, loader: Any) -> None:
        self.name = name
        self.loader = loader
        self.lines: dict[Path, int] = {}
        self.mistakes: list[str] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path, depth: int) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if depth > _MAX_DEPTH:
            raise AdvisorError(f"{self.name}:{line}: nested more than {_MAX_DEPTH} levels deep; write it flatter.")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self.seen:
            raise AdvisorError(f"{self.name}:{line}: an alias (`*name`) is not read here; write the value out.")
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)  # noqa: S101  (the only kind left)
        return self._mapping(node, path, depth)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            value = self.loader.construct_object(node)
        except ValueError:  # such as the 31st of February, or a number of thousands of digits: kept as it was typed
            return node.value
        # a bare `yes` or `1:30` is not what an author of rules means by it: keep such words as they were typed
        if isinstance(value, bool) and node.value.lower() not in ("true", "false"):
            return node.value
        if isinstance(value, float) and not math.isfinite(value):
            return node.value
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in data:
                self.mistakes.append(
                    f"{self.name}:{key_node.start_mark.line + 1}: `{key}` is given twice; keep one of them."
                )
            data[key] = self.value(value_node, (*path, key), depth + 1)
            self.lines[(*path, key)] = key_node.start_mark.line + 1
        return data


def _syntax_mistake(error: yaml.YAMLError, name: str) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    line = f":{mark.line + 1}" if mark else ""
    return f"{name}{line}: this is not YAML ({problem}); mend the line or quote the text in it."
