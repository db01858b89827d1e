"""`advisor check --audit`: a short text, a complete JSON, and exit status 1 only where something is to be mended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from advisor.cli.main import cli
from advisor.decision.auditing.audit import audit
from advisor.errors import AdvisorError
from advisor.files.rulebook import RuleBook
from advisor.schema.audit import Audit

RULE = """rules:
  - id: {id}
    when: {{scope: [open], erasure: [erasable]}}
    effect: {{supports: [rag]}}
    strength: weak
    because: It is so in our house.
    source: [{{ref: hamel-2024}}]
"""
ANSWERS = "coverage: weak, task: code, failure: form, evals: scored, prompting: tried, gap: far, erasure: erasable"
EXAMPLES = f"""examples:
  - name: A wide job with records of people
    answers: {{scope: open, {ANSWERS}}}
    fires: [ours, ours-again]
  - name: A narrow job with records of people
    answers: {{scope: narrow, {ANSWERS}}}
    silent: [ours, ours-again]
"""


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """House rules that say the same thing twice."""
    house = tmp_path_factory.mktemp("twice") / "house"
    house.mkdir()
    second = RULE.format(id="ours-again").removeprefix("rules:\n")
    (house / "wide.yaml").write_text(RULE.format(id="ours") + second, encoding="utf-8")
    (house / "wide_test.yaml").write_text(EXAMPLES, encoding="utf-8")
    return house


@pytest.fixture(scope="module")
def audited(twice: Path) -> Iterator[Audit]:
    """The audit of the book with them, made once for all who ask; that of the book alone is tested elsewhere."""
    found = audit(RuleBook.load(house=twice))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("advisor.decision.auditing.audit.audit", lambda book: of(book, found))
        yield found


def of(book: RuleBook, found: Audit) -> Audit:
    """The audit if it is of this book, and without its errors if it is of the book below."""
    if any(rule.house for rule in book.rules):
        return found
    return found.model_copy(update={"findings": tuple(each for each in found.findings if each.level != "error")})


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


@pytest.mark.usefixtures("audited")
def test_the_text_begins_with_the_counts_and_the_promises() -> None:
    result = run("--audit")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].endswith("no mistake found.")
    assert lines[2].startswith("AUDIT of ")
    assert ": 0 to mend, " in lines[2]
    assert lines[2].endswith(", 9 of 9 promises hold.")
    assert lines[4] == "Promises"
    assert all(line.startswith("  holds: ") for line in lines[5:13])
    assert "To mend" not in lines
    assert "What is reached" in lines


def test_the_json_is_the_whole_audit_and_nothing_else_is_printed(twice: Path, audited: Audit) -> None:
    result = run("--audit", "--rules", twice, "--format", "json")
    assert result.exit_code == 1
    found = Audit.model_validate(json.loads(result.stdout))
    assert found == audited
    errors = [each for each in found.findings if each.level == "error"]
    assert [(each.check, each.about) for each in errors] == [("duplicate", ("ours", "ours-again"))]
    assert {"ours", "ours-again"} <= {each.rule for each in found.adds}
    assert result.stderr.endswith("no mistake found.\n")


@pytest.mark.usefixtures("audited")
def test_a_duplicate_in_house_rules_is_told_and_ends_with_status_1(twice: Path) -> None:
    result = run("--audit", "--rules", twice)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    place = lines.index("To mend")
    assert lines[place + 1 : place + 3] == [
        "  duplicate (1)",
        "    `ours`: same condition and same effect as `ours-again`",
    ]


def test_a_book_with_mistakes_is_not_audited(twice: Path, tmp_path: Path) -> None:
    house = Path(shutil.copytree(twice, tmp_path / "house"))
    rules = house / "wide.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("scope: [open]", "scope: [wide]"), encoding="utf-8")
    result = run("--audit", "--rules", house)
    assert result.exit_code == 1
    assert "AUDIT" not in result.stdout


def test_json_without_an_audit_is_one_clear_line() -> None:
    result = run("--format", "json")
    assert isinstance(result.exception, AdvisorError)
    assert str(result.exception) == "--format json prints the audit; give --audit too."
