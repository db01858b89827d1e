"""Models of the variants that are, or will be, shut down or closed for tuning."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from advisor.costs.availability import is_closed_to_tuning, is_gone, notices
from advisor.costs.ingredients import Ingredients
from advisor.schema.costs import ModelNotice

TUNED = ("fine-tuning", "rag+fine-tuning")


def model_notices(made: Mapping[str, Ingredients]) -> tuple[ModelNotice, ...]:
    """What the price book says of each variant's model; of tuning only where the variant is tuned."""
    found = []
    for own in made.values():
        if own.model is None or own.model == "none":
            continue
        for row in notices(own.costing.book, own.model, None, own.costing.today):
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


def tuned_model_state(own: Ingredients, start: datetime.date, months: int) -> str:
    """The value of the fact `tuned_model` for one tuned variant."""
    today, ends = own.costing.today, own.own.base_model_ends
    rows = notices(own.costing.book, own.model, None, today) if own.model and own.model != "none" else ()
    if any(is_gone(row, today) or is_closed_to_tuning(row, today) for row in rows):
        return "closed"
    last = _last_day(start, months)
    dates = [day for row in rows for day in (row.ends, row.tuning_ends) if day is not None]
    if isinstance(ends, datetime.date):
        dates = [ends]
    if ends == "never":
        return "served"
    if not dates:
        return "untested"
    first = min(dates)
    return "closed" if first <= today else "ending" if first <= last else "served"


def _last_day(start: datetime.date, months: int) -> datetime.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(start.day, 28))
