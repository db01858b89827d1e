"""Every page as people meet it: by axe-core, in plain words, on a narrow screen, at 200 % zoom, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from app_visitor import Visitor
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
AXE = Axe()


def offer(name: str) -> Callable[[Visitor], object]:
    return lambda app: app.press(name)


def nothing(app: Visitor) -> None:
    """The page as it opens."""


def lead_to(app: Visitor, path: str) -> None:
    app.page.locator(f"a[href$='{path}']").first.click()
    app.settle()


def with_results(app: Visitor) -> None:
    app.page.locator(".st-key-example_results button").first.click()
    app.settle()


PAGES: dict[str, tuple[str, Callable[[Visitor], object]]] = {
    "the first screen": ("", nothing),
    "one question": ("", offer("Answer 5 questions")),
    "all questions": ("?task=code&coverage=weak&format=peculiar&failure=form&evals=none", nothing),
    "Evidence": ("evidence", with_results),
    "Costs": ("costs", with_results),
    "Stress test": ("evidence", lambda app: (with_results(app), lead_to(app, "stress-test"))),
    "Failures": ("evidence", lambda app: (with_results(app), lead_to(app, "failures"))),
    "Cases": ("cases", nothing),
    "one case": ("cases?case=honeycomb-query-assistant", nothing),
    "Rules": ("rules?task=code", nothing),
    "Track record": ("track-record", nothing),
    "Workshop": ("workshop", nothing),
    "Add a case": ("add-case", nothing),
}


METHODS = re.compile(
    r"\b(Wilson|Tango|Holm|Brier|non-?inferiority|tornado|front(?! end)|Pareto|McNemar|kappa|Krippendorff|bootstrap\w*"
    r"|Bayes\w*|Banzhaf|log loss|Rogan|Gladen|Cochran|Cronbach|EVSI|quantiles?|p-values?|Monte Carlo)\b",
    re.IGNORECASE,
)
"""Names that only stand under "How computed"."""


def named_methods(page: Page) -> set[str]:
    """The methods that are named without opening anything; words that a chart holds are its data."""
    return set(METHODS.findall(str(page.evaluate("document.querySelector('[data-testid=stMain]').innerText"))))


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = AXE.run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_is_cut_off_on_a_narrow_screen(app: Visitor, name: str) -> None:
    path, act = PAGES[name]
    scheme = "dark" if name in ("Costs", "Cases", "one question") else "light"
    app.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades in
    app.open(path)
    act(app)
    app.page.wait_for_timeout(500)
    assert not faults(app.page)
    assert not named_methods(app.page)
    app.page.set_viewport_size({"width": 360, "height": 740})
    app.settle()
    assert sticks_out(app.page) <= 0
    app.page.set_viewport_size({"width": 640, "height": 450})  # 1280 x 900 at 200 %
    app.settle()
    assert sticks_out(app.page) <= 0


def test_japanese_says_its_language_and_is_as_accessible(app: Visitor) -> None:
    app.open("?lang=ja&task=code")
    assert app.page.evaluate("document.documentElement.lang") == "ja"
    assert not faults(app.page)
    app.press("English")
    assert app.page.evaluate("document.documentElement.lang") == "en"
    assert "1 of 25 answered" in app.page.content()


def test_the_whole_way_to_a_first_answer_by_keyboard(app: Visitor) -> None:
    app.open()
    reach(app, "Answer 5 questions")
    app.page.keyboard.press("Enter")
    app.settle()
    for number in range(1, 6):
        app.page.get_by_text(f"Question {number} of 5").wait_for()
        reach(app, "Don't know")
        app.page.keyboard.press("Enter")
        app.settle()
    app.page.get_by_text("A first answer", exact=True).wait_for()
    reach(app, "Go on with the next question")
    app.page.keyboard.press("Space")
    app.page.locator(".kicker", has_text="Question 6").wait_for()


def reach(app: Visitor, name: str) -> None:
    """Tab until the button with this name has the focus, and shows it."""
    for _ in range(60):
        app.page.keyboard.press("Tab")
        focused = app.page.evaluate(
            "document.activeElement.tagName === 'BUTTON' ? document.activeElement.innerText : ''"
        )
        if name in focused:
            outline = app.page.evaluate(
                "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
            )
            assert outline, f"{name} has the focus and does not show it"
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")
