"""The app as a process of its own, and a real Chromium to drive it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from app_process import started_app
from app_visitor import Visitor
from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str:
    """An installed Chromium; without one the test fails and says how to get one."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            "No Chromium was found on the PATH. Install one and run the tests again: `apt-get install chromium` on "
            "Debian or Ubuntu (or run `make test`, which does it where it may), `brew install chromium` on a Mac.",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started once for all tests."""
    with started_app(tmp_path_factory.mktemp("app") / "log.txt") as found:
        yield found


@pytest.fixture
def app(page: Page, address: str) -> Visitor:
    return Visitor(page, address)
