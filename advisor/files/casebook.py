"""The case studies read from a folder of YAML files, one case a file; every mistake is reported at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError, CaseBookError
from advisor.files.compiled import dump, fingerprint, home_of, load_compiled, read_texts
from advisor.files.repairs import listed, read_model
from advisor.schema.cases import Case, CaseBook
from advisor.schema.words import UNKNOWN

if TYPE_CHECKING:
    from advisor.files.yaml_text import Document

_GATES = ("erasure", "tuning_route")


def load_cases(folder: str | Path | None = None) -> CaseBook:
    """The case studies in a folder, or those that come with the package, by id.

    Raises `CaseBookError` with every mistake of every file.
    """
    home = Path(folder) if folder is not None else home_of("case_studies")
    texts = _case_texts(home)
    key = fingerprint(texts)
    return load_compiled(CaseBook, home, key, lambda: _build(texts, key))


def read_case_folder(folder: str | Path | None = None) -> tuple[CaseBook, tuple[str, ...]]:
    """The cases that can be read, parsed afresh, and every mistake of the others."""
    home = Path(folder) if folder is not None else home_of("case_studies")
    texts = _case_texts(home)
    return _read(texts, fingerprint(texts))


def compile_cases(folder: Path) -> str:
    """The case book in `folder` as compiled JSON."""
    texts = _case_texts(folder)
    return dump(_build(texts, fingerprint(texts)))


def _case_texts(home: Path) -> dict[str, bytes]:
    if not home.is_dir():
        raise CaseBookError(f"{home.name}: there is no such folder of cases.")
    return read_texts(home.glob("*.yaml"))


def _build(texts: dict[str, bytes], key: str) -> CaseBook:
    book, mistakes = _read(texts, key)
    if mistakes:
        raise CaseBookError("\n".join(mistakes))
    return book


def _read(texts: dict[str, bytes], key: str) -> tuple[CaseBook, tuple[str, ...]]:
    from advisor.files.yaml_text import parse  # not needed where a compiled book is up to date

    mistakes: list[str] = []
    cases: dict[str, Case] = {}
    for name, content in texts.items():
        try:
            document = parse(content.decode("utf-8-sig"), name)
        except UnicodeDecodeError:
            mistakes.append(f"{name}: this is not UTF-8 text; save it as UTF-8.")
            continue
        except AdvisorError as error:
            mistakes.append(str(error))
            continue
        mistakes += document.mistakes
        case, found = read_model(Case, document.data, document.place)
        mistakes += found
        if case is None:
            continue
        mistakes += _check(case, document)
        if case.id in cases:
            mistakes.append(f"{document.place(('id',))}: `{case.id}` is already the id of another case; rename one.")
        cases.setdefault(case.id, case)
    return CaseBook(fingerprint=key, cases=tuple(cases[id] for id in sorted(cases))), tuple(mistakes)


def _check(case: Case, document: Document) -> list[str]:
    mistakes = []
    tried = {system.approach for system in case.approaches}
    if f"{case.id}.yaml" != document.name:
        mistakes.append(
            f"{document.place(('id',))}: `{case.id}` must be the file's name; rename the file to `{case.id}.yaml`."
        )
    if case.best not in tried:
        mistakes.append(
            f"{document.place(('best',))}: `{case.best}` is not among the approaches tried ({listed(sorted(tried))})."
        )
    if case.best not in case.acceptable:
        mistakes.append(
            f"{document.place(('acceptable',))}: `{case.best}` is the best but not in `acceptable`; add it."
        )
    if case.compared != (len(tried) > 1):
        word = "two kinds or more" if len(tried) > 1 else "one kind only"
        mistakes.append(
            f"{document.place(('compared',))}: `compared` is `{str(case.compared).lower()}`, but {word} were tried."
        )
    for gate in _GATES:
        if getattr(case.answers, gate) != UNKNOWN:
            mistakes.append(
                f"{document.place(('answers', gate))}: `{gate}` is a gate and is not coded in cases; take it out."
            )
    return mistakes
