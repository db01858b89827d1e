"""A report as one page: it runs nothing, fetches nothing, escapes what was entered, and says what is not known."""

from __future__ import annotations

import datetime
import json
import re

import pytest

from advisor import recommend
from advisor.faces.report import Report

DAY = datetime.date(2026, 11, 28)
ATTACK = "<script>alert(1)</script> **x** | [y](javascript:z)"


def report(lang: str = "en", **answers: object) -> Report:
    return recommend(answers, lang=lang).report(made_on=DAY)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def entered() -> Report:
    job = {"given": ATTACK, "produces": "a label", "inputs": [ATTACK]}
    return recommend({"job": job, "failure": "form", "format": "peculiar"}).report(owner=ATTACK, made_on=DAY)


def test_what_was_entered_stands_as_text(entered: Report) -> None:
    page, told = entered.to_html(), entered.to_markdown()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    body = re.sub("`[^`]*`", "", told.split("---", 2)[2])  # front matter is YAML, and code is no link
    assert not re.search(r"(?<!\\)\[y\]\(", body)


def test_the_page_fetches_and_runs_nothing(entered: Report) -> None:
    page = entered.to_html()
    assert "default-src 'none'" in page
    assert not re.findall(r'(?:src|srcset)="(?!data:)', page)
    assert not re.findall(r"url\(|@import|<link|<iframe", page)


def test_the_same_answers_give_the_same_bytes() -> None:
    one, other = report(task="code", evals="none"), report(evals="none", task="code")
    assert (one.to_html(), one.to_markdown()) == (other.to_html(), other.to_markdown())


def test_what_is_not_known_is_said_and_nothing_is_zero(entered: Report) -> None:
    page = entered.to_markdown().split("## The path")[0]
    assert page.count("not measured | not known") == 5
    assert "Nothing was measured yet." in page
    assert "A yearly amount takes a cost plan" in page
    assert "**Due:** not set yet" in page


def test_the_json_holds_the_decision_page_one_and_the_recommendation(entered: Report) -> None:
    whole = json.loads(entered.to_json())
    assert whole["decision"]["recommended"]["approach"] == whole["recommendation"]["approach"]
    assert whole["page_one"]["decision"] == whole["recommendation"]["headline"]


def test_the_path_is_a_picture_in_markdown() -> None:
    found = report(failure="form", format="peculiar", evals="none")
    told = found.to_markdown()
    picture = told.split("```mermaid\n")[1].split("```")[0]
    assert picture.count("[") == len(found.source.verdict.path)
    assert picture.count("-->") == len(found.source.verdict.path) - 1


def test_no_line_of_the_page_begins_with_a_percent_sign() -> None:
    page = report(task="code", scope="narrow").to_html()
    assert re.search(r"\d\u00a0%", page)
    assert not re.search(r"\d %|\bn = \d", page)


def test_a_japanese_report_says_so_to_browsers() -> None:
    assert '<html lang="ja">' in report("ja", task="code").to_html()


def test_when_every_approach_is_ruled_out_the_report_still_stands() -> None:
    from advisor import RuleBook
    from advisor.schema.rules import Effect

    book = RuleBook.load()
    rule = next(each for each in book.rules if each.effect.rules_out)
    fields = {name: getattr(book, name) for name in RuleBook.model_fields}
    veto = rule.model_copy(
        update={
            "id": "nothing-goes",
            "when": {"scope": ("open",)},
            "unless": {},
            "lifted_by": {},
            "effect": Effect(rules_out=("prompting", "rag", "fine-tuning", "rag+fine-tuning")),
        }
    )
    own = RuleBook(**{**fields, "rules": (*book.rules, veto)})
    found = recommend({"scope": "open"}, rule_book=own).report(made_on=DAY)
    told, page = found.to_markdown(), found.to_html()
    assert "None: every approach is ruled out." in told
    assert "**No approach is left: the rules `nothing-goes` rule out every one." in told
    assert "No approach is left: the rules <code>nothing-goes</code> rule out every one." in page
    assert "Nothing may be built while the answers stand as they do." in page
