"""A team's own rules on top of the book: added, replaced, switched off, and refused with place and repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from places import DATA, ROOT

from advisor.api import recommend
from advisor.errors import RuleBookError
from advisor.files.house_rules import read_house
from advisor.files.rulebook import RuleBook
from advisor.files.rulebook_reading import RulesRead, read_rule_folder
from advisor.schema.rules import SwitchedOff

BASE = RuleBook.load()

RULE = """rules:
  - id: our-rule
    when: {scope: [narrow]}
    effect: {supports: [rag]}
    strength: weak
    because: It is so here.
    source: [{ref: hamel-2024}]
"""

VETO = """rules:
  - id: our-veto
    when: {limits: [hosting]}
    lifted_by: {limits: [none, economics]}
    effect: {rules_out: [prompting, rag]}
    because: It is so here.
    source: [{ref: hamel-2024}]
"""

STEPS = """steps:
  - id: our-step
    approach: any
    kind: check
    title: Ask
    says: Ask first.
    needs: [build-evals]
    unlocks: the rest
    done_when: There is an answer.
    source: [{ref: hamel-2024}]
"""

EXAMPLES = """examples:
  - name: A narrow job
    answers: {scope: narrow, task: code, gap: far, evals: none, rules: few, fits: fits, model: best, limits: none}
    fires: [our-rule]
  - name: An open job
    answers: {scope: open, task: code, gap: far, evals: none, rules: few, fits: fits, model: best, limits: none}
    silent: [our-rule]
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    return folder


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def mistakes_of(*folders: Path) -> list[str]:
    return list(read_house(RulesRead(BASE, (), ()), folders).mistakes)


def refused(*folders: Path) -> list[str]:
    """What is said when the folders are loaded; the same as when they are read for a check."""
    with pytest.raises(RuleBookError) as found:
        RuleBook.load(house=folders)
    assert list(found.value.lines) == mistakes_of(*folders)
    return list(found.value.lines)


# What house rules do


def test_the_example_that_the_readme_shows_adds_replaces_and_switches_off() -> None:
    book = RuleBook.load(DATA / "house_rules")
    rules = {rule.id: rule for rule in book.rules}
    before = {rule.id for rule in BASE.rules}
    assert set(rules) - before == {"our-data-stays-in-the-country"}
    assert before - set(rules) == {"ask-until-when-it-is-served"}
    assert {id for id, rule in rules.items() if rule.house} == {
        "our-data-stays-in-the-country",
        "what-forbids-sending-may-forbid-training",
    }
    assert [id for id, rule in rules.items() if rule.replaces] == ["what-forbids-sending-may-forbid-training"]
    assert book.switched_off == (
        SwitchedOff.model_validate(
            {
                "rule": "ask-until-when-it-is-served",
                "because": "We may not train at a cloud at all, so its last day does not matter to us.",
            }
        ),
    )


def test_a_house_veto_counts_in_the_recommendation() -> None:
    answers = {"scope": "narrow", "format": "peculiar", "failure": "form", "coverage": "weak", "tuning_route": "cloud"}
    assert recommend(answers).approach == "fine-tuning"
    found = recommend(answers, rule_book=RuleBook.load(DATA / "house_rules"))
    assert found.approach == "prompting"
    assert {(out.approach, out.rule) for out in found.ruled_out} == {
        ("fine-tuning", "our-data-stays-in-the-country"),
        ("rag+fine-tuning", "our-data-stays-in-the-country"),
    }


def test_a_source_inside_the_house_needs_no_address() -> None:
    source = RuleBook.load(DATA / "house_rules").sources["our-data-policy"]
    assert (source.title, source.url) == ("Data policy DP-7", "")


def test_a_house_step_comes_directly_after_what_it_needs() -> None:
    order = [step.id for step in RuleBook.load(DATA / "house_rules").steps]
    at = order.index("ask-the-data-officer")
    assert order[at - 1] == "check-data-rights"
    assert [id for id in order if id != "ask-the-data-officer"] == [step.id for step in BASE.steps]


def test_a_house_step_that_needs_nothing_comes_first_and_several_keep_their_order(house: Path) -> None:
    free = STEPS.replace("    needs: [build-evals]\n", "")
    second = free.replace("our-step", "our-second-step").removeprefix("steps:\n")
    write(house, steps=free + second)
    assert [step.id for step in RuleBook.load(house).steps][:3] == ["our-step", "our-second-step", BASE.steps[0].id]


