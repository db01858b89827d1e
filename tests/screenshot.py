"""The pictures of the app in README and documentation: `python tests/screenshot.py` takes them anew."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from app_process import started_app
from app_visitor import Visitor
from PIL import Image
from places import ROOT
from playwright.sync_api import Page, sync_playwright

IMAGES = ROOT / "docs/images"
ANSWERS = "scope=narrow&task=label&failure=judgement&rules=manual&examples=hundreds&evals=none"


def take(page: Page, name: str, height: int) -> None:
    """The upper part of the page as a small PNG."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.wait_for_function("document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    page.wait_for_timeout(700)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(160, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def main() -> None:
    """Takes all pictures."""
    with tempfile.TemporaryDirectory() as folder, started_app(Path(folder) / "log") as address, sync_playwright() as on:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = on.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        visitor = Visitor(browser.new_page(locale="en-GB", color_scheme="light"), address)
        visitor.open()
        take(visitor.page, "first-screen.png", 820)
        visitor.open(f"?{ANSWERS}")
        take(visitor.page, "advise.png", 1000)
        browser.close()


if __name__ == "__main__":
    main()
