"""The pages of evidence in Japanese: no English sentence on them, with every panel open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from app_evidence import FAILING, html, label, open_page, unfold
from places import ROOT
from streamlit.testing.v1 import AppTest

from advisor.language import speaking
from advisor.ui.parts.given import Given, given_file

FOLDS = {
    "evidence": (
        "cards", "summary", "pairs", "next", "health", "change", "notes", "methods", "chart_table", "more",
    ),
    "stress-test": ("stress_checks", "stress_pairs", "stress_next", "stress_methods"),
    "failures": ("keep_labels",),
}  # fmt: skip
KINDS = ("button", "download_button", "expander", "file_uploader", "number_input", "select_slider", "selectbox")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}[^|]*")
NAMES = re.compile(
    r"<code.*?</code>|<pre.*?</pre>|<style.*?</style>|<script.*?</script>|<a .*?</a>|"
    r"McNemar mid-p|item・a_first・b_first|OpenAI evals",
    re.DOTALL,
)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    """AppTest reads the options of a list outside of the app, where nobody visits."""
    with speaking("ja"):
        yield


def open_in_japanese(app: AppTest, page: str) -> None:
    labels = given_file("labels", "labels.csv", b"variant,item,label\nprompt,i00,0\nprompt,i01,1\nrag,i00,1\n")
    given = Given(looks=5, files=(labels,))
    open_page(app, page, FAILING, answers={"lang": "ja"}, given=given, target=0.5)


def english(app: AppTest) -> list[str]:
    """The English in what the page shows and in the labels of its inputs."""
    body = NAMES.sub("", html(app))
    body = body[body.index('<header class="page-title"') :]
    texts = [unescape(re.sub(r"<[^>]*>", "|", body))]
    texts += re.findall(r'aria-label="([^"]*)"', body)
    texts += [str(getattr(each, "label", "") or each.proto.label) for kind in KINDS for each in app.get(kind)]
    return [found for text in texts for found in ENGLISH.findall(NAMES.sub("", text))]


@pytest.mark.parametrize("page", list(FOLDS))
def test_a_page_in_japanese_holds_no_english_sentence(app: AppTest, page: str) -> None:
    open_in_japanese(app, page)
    if page == "failures":
        label(app, *["facts"] * 7)
    unfold(app, *FOLDS[page])
    assert english(app) == []


def test_results_are_said_anew_when_the_language_is_changed(app: AppTest) -> None:
    open_in_japanese(app, "evidence")
    assert "十分なもののうち最も単純なバリアント" in html(app)
    next(button for button in app.button if button.label == "English").click().run()
    assert not app.exception
    shown = html(app)
    assert "The simplest variant that is good enough" in shown
    assert re.findall("[ぁ-ん]{3,}", NAMES.sub("", shown[shown.index('<header class="page-title"') :])) == []