def test_a_folder_without_questions_is_laid_on_top_and_one_with_them_is_a_whole_book(
    tmp_path: Path, house: Path
) -> None:
    write(house, ours=RULE)
    whole = tmp_path / "whole"
    shutil.copytree(ROOT / "rules", whole, ignore=shutil.ignore_patterns("compiled.json"))
    assert RuleBook.load(house) == RuleBook.load(house=house) == RuleBook.load(ROOT / "rules", house=[house])
    assert RuleBook.load(whole) == BASE
    assert RuleBook.load(whole, house) == RuleBook.load(house)


def test_several_folders_lie_one_on_top_of_the_other(tmp_path: Path) -> None:
    first, second = tmp_path / "company", tmp_path / "team"
    first.mkdir()
    second.mkdir()
    write(first, ours=RULE)
    write(second, ours="switch_off:\n  - rule: our-rule\n    because: Not in this team.\n")
    book = RuleBook.load(house=[first, second])
    assert "our-rule" in {rule.id for rule in RuleBook.load(first).rules}
    assert book.rules == BASE.rules
    assert [(off.rule, off.because) for off in book.switched_off] == [("our-rule", "Not in this team.")]
    assert refused(second, first) == ["team/ours.yaml:2: there is no rule `our-rule` to switch off."]


def test_a_rule_disputes_a_switched_off_one_no_more(house: Path) -> None:
    disputed = next(id for rule in BASE.rules for id in rule.disputes)
    write(house, ours=f"switch_off:\n  - {{rule: {disputed}, because: No.}}\n")
    assert all(disputed not in rule.disputes for rule in RuleBook.load(house).rules)


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    first.mkdir()
    second.mkdir()
    other = RULE.replace("our-rule", "another-rule")
    write(first, a=RULE, b=other)
    write(second, a=other, b=RULE)
    one, two = RuleBook.load(first), RuleBook.load(second)
    assert [rule.id for rule in one.rules] == [rule.id for rule in two.rules]


# Keeping


def test_a_changed_house_file_is_noticed_and_the_name_of_the_folder_does_not_count(house: Path) -> None:
    write(house, ours=RULE)
    before = RuleBook.load(house)
    assert RuleBook.load(house) == before
    moved = house.rename(house.with_name("moved"))
    assert RuleBook.load(moved) == before
    write(moved, ours=RULE.replace("weak", "strong"))
    after = RuleBook.load(moved)
    assert len({before.fingerprint, after.fingerprint, BASE.fingerprint}) == 3
    assert [rule.strength for rule in after.rules if rule.id == "our-rule"] == ["strong"]


def test_a_change_in_the_book_below_is_noticed(tmp_path: Path, house: Path) -> None:
    write(house, ours=RULE)
    whole = tmp_path / "whole"
    shutil.copytree(ROOT / "rules", whole, ignore=shutil.ignore_patterns("compiled.json"))
    before = RuleBook.load(whole, house)
    write(whole, more=RULE.replace("our-rule", "a-rule-of-the-book"))
    after = RuleBook.load(whole, house)
    assert len(after.rules) == len(before.rules) + 1
    assert before.fingerprint != after.fingerprint


def test_the_book_still_works_when_house_rules_are_refused(house: Path) -> None:
    write(house, ours=RULE.replace("scope", "scoop"))
    assert refused(house) == ["house/ours.yaml:3: there is no question or fact `scoop`. Did you mean `scope`?"]
    assert RuleBook.load() == BASE
    assert recommend({"scope": "narrow"}).approach == "prompting"


