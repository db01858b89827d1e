"""What the live chart holds still while sliders move, and what it showed before."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.language import language
from advisor.report.figure import Axis, FigureAxes, axes_of, changes, expanded
from advisor.schema.evidence import Evidence
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.visit import Visit


@dataclass
class Held:
    """The evidence on screen, that of before the last change, and the ranges of the axes."""

    basis: tuple[object, ...]
    """The results and variants; others begin anew."""
    now: Evidence
    before: Evidence | None = None
    axes: dict[Axis, FigureAxes] = field(default_factory=dict)

    def grown(self, axis: Axis) -> FigureAxes:
        """The ranges that hold what is on screen and all that was."""
        needed = axes_of(self.now, axis)
        old = self.axes.get(axis)
        self.axes[axis] = needed if old is None else expanded(old, needed)
        return self.axes[axis]

    def news(self, axis: Axis) -> tuple[str, ...]:
        """What the last change did, a sentence each; None where nothing was changed yet."""
        return () if self.before is None else changes(self.before, self.now, axis)


def hold(visit: Visit, found: Priced, evidence: Evidence) -> Held:
    """What is held, with this evidence on screen from now on."""
    names = tuple(each.variant for each in evidence.costs.variants) if evidence.costs else ()
    basis = (*found.found.basis[:4], names, language())
    if visit.held is None or visit.held.basis != basis:
        visit.held = Held(basis, evidence)
    elif visit.held.now is not evidence:
        visit.held.before, visit.held.now = visit.held.now, evidence
    return visit.held


def fit_again(visit: Visit) -> None:
    """The axes fit what is on screen, and nothing of before."""
    if visit.held is not None:
        visit.held.axes, visit.held.before = {}, None
