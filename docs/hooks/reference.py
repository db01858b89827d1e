"""The pages of the reference that are made from what they describe, so that they cannot differ from it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pydantic.fields import FieldInfo
from typer.testing import CliRunner

import advisor
from advisor import Answers, Recommendation, RuleBook
from advisor.cli.main import cli
from advisor.mcp.tools import TOOLS
from advisor.report.words import condition_words
from advisor.schema.questions import Question
from advisor.schema.rules import Book, Rule, SourceRef, Step
from advisor.schema.words import TITLES

_PACKAGE = Path(advisor.__file__).parent


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files of the site with those that are made here."""
    book = RuleBook.load()
    made = {
        "reference/questions.md": questions(book),
        "reference/steps.md": steps(book),
        "reference/rules.md": rules(book),
        "reference/words.md": words(book),
        "reference/methods.md": methods(_PACKAGE / "stats"),
        "reference/cli.md": command_line(),
        "reference/mcp.md": server(),
        "reference/answers.schema.json": _json(Answers.model_json_schema()),
        "reference/recommendation.schema.json": _json(Recommendation.json_schema()),
        "images/icon.svg": (_PACKAGE / "ui/icon.svg").read_text(encoding="utf-8"),
    }
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def questions(book: Book) -> str:
    """Every question with why it is asked and what its answers mean."""
    parts = [
        "# Questions",
        f"The {len(book.questions)} questions of `rules/questions.yaml`. Any of them may stay open: `unknown` is an"
        " answer to all, and the rest is worked out with what is known. The ids are what a file of answers, the Python"
        " library and links into the app are written with.",
    ]
    for section in book.questionnaire.sections:
        parts += [f"## {section.title}", *(_question(question) for question in section.questions)]
    return _page(parts)


def _question(question: Question) -> str:
    known = f" Usually known by: {', '.join(question.known_by)}." if question.known_by else ""
    kind = " A gate: it says what is possible or allowed at all, and is never weighed." if question.gate else ""
    rows = [(f"`{each.id}`", each.label, f"{each.says} {each.example or ''}") for each in question.options]
    return _page(
        [
            f"### {question.ask} {{ #{question.id} }}",
            f"`{question.id}`.{known}{kind}",
            question.why,
            *([question.help] if question.help else []),
            _table(("option", "", "meaning"), rows),
        ]
    )


def steps(book: Book) -> str:
    """Every step that a path can be made of."""
    return _page(
        [
            "# Steps",
            "What paths are made of: the closed list `rules/steps.yaml`, in the order in which steps are usually taken."
            " A rule that says what to do first names a step of it; *destination* is what an approach can come to in"
            " the end. Effort is given only where a source gives it.",
            *(_step(step, book) for step in book.steps),
        ]
    )


def _step(step: Step, book: Book) -> str:
    effort = step.effort
    titles = {each.id: each.title for each in book.steps}
    needed = [f"[{titles[each]}](#{each})" for each in step.needs]
    approach = TITLES.get(step.approach, "any approach")
    told = [
        ("kind", f"{step.kind}{', destination' if step.destination else ''}, for {approach}"),
        ("needs", ", ".join(needed)),
        ("unlocks", step.unlocks),
        ("done when", step.done_when),
        ("effort", f"{effort.low:g} to {effort.high:g} {effort.unit}, likely {effort.likely:g}" if effort else ""),
        ("sources", _sources(step.source, book)),
    ]
    return _page(
        [
            f"## {step.title} {{ #{step.id} }}",
            f"`{step.id}`. {step.says}",
            *(["\n".join(f"- {each}" for each in step.checklist)] if step.checklist else []),
            _table(("", ""), [(f"*{name}*", text) for name, text in told if text]),
        ]
    )


def rules(book: Book) -> str:
    """Every rule with its condition, its effect, its reason and its sources, by theme."""
    themes: dict[str, list[Rule]] = {}
    for rule in book.rules:
        themes.setdefault(rule.theme, []).append(rule)
    parts = [
        "# Rules",
        f"All {len(book.rules)} rules, as they stand in `rules/`. Reasons name their rule by its id.",
    ]
    for theme, own in themes.items():
        parts += [f"## {theme.replace('_', ' ').capitalize()}", *(_rule(rule, book) for rule in own)]
    return _page(parts)


