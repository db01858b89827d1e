"""Evidence in a real Chromium: failures labelled by key, a mapping kept, narrow screens, hostile text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from app_visitor import Visitor

pytestmark = pytest.mark.browser

NASTY = "<img src=x onerror=document.title='hit'> **b** $x$ 日本語 🚀"


def failing(texts: str) -> dict[str, object]:
    """Results of two variants of which the prompt fails twelve items."""
    rows = [
        {
            "variant": name,
            "item": f"項目{i}",
            "score": int(i >= bad),
            "input": texts,
            "output": texts,
            "reason": "長い。" * 2000,
        }
        for name, bad in (("プロンプト v1 " + "x" * 60, 12), (f"rag {NASTY}", 4))
        for i in range(30)
    ]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    return {"name": "結果.jsonl", "mimeType": "application/jsonl", "buffer": data}


def test_failures_are_labelled_by_key_and_the_last_label_taken_back(app: Visitor) -> None:
    app.open("evidence")
    app.upload(failing("q"))
    app.go_to("Failures")
    app.page.get_by_role("button", name="Undo the last label").wait_for()  # before it is there, a key is lost
    app.settle()
    for count, key in enumerate("1135", start=1):
        app.page.keyboard.press(key)
        app.page.get_by_text(f"{count} labelled.", exact=True).wait_for()
        app.settle()
    app.page.keyboard.press("u")
    app.page.get_by_text("3 labelled.", exact=True).wait_for()
    app.settle()
    assert "2 facts, 1 judgement" in app.page.locator(".says + p").inner_text()
    app.page.keyboard.press("ArrowLeft")
    app.page.locator(".kicker", has_text="3 of 12").wait_for()


def test_names_and_texts_are_text_and_nothing_runs_over_a_narrow_screen(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open("evidence")
    app.upload(failing(NASTY))
    app.go_to("Failures")
    app.page.locator(".failed pre").first.wait_for()
    assert app.page.locator(".failed pre").first.inner_text() == NASTY
    for page in ("Results", "Stress test", "Failures"):
        app.go_to(page)
        assert app.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert app.page.locator("img[src=x]").count() == 0
    assert app.page.title() != "hit"
    box = app.page.locator(".failed pre").last.bounding_box()
    assert box is not None
    assert box["height"] < 300


def test_a_mapping_is_saved_and_loaded_again(app: Visitor, tmp_path: Path) -> None:
    rows = "".join(f"{name},{i},{i % (2 + k)}\n" for k, name in enumerate(("prompt", "rag")) for i in range(20))
    table = {"name": "other.csv", "mimeType": "text/csv", "buffer": f"wer,frage,punkte\n{rows}".encode()}
    saved = tmp_path / "columns.yaml"
    saved.write_text("variant: wer\nitem: frage\nscore: punkte\n", encoding="utf-8")
    app.open("evidence")
    app.upload(table)
    app.page.locator(".file.bad", has_text="other.csv").wait_for()
    app.page.locator("[class*='st-key-keep_'] input[type=file]").set_input_files(saved)
    app.page.locator(".file.good", has_text="other.csv").wait_for()
    app.page.get_by_text("Columns of other.csv").click()
    with app.page.expect_download() as loading:
        app.page.get_by_role("button", name="Save these columns (YAML)").click()
    assert Path(loading.value.path()).read_text(encoding="utf-8") == saved.read_text(encoding="utf-8")
