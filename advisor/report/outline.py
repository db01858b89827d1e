"""A document without a format: sections of paragraphs, bullets and tables, made once and rendered by each face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: plain, strong, code, or a link."""

    text: str
    strong: bool = False
    code: bool = False
    url: str | None = None


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` when the order is the order of doing."""

    items: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A titled section; without blocks it is left out."""

    title: str
    blocks: tuple[Block, ...] = field(default=())
    depth: int = 0
    """0 for a section, 1 for one within the section before it."""


def line(*spans: str | Span) -> Inline:
    """A run of text from strings and spans."""
    return tuple(Span(span) if isinstance(span, str) else span for span in spans)


def paragraph(*spans: str | Span) -> Paragraph:
    """A paragraph from strings and spans."""
    return Paragraph(line(*spans))


def bullets(items: Sequence[Inline], ordered: bool = False) -> tuple[Bullets, ...]:
    """A list as blocks: none where there is nothing to list."""
    return (Bullets(tuple(items), ordered),) if items else ()