# What is refused


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("scope", "scoop"), "house/ours.yaml:3: there is no question or fact `scoop`. Did you mean `scope`?"),
        (
            ("[narrow]", "[narow]"),
            "house/ours.yaml:3: `narow` is not a value of `scope`. Did you mean `narrow`? "
            "It takes `open`, `several`, `narrow`.",
        ),
        (
            ("hamel-2024", "our-policy"),
            "house/ours.yaml:7: there is no source `our-policy` in sources.yaml.",
        ),
        (
            ("    effect", "    unless: {scope: [narrow, several]}\n    effect"),
            "house/ours.yaml:4: `our-rule` can never fire, since its `unless` covers its `when`; narrow it.",
        ),
        (
            ("{scope: [narrow]}", "{scope: [several, narrow]}\n    unless: {scope: [narrow]}"),
            "house/ours.yaml:4: `unless` takes back what `when` says about `scope`; "
            "write `scope: [several]` in `when` and take `unless` out of `our-rule`.",
        ),
        (
            ("{scope: [narrow]}", "{scope: [narrow]}\n    unless: {scope: [open], volume: [small]}"),
            "house/ours.yaml:4: the `unless` of `our-rule` can never hold, since `when` has `scope` at `narrow`; "
            "take the exception out or change the line.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag, prompting], opposes: [rag]}"),
            "house/ours.yaml:4: `our-rule` supports and opposes `rag`; keep one.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag], settles: [prompting], opposes: [prompting]}"),
            "house/ours.yaml:4: `our-rule` settles on and opposes `prompting`; keep one.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag]}\n    disputes: [our-rule]"),
            "house/ours.yaml:5: `our-rule` disputes itself; name the rule it differs from.",
        ),
        (
            ("{supports: [rag]}", "{supports: [rag], do_first: [retrieve-example]}\n    before: [rag]"),
            "house/ours.yaml:4: there is no step `retrieve-example` in steps.yaml. Did you mean `retrieve-examples`?",
        ),
        (
            ("because: It is so here.", "because: It is so here.\n    house: true"),
            "house/ours.yaml:7: `house` follows from the file a rule stands in; take it out.",
        ),
        (
            ("because: It is so here.", "because: It is so here.\n    checked: 2026-11-22\n    review_by: 2026-11-22"),
            "house/ours.yaml:8: `review_by` must lie after `checked` (2026-11-22); "
            "set it to the day by which the claim is to be read again.",
        ),
        (
            ("rules:", "rule:"),
            "house/ours.yaml:1: the file must hold a list named `rules:`, one named `switch_off:`, or both, "
            "and nothing else.",
        ),
        ((RULE, "rules: none\n"), "house/ours.yaml:1: `rules` must be a list, each entry behind a dash, not `none`."),
    ],
)
def test_a_rule_with_a_mistake_is_refused(house: Path, change: tuple[str, str], message: str) -> None:
    write(house, ours=RULE.replace(*change))
    assert refused(house) == [message]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("    lifted_by: {limits: [none, economics]}\n", ""),
            "house/ours.yaml:4: `our-veto` rules out without `lifted_by`; say which answers lift the veto.",
        ),
        (
            ("[none, economics]", "[hosting]"),
            "house/ours.yaml:4: `our-veto` can never fire, since its `lifted_by` covers its `when`; narrow it.",
        ),
        (
            ("{limits: [hosting]}", "{limits: [economics, hosting]}\n    unless: {limits: [hosting]}"),
            "house/ours.yaml:4: `our-veto` can never fire, since its `unless` and `lifted_by` together cover its "
            "`when`; narrow it.",
        ),
        (
            ("[prompting]", "[prompting, rag, fine-tuning, rag+fine-tuning]"),
            "house/ours.yaml:5: `our-veto` rules out every approach; leave at least one.",
        ),
        (
            ("[prompting]}", "[prompting], supports: [prompting]}\n    strength: weak"),
            "house/ours.yaml:5: `our-veto` supports and rules out `prompting`; keep one.",
        ),
    ],
)
def test_a_veto_with_a_mistake_is_refused(house: Path, change: tuple[str, str], message: str) -> None:
    write(house, ours=VETO.replace("[prompting, rag]", "[prompting]").replace(*change))
    assert refused(house) == [message]


def test_a_veto_that_leaves_no_approach_beside_the_vetoes_of_the_book_is_refused_with_such_answers(house: Path) -> None:
    write(house, ours=VETO)
    assert refused(house) == [
        "house/ours.yaml:5: `our-veto` leaves no approach where the answers are `limits: hosting`, "
        "`erasure: erasable`, since `erasable-data-stays-out-of-weights` rules out the rest; "
        "narrow its `when` or take an approach out of its `rules_out`."
    ]


def test_a_veto_that_can_not_meet_the_others_is_taken(house: Path) -> None:
    apart = VETO.replace("{limits: [hosting]}", "{limits: [hosting], erasure: [no_personal], tuning_route: [cloud]}")
    write(house, ours=apart)
    assert mistakes_of(house) == []


