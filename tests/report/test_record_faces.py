"""The decision record as Markdown in MADR form and as one page: complete, and whatever was entered is shown as text."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from workshop.japanese import english_in
from workshop.records import TODAY, book, measured, people, record_of, view

from advisor.files.casebook import load_cases
from advisor.files.decision_record import read_record
from advisor.files.facilitation import load_guide
from advisor.files.practice import load_practice
from advisor.language import speaking
from advisor.report.faces import parts_as_markdown
from advisor.report.facilitation import guide_parts
from advisor.report.outline import Part
from advisor.report.record_faces import record_as_html, record_as_markdown
from advisor.report.record_words import answer_sentence, trigger_sentence, who_decided
from advisor.schema.decision_record import DecisionRecord, Trigger
from advisor.schema.workshop import Agreed, Dissent, Homework

SEEN = view(
    agreed=(Agreed(question="failure", option="facts", note="after a look at ten failures", round=1),),
    dissents=(
        Dissent(question="failure", option="form", reason="Half of them are syntax.", person=3),
        Dissent(question="failure", option="unknown", reason="Nobody counted.", person=None),
    ),
    homework=(Homework(question="volume", owner="Ana", due=datetime.date(2026, 12, 12)),),
    people=people("Cem", "Ana", "Ben", Ana="domain legal", Ben="legal"),
)


@cache
def plain() -> DecisionRecord:
    return record_of(SEEN)


@cache
def full() -> DecisionRecord:
    """With results, costs, and an earlier decision on other answers."""
    before = plain().answers[0].model_copy(update={"option": "write", "label": "Longer texts"})
    old = plain().model_copy(update={"answers": (before, *plain().answers[1:])})
    return record_of(SEEN, measured(), datetime.date(2027, 3, 2), old)


def headings(markdown: str) -> list[str]:
    return re.findall(r"^(#+ .*)$", markdown, re.MULTILINE)


def section(markdown: str, title: str) -> list[str]:
    """The lines of one section."""
    return markdown.split(f"# {title}\n")[1].split("\n#")[0].strip().splitlines()


def test_the_sections_are_those_of_madr_4_in_its_order() -> None:
    assert headings(record_as_markdown(full())) == [
        "# Query assistant, autumn",
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
        "### Confirmation",
        "### When to look again",
        "### What else would change it",
        "### Dissent",
        "### Homework",
        "### Left open",
        "### Since the last decision",
        "## Pros and Cons of the Options",
        "### Prompting",
        "### RAG",
        "### Fine-tuning",
        "### RAG + fine-tuning",
        "## More Information",
        "### Eval results",
        "### What it costs",
        "### Break-even",
        "### Nearest published cases",
        "### Sources",
    ]


def test_the_page_has_the_same_sections_and_its_headings_go_down_one_by_one() -> None:
    in_markdown = [(len(marks), title) for marks, title in re.findall(r"^(#+) (.*)$", record_as_markdown(full()), re.M)]
    in_html = [(int(level), title) for level, title in re.findall(r"<h(\d)>(.*?)</h", record_as_html(full()))]
    assert in_html == in_markdown


def front_matter(record: DecisionRecord) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(record_as_markdown(record).split("---\n")[1])
    return found


def test_the_front_matter_says_who_decided_and_when() -> None:
    assert front_matter(plain()) == {
        "status": "accepted",
        "date": TODAY,
        "decision-makers": ["Ana", "Ben", "Cem"],
    }


def test_names_of_any_script_and_with_any_marks_stand_in_the_front_matter() -> None:
    names = ("Zoë", "李雷", "- [x]: {y} # z", "😀", "'\"", "yes", "*a")
    assert front_matter(plain().model_copy(update={"names": names}))["decision-makers"] == list(names)


def test_an_anonymous_workshop_says_how_many_decided() -> None:
    record = record_of(view(named=False))
    assert front_matter(record)["decision-makers"] == ["3 participants, without names"]
    assert "<dt>Decision makers</dt><dd>3 participants, without names</dd>" in record_as_html(record)


def test_a_practice_is_proposed_and_says_what_it_is() -> None:
    record = record_of(view(practice="lucy"))
    assert front_matter(record)["status"] == "proposed"
    assert section(record_as_markdown(record), "Context and Problem Statement")[0] == (
        "**Practice: an exercise, no decision.**"
    )


def test_the_outcome_says_what_why_how_sure_and_how_it_came_about() -> None:
    assert section(record_as_markdown(plain()), "Decision Outcome") == [
        f"Chosen option: “RAG”. **{plain().headline}** Because:",
        "",
        *(f"- {each.because}" for each in plain().reasons_for),
        "",
        f"How sure: {plain().how_sure}. {plain().likeness}",
        "",
        "Decided by 3 participants (1 domain, 2 legal) in 1 round. Fixed beforehand: 75 % agreement, at most 3 rounds.",
        "",
        "On their own answers people would have been told: 2 RAG, 1 fine-tuning.",
    ]


def test_answers_stand_with_how_the_team_came_to_them() -> None:
    markdown = record_as_markdown(plain())
    assert section(markdown, "Decision Drivers")[1:4:2] == [
        "- When a good prompt fails today, what is usually wrong? **Facts** (agreed; answers: Facts 2, Form 1). "
        "Note: after a look at ten failures.",
        "- What must the model know that it was not trained on? **A large body** (as most answered; answers: "
        "A large body 2, Some private facts 1).",
    ]
    assert section(markdown, "Left open") == [
        "- How many requests a month will it serve? **left open** (nobody knows; answers: don’t know 3)."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_agreed": True, "option": "unknown"}, "agreed to leave it open; answers: Facts 2, Form 1"),
        (
            {"is_agreed": False, "option": "unknown", "dont_know": 2},
            "not settled; answers: Facts 2, Form 1, don’t know 2",
        ),
        ({"is_agreed": False, "counts": {"facts": 2}, "dont_know": 1}, "as all 2 who know answered; don’t know 1"),
        ({"is_agreed": False, "counts": {"facts": 1}}, "as the one who knows answered"),
        ({"counts": {"facts": 3}}, "agreed; answers: Facts 3"),
        ({"is_agreed": False, "option": "unknown", "counts": {}}, "nobody knows; answers: none"),
    ],
)
def test_how_the_team_came_to_an_answer(changes: dict[str, Any], sentence: str) -> None:
    agreed = next(each for each in plain().answers if each.question == "failure")
    assert answer_sentence(agreed.model_copy(update=changes)) == sentence


def test_who_gave_no_answer_is_said() -> None:
    record = plain().model_copy(update={"people": 5, "roles": {}, "most_rounds": 1, "rounds": plain().rounds * 2})
    assert who_decided(record) == (
        "Decided by 5 participants in 2 rounds; 2 of them gave no answer. Fixed beforehand: 75 % agreement, at most "
        "1 round."
    )


def test_dissent_and_homework_say_who_and_until_when() -> None:
    markdown = record_as_markdown(plain())
    assert section(markdown, "Dissent") == [
        "- Somebody, without a name, on “When a good prompt fails today, what is usually wrong?”: Nobody counted.",
        "- Ben, who answered “Form”, on “When a good prompt fails today, what is usually wrong?”: "
        "Half of them are syntax.",
    ]
    assert section(markdown, "Homework") == ["- How many requests a month will it serve? **Ana**, by 2026-12-12."]


SOON, PAST = datetime.date(2027, 1, 15), datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("trigger", "sentence"),
    [
        (
            {"kind": "answer moves", "question": "freshness", "options": ("static", "months"), "approach": "prompting"},
            "Look again when the answer to “How often do those facts change?” is “Hardly ever” or “Every few months”: "
            "it would then be prompting.",
        ),
        (
            {"kind": "answer moves", "question": "gap", "options": ("meets",), "approach": None},
            "Look again when the answer to “How far is the best prompt from the quality you need?” is “Meets the "
            "target”: it would then be no approach at all.",
        ),
        (
            {"kind": "items", "threshold": 1300.0},
            "Look again when the eval set passes 1,300 items: so many may change which variant is chosen.",
        ),
        (
            {"kind": "volume passes", "threshold": 7961.4, "about": ("p", "ft")},
            "Look again when the volume passes 7,960 a month: `p` and `ft` change places in cost there.",
        ),
        (
            {"kind": "volume passes", "threshold": 7961.4, "falls": True, "about": ("p", "ft")},
            "Look again when the volume falls below 7,960 a month: `p` and `ft` change places in cost there.",
        ),
        (
            {"kind": "prices are old", "due": SOON},
            "Look again on 2027-01-15: the oldest price used is then 180 days old.",
        ),
        (
            {"kind": "prices are old", "due": PAST},
            "Read the prices again now: since 2026-11-01 the oldest one used is 180 days old.",
        ),
        (
            {"kind": "model ends", "due": SOON, "about": ("gpt-4o",)},
            "Look again before 2027-01-15: `gpt-4o` is shut down, or closed for tuning, then.",
        ),
        (
            {"kind": "rule is dated", "due": SOON, "about": ("a-rule",)},
            "Look again on 2027-01-15: `a-rule`, on which this rests, is to be checked again by then.",
        ),
        (
            {"kind": "rule is dated", "due": PAST, "about": ("a-rule",)},
            "Check `a-rule` again now, on which this rests: that was due on 2026-11-01.",
        ),
        (
            {"kind": "homework", "due": SOON, "question": "volume"},
            "Look again on 2027-01-15, when the answer to “How many requests a month will it serve?” is due.",
        ),
        ({"kind": "a quarter", "due": SOON}, "Look again on 2027-01-15, a quarter later."),
    ],
)
def test_each_reason_to_look_again_is_one_sentence(trigger: dict[str, Any], sentence: str) -> None:
    assert trigger_sentence(Trigger(sentence="", **trigger), book(), TODAY) == sentence


def test_every_number_of_a_source_stands_in_the_list_of_sources() -> None:
    markdown = record_as_markdown(full()).replace("\\", "")
    options, listed = markdown.split("## Pros and Cons")[1].split("### Sources")
    told = set(re.findall(r"\[(\d+)\]", options.split("## More Information")[0]))
    numbers = re.findall(r"^- \[(\d+)\]", listed, re.MULTILINE)
    assert numbers == [str(i) for i in range(1, len(numbers) + 1)]
    assert told == set(numbers) != set()


def test_the_chart_stands_between_the_decision_and_what_it_rests_on() -> None:
    page = record_as_html(full(), "<section>the chart</section>")
    places = [page.index(part) for part in (">Decision Outcome<", "<section>the chart</section>", ">Pros and Cons")]
    assert places == sorted(places)


# What was entered is shown as text

ENTERED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title><h1>x</h1>",
    "**bold** _slanted_ ~~struck~~ __u__",
    "[x](javascript:alert(1)) <https://z.example>",
    "![y](https://z.example/p.png)",
    "[x]: https://z.example",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "7) item",
    "---",
    "===",
    "***",
    "> quote",
    "    code",
    "`code` ``more``",
    "```js",
    "| a | b |",
    "&lt;b&gt; &copy; &#60;",
    "$x$ and \\(y\\)",
    "<!-- gone",
    "ends with \\",
    "{{ braces }} {% tag %}",
]
KEPT = {"what_if", "facts", "score", "rules_fingerprint"}
"""What other parts of a record are looked up by, and what is cut short."""
PLACE = "Placeholder"


def filled(record: DecisionRecord) -> DecisionRecord:
    """The record with a harmless word in every field that takes any text."""
    given = json.loads(record.to_json())
    for holder, key in list(_texts(given)):
        before = holder[key]
        holder[key] = PLACE
        try:
            read_record(json.dumps(given))
        except ValueError:
            holder[key] = before
    return read_record(json.dumps(given))


def _texts(found: Any) -> Iterator[tuple[Any, Any]]:
    pairs = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, each in pairs:
        if isinstance(each, str) and key not in KEPT:
            yield found, key
        elif key not in KEPT:
            yield from _texts(each)


@cache
def harmless() -> dict[str, str]:
    """Both records so, as JSON."""
    return {"plain": filled(slim(plain())).to_json(), "full": filled(slim(full())).to_json()}


def slim(record: DecisionRecord) -> DecisionRecord:
    """One of each, so that trying every field takes no minute."""
    one = {
        name: getattr(record, name)[:1]
        for name in (
            "answers", "path", "reasons_for", "reasons_against", "reasons_on_others", "precedents", "other_changes",
        )
    }  # fmt: skip
    evidence = record.evidence
    if evidence is not None:
        one["evidence"] = evidence.model_copy(
            update={"files": evidence.files[:1], "health": evidence.health.model_copy(update={"checks": ()})}
        )
        costs = evidence.costs
        assert costs is not None
        few = {"inputs": (), "curves": (), "missing": (), "variants": costs.variants[:2]}
        one["evidence"] = one["evidence"].model_copy(update={"costs": costs.model_copy(update=few)})
    open_one = tuple(each for each in record.answers if each.option == "unknown")
    one["answers"] = (*record.answers[:1], *open_one)
    one["context"] = "as it stands"
    return record.model_copy(update=one)


def with_text(name: str, text: str) -> DecisionRecord:
    return read_record(harmless()[name].replace(json.dumps(PLACE), json.dumps(text)))


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag, attrs) != ("code", []):  # a name in backticks is text too, in other letters
            self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", ()))


def shape(tokens: list[Token]) -> list[str]:
    """What the Markdown is made of, without its texts."""
    return [
        kind
        for token in tokens
        for kind in (token.type, *shape(token.children or []))
        if kind not in ("text", "text_special", "code_inline")  # a name in backticks is text too, in other letters
    ]


def words_in(tokens: list[Token]) -> str:
    return "\n".join(
        "".join(each.content for each in token.children or []) for token in tokens if token.type == "inline"
    )


def spaced(text: str) -> str:
    return " ".join(text.replace("`", "").split()).casefold()


@pytest.mark.parametrize("name", ["plain", "full"])
@pytest.mark.parametrize("text", ENTERED)
def test_in_markdown_whatever_was_entered_is_text(name: str, text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    before, after = (
        parser.parse(record_as_markdown(with_text(name, each)).split("---\n", 2)[2]) for each in (PLACE, text)
    )
    assert shape(after) == shape(before)
    assert spaced(words_in(after)) == spaced(words_in(before).replace(PLACE, text).replace(PLACE.lower(), text))


@pytest.mark.parametrize("name", ["plain", "full"])
@pytest.mark.parametrize("text", ENTERED)
def test_on_the_page_whatever_was_entered_is_text(name: str, text: str) -> None:
    before, after = (Page(record_as_html(with_text(name, each))) for each in (PLACE, text))
    assert after.tags == before.tags
    assert spaced(after.words) == spaced(before.words.replace(PLACE, text).replace(PLACE.lower(), text))


def test_the_context_may_have_lines_and_each_is_text() -> None:
    record = plain().model_copy(update={"context": "# one\n\n- two\r\n    three\n| a |\n|---|\n"})
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse("\n".join(section(record_as_markdown(record), "Context and Problem Statement")))
    assert words_in(tokens).split("\n") == [
        "Given a question in English, it produces a query that runs.",
        "# one",
        "- two",
        "three",
        "| a |",
        "|---|",
        "Prompt, retrieve (RAG) or fine-tune?",
    ]
    assert set(shape(tokens)) == {"paragraph_open", "inline", "paragraph_close"}


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = Page(record_as_html(full()))
    assert {tag for tag, _ in page.tags} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "form",
        "base",
    } == set()
    links = [dict(attrs) for tag, attrs in page.tags if tag == "a"]
    assert [each for each in links if not (each["href"] or "").startswith("https://")] == []
    assert {each["rel"] for each in links} == {"noopener noreferrer"}
    policy = [dict(attrs) for tag, attrs in page.tags if tag == "meta" and dict(attrs).get("http-equiv")]
    assert [each["content"] for each in policy] == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/> [x](y", "//a.example", ""]
)
def test_an_address_that_is_none_of_the_web_is_no_link(url: str) -> None:
    precedent = plain().precedents[0].model_copy(update={"url": url})
    record = plain().model_copy(update={"precedents": (precedent,), "reasons_for": (), "reasons_against": ()})
    record = record.model_copy(update={"reasons_on_others": (), "ruled_out": ()})
    assert [tag for tag, _ in Page(record_as_html(record)).tags if tag == "a"] == []
    assert re.findall(r"\]\(", record_as_markdown(record)) == []


# In Japanese

TYPED = ("Query assistant, autumn", "a question in English", "a query that runs", "after a look at ten failures")
REASONS = ("Half of them are syntax.", "Nobody counted.")


def practised() -> DecisionRecord:
    """A practice workshop with results, costs, and an earlier decision that was recorded in English."""
    exercise = next(each.exercise for each in load_practice(load_cases(), lang="ja") if each.exercise.opinions)
    brief = exercise.brief.model_copy(update={"questions": SEEN.brief.questions})
    return record_of(
        SEEN.model_copy(update={"brief": brief}),
        measured(lang="ja"),
        datetime.date(2027, 3, 2),
        full().model_copy(update={"decided_on": datetime.date(2026, 8, 1)}),
        book("ja"),
    )


def test_a_japanese_record_of_a_practice_workshop_leaves_no_english_sentence() -> None:
    record = practised()
    for face in (record_as_markdown(record), record_as_html(record)):
        assert english_in(face, *TYPED, *REASONS) == []
    assert record_as_html(record).startswith('<!doctype html><html lang="ja">')


def test_a_record_speaks_its_own_language_whatever_is_spoken_around_it() -> None:
    record = practised()
    inside = record_as_markdown(record)
    with speaking("ja"):
        assert record_as_markdown(record) == inside
        assert "## Decision Drivers" in record_as_markdown(plain())
    assert read_record(record.to_json()).lang == "ja"


def test_a_record_of_before_there_were_languages_is_english() -> None:
    old = json.loads(plain().to_json())
    del old["lang"]
    assert read_record(json.dumps(old)) == plain()


def test_emphasis_in_japanese_is_read_as_emphasis() -> None:
    for text in (record_as_markdown(practised()), parts_as_markdown(guide_in_japanese())):
        assert "**" not in MarkdownIt().render(text.split("---\n")[-1])


def guide_in_japanese() -> tuple[Part, ...]:
    with speaking("ja"):
        return guide_parts(load_guide(lang="ja"))
