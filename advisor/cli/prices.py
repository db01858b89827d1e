"""`advisor prices`: what is known of prices and of product end dates, with age and source."""

from __future__ import annotations

import datetime
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.schema.prices import ModelPrices, PriceBook

_MOST_MODELS = 10


class PriceFormat(StrEnum):
    """How to print."""

    text = "text"
    json = "json"


def prices(
    word: Annotated[
        str | None, typer.Argument(help="Only what goes by this word; for a model also its token prices.")
    ] = None,
    prices: Annotated[
        Path | None, typer.Option("--prices", metavar="FILE", help="Your own prices, which stand before the book's.")
    ] = None,
    format: Annotated[PriceFormat, typer.Option("--format", help="How to print.")] = PriceFormat.text,
) -> None:
    """List prices of training, hosting, GPU hours, vector stores and labels, and until when models are served."""
    from advisor.files.price_book import load_price_book
    from advisor.files.price_file import with_price_file
    from advisor.files.rulebook import RuleBook
    from advisor.report.faces import visible
    from advisor.report.price_words import find_prices, prices_as_data, prices_as_text

    today, word = datetime.date.today(), (word or "").strip()
    book = load_price_book()
    if prices is not None:
        book = with_price_file(book, prices, today)
    models, complaint = _token_prices(word, today, book) if word else ([], "")
    found = find_prices(book, RuleBook.load().sources, today, word, models)
    hint = _near(word, complaint) if word and not found.models else ""
    if found.is_empty:
        raise AdvisorError(f"prices: nothing is known of `{word}`.{hint} Leave the word out to see everything.")
    if format is PriceFormat.json:
        typer.echo(json.dumps(prices_as_data(found), indent=2, ensure_ascii=False))
        return
    for line in prices_as_text(found).splitlines():
        typer.echo(visible(line))
    if hint:
        typer.echo(f"No token prices go by `{word}`.{hint}", err=True)


def _token_prices(word: str, today: datetime.date, book: PriceBook) -> tuple[list[ModelPrices], str]:
    """The token prices of the model of that name, else of some that have the word in theirs; and what is in the way."""
    from advisor.files.model_prices import find_model_prices, known_models

    try:
        exact = find_model_prices(word, when=today, book=book)
        return [exact] if exact else known_models(word, when=today)[:_MOST_MODELS], ""
    except AdvisorError as error:
        return [], str(error)


def _near(word: str, complaint: str) -> str:
    if complaint:
        return f" {complaint.rstrip('.')}."
    from advisor.files.model_prices import nearest_models

    names = nearest_models(word)
    return f" Did you mean {' or '.join(f'`{name}`' for name in names)}?" if names else ""
