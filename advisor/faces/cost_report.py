"""The costs of all variants, and their faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import PrivateAttr

from advisor.errors import AdvisorError
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

if TYPE_CHECKING:
    pass


class CostReport(Costs):
    """What each variant costs, with its range, its parts, what is missing, and break-evens between any two."""

    _evidence: Evidence | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, costs: Costs | None, evidence: Evidence | None = None) -> CostReport:
        """The report on these costs; `evidence`: the results that they rest on."""
        if costs is None:
            raise AdvisorError("There are no costs: give a `plan`, or a `volume` and a `horizon`.")
        found = cls.model_construct(**dict(costs))
        found._evidence = evidence
        return found

    @property
    def evidence(self) -> Evidence | None:
        """The results that the costs rest on; None where they rest on a plan alone."""
        return self._evidence

    def to_json(self) -> str:
        """The costs as JSON."""
        return self.model_dump_json(indent=2)
