"""How fast the live chart follows, as a ratio to a bare Streamlit page: python benchmarks/chart/run.py

From the key that moves the volume slider until the new figure is on screen, on the Costs page with its example, and on
a page that has one slider and the same figures made beforehand. Medians of interleaved runs, so a busy machine slows
both sides alike. Then what our share of it is: one comparison with costs, and one figure.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

from advisor import compare, read_evals
from advisor.report.figure import quality_cost_figure
from advisor.ui.parts.examples import EXAMPLES, TARGET, example_cost_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EXAMPLE = EXAMPLES[-1]
RUNS = 5
STEPS = 6
VOLUMES = (10_000, 15_000, 20_000, 30_000, 50_000, 70_000, 100_000, 150_000, 200_000, 300_000)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

# Watched inside the page, frame by frame; one more frame is waited for so that the change is painted.
WATCH = """() => {
  const shown = () => [...document.querySelectorAll(".js-plotly-plot text")].map(each => each.textContent)
    .filter(text => text.startsWith("your volume")).join();
  const old = shown();
  document.querySelector("[data-testid=stSlider] input[type=range]").focus();
  window.took = new Promise(done => {
    let start;
    document.addEventListener("keydown", () => { start = performance.now(); look(); }, {once: true, capture: true});
    const look = () => shown() && shown() !== old
      ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  });
}"""


@contextmanager
def served(script: str, **environment: str) -> Iterator[str]:
    """The address of a page that runs as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit("The page did not start.") from None
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        app.terminate()
        app.wait(20)


def settled(page: Page) -> None:
    """Waits until nothing runs."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(700)


def open_page(browser: Browser, address: str, *, is_ours: bool) -> Page:
    """The page with its chart."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/costs" if is_ours else address)
    if is_ours:
        page.locator(".st-key-example_with_results_2 button").click()
    page.locator(".js-plotly-plot text", has_text="your volume").first.wait_for()
    settled(page)
    return page


def moves(page: Page) -> float:
    """The median milliseconds from a key to the new figure."""
    times = []
    for _ in range(STEPS):
        page.evaluate(WATCH)
        page.keyboard.press("ArrowRight")
        times.append(page.evaluate("() => window.took"))
        settled(page)
    return statistics.median(times[1:])


def own_share() -> tuple[float, float]:
    """Milliseconds of one comparison with costs, and of one figure."""
    evals, plan = read_evals(EXAMPLE.results), example_cost_plan(EXAMPLE)
    comparisons, figures = [], []
    for volume in VOLUMES:
        moved = plan.model_copy(update={"volume": None}).model_dump(exclude_unset=True) | {"volume": volume}
        begin = time.perf_counter()
        found = compare(evals, target=TARGET, plan=moved)
        between = time.perf_counter()
        quality_cost_figure(found)
        comparisons.append(between - begin)
        figures.append(time.perf_counter() - between)
    return statistics.median(comparisons) * 1000, statistics.median(figures) * 1000


def make_figures(folder: Path) -> int:
    """The figures of the example as JSON, one a volume; the bytes of one."""
    evals, plan = read_evals(EXAMPLE.results), example_cost_plan(EXAMPLE)
    for volume in VOLUMES:
        moved = plan.model_dump(exclude_unset=True) | {"volume": volume}
        figure = quality_cost_figure(compare(evals, target=TARGET, plan=moved), width=1210)
        (folder / f"{volume}.json").write_text(figure.to_json())
    return len((folder / "20000.json").read_bytes())


def main() -> None:
    """Measures and prints a table."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("No Chromium was found; install it with: apt-get install chromium")
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        size = make_figures(Path(place))
        bare_script = str(Path(__file__).with_name("bare.py"))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with served(bare_script, FIGURES=place) as bare, served("app.py") as ours:
            for _ in range(RUNS):
                for name, address in (("bare", bare), ("ours", ours)):
                    page = open_page(browser, address, is_ours=name == "ours")
                    times[name].append(moves(page))
                    page.close()
        browser.close()
    one, other = statistics.median(times["bare"]), statistics.median(times["ours"])
    compared, drawn = own_share()
    print(f"one figure: {size / 1000:.0f} kB of JSON; {RUNS} runs of {STEPS - 1} moves")
    print(f"slider to new figure: bare page {one:.0f} ms, ours {other:.0f} ms, ratio {other / one:.2f}   aim <= 1.5")
    print(f"of ours: a comparison with costs {compared:.0f} ms, a figure {drawn:.0f} ms")


if __name__ == "__main__":
    main()
