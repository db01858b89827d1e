"""Models of the variants that are, or will be, shut down or closed for tuning."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from advisor.costs.availability import is_gone, months_later, notices
from advisor.costs.ingredients import Ingredients
from advisor.schema.costs import ModelNotice

TUNED = ("fine-tuning", "rag+fine-tuning")


def model_notices(made: Mapping[str, Ingredients]) -> tuple[ModelNotice, ...]:
    """What the price book says of each variant's model; of tuning only where the variant is tuned."""
    found = []
    for own in made.values():
        if own.model is None or own.model == "none":
            continue
        for row in notices(own.costing.book, own.model, None, own.costing.today, is_tuned=own.place in TUNED):
            if row.ends is None and own.place not in TUNED:
                continue
            found.append(
                ModelNotice(
                    variant=own.variant,
                    model=own.model,
                    ends=row.ends,
                    tuning_ends=row.tuning_ends,
                    is_gone=is_gone(row, own.costing.today),
                    sentence=row.says,
                    source=tuple(each.ref for each in row.source),
                )
            )
    return tuple(found)


def is_model_gone(own: Ingredients) -> bool:
    """Whether the model of a variant is shut down today."""
    if own.model is None or own.model == "none":
        return False
    today = own.costing.today
    return any(
        is_gone(row, today) for row in notices(own.costing.book, own.model, None, today, is_tuned=own.place in TUNED)
    )


def tuned_model_state(own: Ingredients, start: datetime.date, months: int) -> str:
    """The value of the fact `tuned_model` for one tuned variant; what the plan says of its base model comes first.

    `closed`: it is shut down or closed for tuning on the first day of the horizon. `ending`: that comes before the
    horizon is over.
    """
    ends = own.own.base_model_ends
    if ends == "never":
        return "served"
    first = max(start, own.costing.today)
    named = own.model is not None and own.model != "none"
    rows = notices(own.costing.book, own.model or "", None, first, is_tuned=True) if named else ()
    served = [ends] if isinstance(ends, datetime.date) else [row.ends for row in rows]
    days = [day for day in (*served, *(row.tuning_ends for row in rows)) if day is not None]
    if not days:
        return "untested"
    return "closed" if min(days) <= first else "ending" if min(days) < months_later(start, months) else "served"
