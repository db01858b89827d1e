"""The Tab key in bash, zsh and fish: verbs, options, the values of options, and files where a file is wanted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


def shell(command: list[str], **more: str) -> str:
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200", **more}
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_bash_completes_verbs_options_and_values_and_leaves_files_to_itself(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    typed = ["rec", "report --lang ''", "evals --format ''", "check x"]
    script = tmp_path / "tab.sh"
    script.write_text(
        'advisor --install-completion >/dev/null; source "$HOME/.bash_completions/advisor.sh"\n'
        "complete -p advisor\n"
        + "".join(
            f"COMP_WORDS=(advisor {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
            '_advisor_completion advisor; echo "${COMPREPLY[*]}"\n'
            for words in typed
        ),
        encoding="utf-8",
    )
    assert shell(["bash", str(script)], HOME=str(tmp_path)).splitlines() == [
        "complete -o default -F _advisor_completion advisor",
        "recommend recheck",
        "en ja",
        "text markdown json csv",
        "",
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("zsh", "advisor report --lang ", ['"en"', '"ja"']),
        ("fish", "advisor report --lang ", ["en", "ja"]),
    ],
)
def test_zsh_and_fish_are_told_the_same(kind: str, typed: str, told: list[str]) -> None:
    asked = {"_ADVISOR_COMPLETE": f"complete_{kind}", "_TYPER_COMPLETE_ARGS": typed}
    found = shell(["advisor"], _TYPER_COMPLETE_FISH_ACTION="get-args", **asked)
    assert all(each in found for each in told), found
