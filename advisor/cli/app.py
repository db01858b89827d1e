"""`advisor app`: the web app on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from advisor.api import RuleBook
from advisor.cli.options import RulesOption
from advisor.errors import AdvisorError


def app(
    port: Annotated[
        int | None, typer.Option(help="The port; a free one where none is given.", min=1, max=65535)
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Open the web app on 127.0.0.1; it needs no server, no key and no network."""
    if find_spec("streamlit") is None:
        raise AdvisorError(
            'The web app needs the extra `app`; install it with: python -m pip install "llm-approach-advisor[app]"'
        )
    from advisor.ui.launch import launch

    if rules:
        RuleBook.load(rules[0], house=rules[1:])  # mistakes are told here, not on the first page
    raise typer.Exit(launch(port, rules=rules or ()))
