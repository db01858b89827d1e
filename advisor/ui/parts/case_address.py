"""The wanted cases in the address of the page, apart from the answers: a list or a single case can be shared."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from advisor.language import _
from advisor.report.words import strung
from advisor.ui.parts.case_facets import Facet
from advisor.ui.parts.case_filter import SORTS, CaseFilter

CASE: Final = "case"
"""Names one case; all else that is wanted of the cases begins with this word and an underscore."""

_LONGEST: Final = 200
_SHOWN: Final = 5


def write_filter(wanted: CaseFilter) -> dict[str, str]:
    """What stands in the address: `case_sector=health,law`; nothing for what is as it comes."""
    parts = {
        CASE: wanted.case or "",
        f"{CASE}_text": wanted.text.strip(),
        **{f"{CASE}_{facet}": ",".join(options) for facet, options in sorted(wanted.chosen.items())},
        f"{CASE}_sort": wanted.sort if wanted.sort != CaseFilter().sort else "",
        f"{CASE}_page": str(wanted.page) if wanted.page > 1 else "",
    }
    return {name: value for name, value in parts.items() if value}


def read_filter(
    given: Mapping[str, str], facets: Sequence[Facet], cases: Collection[str]
) -> tuple[CaseFilter, tuple[str, ...]]:
    """What the address asks for, and each part of it that means nothing here."""
    bad: list[str] = []
    known = {f"{CASE}_{facet.id}": facet for facet in facets}
    case, text, sort, page = None, "", CaseFilter().sort, 1
    chosen: dict[str, tuple[str, ...]] = {}
    for name, value in given.items():
        if name == CASE and value in cases:
            case = value
        elif name == f"{CASE}_text":
            text = value[:_LONGEST]
        elif name == f"{CASE}_sort" and value in SORTS:
            sort = next(each for each in SORTS if each == value)
        elif name == f"{CASE}_page" and value.isascii() and value.isdigit() and 0 < int(value) < 10_000:
            page = int(value)
        elif name in known:
            facet, options = known[name], list(dict.fromkeys(value.split(",")))
            bad += [f"{name}={option}" for option in options if option not in facet.options]
            if kept := tuple(option for option in facet.options if option in options):
                chosen[facet.id] = kept
        else:
            bad.append(f"{name}={value}")
    return CaseFilter(case, text, chosen, sort, page), tuple(bad)


def complaint(bad: Sequence[str]) -> str:
    """What is said about parts of an address that mean nothing."""
    return _(
        "The link names a case or a filter that does not exist ({parts}); the rest of it holds.", parts=quoted(bad)
    )


def quoted(parts: Sequence[str]) -> str:
    """The first parts of an address, cut to a length that can be read."""
    first = strung(_("“{part}”", part=part[:60]) for part in parts[:_SHOWN])
    return _("{parts} and others", parts=first) if len(parts) > _SHOWN else first
