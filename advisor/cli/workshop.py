"""`advisor workshop`: the web app for everybody in the local network."""

from __future__ import annotations

import errno
import io
import os
import socket
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Annotated, Final

import typer

from advisor.api import RuleBook
from advisor.cli.options import RulesOption
from advisor.errors import AdvisorError

_FIRST_PORT: Final = 8501
_EXPOSED: Final = (
    "What is exposed: everybody in this network can open the whole app there, set up workshops and load\n"
    "files of their own; nobody sees a workshop without its link or code. The traffic is not encrypted: who\n"
    "can read the network's traffic can read links and answers. On a network you do not trust put a proxy\n"
    "with TLS in front, and name its address in ADVISOR_PUBLIC_URL.\n"
)
_ALONE: Final = "This machine has no address in a network, so only it can open the workshop; name one with --address.\n"
_ON_PURPOSE: Final = "Only this machine, or a proxy on it, can open it at this address.\n"


def workshop(
    port: Annotated[
        int | None, typer.Option(help="The port; a free one from 8501 on where none is given.", min=1, max=65535)
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="The address to listen on; this machine's in its network by default."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Open the web app for a workshop: everybody in the local network can reach it."""
    if any(find_spec(name) is None for name in ("streamlit", "sqlalchemy", "segno")):
        raise AdvisorError(
            'A workshop needs the extra `app`; install it with: python -m pip install "llm-approach-advisor[app]"'
        )
    from advisor.ui.given_address import given_address
    from advisor.ui.lan_address import LOOPBACK, in_url, lan_address
    from advisor.ui.launch import launch
    from advisor.ui.parts.sign_in import check_sign_in

    if rules:
        RuleBook.load(rules[0], house=rules[1:])  # mistakes are told here, not on the first page
    at = _checked(address) if address else lan_address() or LOOPBACK
    chosen = _free_port(at, port)
    reached = (lan_address() or LOOPBACK) if ip_address(at).is_unspecified else at
    opened = given_address() or f"http://{in_url(reached)}:{chosen}"
    check_sign_in(opened)
    _say(opened, at)
    if ip_address(at).is_loopback:
        typer.echo(_ALONE if address is None else _ON_PURPOSE)
    else:
        typer.echo(_EXPOSED)
        if not ip_address(at).is_unspecified:
            _say_others(at)
    typer.echo(f"Workshops are kept in {_place()}. Ctrl-C ends the app; what was entered stays.\n")
    raise typer.Exit(launch(chosen, at, rules or ()))


def _say(opened: str, at: str) -> None:
    import segno

    url = f"{opened}/workshop"
    picture = io.StringIO()
    segno.make(url, micro=False).terminal(picture, compact=True)
    typer.echo(f"\nThe workshop is at {url}\n")
    with suppress(UnicodeEncodeError):  # a console that has no blocks to draw with; the address says it all
        typer.echo(picture.getvalue())
    if at not in opened:
        typer.echo(f"It listens on {at}.\n")


def _say_others(at: str) -> None:
    from advisor.ui.lan_address import other_addresses

    if others := other_addresses(at):
        named = ", ".join(f"{address} ({name})" for name, address in others.items())
        typer.echo(f"This machine has other addresses too: {named}; choose one with --address.\n")


def _place() -> str:
    from advisor.store.place import database_url, describe_place

    return describe_place(database_url())


def _checked(address: str) -> str:
    """The address as one writes it. No name is looked up: that would be traffic, and its answer could change."""
    try:
        return str(ip_address(address.strip("[]")))
    except ValueError:
        raise AdvisorError(
            f"`{address}` is no IP address; write one of this machine's, such as 192.168.1.20."
        ) from None


def _free_port(address: str, wanted: int | None = None) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in [wanted] if wanted else range(_FIRST_PORT, _FIRST_PORT + 100):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name == "posix"))  # as the server does it
            try:
                probe.bind((address, port))
            except OSError as error:
                if isinstance(error, PermissionError) or error.errno == errno.EADDRINUSE:
                    continue
                raise AdvisorError(
                    f"`{address}` is no address of this machine; leave --address out to use the one in its network."
                ) from None
            return port
    if wanted:
        raise AdvisorError(f"Port {wanted} of {address} is not free; name another with --port, or none.")
    raise AdvisorError(f"No port from {_FIRST_PORT} to {_FIRST_PORT + 99} is free; name one with --port.")
