"""The language of all that is said: English as it stands in the code, Japanese from the catalogue beside it.

A sentence is written `_("{n} of {total} answered", n=3, total=25)`: gettext looks its English form up, and the values
are put in afterwards, so that a translation may order them anew. Data files carry their own translations, as
`{en: …, ja: …}`, of which `in_language` picks one when they are read.
"""

from __future__ import annotations

import datetime
import functools
import gettext
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeVar, cast, get_args

Language = Literal["en", "ja"]
"""English and Japanese, by their ISO 639-1 codes."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "ja": "日本語"}
"""Each language by its own name."""

_CATALOGUES: Final = Path(__file__).parent / "locale"
_chosen: ContextVar[Language | None] = ContextVar("language", default=None)
_asked: list[Callable[[], Language | None]] = []


def language() -> Language:
    """The language that is spoken now: what `speaking` set, else what `follow` asks for, else English."""
    return _chosen.get() or (_asked[-1]() if _asked else None) or "en"


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Within it, all that is said is said in this language."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


class Spoken(Protocol):
    """What says all it says in a language of its own."""

    @property
    def lang(self) -> Language:
        """Which one."""


_Say = TypeVar("_Say", bound=Callable[..., Any])


def in_its_language(say: _Say) -> _Say:
    """The function or method, which speaks the language of its first argument, whatever is spoken around it."""

    @functools.wraps(say)
    def said(thing: Spoken, /, *args: Any, **options: Any) -> Any:
        with speaking(thing.lang):
            return say(thing, *args, **options)

    return cast(_Say, said)


def follow(ask: Callable[[], Language | None]) -> None:
    """From now on the language is asked for where none is set, as an app with many visitors does."""
    _asked[:] = [ask]


def _(text: str, /, **values: object) -> str:
    """The sentence in the language spoken, with the values put in where it names them in braces."""
    now = language()
    if now != "en" and text:  # of an empty text gettext returns the head of the catalogue
        text = catalogue(now).gettext(text)
    return text.format(**values) if values else text


def ngettext(one: str, many: str, n: float, /, **values: object) -> str:
    """`_` for a number of things: `ngettext("{n} item", "{n} items", 3)`; `{n}` is the number unless it is given."""
    now = language()
    text = (one if n == 1 else many) if now == "en" else catalogue(now).ngettext(one, many, int(n))
    return text.format(**({"n": f"{n:,}"} | values))


def pgettext(context: str, text: str, /, **values: object) -> str:
    """`_` for a text that means one thing here and another one elsewhere; `context` says which."""
    now = language()
    if now != "en":
        text = catalogue(now).pgettext(context, text)
    return text.format(**values) if values else text


def N_(text: str, /) -> str:
    """The text itself: marks a constant for the catalogue that `_` says later."""
    return text


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    if language() == "ja":
        return "、".join(words)
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def run_on(*sentences: str) -> str:
    """Sentences one behind the other; empty ones are left out."""
    return ("" if language() == "ja" else " ").join(each for each in sentences if each)


def day(date: datetime.date) -> str:
    """A day as it is written in this language: `2026-11-28`, which everybody who reads English reads alike."""
    if language() == "en":
        return date.isoformat()
    from babel.dates import format_date  # slow to import, and not needed in English

    return format_date(date, format="long", locale=language())


def in_language(data: Any, chosen: Language) -> Any:
    """The data of a file with each `{en: …, ja: …}` in it replaced by what stands there in that language, else in
    English."""
    if isinstance(data, dict):
        if (
            "en" in data
            and data.keys() <= set(LANGUAGES)
            and all(isinstance(each, str | list) for each in data.values())
        ):
            return data.get(chosen, data["en"])
        return {key: in_language(value, chosen) for key, value in data.items()}
    if isinstance(data, list):
        return [in_language(each, chosen) for each in data]
    return data


@functools.cache
def catalogue(chosen: Language) -> gettext.NullTranslations:
    """The translations into a language: the compiled catalogue where it was shipped, else compiled now."""
    folder = _CATALOGUES / chosen / "LC_MESSAGES"
    compiled = folder / "advisor.mo"
    if compiled.exists():
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    return gettext.GNUTranslations(io.BytesIO(compile_catalogue(folder)))


def compile_catalogue(folder: Path) -> bytes:
    """The `.po` files of a folder as one `.mo`."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=folder.parent.name)
    for path in sorted(folder.glob("*.po")):
        with path.open(encoding="utf-8") as file:
            for message in read_po(file, locale=folder.parent.name):
                if message.id:
                    whole[message.id if isinstance(message.id, str) else message.id[0]] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    return compiled.getvalue()
