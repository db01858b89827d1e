"""The facilitator's guide as sections: plans by the minute, what is known of groups, what to do when."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.language import _, day, run_on
from advisor.report.outline import Inline, Part, Span, bullets, line
from advisor.schema.facilitation import AgendaPart, Guide, Session
from advisor.schema.rules import Source, SourceRef


def agenda_parts(guide: Guide) -> tuple[Part, ...]:
    """One section a session: each part with its minutes, counted from the beginning."""
    return tuple(Part(session.title, bullets(_agenda(session))) for session in guide.agendas)


def claim_part(guide: Guide) -> Part:
    """What is known of how groups decide, what follows, and from where."""
    return Part(
        _("Why it goes this way"),
        bullets(
            [
                line(Span(each.so, strong=True), _(" {text}", text=each.says), *_cited(each.source, guide))
                for each in guide.claims
            ]
        ),
    )


def advice_part(guide: Guide) -> Part:
    """What to do when something happens."""
    return Part(
        _("What to do when"),
        bullets(
            [
                line(
                    Span(_("{when}.", when=each.when), strong=True),
                    _(" {text}", text=each.do),
                    *_cited(each.source, guide),
                )
                for each in guide.advice
            ]
        ),
    )


def source_part(guide: Guide) -> Part:
    """The sources in full, with the day on which they were read and how far."""
    return Part(_("Sources"), bullets([_source(each) for each in guide.sources.values()]))


def guide_parts(guide: Guide) -> tuple[Part, ...]:
    """The whole guide."""
    return (*agenda_parts(guide), advice_part(guide), claim_part(guide), source_part(guide))


def _agenda(session: Session) -> list[Inline]:
    rows, begins = [], 0
    for part in session.parts:
        rows.append(_part(part, begins))
        begins += part.minutes
    return rows


def _part(part: AgendaPart, begins: int) -> Inline:
    when = _("{begins} to {ends}: {part}.", begins=begins, ends=begins + part.minutes, part=part.title)
    said = _("Say: “{words}”", words=part.say) if part.say else ""
    return line(Span(when, strong=True), run_on(_(" {text}", text=part.do), said))


def _cited(refs: tuple[SourceRef, ...], guide: Guide) -> list[str | Span]:
    return [span for ref in refs for span in _citation(ref, guide.sources)]


def _citation(ref: SourceRef, sources: Mapping[str, Source]) -> tuple[str | Span, ...]:
    source = sources[ref.ref]
    year = f" {source.date[:4]}" if source.date else ""
    at = f", {ref.at}" if ref.at else ""
    return (" [", Span(f"{_first_author(source.by)}{year}", url=source.url), f"{at}]")


def _first_author(by: str) -> str:
    names = by.split(", ")
    return _("{name} and others", name=names[0]) if len(names) > 1 else by


def _source(source: Source) -> Inline:
    date = f"{_(', ')}{source.date}" if source.date else ""
    via = _(" ({read_via})", read_via=source.read_via) if source.read_via else ""
    read = _("{date}; read {day}{via}.", date=date, day=day(source.checked), via=via)
    return line(_("{name}: ", name=source.by), Span(source.title, url=source.url), read)
