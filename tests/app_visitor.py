"""What a visitor of the app does, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page


class Visitor:
    """What a visitor does, in words."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.set_default_timeout(20_000)

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def open_all_questions(self) -> None:
        """The app on a first visit, with the whole questionnaire in place of one question at a time."""
        self.open()
        self.press("All 25 questions")

    def settle(self) -> None:
        """Waits until the app has nothing more to do."""
        self.page.wait_for_timeout(150)
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.settle()

    def go_to(self, page: str) -> None:
        self.page.get_by_role("link", name=page, exact=True).click()
        self.settle()

    def answer(self, question: str, option: str) -> None:
        group = self.page.locator(f"[class*='st-key-q_{question}']")
        group.locator("label", has_text=option).click()
        self.settle()

    def pick(self, option: str) -> None:
        """The answer to the one question that is asked in quick mode."""
        self.page.locator(".st-key-quick_options button", has_text=option).first.click()
        self.settle()

    @property
    def headline(self) -> str:
        return self.page.locator(".verdict h2").inner_text()

    def upload(self, *files: str | Path | dict[str, Any]) -> None:
        self.page.locator("input[type=file]").first.set_input_files(list(files))  # type: ignore[arg-type]
        self.page.locator(".file").first.wait_for()
        self.settle()
