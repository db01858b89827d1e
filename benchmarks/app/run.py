"""How fast the app is, as ratios to a bare Streamlit page: python benchmarks/app/run.py

Click: on an answer, until the new text is on screen. Cold start: from process start until the first widget is painted.
Medians of interleaved runs, so that a busy machine slows both sides alike. Both pages run with the options of the app.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
RUNS = 5
CLICKS = 5
FIRST_WIDGET = "[data-testid=stRadio], .st-key-quick_options button"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

# The text is watched inside the page, frame by frame, and one more frame is waited for so that the change is painted.
WATCH = """([question, watched]) => new Promise(done => {
  const target = document.querySelectorAll("[role=radiogroup]")[question].querySelector("input");
  const old = document.querySelector(watched).innerText;
  let start;
  const look = () => document.querySelector(watched)?.innerText !== old
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  start = performance.now();
  target.click();
  look();
})"""


@contextmanager
def served(script: str) -> Iterator[str]:
    """The address of a page that runs as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        app.terminate()
        app.wait(20)


def wait_until_up(address: str) -> None:
    """Waits until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit("The page did not start.")


def cold_start(browser: Browser, script: str) -> float:
    """Seconds from process start until the page is painted."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    begin = time.perf_counter()
    with served(script) as address:
        wait_until_up(address)
        page.goto(address)
        page.locator(FIRST_WIDGET).first.wait_for()
        seconds = time.perf_counter() - begin
    page.close()
    return seconds


def open_page(browser: Browser, address: str) -> Page:
    """The page, settled."""
    wait_until_up(address)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator(FIRST_WIDGET).first.wait_for()
    everything = page.get_by_role("button", name="All 25 questions")
    if everything.count():
        everything.click()
        page.locator("[data-testid=stRadio]").nth(CLICKS - 1).wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1000)
    return page


def click(page: Page, watched: str, question: int) -> float:
    """Milliseconds from a click on the first option of a question until the watched text has changed."""
    took: float = page.evaluate(WATCH, [question, watched])
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(250)
    return took


def clicks(page: Page, watched: str) -> float:
    """The median over the first questions, each answered once."""
    return statistics.median(click(page, watched, question) for question in range(CLICKS))


def main() -> None:
    """Measures and prints a table."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("No Chromium was found; install it with: apt-get install chromium")
    bare, app = str(Path(__file__).with_name("bare.py")), "app.py"
    cold: dict[str, list[float]] = {bare: [], app: []}
    warm: dict[str, list[float]] = {bare: [], app: []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for script in (bare, app):
            cold_start(browser, script)  # the first run fills the file caches of the machine
        for _ in range(RUNS):
            for script in (bare, app):
                cold[script].append(cold_start(browser, script))
        with served(bare) as bare_address, served(app) as app_address:
            for _ in range(RUNS):
                for script, address, watched in (
                    (bare, bare_address, "[data-testid=stText]"),
                    (app, app_address, ".verdict"),
                ):
                    page = open_page(browser, address)
                    warm[script].append(clicks(page, watched))
                    page.close()
        browser.close()
    print(f"{'':34}{'bare page':>12}{'app':>12}{'ratio':>8}   aim")
    for name, times, unit, aim in (
        ("click to new recommendation (ms)", warm, 0, 1.5),
        ("cold start to first paint (s)", cold, 2, 2.0),
    ):
        one, other = statistics.median(times[bare]), statistics.median(times[app])
        print(f"{name:34}{one:12.{unit}f}{other:12.{unit}f}{other / one:8.2f}   <= {aim}")


if __name__ == "__main__":
    main()
