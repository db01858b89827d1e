"""The Japanese is complete and fits: nothing is missing, nothing is left of texts that changed, no value is lost."""

from __future__ import annotations

import ast
import json
import re

import pytest
import translations
from places import ROOT

from advisor.language import LANGUAGES, catalogue, in_language, language, listed, ngettext, run_on, speaking

SAID = translations.said(translations.python_files())
JAPANESE = translations.translated()


def test_all_that_the_code_says_has_japanese() -> None:
    missing = [f"{each.place}: {each.one}" for key, each in SAID.items() if key not in JAPANESE]
    assert not missing, "add it: python tests/translations.py missing advisor"


def test_no_catalogue_holds_what_the_code_no_longer_says() -> None:
    stale = [f"{where}.po: {one}" for (context, one), (_, where) in JAPANESE.items() if (context, one) not in SAID]
    assert not stale, "look at the new English, then: python tests/translations.py tidy CATALOGUE"


def test_each_translation_puts_in_the_same_values() -> None:
    for key, (ja, where) in JAPANESE.items():
        message = SAID.get(key)
        if message is None:
            continue
        wanted = translations.fields(message.many or message.one)
        # of one thing and many things the number may be left to the word
        assert translations.fields(ja) - {"n"} == wanted - {"n"}, f"{where}.po: {message.one}"


def test_all_texts_of_the_data_files_have_japanese() -> None:
    missing = [f"{each.file.name}:{each.line + 1}: {each.en}" for each in texts() if each.ja is None]
    assert not missing


def test_no_text_of_a_data_file_was_changed_without_a_look_at_the_other_language() -> None:
    confirmed = json.loads(translations.LEDGER.read_text(encoding="utf-8"))
    changed = [place for place, pair in translations.pairs().items() if confirmed.get(place) != pair]
    assert not changed, "look at both languages, then: python tests/translations.py confirm"


def test_japanese_is_japanese() -> None:
    bare = [re.sub(r"`.*?`|\{.*?\}", "", ja) for ja, _ in JAPANESE.values()]
    latin = [ja for ja in bare if re.search(r"(?:[A-Za-z]{3,}[ ,.]+){6}", ja)]
    kana = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    latin += [each.ja for each in texts() if each.ja and " " in each.ja and not kana.search(each.ja)]
    assert not latin


def test_a_percent_sign_stands_apart_from_its_number_in_english_alone() -> None:
    english = [text for each in SAID.values() for text in (each.one, each.many or "")] + [each.en for each in texts()]
    assert [text for text in english if re.search(r"[0-9}]%", text)] == []
    japanese = [ja for ja, _ in JAPANESE.values()] + [each.ja or "" for each in texts()]
    assert [text for text in japanese if re.search(r"[0-9}] %", text)] == []


def test_no_sentence_is_put_together_before_it_is_looked_up() -> None:
    for path in translations.python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in translations.SAYS:
                assert not any(isinstance(each, ast.JoinedStr) for each in node.args[:2]), f"{path}:{node.lineno}"


def texts() -> list[translations.DataText]:
    return list(translations.data_texts(translations.rule_files()))


def test_english_is_spoken_unless_another_language_is_asked_for() -> None:
    assert language() == "en"
    with speaking("ja"):
        assert language() == "ja"
        with speaking("en"):
            assert ngettext("{n} row is scored.", "{n} rows are scored.", 1) == "1 row is scored."
        assert ngettext("{n} row is scored.", "{n} rows are scored.", 2000) == "採点済みの行が2,000件あります。"
    assert language() == "en"


def test_lists_and_sentences_are_joined_as_the_language_does() -> None:
    assert (listed(["a", "b", "c"]), listed(["a"]), run_on("A.", "", "B.")) == ("a, b and c", "a", "A. B.")
    with speaking("ja"):
        assert (listed(["a", "b"]), run_on("あ。", "い。")) == ("a、b", "あ。い。")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_data_file_one_language_is_picked_and_english_stands_in(lang: str) -> None:
    data = {"because": {"en": "One", "ja": "一"}, "rows": [{"en": "Two"}], "when": {"format": ["free"]}}
    picked = in_language(data, lang)  # type: ignore[arg-type]
    assert picked == {"because": {"en": "One", "ja": "一"}[lang], "rows": ["Two"], "when": {"format": ["free"]}}


def test_the_shipped_catalogue_is_that_of_the_texts() -> None:
    assert catalogue("ja").gettext("Recommendation") == "推奨"
    assert (ROOT / "advisor/locale/ja/LC_MESSAGES").is_dir()


def test_one_text_has_one_japanese() -> None:
    found: dict[tuple[str | None, str], set[str]] = {}
    for path in translations.CATALOGUES.glob("*.po"):
        for message in translations.read_catalogue(path):
            if message.id:
                text = message.string if isinstance(message.string, str) else message.string[0]
                found.setdefault((message.context, translations.english(message)), set()).add(text)
    assert not {key: said for key, said in found.items() if len(said) > 1}
