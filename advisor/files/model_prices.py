"""What a model's tokens cost: the team's own prices first, then the list that genai-prices carries.

The list is read from the installed package and never from the network.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from advisor.errors import AdvisorError
from advisor.files.list_prices import list_notes, price_batch, price_request, price_standard, price_tiers
from advisor.files.model_names import PROVIDERS, UNPRICED, split_model_name
from advisor.language import Language, _, language, pgettext
from advisor.schema.prices import ModelPrices, PriceBook

if TYPE_CHECKING:
    from genai_prices.data_snapshot import DataSnapshot
    from genai_prices.types import ModelInfo, Provider

MOST_LISTED: Final = 50
_HOSTS: Final = frozenset({"cerebras", "cloudflare", "databricks", "fireworks"})
"""They serve models that others serve too: a model's name alone does not tell that it runs there."""


def find_model_prices(
    name: str, *, when: datetime.date, provider: str | None = None, book: PriceBook | None = None
) -> ModelPrices | None:
    """The token prices of a model on a day; None where nobody has told them, never 0.

    `name` is as an eval tool writes it (see `split_model_name`), `provider` who serves it, where that is known apart
    from the name. Where the list does not know the provider, the price of the model's maker is taken and the note
    says so. Where it knows the provider but not the model there, the answer is None.
    Raises `AdvisorError` where the price package is not installed and the book does not have the model.
    """
    own = {key.lower(): prices for key, prices in (book.models if book else {}).items()}
    for key in (name.strip(), split_model_name(name)[1]):
        if found := own.get(key.lower()):
            return found.model_copy(update={"model": name})
    return _look_up(name, when, provider, language())


def known_models(word: str, *, when: datetime.date) -> list[ModelPrices]:
    """At most 50 models whose `provider:id` or title holds the word: its makers' first, then who else serves them."""
    word = word.strip().lower()
    entries = (
        (provider, entry)
        for provider, entry in _entries()
        if word in f"{provider.id}:{entry.id} {entry.name or ''}".lower()
    )
    found: list[ModelPrices] = []
    for provider, entry in sorted(entries, key=lambda each: (each[0].model_match is None, each[0].id, each[1].id)):
        name = f"{provider.id}:{entry.id}"
        if len(found) < MOST_LISTED and (prices := _read_entry(name, provider, entry, when)):
            found.append(prices)
    return found


def nearest_models(name: str) -> list[str]:
    """Up to three names of the list, such as `openai:gpt-4o-mini`, that look like this one; the likeliest first."""
    served_by, model = split_model_name(name)
    if served_by in UNPRICED:
        return []
    known = [(provider, entry) for provider, entry in _entries() if provider.id == served_by] or [
        (provider, entry) for provider, entry in _entries() if provider.model_match is not None
    ]
    names: dict[str, str] = {}
    for provider, entry in known:
        names.setdefault(entry.id.lower(), f"{provider.id}:{entry.id}")
    return [names[each] for each in difflib.get_close_matches(model.lower(), names, n=3)]


@cache
def list_version() -> str:
    """Such as `genai-prices 0.2.3`."""
    _read_list()
    from genai_prices import __version__

    return f"genai-prices {__version__}"


@cache
def list_date() -> datetime.date | None:
    """The last day of which the list is known to have been checked; it may have been made a few days later.

    Neither the list nor its wheel carries a date. OpenRouter's prices are taken over by a program, and a change is
    dated on the day on which it was seen, so the newest such day is a day of checking. Prices of other providers also
    begin on days that are still to come.
    """
    starts = (
        getattr(condition.constraint, "start_date", None)
        for provider, entry in _entries()
        if provider.id == "openrouter" and isinstance(entry.prices, list)
        for condition in entry.prices
    )
    return max((start for start in starts if start), default=None)


@lru_cache(maxsize=4096)
def _look_up(name: str, when: datetime.date, provider: str | None, lang: Language) -> ModelPrices | None:
    """`lang` is the language of the notes."""
    named, model = split_model_name(name)
    served_by = PROVIDERS.get(provider.lower(), provider.lower()) if provider else named
    if served_by in UNPRICED:
        return None
    if known := _find_provider(served_by):
        # A given provider may use a name that looks like another one's, as OpenRouter does: `openai/gpt-4o`.
        references = (name.strip(), model) if provider else (model,)
        found = next((entry for each in references if (entry := _find_entry(known, each))), None)
        return _read_entry(name, known, found, when) if found else None
    inner, within = split_model_name(model)
    if behind := _find_provider(inner):
        makers, model = [behind], within
    else:
        makers = _find_makers(model)
    matches = [(maker, entry) for maker in makers if (entry := _find_entry(maker, model))]
    if len(matches) != 1:
        return None
    maker, found = matches[0]
    doubt = ""
    if served_by:
        doubt = _(
            "the list does not know the provider `{provider}`: the prices are {maker}'s",
            provider=served_by, maker=maker.name,
        )  # fmt: skip
    elif maker.model_match is None or not maker.model_match.is_match(model.lower()):
        doubt = _("the name tells no provider: the prices are {maker}'s", maker=maker.name)
    return _read_entry(name, maker, found, when, doubt)


def _read_entry(
    name: str, provider: Provider, entry: ModelInfo, when: datetime.date, doubt: str = ""
) -> ModelPrices | None:
    """The prices of an entry; where it is in doubt who serves the model, without those of a batch service."""
    standard = price_standard(entry, when)
    prices = price_request(standard)
    if prices is None:
        return None
    if not any(entry is each for each in provider.models):
        doubt = _(
            "the list has no price of {provider} for it: this is what the model's maker asks for",
            provider=provider.name,
        )
    batch = None if doubt else price_batch(entry, when)
    notes = (doubt, *list_notes(entry, when, batch))
    return ModelPrices(
        model=name,
        id=entry.id,
        provider=provider.id,
        prices=prices,
        tiers=price_tiers(standard),
        batch=batch,
        origin=list_version(),
        as_of=list_date(),
        note=pgettext("between notes", "; ").join(note for note in notes if note) or None,
    )


@cache
def _read_list() -> DataSnapshot:
    """The list of the installed package, whatever another library has put in its place in this process."""
    try:
        from genai_prices.data import providers
        from genai_prices.data_snapshot import DataSnapshot
    except ImportError:
        raise AdvisorError(
            "Token prices of models need the extra `costs`; install it with: "
            'python -m pip install "llm-approach-advisor[costs]", or give the prices in a price file'
        ) from None
    return DataSnapshot(providers=providers, from_auto_update=False)


def _entries() -> Iterator[tuple[Provider, ModelInfo]]:
    return ((provider, entry) for provider in _read_list().providers for entry in provider.models)


def _find_provider(provider: str | None) -> Provider | None:
    """By its id alone: the package's own look-up takes `openai-compatible` for OpenAI."""
    return next((each for each in _read_list().providers if each.id == provider), None)


def _find_makers(model: str) -> list[Provider]:
    """Who makes models of such a name; where no name tells, all who give their models names of their own."""
    try:
        return [_read_list().find_provider(model.lower(), None, None)]
    except LookupError:
        named = (each for each in _read_list().providers if each.model_match is not None)
        return [each for each in named if each.id not in _HOSTS]


def _find_entry(provider: Provider, model: str) -> ModelInfo | None:
    """As the package matches names, else by the list's own id, which its patterns do not always match."""
    found = provider.find_model(model, all_providers=_read_list().providers)
    return found or next((each for each in provider.models if each.id.lower() == model.lower()), None)
