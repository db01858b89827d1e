"""The case studies read from a folder of YAML files, one case a file; every mistake is reported at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.errors import AdvisorError, CaseBookError
from advisor.files.case_checks import check_case, check_folder
from advisor.files.compiled import dump, fingerprint, home_of, load_compiled, read_texts
from advisor.files.repairs import read_model
from advisor.language import Language, in_language
from advisor.schema.cases import Case, CaseBook


def load_cases(folder: str | Path | None = None, lang: Language = "en") -> CaseBook:
    """The case studies in a folder, or those that come with the package, by id.

    `lang`: the language of their titles, where they have one in it; all else stays as it was written.

    Raises `CaseBookError` with every mistake of every file; a folder without a case is a mistake.
    """
    home = _home(folder)
    texts = _case_texts(home)
    key = fingerprint(texts)
    if passed_over := _passed_over(home, texts):
        raise CaseBookError("\n".join((*passed_over, *_read(texts, key, lang)[1])))
    return load_compiled(CaseBook, home, key, lambda: _build(texts, key, lang), lang)


def read_case_folder(folder: str | Path | None = None) -> tuple[CaseBook, tuple[str, ...]]:
    """The cases that can be read, parsed afresh, and every mistake of the others."""
    home = _home(folder)
    texts = _case_texts(home)
    book, mistakes = _read(texts, fingerprint(texts), "en")
    return book, (*_passed_over(home, texts), *mistakes)


def compile_cases(folder: Path, lang: Language = "en") -> str:
    """The case book in `folder` as compiled JSON, in one language."""
    texts = _case_texts(folder)
    return dump(_build(texts, fingerprint(texts), lang))


def _home(folder: str | Path | None) -> Path:
    home = Path(folder) if folder is not None else home_of("case_studies")
    if home.is_file():
        raise CaseBookError(f"{home.name}: this is a file; give the folder that it stands in.")
    if not home.is_dir():
        raise CaseBookError(f"{home.name}: there is no such folder of cases; check the name.")
    return home


def _case_texts(home: Path) -> dict[str, bytes]:
    try:
        return read_texts(path for path in home.glob("*.yaml") if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise CaseBookError(f"{home.name}: it cannot be read ({error.strerror}).") from None


def _passed_over(home: Path, texts: dict[str, bytes]) -> tuple[str, ...]:
    """What keeps a case from being read at all: a file of another ending, or no file."""
    strays = sorted(
        path.name
        for path in home.iterdir()
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml" and not path.name.startswith(".")
    )
    lines = [f"{stray}: a case is read from a file that ends in `.yaml`; rename it." for stray in strays]
    if not texts and not strays:
        lines.append(
            f"{home.resolve().name}: there is no case in this folder; put one into it, a file `<id>.yaml` each, "
            f"or write one with `advisor case new --out {home}`."
        )
    return tuple(lines)


def _build(texts: dict[str, bytes], key: str, lang: Language) -> CaseBook:
    book, mistakes = _read(texts, key, lang)
    if mistakes:
        raise CaseBookError("\n".join(mistakes))
    return book


def _read(texts: dict[str, bytes], key: str, lang: Language) -> tuple[CaseBook, tuple[str, ...]]:
    from advisor.files.yaml_text import parse  # not needed where a compiled book is up to date

    mistakes: list[str] = []
    documents = []
    cases: dict[str, Case] = {}
    for name, content in texts.items():
        try:
            read = parse(content.decode("utf-8-sig"), name)
        except UnicodeDecodeError:
            mistakes.append(f"{name}: this is not UTF-8 text; save it as UTF-8.")
            continue
        except AdvisorError as error:
            mistakes.append(str(error))
            continue
        document = replace(read, data=in_language(read.data, lang))
        documents.append(document)
        mistakes += document.mistakes
        case, found = read_model(Case, document.data, document.place)
        mistakes += found
        if isinstance(document.data, dict):
            mistakes += [f"{document.place(each.path)}: {each.says}" for each in check_case(document.data)]
        if case is not None:
            cases.setdefault(case.id, case)
    mistakes += check_folder(documents)
    return CaseBook(fingerprint=key, cases=tuple(cases[id] for id in sorted(cases))), tuple(mistakes)
