"""Browser sessions that take part in one workshop through the app: python benchmarks/workshop/browsers.py [sessions]

Each session is a browser context of its own with a phone's size, and answers eight questions, all at once with a pause
between two clicks. Then they idle, then one after the other some say that they have finished, then the facilitator
reveals. Times are taken inside the pages, by the one clock of this machine; Chromium shares its processors with the
app, and uses most of them. Linux only: processor time is read from /proc.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright
from sqlalchemy.engine import URL

from advisor.api import RuleBook
from advisor.schema.workshop import Brief
from advisor.store.workshops import Workshops, new_key

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTIONS = RuleBook.load().questions[:8]
PAUSE = (4.0, 12.0)
"""Seconds that one person thinks before a click, drawn evenly."""
IDLE = 30
ANSWER = """place => new Promise((done, fail) => {
  const marks = () => [...document.querySelectorAll(".saved")];
  const saved = () => marks().filter(each => each.textContent === "Saved").length;
  const options = document.querySelectorAll(".st-key-questions [role=radiogroup]")[place].querySelectorAll("input");
  const before = saved(), start = performance.now();
  const look = () => saved() > before ? done(performance.now() - start)
    : performance.now() - start > 30000 ? fail(new Error("not saved in 30 s")) : setTimeout(look, 10);
  options[Math.floor(Math.random() * options.length)].click();
  look();
})"""
SEEN = """words => new Promise((done, fail) => {
  const start = Date.now();
  const look = () => document.body.textContent.includes(words) ? done(Date.now())
    : Date.now() - start > 60000 ? fail(new Error("not seen in 60 s")) : setTimeout(look, 20);
  look();
})"""
PRESS = """name => {
  [...document.querySelectorAll("button")].find(each => each.innerText.trim() === name).click();
  return Date.now();
}"""


async def main(sessions: int) -> None:
    """Prints what was measured."""
    with tempfile.TemporaryDirectory() as folder, served(folder) as (address, process):
        store = Workshops(URL.create("sqlite", database=f"{folder}/workshops.sqlite"))
        brief = Brief(title="Load", questions=tuple(each.id for each in QUESTIONS))
        keys = store.create(brief)
        facilitator, guest = store.as_facilitator(keys.facilitator), store.as_guest(keys.join)
        seats = [new_key() for _ in range(sessions)]
        for place, key in enumerate(seats):
            store.join(guest, key, name=f"P{place}")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
            pages = [await opened(browser, f"{address}/workshop-seat?key={key}") for key in seats]
            lead = await browser.new_page()
            await lead.goto(f"{address}/workshop-lead?key={keys.facilitator}")
            await lead.get_by_text(f"0 of {sessions} have finished").wait_for()
            print(
                f"{sessions} sessions of {len(QUESTIONS)} questions, Chromium on the same {os.cpu_count()} processors"
            )
            await answering(pages, store, facilitator, process)
            await idling(pages, process)
            await finishing(pages, lead, sessions)
            await revealing(pages, lead, store, facilitator)
            await browser.close()


async def opened(browser: Browser, address: str) -> Page:
    """A page with its questions on it, in a context of its own."""
    page = await (await browser.new_context(viewport={"width": 390, "height": 844})).new_page()
    page.set_default_timeout(60_000)
    await page.goto(address)
    await page.locator(".st-key-questions [role=radiogroup]").nth(len(QUESTIONS) - 1).wait_for()
    return page


async def answering(pages: Sequence[Page], store: Workshops, facilitator: Any, process: int) -> None:
    """All answer at once; click to saved."""
    took: list[float] = []
    errors: Counter[str] = Counter()

    async def one(page: Page) -> None:
        for place in range(len(QUESTIONS)):
            await asyncio.sleep(random.uniform(*PAUSE))
            try:
                took.append(await page.evaluate(ANSWER, place))
            except Exception as error:  # every kind is counted
                errors[str(error).splitlines()[0]] += 1

    began, used = time.perf_counter(), processor_seconds(process)
    await asyncio.gather(*(one(page) for page in pages))
    seconds = time.perf_counter() - began
    share = (processor_seconds(process) - used) / seconds
    shown(f"Click to saved, {len(took)} clicks in {seconds:.0f} s", took)
    print(f"  errors {sum(errors.values())} {dict(errors) or ''}; the app used {share:.0%} of one processor")


async def idling(pages: Sequence[Page], process: int) -> None:
    """What it costs that nothing happens."""
    used = processor_seconds(process)
    await asyncio.sleep(IDLE)
    share = (processor_seconds(process) - used) / IDLE
    print(f"Idle for {IDLE} s with {len(pages) + 1} pages open: the app used {share:.1%} of one processor")


async def finishing(pages: Sequence[Page], lead: Page, sessions: int, times: int = 5) -> None:
    """One presses a button, all others see the count."""
    waits: list[float] = []
    for number in range(1, min(times, sessions) + 1):
        words = f"{number} of {sessions} have finished"
        presser = pages[number - 1]
        others = [each for each in (*pages, lead) if each is not presser]
        watching = [asyncio.create_task(each.evaluate(SEEN, words)) for each in others]
        await asyncio.sleep(random.uniform(0.5, 2))
        pressed = await presser.evaluate(PRESS, "I have finished")
        waits += [await each - pressed for each in watching]
    shown(f"Finished to seen by others, {times} presses", waits)


async def revealing(pages: Sequence[Page], lead: Page, store: Workshops, facilitator: Any) -> None:
    """The facilitator reveals, everybody sees it; what the database holds."""
    await lead.get_by_text("Reveal although").click()
    await lead.wait_for_timeout(2000)
    watching = [asyncio.create_task(each.evaluate(SEEN, "What your answers come to so far")) for each in pages]
    pressed = await lead.evaluate(PRESS, "Reveal round 1")
    shown("Reveal to seen, whole page", [await each - pressed for each in watching])
    ballots = store.view(facilitator).ballots
    people = Counter(each.person for each in ballots)
    print(f"In the database: {len(ballots)} answers of {len(people)} people, {set(people.values())} each")


def shown(name: str, took: Sequence[float]) -> None:
    """One line; milliseconds."""
    ranks = statistics.quantiles(took, n=100)
    print(f"{name}: p50 {ranks[49]:.0f} ms, p95 {ranks[94]:.0f} ms, longest {max(took):.0f} ms", flush=True)


def processor_seconds(process: int) -> float:
    """User and system time of a process, all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: str) -> Iterator[tuple[str, int]]:
    """The address of the app and the id of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ADVISOR_DATA": folder},
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", app.pid
    finally:
        app.terminate()
        app.wait(20)


def _chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
