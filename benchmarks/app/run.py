"""How fast the app is, as ratios to bare Streamlit pages as large: python benchmarks/app/run.py [--quick]

Click: on an answer, until the new text is painted. Page switch: on a link, until nothing on the new page changes any
more. Cold start: from process start until the first button is painted. A bare page has as many widgets of each kind,
rows of text and charts as the page of the app it stands beside, and one table. Medians of interleaved runs, so that a
busy machine slows both sides alike; both sides run with the options of the app.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from typing import Any, Final

from browser import (
    APP,
    BARE,
    Side,
    chromium,
    click,
    cold_start,
    counted,
    median,
    opened,
    press,
    served,
    switch,
    wait_until_up,
)
from playwright.sync_api import Browser, Page, sync_playwright
from sessions import a_session_more

QUICK: Final = "--quick" in sys.argv
RUNS, SESSIONS = (2, 10) if QUICK else (7, 50)
PAGES: Final = {"rules": "Rules", "cases": "Cases", "track-record": "Track record", "evidence": "Evidence"}
CLICK, SWITCH, COLD, MEMORY = 1.3, 1.5, 2.0, 5.0
"""What is aimed at: ratios, and megabytes."""
HOME: Final = "Prompt, RAG or fine-tune?"
"""The title of the first page of the app."""
EXAMPLE: Final = "example_2"
VERDICT, RADIO = ".verdict", "[role=radiogroup]"
WAYS: Final = ".st-key-ways [data-testid=stPageLink] a"

Times = dict[str, tuple[list[float], list[float]]]
"""What was timed -> the bare page, the app."""


def sizes(browser: Browser, app: Side) -> dict[str, Any]:
    """What stands on each page of the app."""
    page, found = opened(browser, app), {}
    press(page, "door_quick", VERDICT)
    found["quick"] = counted(page)
    press(page, "view_all", RADIO)
    found["all"] = counted(page)
    page.close()
    page = opened(browser, app)
    press(page, EXAMPLE, VERDICT)
    press(page, "view_all", RADIO)
    found["advise"] = counted(page)
    for path, title in PAGES.items():
        switch(page, link(path), title)
        found[path] = counted(page)
    page.close()
    return found


def link(path: str) -> str:
    """A link to a page of either side."""
    return f"[data-testid=stPageLink] a[href$='/{path}'], [data-testid=stPageLink] a[href='{path}']"


def clicks_in_all(browser: Browser, bare: Side, app: Side, times: Times) -> None:
    """An answer to each question of the first section, in the view with all questions."""
    for i, (side, watched) in enumerate(((bare, ".answered"), (app, ".verdict"))):
        page = opened(browser, side, "all" if side is bare else "")
        if side is app:
            press(page, "door_all", RADIO)
        groups = page.locator("[role=radiogroup]").count()
        for question in range(groups):
            page.evaluate(
                "i => document.querySelectorAll('[role=radiogroup]')[i].querySelector('input').id = 'next_click'",
                question,
            )
            times["click, all questions (ms)"][i].append(click(page, "#next_click", watched))
            page.evaluate("document.querySelector('#next_click')?.removeAttribute('id')")
        page.close()


def clicks_in_quick(browser: Browser, bare: Side, app: Side, times: Times) -> None:
    """The first option of each of the first questions in quick mode."""
    ways = ((bare, ".answered", "[class*=_button_3] button"), (app, ".verdict", ".st-key-quick_options button"))
    for i, (side, watched, clicked) in enumerate(ways):
        page = opened(browser, side, "quick" if side is bare else "")
        if side is app:
            press(page, "door_quick", VERDICT)
        for _ in range(4):
            times["click, quick mode (ms)"][i].append(click(page, clicked, watched))
        page.close()


def switches(browser: Browser, bare: Side, app: Side, times: Times) -> None:
    """To each page and back, with the example open."""
    for i, (side, home) in enumerate(((bare, "advise"), (app, HOME))):
        page = opened(browser, side, "advise" if side is bare else "")
        if side is app:
            press(page, EXAMPLE, VERDICT)
            press(page, "view_all", RADIO)
        for path, title in PAGES.items():
            there = switch(page, link(path), path if side is bare else title)
            times[f"to {title} (ms)"][i].append(there)
            back = _home(page, side is bare, home)
            times[f"from {title} back to Advise (ms)"][i].append(back)
        page.close()


def _home(page: Page, is_bare: bool, title: str) -> float:
    return switch(page, link("advise") if is_bare else f"{WAYS}[href$='/'], {WAYS}[href='']", title)


def main() -> None:
    """Measures and prints a table."""
    times: Times = defaultdict(lambda: ([], []))
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with served(APP) as app:
            wait_until_up(app)
            large = sizes(browser, app)
            with served(BARE, large) as bare:
                wait_until_up(bare)
                for each in range(RUNS):
                    print(f"run {each + 1} of {RUNS}", file=sys.stderr)
                    for measure in (clicks_in_all, clicks_in_quick, switches):
                        if each == 0:
                            measure(browser, bare, app, defaultdict(lambda: ([], [])))  # imports, caches of the machine
                        measure(browser, bare, app, times)
        for each in range(RUNS):
            for i, script in enumerate((BARE, APP)):
                took = cold_start(browser, script, {"all": large["all"]} if script == BARE else None)
                if each:
                    times["cold start (s)"][i].append(took)
        browser.close()
    print(f"{'':40}{'bare page':>11}{'app':>9}{'ratio':>8}   aim")
    for name, (one, other) in times.items():
        aim = CLICK if "click" in name else COLD if "cold" in name else SWITCH
        unit = 2 if "cold" in name else 0
        print(
            f"{name:40}{median(one):11.{unit}f}{median(other):9.{unit}f}{median(other) / median(one):8.2f}   <= {aim}"
        )
    for name, pressed in (("", ("door_all",)), (", example with eval results", (EXAMPLE,))):
        with served(APP) as app:
            wait_until_up(app)
            mb = a_session_more(app.address, app.pid, pressed, "q_scope", SESSIONS)
        print(f"{f'a session more{name} (MB)':40}{'':11}{mb:9.2f}{'':8}   <= {MEMORY}")
    print(f"\n{RUNS} runs, {SESSIONS} sessions, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