def _rule(rule: Rule, book: Book) -> str:
    unless = f"; unless {condition_words(book, rule.unless)}" if rule.unless else ""
    lifted = f" Lifted by {condition_words(book, rule.lifted_by)}." if rule.lifted_by else ""
    strength = f", {rule.strength}" if rule.strength else ""
    return _page(
        [
            f"### {rule.id} {{ #{rule.id} }}",
            rule.because,
            f"*When* {condition_words(book, rule.when)}{unless}. *Then* {_effect(rule)}{strength}.{lifted}",
            f"Sources: {_sources(rule.source, book)}",
        ]
    )


def _effect(rule: Rule) -> str:
    effect = rule.effect
    on_approaches = [
        f"{verb} {', '.join(TITLES[each] for each in own)}"
        for verb, own in (
            ("supports", effect.supports),
            ("opposes", effect.opposes),
            ("rules out", effect.rules_out),
            ("settles", effect.settles),
            ("is worth knowing about", effect.note),
        )
        if own
    ]
    first = [f"puts first [{each}](steps.md#{each})" for each in effect.do_first]
    return "; ".join(on_approaches + first)


def words(book: Book) -> str:
    """The terms that the app explains."""
    parts = ["# Words", "The words that the app explains where they stand."]
    for term in book.terms:
        also = f" ({', '.join(term.also)})" if term.also else ""
        parts.append(f"**{term.term}**{also}: {term.says}")
    return _page(parts)


def _sources(refs: Iterable[SourceRef], book: Book) -> str:
    told = []
    for ref in refs:
        source = book.sources[ref.ref]
        at = f", {ref.at}" if ref.at else ""
        told.append(f"[{source.by}: {source.title}](<{source.url}>){at}; read {source.checked}")
    return " · ".join(told)


def command_line() -> str:
    """What the help of every command says."""
    parts = [
        "# Command line",
        "What `--help` says of each command. Bad input ends with exit status 2 and one line a mistake that says what to"
        " write instead; `advisor --install-completion` sets up the completion of your shell.",
    ]
    return _page([*parts, *map(_help, _verbs(typer.main.get_command(cli)))])


def _verbs(command: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    own = getattr(command, "commands", None)
    if own is None:
        yield before
    for name, each in (own or {}).items():
        yield from _verbs(each, (*before, name))


def _help(verb: tuple[str, ...]) -> str:
    told = CliRunner().invoke(cli, [*verb, "--help"], prog_name="advisor", terminal_width=100)
    return f"## advisor {' '.join(verb)}\n\n```text\n{told.output.strip()}\n```"


def server() -> str:
    """Every tool of the MCP server with its arguments and what it gives."""
    parts = ["# MCP server", "The tools of `advisor mcp`; [how to use it](../how-to/agents.md)."]
    for tool in TOOLS.values():
        takes = [(f"`{name}`", _meaning(field)) for name, field in tool.takes.model_fields.items()]
        gives = ", ".join(f"`{name}`" for name in tool.gives.model_json_schema(mode="serialization")["properties"])
        parts += [f"## {tool.name}", tool.says, _table(("argument", ""), takes), f"Gives {gives}."]
    return _page(parts)


def _meaning(field: FieldInfo) -> str:
    return f"{field.description or ''}{' Required.' if field.is_required() else ''}".strip()


def methods(folder: Path) -> str:
    """Every module of published statistics, as its docstring says it."""
    parts = [
        "# Methods",
        "One published method a file in `advisor/stats/`, each held by a test to the numbers of its source.",
    ]
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__":
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            title, _, rest = said.partition("\n\n")
            paragraphs = (f"<p>{escape(' '.join(each.split()))}</p>" for each in rest.split("\n\n") if each)
            parts += [f"## {title.rstrip('.')} {{ #{path.stem} }}", f"`{path.name}`", "\n".join(paragraphs)]
    return _page(parts)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = (tuple(" ".join(cell.split()).replace("|", "\\|") for cell in row) for row in rows)
    lines = [header, ("---",) * len(header), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
