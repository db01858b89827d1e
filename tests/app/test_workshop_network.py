"""`advisor workshop` as a process: on the network on purpose, opened by a browser at the address it prints."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from advisor.ui.lan_address import in_url, lan_address


@pytest.mark.browser
def test_it_serves_the_address_it_prints_says_what_is_exposed_and_ends_with_ctrl_c(
    browser: Browser, tmp_path: Path
) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "advisor.cli", "workshop"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={
            "PATH": "/usr/bin",
            "HOME": str(tmp_path),
            "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],  # the rules that another test has compiled
            "ADVISOR_DATA": str(tmp_path),
            "PYTHONUNBUFFERED": "1",
        },
    )
    giving_up = threading.Timer(60, started.kill)
    giving_up.start()
    try:
        text = _until(started, "Ctrl-C ends the app")
        found = re.search(r"The workshop is at (http://\S+)/workshop", text)
        assert found is not None, text
        assert in_url(lan_address() or "127.0.0.1") in found[1]
        assert f"Workshops are kept in the file {tmp_path / 'workshops.sqlite'}." in text
        assert ("everybody in this network" in text) == (lan_address() is not None)
        assert "█" in text
        _until(started, "URL:")
        page = browser.new_page()
        page.goto(f"{found[1]}/workshop")
        page.get_by_role("tab", name="Practise in ten minutes").click()
        page.get_by_role("button", name="Practise on this").first.click()
        expect(page.locator(".invite")).to_contain_text(f"{found[1]}/workshop", timeout=15_000)
        page.close()
        os.killpg(started.pid, signal.SIGINT)  # as a terminal does it
        assert started.wait(30) == 0
    finally:
        giving_up.cancel()
        started.kill()


def _until(started: subprocess.Popen[str], words: str) -> str:
    """What is printed up to the line with these words."""
    said: list[str] = []
    assert started.stdout is not None
    for line in started.stdout:
        said.append(line)
        if words in line:
            break
    return "".join(said)
