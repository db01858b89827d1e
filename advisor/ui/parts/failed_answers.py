"""The failed answers of this visit: drawn once, kept in the memory of the session, never stored or sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from advisor.language import _
from advisor.ui.parts.results import placed, read_files
from advisor.ui.parts.visit import Visit

if TYPE_CHECKING:
    from advisor.evals.failures import FailedSample


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, and from what."""

    basis: tuple[object, ...]
    variant: str | None
    """None where nothing was scored."""
    score: str
    samples: tuple[FailedSample, ...] = field(repr=False)

    @property
    def has_texts(self) -> bool:
        """Some file holds what was asked or answered."""
        return any(each.text is not None for each in self.samples)


def failed_answers(visit: Visit) -> Drawn | None:
    """Those of the best prompt; None where no file could be read."""
    read = read_files(visit)
    if read.results is None:
        return None
    basis = (read.basis[:2], tuple(sorted(visit.places.items())), visit.score)
    if visit.drawn is None or visit.drawn.basis != basis:
        with st.spinner(_("Drawing failed answers …")):
            visit.drawn = _draw(visit, basis)
    return visit.drawn


def _draw(visit: Visit, basis: tuple[object, ...]) -> Drawn | None:
    from advisor.evals.failures import failed_samples, variant_to_look_at
    from advisor.evals.readings import read_score
    from advisor.evals.score_choice import choose_score

    results = read_files(visit).results
    if results is None:
        return None
    evals = placed(visit, results)
    score, _note = choose_score(evals, visit.score if visit.score in evals.score_names() else None)
    scored = read_score(evals, score)
    best = variant_to_look_at(scored)
    return Drawn(basis, best.name if best else None, score, failed_samples(evals, scored))
