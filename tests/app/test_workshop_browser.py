"""A workshop from its first page to its last in a real Chromium, on PostgreSQL that goes away for a moment, with three
phones at once; and what those get to see who try more than their link allows."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from app_process import started_app
from playwright.sync_api import Browser, Page, expect
from store.databases import start_postgres

from advisor.files.decision_record import read_record

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
GONE = (
    "This link or code leads nowhere: it was mistyped, or the workshop has expired or was deleted. Ask the facilitator."
)
AWAY = (
    "Not saved yet: the database does not answer. 1 entry is kept here and sent again every two seconds; leave this "
    "page open."
)
FAILS = "When a good prompt fails today, what is usually wrong?"
MAKES = "What does the model mainly produce?"


class House(NamedTuple):
    """The app, and the folder of its database."""

    address: str
    database: Path


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp())  # where the user that PostgreSQL runs as may go, too
    server = start_postgres(folder)
    with started_app(tmp_path_factory.mktemp("app") / "log.txt", ADVISOR_DATABASE_URL=server.get_uri()) as address:
        yield House(address, folder)
    start_postgres(folder).cleanup()
    shutil.rmtree(folder)


def key_of(page: Page) -> str:
    [key] = parse_qs(urlsplit(page.url).query)["key"]
    return key


def set_up(page: Page, title: str) -> str:
    """The join link of a new workshop."""
    page.get_by_label("Title").fill(title)
    page.get_by_label("The job: given").fill("a question in English")
    page.get_by_label("it produces").fill("a query that runs")
    press(page, "Set up with 8 questions")
    page.wait_for_url("**/workshop-lead?key=*")
    page.get_by_text("The join link as text").click()
    return page.locator(".st-key-lead_join_link code").inner_text()


def choose(page: Page, question: str, option: str) -> None:
    page.get_by_role("radiogroup", name=question).locator("label", has_text=option).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def refused(page: Page, path: str) -> str:
    """What the page at this path says, that lets nobody in."""
    page.goto(path)
    said = page.locator(".notice").inner_text()
    assert page.locator(".reveal, [role=radiogroup], .st-key-reveal").count() == 0
    return said


def test_a_team_of_three_decides_and_nobody_gets_further_than_their_link(house: House, browser: Browser) -> None:
    def page(**options: object) -> Page:
        found = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        found.set_default_timeout(45_000)
        return found

    lead = page(viewport={"width": 1280, "height": 900})
    lead.goto(f"{house.address}/workshop")
    link = set_up(lead, "Query *assistant*")
    code = lead.locator(".invite .code").inner_text()

    people = [page(viewport=PHONE, is_mobile=True, has_touch=True) for _ in range(3)]
    for person, name in zip(people, ("Ana", "Ben", "<b>Cem</b>"), strict=True):
        if name == "Ben":
            person.goto(f"{house.address}/workshop")
            person.get_by_label("Code of a workshop").fill(code.lower())
            press(person, "Join")
            person.wait_for_url("**/workshop-join*")
        else:
            person.goto(link)
        person.get_by_label("Your name").fill(name)
        press(person, "Join")
        person.wait_for_url("**/workshop-seat?key=*")
    ana, ben, cem = people

    for person, fails in zip(people, ("Facts", "Judgement", "Judgement"), strict=True):
        choose(person, FAILS, fails)
        person.get_by_label("Why?").fill(f"I have seen {fails}")
        choose(person, MAKES, "Code or queries")
        expect(person.locator(".saved")).to_have_text(["Saved", "Saved"])

    start_postgres(house.database).cleanup()
    choose(cem, MAKES, "Answers")
    expect(cem.locator(".st-key-unsaved")).to_have_text(AWAY)
    expect(cem.locator(".saved.not")).to_have_text(["Not saved yet"])
    start_postgres(house.database)
    expect(cem.locator(".st-key-unsaved")).to_have_count(0)
    expect(cem.locator(".saved")).to_have_text(["Saved", "Saved"])

    for person in people:
        press(person, "I have finished")
        expect(person.get_by_text("You have finished.")).to_be_visible(timeout=20_000)
    expect(lead.get_by_role("heading", name="3 of 3 have finished")).to_be_visible(timeout=20_000)
    seen = {name: each.content() for name, each in (("lead", lead), ("Ana", ana), ("Ben", ben))}
    assert "I have seen Judgement" not in seen["lead"] + seen["Ana"]
    assert "I have seen Facts" not in seen["lead"] + seen["Ben"]
    lead.get_by_text("On the big screen").click()
    press(lead, "Make a screen code")
    screen_code = lead.locator(".st-key-lead_screen .code").inner_text()
    screen = page(viewport={"width": 1280, "height": 720})
    screen.goto(f"{house.address}/workshop-screen")
    screen.get_by_label("Screen code").fill(screen_code)
    press(screen, "Show it")
    expect(screen.locator(".counts")).to_have_text("3 joined 3 finished")

    press(lead, "Reveal round 1")
    for each in (*people, lead, screen):
        expect(each.locator(".reveal h2")).to_have_text(
            re.compile("You disagree on 2 questions, and 1 of them decides the answer")
        )
        expect(each.locator(".point h3").first).to_have_text(
            f"“{FAILS}” You disagree, and it decides between prompting and RAG: talk about it."
        )
    assert "I have seen Judgement" in ana.content()
    assert not [each for each in ("Ana", "Cem", "I have seen") if each in screen.content()]
    assert urlsplit(screen.url).query == ""

    press(lead, "Open round 2")
    for person in people:
        expect(person.get_by_text("You answered before:")).to_be_visible()
        choose(person, FAILS, "Judgement")
        press(person, "I have finished")
    press(lead, "Reveal round 2")
    expect(ana.get_by_text("1 of 3 moved")).to_be_visible()

    lead.locator(".st-key-agree_plain button").click()
    ben.get_by_text("I see it differently").click()
    ben.get_by_label("How you see it, and why").fill("Not *all* of it")
    press(ben, "Keep this in the decision record")
    expect(lead.get_by_text("“Not *all* of it”")).to_be_visible()
    lead.get_by_text("This is our decision").click()
    press(lead, "Record the decision")
    with ana.expect_download() as coming:
        ana.get_by_role("button", name="JSON").click()
    record = read_record(coming.value.path().read_text())
    assert (record.title, [each.reason for each in record.dissents]) == ("Query *assistant*", ["Not *all* of it"])

    assert refused(screen, f"{house.address}/workshop-lead?key={key_of(ana)}").startswith(GONE)
