"""A broken rule book is answered with all its mistakes at once, each with file, line, thing and repair."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from places import ROOT

from advisor.errors import RuleBookError
from advisor.files.rulebook import RuleBook
from advisor.files.rulebook_reading import read_rule_folder

RULE = """rules:
  - id: a-new-rule
    when: {scope: [narrow]}
    effect: {supports: [rag]}
    strength: weak
    because: It is so.
    source: [{ref: hamel-2024}]
"""

Break = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("compiled.json"))
    return tmp_path / "rules"


def mistakes_of(folder: Path, rule: str) -> list[str]:
    (folder / "house.yaml").write_text(rule, encoding="utf-8")
    return list(read_rule_folder(folder).mistakes)


def test_the_book_that_ships_is_the_one_of_this_repository() -> None:
    assert RuleBook.load() == RuleBook.load(ROOT / "rules")


def test_a_well_made_rule_is_taken(folder: Path) -> None:
    assert mistakes_of(folder, RULE) == []
    assert "a-new-rule" in {rule.id for rule in RuleBook.load(folder).rules}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("scope", "scoop"), "house.yaml:3: there is no question or fact `scoop`. Did you mean `scope`?"),
        (
            ("[narrow]", "[narow]"),
            "house.yaml:3: `narow` is not a value of `scope`. Did you mean `narrow`? "
            "It takes `open`, `several`, `narrow`.",
        ),
        (
            ("[narrow]", "[unknown]"),
            "house.yaml:3: `unknown` is not a value to ask for in `scope`; a rule waits by itself (see `presume`).",
        ),
        (
            ("[narrow]", "[open, several, narrow]"),
            "house.yaml:3: `scope` lists every value, so the line says nothing; take it out.",
        ),
        (("[narrow]", "narrow"), "house.yaml:3: `scope` must be a list, such as `[narrow]`, not `narrow`."),
        (("strength: weak", "strenght: weak"), "house.yaml:5: `strenght` is not a key here. Did you mean `strength`?"),
        (
            ("strength: weak", "strength: huge"),
            "house.yaml:5: `huge` is not a value of `strength`. It takes `weak`, `moderate`, `strong`.",
        ),
        (
            ("[rag]", "[rga]"),
            "house.yaml:4: `rga` is not a value of `supports[0]`. Did you mean `rag`? "
            "It takes `prompting`, `rag`, `fine-tuning`, `rag+fine-tuning`.",
        ),
        (
            ("    strength: weak\n", ""),
            "house.yaml:4: `a-new-rule` supports or opposes but has no `strength`; write weak, moderate or strong.",
        ),
        (
            ("{supports: [rag]}", "{rules_out: [rag]}"),
            "house.yaml:4: `a-new-rule` rules out without `lifted_by`; say which answers lift the veto.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag], opposes: [rag]}"),
            "house.yaml:4: `a-new-rule` supports and opposes `rag`; keep one.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag], do_first: [build-eval]}"),
            "house.yaml:4: there is no step `build-eval` in steps.yaml. Did you mean `build-evals`?",
        ),
        (
            ("hamel-2024", "hamel-2042"),
            "house.yaml:7: there is no source `hamel-2042` in sources.yaml. Did you mean `hamel-2024`?",
        ),
        (("    because: It is so.\n", ""), "house.yaml:2: `because` is missing; add it."),
        (
            ("    effect", "    unless: {scope: [narrow]}\n    effect"),
            "house.yaml:4: `a-new-rule` can never fire, since its `unless` covers its `when`; narrow it.",
        ),
        (("a-new-rule", "A new rule"), "house.yaml:2: `A new rule` is not written as `id` must be: "),
        (("rules:", "rule:"), "house.yaml:1: the file must hold one list named `rules:` and nothing else."),
        (("    when", "   when"), "house.yaml:"),
    ],
)
def test_each_mistake_has_its_place_and_its_repair(folder: Path, change: tuple[str, str], message: str) -> None:
    found = mistakes_of(folder, RULE.replace(*change))
    assert any(line.startswith(message) for line in found), found


def test_a_second_rule_of_the_same_id_is_refused(folder: Path) -> None:
    twice = RULE + RULE.removeprefix("rules:\n")
    assert "house.yaml:8: `a-new-rule` is already the id of the rule at house.yaml:2; rename one." in mistakes_of(
        folder, twice
    )


def test_all_mistakes_of_all_files_come_at_once(folder: Path) -> None:
    weights = folder / "weights.yaml"
    weights.write_text(weights.read_text(encoding="utf-8").replace("weak:", "week:"), encoding="utf-8")
    (folder / "house.yaml").write_text(RULE.replace("scope", "scoop"), encoding="utf-8")
    (folder / "broken.yaml").write_text("rules: [", encoding="utf-8")
    with pytest.raises(RuleBookError) as found:
        RuleBook.load(folder)
    places = {line.split(":")[0] for line in found.value.lines}
    assert {"weights.yaml", "broken.yaml"} <= places


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path: Path, folder: Path) -> None:
    (folder / "steps.yaml").unlink()
    with pytest.raises(RuleBookError, match=r"steps\.yaml: the file is missing; add it"):
        RuleBook.load(folder)
    with pytest.raises(RuleBookError, match="nowhere: there is no such folder of rules"):
        RuleBook.load(tmp_path / "nowhere")


def test_a_changed_file_is_noticed_although_the_book_is_kept(folder: Path) -> None:
    before = RuleBook.load(folder)
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    after = RuleBook.load(folder)
    assert before.fingerprint != after.fingerprint
    assert len(after.rules) == len(before.rules) + 1
    assert RuleBook.load(folder) == after


def test_a_damaged_kept_book_is_read_afresh(folder: Path) -> None:
    (folder / "compiled.json").write_text('{"fingerprint": "x"', encoding="utf-8")
    assert RuleBook.load(folder).rules
