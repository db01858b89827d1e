"""The rule book: loaded from its compiled form where that is up to date, else from the YAML files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.errors import RuleBookError
from advisor.files.compiled import dump, fingerprint, home_of, load_compiled, read_texts
from advisor.language import Language
from advisor.schema.rules import Book


class RuleBook(Book):
    """A checked rule book; `RuleBook.load(folder)` reads one."""

    @classmethod
    def load(
        cls,
        folder: str | Path | None = None,
        house: str | Path | Sequence[str | Path] | None = None,
        lang: Language = "en",
    ) -> RuleBook:
        """The rule book that comes with the package, the one in a folder, or either with a team's own rules on top.

        `folder`: a whole book if it holds `questions.yaml`; if not, house rules on top of the package's book.
        `house`: one folder of house rules or several, each on top of what is below it. `lang`: `en` or `ja`, the
        language of its texts; what has no translation stays English.

        Raises `RuleBookError` with every mistake of every file: place, thing, what is wrong, what to write.
        """
        base, on_top = split_folders(folder, house)
        home = rules_home(base)
        texts = rule_texts(home)
        key = fingerprint(texts)
        if not on_top:
            return load_compiled(cls, home, key, lambda: _build(texts, key, lang), lang)
        for each in on_top:
            key = fingerprint_on_top(key, house_texts(each))
        return load_compiled(cls, None, key, lambda: _build_on_top(cls.load(home, lang=lang), on_top), lang)


def compile_rules(folder: Path, lang: Language = "en") -> str:
    """The rule book in `folder` as compiled JSON, in one language; its examples are not part of it."""
    texts = rule_texts(folder)
    return dump(_build(texts, fingerprint(texts), lang))


def split_folders(
    folder: str | Path | None, house: str | Path | Sequence[str | Path] | None
) -> tuple[Path | None, tuple[Path, ...]]:
    """The folder of a whole book (None: the package's own), and the folders of house rules on top of it.

    A folder with `questions.yaml` is a whole book. Raises `RuleBookError` where one is not there.
    """
    on_top = [Path(house)] if isinstance(house, str | Path) else [Path(each) for each in house or ()]
    base = Path(folder) if folder is not None else None
    for each in on_top if base is None else (base, *on_top):
        if not each.is_dir():
            raise RuleBookError(
                f"{each.name}: there is no such folder of rules; give one with `questions.yaml` (a whole book), "
                "or one with your own rules, which are laid on top of the book."
            )
    if base is not None and not (base / "questions.yaml").exists():
        return None, (base, *on_top)
    return base, tuple(on_top)


def rules_home(folder: str | Path | None) -> Path:
    """The folder itself, or that of the rules that come with the package."""
    return Path(folder) if folder is not None else home_of("rules")


def rule_texts(home: Path) -> dict[str, bytes]:
    """The YAML files of a folder of rules; prices are no part of the book, for they change no rule."""
    return read_texts(path for path in home.glob("*.yaml") if path.name != "prices.yaml")


def house_texts(folder: Path) -> dict[str, bytes]:
    """The YAML files of a folder of house rules, and those that only look like some, to be told about."""
    return read_texts(path for ending in ("yaml", "yml") for path in folder.glob(f"*.{ending}"))


def fingerprint_on_top(below: str, texts: dict[str, bytes]) -> str:
    """The fingerprint of a book with house rules on top: what is below counts, the name of the folder does not."""
    return fingerprint({"": below.encode(), **texts})


def _build(texts: dict[str, bytes], key: str, lang: Language) -> RuleBook:
    # parsing YAML is only needed, and so only imported, where no compiled book is up to date
    from advisor.files.rulebook_reading import read_rules

    read = read_rules(texts, key, lang)
    if read.book is None or read.mistakes:
        raise RuleBookError("\n".join(read.mistakes))
    return read.book


def _build_on_top(base: RuleBook, folders: Sequence[Path]) -> RuleBook:
    from advisor.files.house_rules import read_house
    from advisor.files.rulebook_reading import RulesRead

    read = read_house(RulesRead(base, (), ()), folders)
    if read.book is None or read.mistakes:
        raise RuleBookError("\n".join(read.mistakes))
    return read.book
