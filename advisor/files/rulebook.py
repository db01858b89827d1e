"""The rule book: loaded from its compiled form where that is up to date, else from the YAML files."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import RuleBookError
from advisor.files.compiled import dump, fingerprint, home_of, load_compiled, read_texts
from advisor.schema.rules import Book


class RuleBook(Book):
    """A checked rule book; `RuleBook.load(folder)` reads one."""

    @classmethod
    def load(cls, folder: str | Path | None = None) -> RuleBook:
        """The rule book in a folder, or the one that comes with the package.

        Raises `RuleBookError` with every mistake of every file: place, thing, what is wrong, what to write.
        """
        home = rules_home(folder)
        texts = rule_texts(home)
        key = fingerprint(texts)
        return load_compiled(cls, home, key, lambda: _build(texts, key))


def compile_rules(folder: Path) -> str:
    """The rule book in `folder` as compiled JSON; its examples are not part of it."""
    texts = rule_texts(folder)
    return dump(_build(texts, fingerprint(texts)))


def rules_home(folder: str | Path | None) -> Path:
    """The folder itself, or that of the rules that come with the package."""
    return Path(folder) if folder is not None else home_of("rules")


def rule_texts(home: Path) -> dict[str, bytes]:
    """The YAML files of a folder of rules. Raises `RuleBookError` where there is no such folder."""
    if not home.is_dir():
        raise RuleBookError(f"{home.name}: there is no such folder of rules; give one that holds `questions.yaml`.")
    return read_texts(home.glob("*.yaml"))


def _build(texts: dict[str, bytes], key: str) -> RuleBook:
    # parsing YAML is only needed, and so only imported, where no compiled book is up to date
    from advisor.files.rulebook_reading import read_rules

    read = read_rules(texts, key)
    if read.book is None or read.mistakes:
        raise RuleBookError("\n".join(read.mistakes))
    return read.book
