"""`advisor workshop`: on the network on purpose, and it says so."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli import workshop
from advisor.cli.main import cli
from advisor.errors import AdvisorError, WorkshopError
from advisor.ui import launch
from advisor.ui.given_address import read_address
from advisor.ui.lan_address import in_url, lan_address, other_addresses
from advisor.ui.parts.qr_picture import qr_picture


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(AdvisorError) as told:
        workshop._free_port("198.51.100.7")
    assert str(told.value) == (
        "`198.51.100.7` is no address of this machine; leave --address out to use the one in its network."
    )


def test_a_name_is_no_address_and_is_not_looked_up() -> None:
    result = CliRunner().invoke(cli, ["workshop", "--address", "workshop.example.org"])
    assert str(result.exception) == (
        "`workshop.example.org` is no IP address; write one of this machine's, such as 192.168.1.20."
    )


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli, ["workshop", "--address", "127.0.0.1", "--port", str(port)])
    assert str(result.exception) == f"Port {port} of 127.0.0.1 is not free; name another with --port, or none."


def test_the_address_that_people_open_is_printed_and_where_it_listens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launch, "launch", lambda *_: 0)
    monkeypatch.setenv("ADVISOR_PUBLIC_URL", "https://advisor.example.org/")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgresql://ada:geheim@db.example.org/workshops")
    said = CliRunner().invoke(cli, ["workshop", "--address", "127.0.0.1"]).output
    assert "The workshop is at https://advisor.example.org/workshop\n" in said
    assert "It listens on 127.0.0.1.\n\nOnly this machine, or a proxy on it, can open it at this address.\n" in said
    assert (
        "Workshops are kept in the PostgreSQL database postgresql+psycopg://ada:***@db.example.org/workshops." in said
    )


def test_a_policy_that_cannot_work_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_SIGN_IN", "yes")
    result = CliRunner().invoke(cli, ["workshop", "--address", "127.0.0.1"])
    assert isinstance(result.exception, WorkshopError)
    assert result.output == ""


@pytest.mark.skipif(sys.platform != "linux", reason="listed on Linux alone")
def test_the_addresses_of_other_interfaces_are_listed_without_loopback_and_the_chosen_one() -> None:
    found = other_addresses("192.0.2.99")
    assert "lo" not in found
    chosen = lan_address()
    if chosen is not None and ":" not in chosen:
        assert chosen in found.values()
        assert chosen not in other_addresses(chosen).values()


def test_a_database_that_cannot_be_used_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "mysql://x/y")
    result = CliRunner().invoke(cli, ["workshop", "--address", "127.0.0.1"])
    assert isinstance(result.exception, WorkshopError)


@pytest.mark.parametrize(
    "given",
    [
        "ftp://x",
        "http://",
        "https://me:pw@x.org",
        "https://x.org?a=1",
        "nonsense",
        "http://[x",
        "http://x:99999",
        "http://x y",
    ],
)
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
