"""The checks that hold the style: ruff, mypy, the direction of imports, and a few words that must not appear."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--check", "--no-cache", "."],
        ["mypy", "--no-incremental"],
        ["lint-imports", "--no-cache"],
    ],
    ids=["ruff", "format", "mypy", "imports point one way"],
)
def test_the_check_passes(command: list[str]) -> None:
    run = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_the_app_file_is_three_lines_that_start_the_app() -> None:
    lines = [line for line in (ROOT / "app.py").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 3
    assert any(line.startswith("from advisor.ui") for line in lines)


def test_the_package_never_imports_itself_by_its_bare_name() -> None:
    for path in (ROOT / "advisor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            module = node.module if isinstance(node, ast.ImportFrom) else None
            assert "advisor" not in (*names, module), path


def test_no_module_is_a_drawer_for_leftovers() -> None:
    for path in (ROOT / "advisor").rglob("*.py"):
        assert path.stem not in {"utils", "helpers", "common", "manager", "misc"}, path
