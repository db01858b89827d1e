"""`advisor workshop`: the web app for everybody in the local network."""

from __future__ import annotations

import errno
import socket
from importlib.util import find_spec
from typing import Annotated

import typer

from advisor.api import RuleBook
from advisor.cli.options import RulesOption
from advisor.errors import AdvisorError

_FIRST_PORT = 8501


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
    from advisor.ui.lan_address import LOOPBACK, in_url, lan_address
    from advisor.ui.launch import launch

    if rules:
        RuleBook.load(rules[0], house=rules[1:])  # mistakes are told here, not on the first page
    at = address or lan_address() or LOOPBACK
    chosen = port or _free_port(at)
    _say(f"http://{in_url(at)}:{chosen}/workshop", is_alone=at == LOOPBACK)
    raise typer.Exit(launch(chosen, at, rules or ()))


def _say(url: str, *, is_alone: bool) -> None:
    import segno

    from advisor.store.place import database_url, describe_place

    kept = describe_place(database_url())
    typer.echo(f"\nThe workshop is at {url}\n")
    segno.make(url, micro=False).terminal(compact=True)
    if is_alone:
        typer.echo(
            "This machine has no address in a network, so only it can open the workshop; name one with --address.\n"
        )
    else:
        typer.echo(
            "What is exposed: everybody in this network can open the whole app there, set up workshops and load\n"
            "files of their own; nobody sees a workshop without its link or code. The traffic is not encrypted: who\n"
            "can read the network's traffic can read links and answers. On a network you do not trust put a proxy\n"
            "with TLS in front, and name its address in ADVISOR_PUBLIC_URL.\n"
        )
    typer.echo(f"Workshops are kept in {kept}. Ctrl-C ends the app; what was entered stays.\n")


def _free_port(address: str) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in range(_FIRST_PORT, _FIRST_PORT + 100):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((address, port))
            except PermissionError:
                continue
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                raise AdvisorError(
                    f"`{address}` is no address of this machine; leave --address out to use the one in its network."
                ) from None
            return port
    raise AdvisorError(f"No port from {_FIRST_PORT} to {_FIRST_PORT + 99} is free; name one with --port.")