def test_two_house_vetoes_that_leave_nothing_together_are_told_once(house: Path) -> None:
    other = VETO.replace("our-veto", "our-other-veto").replace("[prompting, rag]", "[fine-tuning, rag+fine-tuning]")
    free = VETO.replace("{limits: [hosting]}", "{limits: [hosting], erasure: [no_personal], tuning_route: [cloud]}")
    write(house, ours=free + other.removeprefix("rules:\n"))
    assert refused(house) == [
        "house/ours.yaml:5: `our-veto` leaves no approach where the answers are `limits: hosting`, "
        "`erasure: no_personal`, `tuning_route: cloud`, since `our-other-veto` rules out the rest; "
        "narrow its `when` or take an approach out of its `rules_out`."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            RULE.replace("our-rule", "nowhere-to-train"),
            "house/ours.yaml:2: `nowhere-to-train` is already the id of a rule of the book; choose another id, "
            "or write `replaces: true` if it is to stand in that rule's place.",
        ),
        (
            RULE.replace("our-rule", "nowhere-to-trian\n    replaces: true"),
            "house/ours.yaml:3: there is no rule `nowhere-to-trian` to replace. Did you mean `nowhere-to-train`? "
            "Take `replaces` out if the rule is new.",
        ),
        (
            "switch_off:\n  - rule: nowhere-to-trian\n    because: No.\n",
            "house/ours.yaml:2: there is no rule `nowhere-to-trian` to switch off. Did you mean `nowhere-to-train`?",
        ),
        (
            "switch_off:\n  - rule: nowhere-to-train\n",
            "house/ours.yaml:2: `because` is missing; add it.",
        ),
        (
            "switch_off: [nowhere-to-train]\n",
            "house/ours.yaml:1: `switch_off[0]` must be a mapping (`key: value` lines), not `nowhere-to-train`.",
        ),
        (
            "switch_off:\n  - {rule: nowhere-to-train, because: No.}\n  - {rule: nowhere-to-train, because: No.}\n",
            "house/ours.yaml:3: `nowhere-to-train` is switched off already; take this entry out.",
        ),
        (
            RULE + "switch_off:\n  - {rule: our-rule, because: No.}\n",
            "house/ours.yaml:9: `our-rule` is a rule of your own; take it out at house/ours.yaml:2 instead.",
        ),
        (
            RULE.replace("our-rule", "nowhere-to-train\n    replaces: true")
            + "switch_off:\n  - {rule: nowhere-to-train, because: No.}\n",
            "house/ours.yaml:10: `nowhere-to-train` is switched off here and replaced at house/ours.yaml:2; "
            "keep one of the two.",
        ),
    ],
)
def test_ids_that_clash_or_are_not_there_are_refused(house: Path, text: str, message: str) -> None:
    write(house, ours=text)
    assert refused(house) == [message]


@pytest.mark.parametrize(
    ("steps", "messages"),
    [
        (
            STEPS.replace("[build-evals]", "[our-step]"),
            [
                "house/steps.yaml:7: `our-step` comes before itself: `our-step` needs `our-step`; "
                "take one of them out of `needs`."
            ],
        ),
        (
            STEPS.replace("[build-evals]", "[our-second-step]")
            + STEPS.replace("our-step", "our-second-step")
            .replace("[build-evals]", "[our-step]")
            .removeprefix("steps:\n"),
            [
                "house/steps.yaml:7: `our-step` comes before itself: `our-step` needs `our-second-step`, "
                "which needs `our-step`; take one of them out of `needs`."
            ],
        ),
        (
            STEPS.replace("build-evals", "build-eval"),
            ["house/steps.yaml:7: there is no step `build-eval`. Did you mean `build-evals`?"],
        ),
        (
            STEPS.replace("our-step", "build-evals").replace("[build-evals]", "[first-prompt]"),
            ["house/steps.yaml:2: `build-evals` is already a step of the book; choose another id."],
        ),
        (
            STEPS.replace("approach: any", "approach: rag\n    destination: true"),
            [
                "house/steps.yaml: `rag` needs exactly one destination step without `when`; "
                "it has `our-step`, `retrieve`."
            ],
        ),
    ],
)
def test_steps_that_go_in_a_circle_or_clash_are_refused(house: Path, steps: str, messages: list[str]) -> None:
    write(house, steps=steps)
    assert refused(house) == messages


def test_a_step_that_must_come_before_what_it_needs_is_refused(house: Path) -> None:
    first = RULE.replace("supports: [rag]", "do_first: [our-step]").replace("strength: weak", "before: [rag]")
    write(house, ours=first, steps=STEPS.replace("[build-evals]", "[retrieve]"))
    assert refused(house) == [
        "house/ours.yaml:5: `our-step` cannot come before `rag`: it needs `retrieve`, which is where `rag` ends; "
        "take `rag` out of `before` or name another step."
    ]


