"""Both sides as a browser sees them: served by a process of their own, counted, clicked and timed inside the page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, Playwright

ROOT: Final = Path(__file__).parents[2]
BARE: Final = str(Path(__file__).with_name("bare.py"))
APP: Final = "app.py"
_FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_QUIET: Final = 400
"""Milliseconds without a change after which a page counts as whole."""

# The text is watched inside the page, frame by frame, and one more frame is waited for so that the change is painted.
_WATCH: Final = """([clicked, watched]) => new Promise(done => {
  const target = document.querySelector(clicked), old = document.querySelector(watched).innerText;
  const start = performance.now();
  const look = () => (document.querySelector(watched)?.innerText ?? old) !== old
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  target.click();
  look();
})"""

# From a click until nothing on the page changes any more, and the title of the new page is there.
_SWITCH: Final = """([link, title, quiet]) => new Promise((done, fail) => {
  const start = performance.now();
  let last = start;
  const seen = new MutationObserver(() => { last = performance.now(); });
  seen.observe(document.querySelector("[data-testid=stApp]"), {subtree: true, childList: true, characterData: true});
  document.querySelector(link).click();
  const look = () => {
    const there = [...document.querySelectorAll("h1")].some(each => each.textContent === title);
    if (there && performance.now() - last > quiet) { seen.disconnect(); done(last - start); }
    else if (performance.now() - start > 30000) fail(Error(`no page called ${title}`));
    else setTimeout(look, 20);
  };
  look();
})"""

_SETTLE: Final = """quiet => new Promise(done => {
  const app = document.querySelector("[data-testid=stApp]");
  let last = performance.now();
  const seen = new MutationObserver(() => { last = performance.now(); });
  seen.observe(app, {subtree: true, childList: true, characterData: true, attributes: true});
  const look = () => {
    if (app.dataset.testScriptState === "notRunning" && performance.now() - last > quiet) { seen.disconnect(); done(); }
    else setTimeout(look, 20);
  };
  look();
})"""

_COUNT: Final = """() => {
  const main = document.querySelector("[data-testid=stMain]"), size = {};
  for (const each of main.querySelectorAll("[data-testid]")) {
    const kind = each.dataset.testid;
    size[kind] = (size[kind] ?? 0) + 1;
  }
  size.radios = [...main.querySelectorAll("[role=radiogroup]")].map(each => each.querySelectorAll("input").length);
  const folds = [...main.querySelectorAll("details:not([open])")].filter(each => each.closest("[data-testid=stHtml]"));
  folds.forEach(each => { each.open = true; });
  size.rows = [...main.querySelectorAll("[data-testid=stHtml]")]
    .map(each => each.innerText.split("\\n").filter(row => row.trim()).length).filter(rows => rows);
  folds.forEach(each => { each.open = false; });
  return size;
}"""


@dataclass(frozen=True)
class Side:
    """One of the two that are compared, up and running."""

    address: str
    pid: int


@contextmanager
def served(script: str, sizes: Mapping[str, Any] | None = None) -> Iterator[Side]:
    """The page as a process of its own; `sizes`: what stands on the bare pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **({"BARE_PAGES": json.dumps(sizes)} if sizes else {})},
    )
    try:
        yield Side(f"http://127.0.0.1:{port}", app.pid)
    finally:
        app.kill()
        app.wait()


def wait_until_up(side: Side) -> None:
    """Waits until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{side.address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit("The page did not start.")


def chromium(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    path = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if path is None:
        raise SystemExit("No Chromium was found; install it with: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=_FLAGS)


def opened(browser: Browser, side: Side, path: str = "") -> Page:
    """The page, settled."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-US")
    page.goto(f"{side.address}/{path}")
    page.locator("[data-testid=stMain] button").first.wait_for()
    settle(page)
    return page


def settle(page: Page) -> None:
    """Waits until the script has run and nothing changes any more."""
    page.evaluate(_SETTLE, _QUIET)


def press(page: Page, key: str, brings: str) -> None:
    """A click on a button, what it brings, and the rest after it."""
    page.locator(f".st-key-{key} button").click()
    page.locator(brings).first.wait_for()
    settle(page)


def counted(page: Page) -> dict[str, Any]:
    """What stands on the page: widgets by kind, options of each group of radio buttons, rows of each text."""
    settle(page)
    size: dict[str, Any] = page.evaluate(_COUNT)
    return size


def click(page: Page, clicked: str, watched: str) -> float:
    """Milliseconds from a click until the watched text has changed."""
    page.locator(watched).first.wait_for()
    took: float = page.evaluate(_WATCH, [clicked, watched])
    settle(page)
    return took


def switch(page: Page, link: str, title: str) -> float:
    """Milliseconds from a click on a link until the whole new page stands."""
    took: float = page.evaluate(_SWITCH, [link, title, _QUIET])
    settle(page)
    return took


def cold_start(browser: Browser, script: str, sizes: Mapping[str, Any] | None = None) -> float:
    """Seconds from process start until the first button is painted."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-US")
    begin = time.perf_counter()
    with served(script, sizes) as side:
        wait_until_up(side)
        page.goto(side.address)
        page.locator("[data-testid=stMain] button").first.wait_for()
        seconds = time.perf_counter() - begin
    page.close()
    return seconds


def median(times: list[float]) -> float:
    """The middle one."""
    return statistics.median(times)
