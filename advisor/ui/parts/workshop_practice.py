"""Practice workshops: use cases on which experts differed, and what they said once a round is revealed."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.api import recommend
from advisor.files.practice import Practice, load_practice
from advisor.language import Language, _, language, listed, ngettext
from advisor.report import words
from advisor.schema.practice import Exercise, Opinion
from advisor.schema.workshop import WorkshopView
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, link, show
from advisor.ui.parts.workshop_store import workshops


def offer_practice(*, may_begin: bool) -> None:
    """The use cases; one click sets a workshop up, for those who `may_begin` one."""
    hint = _(
        "Ten minutes with your team on a use case that is not yours: answer, reveal, see what to talk about, then see "
        "what experts said. Two people are enough."
    )
    show(f'<p class="hint">{escape(hint)}</p>')
    for each in _all():
        exercise = each.exercise
        with st.container(border=True, key=f"practice_{exercise.id}"):
            show(
                f'<h3>{escape(exercise.title)}</h3><p class="small">{escape(exercise.context)}</p>'
                f'<p class="small">{link(each.source, each.url)}</p>'
            )
            if may_begin:
                st.button(
                    _("Practise on this ({n} questions)", n=len(exercise.questions)),
                    key=f"practise_{exercise.id}",
                    on_click=handler(_begin),
                    args=(exercise.id,),
                )


def in_own_language(view: WorkshopView) -> WorkshopView:
    """A practice workshop with its use case in the language spoken; any other as its facilitator typed it."""
    own = next((each.exercise.brief for each in _all() if each.exercise.id == view.brief.practice), None)
    if own is None or view.brief.practice is None:
        return view
    told = {"title": own.title, "job": own.job, "context": own.context}
    return view.model_copy(update={"brief": view.brief.model_copy(update=told)})


def show_practice(view: WorkshopView) -> None:
    """After the reveal of a practice workshop: what was said of it, and what the rules say of its description."""
    found = next((each for each in _all() if each.exercise.id == view.brief.practice), None)
    if found is None or not view.last_revealed:
        return
    exercise = found.exercise
    ours = recommend(exercise.answers, rule_book=rule_book())
    known = len(exercise.answers.known)
    say = escape(
        ngettext(
            "From its description alone ({n} answer, coded beforehand) these rules say: {decision}",
            "From its description alone ({n} answers, coded beforehand) these rules say: {decision}",
            known,
            decision="{decision}",
        )
    )
    show(
        f'<section class="point"><h3>{escape(_("What was said of it"))}</h3>'
        f"{items([_view(exercise, each) for each in exercise.opinions], css='rows')}"
        f'<p>{escape(exercise.split)}</p><p class="small">{link(found.source, found.url)}</p>'
        f"<p>{say.format(decision=f'<b>{escape(ours.headline)}</b>')}</p></section>"
    )


def _view(exercise: Exercise, opinion: Opinion) -> str:
    """What somebody said, and what the rules say once that is granted."""
    said = escape(_("{who}: {says}")).format(who=f"<b>{escape(opinion.who)}</b>", says=escape(opinion.says))
    if not opinion.presumes:
        return said
    book = rule_book()
    granted = listed(
        [_("{name} “{text}”", name=id, text=words.label(book, id, value)) for id, value in opinion.presumes.items()]
    )
    then = recommend(exercise.answers_as_seen_by(opinion), rule_book=book)
    if_so = _("Granting {granted}, these rules say: {decision}", granted=granted, decision=then.headline)
    return f'{said} <span class="small">{escape(if_so)}</span>'


def _begin(id: str) -> None:
    brief = next(each.exercise.brief for each in _all() if each.exercise.id == id)
    st.session_state["workshop lead key"] = workshops().create(brief).facilitator


def _all() -> tuple[Practice, ...]:
    """In the language spoken."""
    return _all_in(language())


@st.cache_resource(show_spinner=False)
def _all_in(lang: Language) -> tuple[Practice, ...]:
    return load_practice(case_book(), lang=lang)