def test_files_that_are_not_a_house_s_to_bring_are_refused(house: Path) -> None:
    write(house, ours=RULE, weights="fitted: false\n")
    (house / "more.yml").write_text(RULE, encoding="utf-8")
    assert refused(house) == [
        "house/more.yml: only files that end in `.yaml` are read; rename it to `more.yaml`.",
        "house/weights.yaml: house rules bring no weights, the book's stay as they are; take the file out. "
        "A folder with `questions.yaml` is a whole book and stands alone.",
    ]


def test_an_empty_folder_is_refused(house: Path) -> None:
    assert refused(house) == ["house: there is no rule in it; add a file such as `ours.yaml` with a list `rules:`."]


def test_a_source_that_clashes_or_has_no_day_is_refused(house: Path) -> None:
    write(house, sources="hamel-2024:\n  title: T\n  by: B\n  checked: '2026-11-22'\n")
    assert refused(house) == ["house/sources.yaml:1: `hamel-2024` is already a source of the book; choose another id."]
    write(house, sources="ours:\n  title: T\n  by: B\n")
    assert refused(house) == ["house/sources.yaml:1: `checked` is missing; add it."]


def test_all_mistakes_of_all_files_and_folders_come_at_once(tmp_path: Path, house: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    write(house, a=RULE.replace("scope", "scoop"), b="rules: [", c=VETO.replace("limits", "limit"))
    write(second, a=RULE.replace("our-rule", "second-rule").replace("[rag]", "[rga]"))
    places = [line.split(": ")[0] for line in refused(house, second)]
    assert places == ["house/b.yaml:2", "house/a.yaml:3", "house/c.yaml:3", "house/c.yaml:4", "second/a.yaml:4"]


# Examples


def test_every_house_rule_needs_an_example_in_which_it_fires_and_one_in_which_it_is_silent(house: Path) -> None:
    write(house, ours=RULE)
    assert read_rule_folder(house).example_mistakes == (
        "house/ours_test.yaml: `our-rule` has no example in which it fires; add one.",
        "house/ours_test.yaml: `our-rule` has no example in which it is silent; add one.",
    )
    write(house, ours_test=EXAMPLES)
    assert read_rule_folder(house).example_mistakes == ()
    assert [example.name for _, example in read_rule_folder(house).examples] == ["A narrow job", "An open job"]


def test_an_example_with_a_name_that_is_not_there_is_told_and_not_tried(house: Path) -> None:
    write(house, ours=RULE, ours_test=EXAMPLES.replace("{scope: narrow", "{scoop: narrow"))
    read = read_rule_folder(house)
    assert read.example_mistakes == (
        "house/ours_test.yaml:3: `scoop` is not to be given under `answers`. Did you mean `scope`?",
    )
    assert [example.name for _, example in read.examples] == ["An open job"]


# The book is held to the same


def test_what_only_a_house_may_do_is_refused_in_a_whole_book(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(ROOT / "rules", whole, ignore=shutil.ignore_patterns("compiled.json"))
    write(whole, a=RULE.replace("strength", "replaces: true\n    strength"), b="switch_off: []\n")
    sources = whole / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text + "no-address:\n  title: T\n  by: B\n  checked: '2026-11-22'\n", encoding="utf-8")
    line = text.count("\n") + 1
    assert list(read_rule_folder(whole).mistakes) == [
        "b.yaml:1: the file must hold one list named `rules:` and nothing else.",
        f"sources.yaml:{line}: `url` is missing; add it.",
        "a.yaml:5: `replaces` only goes with house rules; take it out of `our-rule`.",
    ]


def test_vetoes_of_a_whole_book_may_not_leave_nothing_either(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(ROOT / "rules", whole, ignore=shutil.ignore_patterns("compiled.json"))
    write(whole, a=VETO)
    assert any(line.startswith("a.yaml:5: `our-veto` leaves no approach") for line in read_rule_folder(whole).mistakes)


def test_a_rule_that_reads_more_facts_than_can_be_gone_through_is_refused(house: Path) -> None:
    lines = ", ".join(f"{question.id}: [{question.options[0].id}]" for question in BASE.questions[:9])
    write(house, ours=RULE.replace("{scope: [narrow]}", f"{{{lines}}}"))
    assert (
        "house/ours.yaml:2: `our-rule` reads 9 facts; all their answers are gone through one by one, so a rule may "
        "read 8: split it."
    ) in refused(house)
