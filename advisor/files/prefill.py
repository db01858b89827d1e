"""The answers that eval results themselves show, for a person to confirm; and the approaches that were never tried.

Only what a file tells is read: which variants there are, which models answered, which kinds of check were made. Each
answer says what it was read from. The gap to the target is not among them: with a target the rules read it off the
results themselves.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from advisor.costs.availability import is_closed_to_tuning, notices
from advisor.evals.eval_set import EvalSet
from advisor.files.model_names import PROVIDERS, split_model_name
from advisor.language import _, listed, ngettext
from advisor.schema.prices import PriceBook
from advisor.schema.words import APPROACHES, Approach

_SHAPES: Final = re.compile(
    r"(?:is|contains)-(?:valid-)?(?:json|sql|xml|html)|is-valid-(?:openai|function)|json-schema"
)
"""Checks for a format that many models know, by promptfoo's names for them."""

_SERVERS: Final = frozenset(
    {
        "hf",
        "llama-cpp-python",
        "llama.cpp",
        "llamafile",
        "lmstudio",
        "localai",
        "ollama",
        "sglang",
        "transformers",
        "vllm",
    }
)
"""Servers and libraries that run open weights on a machine of one's own."""

_CLOUDS: Final = frozenset({"aws", "azure", "vertex"})
_CHEAPER: Final = re.compile(r"(?<![a-z])(?:mini|nano|haiku|flash|lite|small|tiny|8b|instant)(?![a-z])")
_BILLIONS: Final = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?b(?![a-z])")
_SMALL, _MIDDLE = 4.0, 70.0
_ORDER: Final = ("small", "mid", "best")


@dataclass(frozen=True, slots=True)
class FromFile:
    """An answer that the results show, and what it was read from."""

    question: str
    option: str
    because: str


def answers_from(evals: EvalSet, prices: PriceBook, today: datetime.date) -> tuple[FromFile, ...]:
    """The answers that the results show, in the order of the questionnaire; said in the language spoken."""
    return tuple(_answers(evals, prices, today))


def never_tried(evals: EvalSet) -> tuple[Approach, ...]:
    """The approaches to which none of the variants belongs; none while some variant belongs nowhere yet."""
    places = [evals.approaches.get(variant) for variant in evals.variants()]
    return () if None in places else tuple(each for each in APPROACHES if each not in places)


def _answers(evals: EvalSet, prices: PriceBook, today: datetime.date) -> Iterator[FromFile]:
    rows = sum(each.rows for each in evals.totals.values())
    if evals.score_names():
        because = ngettext("{n} row is scored.", "{n} rows are scored.", rows)
        yield FromFile("evals", "scored", because)
    prompts = [each for each in evals.variants() if evals.approaches.get(each) == "prompting"]
    if prompts:
        because = ngettext("{n} prompt was measured.", "{n} prompts were measured.", len(prompts))
        yield FromFile("prompting", "tried", because)
    shapes = sorted({each for file in evals.files for each in _checks(file.settings) if _SHAPES.search(each)})
    if shapes:
        yield FromFile("format", "common", _("Answers are checked by {checks}.", checks=listed(shapes)))
    models = sorted({model for own in evals.models.values() for model in own})
    if (route := _route(models, prices, today)) is not None:
        yield route
    if (strongest := _strongest(models)) is not None:
        yield strongest


def _checks(settings: dict[str, str]) -> list[str]:
    return [each for each in settings.get("assertions", "").split(", ") if each]


def _route(models: list[str], prices: PriceBook, today: datetime.date) -> FromFile | None:
    """Where the best of these models could be tuned, as far as their providers tell."""
    found: dict[str, FromFile] = {}
    for model in models:
        provider, name = split_model_name(model)
        if provider in _SERVERS:
            found["own_weights"] = FromFile(
                "tuning_route", "own_weights", _("`{model}` runs on your own machines.", model=model)
            )
        elif provider in _CLOUDS:
            found["cloud"] = FromFile(
                "tuning_route", "cloud", _("`{model}` is served by a cloud that tunes models.", model=model)
            )
        else:
            rows = [row for row in notices(prices, name, provider, today) if row.tuning_ends is not None]
            if rows and not is_closed_to_tuning(rows[0], today):
                found["closing"] = FromFile("tuning_route", "closing", rows[0].says)
    return next((found[each] for each in ("own_weights", "cloud", "closing") if each in found), None)


def _strongest(models: list[str]) -> FromFile | None:
    """How strong the strongest of these models is, by its size where the name tells it, else by its maker's tier."""
    sized = [(_ORDER.index(size), model) for model in models if (size := _size(model)) is not None]
    if not sized:
        return None
    rank, model = max(sized)
    return FromFile("model", _ORDER[rank], _("The strongest model in the file is `{model}`.", model=model))


def _size(model: str) -> str | None:
    provider, name = split_model_name(model.lower())
    if (billions := _BILLIONS.search(name)) is not None:
        size = float(billions[1])
        return "small" if size <= _SMALL else "mid" if size <= _MIDDLE else "best"
    if provider not in PROVIDERS.values():
        return None
    return "mid" if _CHEAPER.search(name) else "best"
