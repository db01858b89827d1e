"""`advisor workshop`: on the network on purpose, and it says so."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli import workshop
from advisor.cli.main import cli
from advisor.errors import AdvisorError, WorkshopError
from advisor.ui.lan_address import in_url, lan_address
from advisor.ui.parts.qr_picture import qr_picture
from advisor.ui.public_address import read_address


def test_it_serves_the_address_it_prints_says_what_is_exposed_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "advisor.cli", "workshop"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={"PATH": "/usr/bin", "HOME": str(tmp_path), "ADVISOR_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"},
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
        with urllib.request.urlopen(f"{found[1]}/_stcore/health", timeout=20) as answer:
            assert answer.status == 200
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


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(AdvisorError) as told:
        workshop._free_port("198.51.100.7")
    assert str(told.value) == (
        "`198.51.100.7` is no address of this machine; leave --address out to use the one in its network."
    )


def test_a_database_that_cannot_be_used_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "mysql://x/y")
    result = CliRunner().invoke(cli, ["workshop", "--address", "127.0.0.1"])
    assert isinstance(result.exception, WorkshopError)


@pytest.mark.parametrize("given", ["ftp://x", "http://", "https://me:pw@x.org", "https://x.org?a=1", "nonsense"])
def test_a_public_address_that_is_none_is_told(given: str) -> None:
    with pytest.raises(WorkshopError) as told:
        read_address(given)
    assert str(told.value) == (
        f"`ADVISOR_PUBLIC_URL` is `{given}`; write the address that people open, such as https://advisor.example.org."
    )


def test_a_public_address_may_have_a_path_and_loses_its_last_slash() -> None:
    assert read_address("https://x.org/advisor/") == "https://x.org/advisor"
    assert in_url("fe80::1") == "[fe80::1]"


def test_a_qr_picture_is_an_image_with_a_name_and_needs_no_network() -> None:
    drawn = qr_picture("http://192.0.2.2:8501/workshop?code=ABC234", 'the "way" in')
    assert drawn.startswith('<img class="qr" alt="the &quot;way&quot; in" src="data:image/svg+xml')
    assert drawn.count("src=") == 1
