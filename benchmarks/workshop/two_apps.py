"""Two app processes on one PostgreSQL work as one: set up at one, joined at the other; how soon each sees the other.

python benchmarks/workshop/two_apps.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "store"), str(ROOT / "tests" / "app")]

from app_process import started_app  # noqa: E402
from conftest import FLAGS, find_chromium  # noqa: E402
from databases import start_postgres  # noqa: E402

TIMES = 6


def set_up(page: Page, address: str) -> str:
    """The code of a new workshop."""
    page.goto(f"{address}/workshop")
    for label, text in (("Title", "Two"), ("The job: given", "a question"), ("it produces", "a query")):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Set up with 8 questions").click()
    page.wait_for_url("**/workshop-lead?key=*")
    return page.locator(".invite .code").inner_text()


def join(page: Page, address: str, code: str, name: str) -> None:
    """In a seat of that workshop."""
    page.goto(f"{address}/workshop")
    page.get_by_label("Code of a workshop").fill(code)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/workshop-join*")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/workshop-seat?key=*")


def seen_after(page: Page, text: str) -> float:
    """Seconds until this text is on the page."""
    began = time.perf_counter()
    page.get_by_text(text).wait_for()
    return time.perf_counter() - began


def main() -> None:
    """Prints what was measured."""
    folder = Path(tempfile.mkdtemp())
    server = start_postgres(folder)
    environment = {"ADVISOR_DATABASE_URL": server.get_uri()}
    with (
        started_app(folder.with_suffix(".one"), **environment) as one,
        started_app(folder.with_suffix(".two"), **environment) as two,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        lead, seat = (browser.new_context().new_page() for _ in range(2))
        join(seat, two, set_up(lead, one), "Ana")
        seen_after(lead, "0 of 1 has finished")
        seat.get_by_role("radiogroup").first.locator("label").nth(1).click()
        seat.get_by_text("Saved").first.wait_for()
        seconds = []
        for _ in range(TIMES):
            seat.get_by_role("button", name="I have finished").click()
            seconds.append(seen_after(lead, "1 of 1 has finished"))
            seat.get_by_role("button", name="I am not done yet").click()
            seconds.append(seen_after(lead, "0 of 1 has finished"))
        lead.get_by_text("Reveal although").click()
        lead.get_by_role("button", name="Reveal round 1").click()
        reveal = seen_after(seat, "Round 1 is revealed")
        seconds.sort()
        print(
            f"finished at one process, seen at the other: n {len(seconds)}, median {seconds[len(seconds) // 2]:.2f} s, "
            f"longest {seconds[-1]:.2f} s; the reveal after {reveal:.2f} s"
        )
        browser.close()
    server.cleanup()


if __name__ == "__main__":
    main()
