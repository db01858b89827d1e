"""What a page of the documentation shows is run: its files, commands and Python. `python tests/doc_pages.py` renews it.

A fence that has a title is a file. One of `console` holds commands and what they print; where it ends with `...`, only
the lines above have to be right. One of `python` is run, and a value in a comment behind an expression has to be its
value; all fences of a page share their variables.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import textwrap
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typer
from places import ROOT

from advisor.cli.main import cli, run

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md"))
README = ROOT / "README.md"
EXAMPLES = DOCS / "examples"
FENCE = re.compile(r"^( *)```(\w+)([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^(?:\$ )?|`|bin/)advisor ([a-z][^`#\n]*)", re.MULTILINE)
_OPTION = re.compile(r"--[a-z]+(?:-[a-z]+)*")
_TITLE = re.compile(r'title="([^"]+)"')


def told_by(command: str) -> str:
    """What a command of `advisor` prints, and what it complains about."""
    raw = io.BytesIO()
    with (
        io.TextIOWrapper(raw, encoding="utf-8", write_through=True) as out,
        redirect_stdout(out),
        redirect_stderr(out),
        patch.object(sys, "argv", shlex.split(command)),
    ):
        with suppress(SystemExit):
            run()
        return raw.getvalue().decode()


def check_python(code: str, scope: dict[str, Any]) -> None:
    """Runs it, and compares each expression with the value in the comment behind it; words there are words."""
    lines = code.splitlines()
    for statement in ast.parse(code).body:
        if not isinstance(statement, ast.Expr):
            exec(ast.unparse(statement), scope)
            continue
        value = eval(ast.unparse(statement), scope)
        comment = lines[(statement.end_lineno or 0) - 1][statement.end_col_offset :].strip().removeprefix("# ")
        try:
            shown = ast.literal_eval(comment)
        except (SyntaxError, ValueError):
            continue
        assert value == shown, ast.unparse(statement)


def check_commands(text: str) -> int:
    """How many commands of `advisor` a text names; all of them exist, with the options they are given."""
    found = _COMMAND.findall(text)
    for line in found:
        command = typer.main.get_command(cli)
        for word in line.split():
            command = getattr(command, "commands", {}).get(word, command)
        assert not hasattr(command, "commands"), f"advisor {line}"
        known = {"--help", *(name for each in command.params for name in (*each.opts, *each.secondary_opts))}
        assert set(_OPTION.findall(line)) <= known, f"advisor {line}"
    return len(found)


def renewed(text: str) -> str:
    """The page with what its commands print today; its Python is run on the way, in the present folder."""
    scope: dict[str, Any] = {}

    def run_fence(found: re.Match[str]) -> str:
        indent, language, rest, _ = found.groups()
        content = textwrap.dedent(found[4])
        title = _TITLE.search(rest)
        if title:  # a file
            Path(title[1]).parent.mkdir(exist_ok=True)
            Path(title[1]).write_text(content, encoding="utf-8")
        elif language == "console":
            content = session(content)
        elif language == "python":
            with redirect_stdout(io.StringIO()):
                check_python(content, scope)
        return f"{indent}```{language}{rest}\n{textwrap.indent(content, indent)}{indent}```"

    return FENCE.sub(run_fence, text)


def session(content: str) -> str:
    """Commands with what they print today, cut where it was cut."""
    out = []
    for part in content.removeprefix("$ ").split("\n$ "):
        command, *shown = part.splitlines()
        lines = [line.rstrip() for line in told_by(command).splitlines()]
        if shown and shown[-1] == "...":
            lines = [*lines[: len(shown) - 1], "..."]
        out += [f"$ {command}", *lines]
    return "\n".join(out) + "\n"


def renewed_in_a_folder(path: Path) -> str:
    """The page as it is to be, run in a folder that holds the example files."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        return renewed(path.read_text(encoding="utf-8"))


def renewed_readme() -> str:
    """The README with what its session prints, on the answers that stand above it."""
    text = README.read_text(encoding="utf-8")
    answers = re.search(r"```yaml\n(.*?)```\n\n```console\n", text, re.DOTALL)
    assert answers is not None
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("answers.yaml").write_text(answers[1], encoding="utf-8")
        return re.sub(
            r"```console\n(.*?)```", lambda found: f"```console\n{session(found[1])}```", text, flags=re.DOTALL
        )


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    for page in PAGES:
        page.write_text(renewed_in_a_folder(page), encoding="utf-8")
    README.write_text(renewed_readme(), encoding="utf-8")
