"""The Japanese translations: what is missing, what no longer fits, and putting new ones in.

    python tests/translations.py missing PATH…             each text without Japanese, a line each: `id | English`
    python tests/translations.py fill CATALOGUE LINES      puts `id | Japanese` lines where they belong
    python tests/translations.py tidy CATALOGUE…           drops what the code no longer says, sorts the rest
    python tests/translations.py confirm                   every pair in the data files was looked at and fits

PATH: Python files or folders (the catalogue), YAML files (texts in place, as `{en: …, ja: …}`). CATALOGUE: a name such
as `costs`, for `advisor/locale/ja/LC_MESSAGES/costs.po`; for texts of data files it is not looked at.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from places import ROOT

CATALOGUES = ROOT / "advisor/locale/ja/LC_MESSAGES"
LEDGER = ROOT / "tests/data/translated.json"
SAYS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
"""What says a text, and how many texts it takes. They are found in the syntax tree: Babel's own extraction sees none
inside an f-string on Python 3.11."""
WITHOUT_TEXT = {"weights.yaml", "sources.yaml", "terms.yaml"}
"""Files of rules whose words are names and titles of publications, or numbers."""
TEXT_KEYS = {
    "title", "ask", "why", "help", "label", "says", "example", "because", "unlocks", "done_when", "checklist",
    "given", "produces", "context", "split", "note", "learn", "text", "lines", "what", "do",
    "say", "so", "who", "when", "outcome",
}  # fmt: skip


HEAD = r"""msgid ""
msgstr ""
"Language: ja\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""


class Message(NamedTuple):
    """A text that the code says."""

    context: str | None
    one: str
    many: str | None
    place: str

    @property
    def id(self) -> str:
        return short(f"{self.context or ''}\x04{self.one}")


class DataText(NamedTuple):
    """A text in a data file, and its Japanese where there is one."""

    file: Path
    line: int
    """From 0, of the value."""
    place: str
    en: str
    ja: str | None

    @property
    def id(self) -> str:
        return short(self.en)


def short(text: str) -> str:
    """Six letters that tell a text from the others."""
    return hashlib.sha256(text.encode()).hexdigest()[:7]


def said(paths: Iterable[Path]) -> dict[tuple[str | None, str], Message]:
    """All that Python files say, by context and English text."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
                texts = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
                texts = [each for each in texts if isinstance(each, str)]
                if len(texts) < SAYS[node.func.id]:
                    continue  # a text that is not known here, marked with `N_` where it is
                context, one, many = None, texts[0], None
                if node.func.id == "pgettext":
                    context, one = texts
                elif node.func.id == "ngettext":
                    many = texts[1]
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                found.setdefault((context, one), Message(context, one, many, place))
    return found


def translated() -> dict[tuple[str | None, str], tuple[str, str]]:
    """Context and English -> Japanese and the catalogue it stands in; fuzzy and empty ones are left out."""
    found = {}
    for path in sorted(CATALOGUES.glob("*.po")):
        for message in read_catalogue(path):
            text = message.string if isinstance(message.string, str) else message.string[0]
            if message.id and text and not message.fuzzy:
                found[message.context, english(message)] = text, path.stem
    return found


def english(message: Any) -> str:
    """The English text of a message of Babel's, in the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as Babel reads it, empty where there is none."""
    if not path.exists():
        return Catalog(locale="ja", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="ja")


def data_texts(paths: Iterable[Path]) -> Iterator[DataText]:
    """The texts of data files that are to be read by people."""
    for path in paths:
        root = yaml.compose(path.read_text(encoding="utf-8"))
        yield from _texts(path, root, "") if root else ()


def _texts(path: Path, node: yaml.Node, place: str, key: str = "") -> Iterator[DataText]:
    if isinstance(node, yaml.SequenceNode):
        for i, each in enumerate(node.value):
            name = (
                next((v.value for k, v in getattr(each, "value", ()) if k.value == "id"), str(i))
                if isinstance(each, yaml.MappingNode)
                else str(i)
            )
            yield from _texts(path, each, f"{place}.{name}", key)
    elif isinstance(node, yaml.MappingNode):
        keys = {k.value: v for k, v in node.value}
        if "en" in keys and keys.keys() <= {"en", "ja"}:
            ja = keys.get("ja")
            yield DataText(path, keys["en"].start_mark.line, place, keys["en"].value, ja.value if ja else None)
            return
        for k, v in node.value:
            if k.value not in ("effect", "sources"):  # approaches, and titles of publications
                yield from _texts(path, v, f"{place}.{k.value}", k.value)
    elif key in TEXT_KEYS and isinstance(node.value, str):
        yield DataText(path, node.start_mark.line, place, node.value, None)


def rule_files() -> list[Path]:
    """The data files that carry their own translations."""
    files = [*(ROOT / "rules").glob("*.yaml"), *(ROOT / "rules/workshop").glob("*.yaml")]
    return sorted(each for each in files if each.name not in WITHOUT_TEXT and not each.stem.endswith("_test"))


