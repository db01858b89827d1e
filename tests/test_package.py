"""The wheel: built from the repository, it works elsewhere with all rules and cases."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from places import ROOT

from advisor import load_cases
from advisor.files.rulebook import RuleBook


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder that knows nothing of the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run_in(site: Path, code: str, home: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(site), "XDG_CACHE_HOME": str(home / "cache")},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_wheel_recommends_with_all_rules_and_cases(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import sys, advisor; from advisor import *\n"
        "found = advisor.recommend({'format': 'peculiar', 'failure': 'form', 'evals': 'none'})\n"
        "print(advisor.__file__, found.approach, len(found.book.rules), len(advisor.load_cases().cases), "
        "len(found.precedents), 'yaml' in sys.modules, sep='|')"
    )
    file, approach, rules, cases, precedents, parsed = run_in(unpacked, code, tmp_path).split("|")
    assert Path(file).is_relative_to(unpacked)
    assert approach == "fine-tuning"
    assert (int(rules), int(cases)) == (len(RuleBook.load().rules), len(load_cases().cases))
    assert int(precedents) in (3, 4)
    assert parsed == "False", "the compiled books of the wheel were not used"


def test_the_command_line_of_the_wheel_checks_its_own_knowledge(unpacked: Path, tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['advisor', 'check']; from advisor.cli.main import run; run()"
    assert run_in(unpacked, code, tmp_path).endswith("no mistake found.")


def test_the_wheel_holds_the_app_and_its_examples(unpacked: Path) -> None:
    assert list(unpacked.glob("advisor/ui/**/*.py"))
    assert list(unpacked.glob("advisor/ui/examples/*.yaml"))
    assert (unpacked / "advisor/py.typed").is_file()


def test_the_examples_of_the_wheel_are_the_logs_of_the_run(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from advisor.ui.parts.examples import EXAMPLES\n"
        "print(*(path for each in EXAMPLES for path in each.results), sep='|')"
    )
    found = [Path(path) for path in run_in(unpacked, code, tmp_path).split("|")]
    assert {path.parent.parent for path in found} == {unpacked / "advisor/ui/examples"}
    logs = ROOT / "benchmarks/reproduce/logs"
    assert [path.read_bytes() for path in found] == [
        (logs / path.parent.name / path.name).read_bytes() for path in found
    ]


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_in_the_project() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = tracked.stdout.split("\0")[:-1] if tracked.returncode == 0 else []
    for name in names:
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        for word in (
            str(ROOT).encode(),
            b"/".join((b"", b"work", b"main")),
            b"pypi" + b".org/simple",
            b"files.python" + b"hosted",
            b"--index" + b"-url",
        ):
            assert word not in content, f"{name} holds {word.decode()}"


def test_the_constraints_pin_versions_and_nothing_else() -> None:
    lines = (ROOT / ".constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    for pin in pins:
        name, _, version = pin.partition("==")
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), pin
        assert version
        assert version[0].isdigit(), pin


def test_the_distribution_is_not_called_advisor() -> None:
    name = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    assert name == "llm-approach-advisor"
    assert "pip install advisor" not in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_wheel_holds_the_cases_and_not_how_they_are_coded(unpacked: Path) -> None:
    folder = unpacked / "advisor" / "case_studies"
    assert {path.name for path in folder.iterdir()} == {
        "compiled.json",
        "compiled.ja.json",
        *(path.name for path in (ROOT / "case_studies").glob("*.yaml")),
    }
