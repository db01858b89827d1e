"""A recommendation in two languages: all of it in the one that was asked for, whatever is spoken around it."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from situations import any_answers, with_cases_of
from typer.testing import CliRunner

from advisor import AdvisorError, Recommendation, RuleBook, compare, recommend, work_out_costs
from advisor.cli.main import cli
from advisor.decision.findings import Findings
from advisor.decision.verdict import verdict_on
from advisor.language import LANGUAGES, Language, speaking
from advisor.report import measured_words, words
from advisor.report.disputes import disputes
from advisor.schema.answers import Answers
from advisor.schema.words import APPROACHES, TITLES, approach_title

PECULIAR = {
    "scope": "narrow",
    "coverage": "weak",
    "task": "code",
    "failure": "form",
    "format": "peculiar",
    "rules": "manual",
    "consistency": "breaking",
    "examples": "hundreds",
}
SITUATIONS = {
    "nothing known": {},
    "headed for fine-tuning": {**PECULIAR, "evals": "none", "prompting": "systematic"},
    "stop": {**PECULIAR, "gap": "meets", "evals": "scored"},
    "facts that move": {
        "task": "answer",
        "failure": "facts",
        "knowledge": "corpus",
        "freshness": "live",
        "citations": "must",
    },
}
FACTS = {"measured_prompting": "below_target", "measured_rag": "meets_target", "measured_items": "some"}
JAPANESE = RuleBook.load(lang="ja")
LATIN = re.compile(r"(?:[A-Za-z][\w'’.,-]* ){3,}[A-Za-z]")
"""Four words of Latin letters or more: an English sentence, or a piece of one."""


def english_in(text: str) -> list[str]:
    """What is in English in a Japanese text, without ids, titles of sources and cases, and what a case says itself."""
    for names in (r"`[^`]*`", r"\\\[.*?\\\] ?", r"\[[^]]*\]\(<[^>]*>\)", r"結果（原文）：.*"):
        text = re.sub(names, "", text)
    return LATIN.findall(text)


def measured(lang: Language) -> Recommendation:
    given = Answers(failure="form", evals="scored", knowledge="corpus", freshness="weeks")
    return verdict_on(Recommendation, Findings(RuleBook.load(lang=lang), given, None, FACTS), given)


def all_that_is_said(found: Recommendation) -> str:
    parts = [found.headline, words.standing(found), words.likeness(found), words.answered(found)]
    parts += [measured_words.rests_on(found), found.probability.because if found.probability else ""]
    parts += [each.because for each in (*found.reasons_for, *found.reasons_against, *found.waiting, *found.notes)]
    parts += [text for step in found.path for text in (step.title, step.says, step.unlocks, step.done_when)]
    return "\n".join([*parts, found.to_markdown()])


@pytest.mark.parametrize("answers", SITUATIONS.values(), ids=SITUATIONS)
def test_a_japanese_recommendation_is_japanese_throughout(answers: dict[str, str]) -> None:
    said = all_that_is_said(recommend(answers, lang="ja"))
    assert english_in(said) == []
    assert "**" not in MarkdownIt().render(said)  # emphasis in Japanese needs care: all of it is read as such


@settings(max_examples=12, deadline=None)
@given(answers=any_answers)
def test_any_answers_are_told_in_japanese(answers: dict[str, str]) -> None:
    found = recommend({**answers, "job": {"given": "問い合わせ", "produces": "返信の下書き"}}, lang="ja")
    assert english_in(all_that_is_said(found)) == []


def test_what_results_say_is_told_in_japanese() -> None:
    assert english_in(all_that_is_said(measured("ja"))) == []
    assert words.standing(measured("ja")) == "手元の評価結果により決定（スコアによらない）"


@pytest.mark.parametrize("cases", [0, 1, 4])
def test_with_few_cases_no_percentage_is_shown_in_japanese_either(cases: int) -> None:
    found = recommend({"task": "code"}, rule_book=with_cases_of("code", cases, JAPANESE))
    assert found.probability is not None
    assert found.probability.because == f"ルールのみによる判断：`task`が同じ比較事例は{cases}件です。"
    assert "%" not in words.likeness(found)


def test_the_decision_is_one_natural_sentence_around_the_title_of_a_step() -> None:
    found = recommend(SITUATIONS["headed for fine-tuning"], lang="ja")
    assert found.now is not None
    assert found.headline == (
        f"当面はプロンプティングを継続。まず「{found.now.title}」から。目指す先はファインチューニング。"
    )


def test_where_everything_is_ruled_out_that_is_told_in_japanese() -> None:
    every = {"rules_out": APPROACHES}
    rule = next(each for each in JAPANESE.rules if each.effect.rules_out)
    veto = rule.model_copy(
        update={
            "id": "no-way",
            "when": {"scope": ("narrow",)},
            "unless": {},
            "lifted_by": {},
            "presume": (),
            "effect": rule.effect.model_copy(update=every),
        }
    )
    book = JAPANESE.model_copy(update={"rules": (*JAPANESE.rules, veto), "fingerprint": "ruled out"})
    found = recommend({"scope": "narrow"}, rule_book=book)
    assert found.approach is None
    assert found.headline.startswith("選べる手法がありません。ルール`no-way`がすべての手法を除外しています。")
    assert english_in(found.to_markdown()) == []


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_stays_in_its_language_whatever_is_spoken_around_it(spoken: Language) -> None:
    answers = SITUATIONS["headed for fine-tuning"]
    with speaking(spoken):
        english, japanese = recommend(answers), recommend(answers, lang="ja")
        assert (english.lang, japanese.lang) == ("en", "ja")
        assert english.headline.startswith("Stay with prompting for now; ")
        assert words.standing(english).startswith("ahead of the next approach")
        assert "## What would change it" in english.to_markdown()
        assert japanese.headline.startswith("当面はプロンプティングを継続。")
        assert words.standing(japanese).startswith("次点の手法")
        assert "## 結論が変わる条件" in japanese.to_markdown()
        assert '<div class="advisor" lang="ja">' in japanese.to_html()
        assert str(japanese).startswith("推奨\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_language_comes_through_pickle_and_stands_in_the_json(lang: Language) -> None:
    found = recommend(SITUATIONS["facts that move"], lang=lang)
    again = pickle.loads(pickle.dumps(found))
    assert (again.lang, again.headline, again.to_markdown()) == (lang, found.headline, found.to_markdown())
    told = json.loads(found.to_json())
    assert told["lang"] == lang
    assert told["headline"] == found.headline
    assert told == json.loads(again.to_json())


def test_both_languages_say_the_same_by_the_same_ids() -> None:
    english, japanese = (recommend(PECULIAR, lang=lang) for lang in LANGUAGES)
    assert [each.rule for each in english.reasons_for] == [each.rule for each in japanese.reasons_for]
    assert [step.id for step in english.path] == [step.id for step in japanese.path]
    assert english.ranking[0].score == japanese.ranking[0].score
    assert len(disputes(english, english.book)) == len(disputes(japanese, japanese.book))
    assert english != japanese


@pytest.mark.parametrize("ask", [lambda: recommend({}, lang="fr"), lambda: compare("x.json", lang="fr"),
                                 lambda: work_out_costs(volume=100, lang="fr")])  # fmt: skip
def test_another_language_is_refused_in_words(ask: object) -> None:
    with pytest.raises(AdvisorError, match=r"^`lang` is 'fr'; write `en` or `ja`\.$"):
        ask()  # type: ignore[operator]


def test_a_book_in_one_language_is_not_read_out_in_another() -> None:
    with pytest.raises(AdvisorError, match="`rule_book` is in `ja`, not in `en`"):
        recommend({}, rule_book=JAPANESE, lang="en")


def test_eval_results_and_costs_keep_the_language_that_was_asked_for(tmp_path: Path) -> None:
    table = tmp_path / "results.csv"
    rows = [f"{variant},{i},{i % 3 > lead}" for variant, lead in (("prompt", 0), ("rag", -1)) for i in range(30)]
    table.write_text("variant,item,score\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = compare(table, target=0.8, lang="ja")
    assert (found.lang, json.loads(found.to_json())["lang"]) == ("ja", "ja")
    assert pickle.loads(pickle.dumps(found)).to_html() == found.to_html()
    assert '<div class="advisor" lang="ja">' in found.to_html()
    assert compare(found, lang="en").lang == "en"
    assert compare(found) is found
    decided = recommend({}, results=table, target=0.8, lang="ja")
    assert decided.evidence == found
    assert work_out_costs(volume=100, horizon=12, plan={"variants": {"a": {"approach": "rag"}}}, lang="ja").lang == "ja"


def test_the_command_speaks_japanese_where_it_is_asked_to(tmp_path: Path) -> None:
    answers = tmp_path / "job.yaml"
    answers.write_text("format: peculiar\nfailure: form\n", encoding="utf-8")
    run = CliRunner().invoke(cli, ["recommend", str(answers), "--lang", "ja"])
    assert run.exit_code == 0, run.output
    assert run.stdout == recommend({"format": "peculiar", "failure": "form"}, lang="ja").to_text()
    table = CliRunner().invoke(cli, ["recommend", str(answers), "--table", "--lang", "ja", "--format", "csv"])
    (row,) = csv.DictReader(io.StringIO(table.stdout))
    assert row["why_not_known"] == "コスト計画なし"
    told = CliRunner().invoke(cli, ["recommend", str(answers), "--table", "--lang", "ja", "--format", "markdown"])
    assert "| 仕事 | 手法 | 次のステップ | 工数（人日） | 年間効果（US$） |" in told.stdout
    assert CliRunner().invoke(cli, ["recommend", str(answers), "--lang", "fr"]).exit_code != 0


def test_an_approach_is_named_in_the_language_spoken_and_what_is_none_stays_as_it_is() -> None:
    assert [approach_title(place) for place in TITLES] == list(TITLES.values())
    with speaking("ja"):
        assert [approach_title(place) for place in TITLES] == [
            "プロンプティング",
            "RAG",
            "ファインチューニング",
            "RAG＋ファインチューニング",
            "現行プロセス",
        ]
        assert [approach_title(each) for each in ("", "mystery")] == ["", "mystery"]