def python_files(paths: Iterable[Path] = (ROOT / "advisor",)) -> list[Path]:
    """The Python files at these paths."""
    return sorted(each for path in paths for each in (path.rglob("*.py") if path.is_dir() else (path,)))


def fields(text: str) -> set[str]:
    """The names in braces of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def missing(paths: list[Path]) -> dict[str, str]:
    """id -> English, of what has no Japanese."""
    have = translated()
    code = said(python_files(p for p in paths if p.suffix != ".yaml"))
    data = data_texts(p for p in paths if p.suffix == ".yaml")
    found = {
        m.id: (f"[{m.context}] " if m.context else "") + (m.many or m.one) for k, m in code.items() if k not in have
    }
    return found | {each.id: each.en for each in data if each.ja is None}


def fill(catalogue: str, lines: Iterable[str]) -> None:
    """Puts translations into the catalogue and into the data files."""
    given = dict(re.split(r"\s*\|\s*", line.strip("\n"), maxsplit=1) for line in lines if "|" in line)
    path = CATALOGUES / f"{catalogue}.po"
    into, wrong = read_catalogue(path), []
    for (context, one), message in said(python_files()).items():
        if (ja := given.get(message.id)) is not None:
            ja = ja.replace("\\n", "\n")
            if fields(ja) - fields(message.many or message.one):
                wrong.append(f"{message.id}: {ja} names what the English does not")
                continue
            into.delete(one, context)  # what stands there already would stay
            into.add((one, message.many) if message.many else one, (ja,) if message.many else ja, context=context)
    _keep(path, into)
    for file in rule_files():
        _fill_data(file, given)
    print("\n".join(wrong))


def _keep(path: Path, into: Catalog) -> None:
    """Sorted, without dates and places, so that only what changed differs."""
    kept = Catalog(locale="ja", project="advisor", fuzzy=False, header_comment="# Japanese of the advisor.")
    for message in sorted((each for each in into if each.id), key=lambda each: (english(each), each.context or "")):
        kept.add(message.id, message.string, context=message.context)
    buffer = io.BytesIO()
    write_po(buffer, kept, width=0, omit_header=True)
    path.write_text(HEAD + buffer.getvalue().decode().lstrip(), encoding="utf-8")


def _fill_data(file: Path, given: dict[str, str]) -> None:
    before = file.read_text(encoding="utf-8")
    lines = before.splitlines(keepends=True)
    for each in sorted(data_texts([file]), key=lambda each: -each.line):
        ja = given.get(each.id)
        if ja is None or each.ja == ja:
            continue
        line = lines[each.line]
        quoted = json.dumps(ja, ensure_ascii=False) if re.search(r"[:#{}\[\]&*!|>'\"%@`]|^[-?]| $", ja) else ja
        match = re.match(r"(\s*(?:- )?)(?:([a-z_]+): )?(.*)\n", line)
        if each.ja is None and match and not line.strip().startswith("en: "):
            lead, key, value = match[1], match[2], match[3]
            pad = " " * len(lead)
            head = f"{lead}{key}:\n{pad}  " if key else f"{lead}"
            body = f"{pad}  " if key else f"{pad}"
            lines[each.line] = f"{head}en: {value}\n{body}ja: {quoted}\n"
        elif line.strip().startswith(("en: ", "- en: ")):
            pad = " " * line.index("en: ")
            if each.ja is not None:
                lines[each.line + 1] = f"{pad}ja: {quoted}\n"
            else:
                lines[each.line] += f"{pad}ja: {quoted}\n"
    if (after := "".join(lines)) != before:
        file.write_text(after, encoding="utf-8")


def tidy(catalogue: str) -> None:
    """Drops what the code no longer says."""
    path, now = CATALOGUES / f"{catalogue}.po", said(python_files())
    kept = Catalog(locale="ja", fuzzy=False)
    for message in read_catalogue(path):
        key = (message.context, english(message))
        if key in now:
            kept.add(message.id, message.string, context=message.context)
    _keep(path, kept)


def pairs() -> dict[str, str]:
    """What was translated from what, in the data files: place -> digest of the English and of the Japanese."""
    return {
        f"{each.file.stem}{each.place}": f"{short(each.en)} {short(each.ja)}"
        for each in data_texts(rule_files())
        if each.ja is not None
    }


def confirm() -> None:
    """Writes down every pair as it stands."""
    LEDGER.write_text(json.dumps(pairs(), indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    verb, *rest = sys.argv[1:] or [""]
    if verb == "missing":
        for id, text in missing([Path(each).resolve() for each in rest]).items():
            print(f"{id} | {text}".replace("\n", "\\n"))
    elif verb == "fill":
        fill(rest[0], Path(rest[1]).read_text(encoding="utf-8").splitlines())
    elif verb == "tidy":
        for each in rest:
            tidy(each)
    elif verb == "confirm":
        confirm()
    else:
        print(__doc__)
