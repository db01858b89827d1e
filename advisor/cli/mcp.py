"""`advisor mcp`: the advisor for agents, over the Model Context Protocol."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import typer

from advisor.cli.options import RulesOption
from advisor.errors import AdvisorError


def mcp(rules: RulesOption = None) -> None:
    """Serve an agent over MCP on standard input and output: questions, recommendations, eval results."""
    if find_spec("mcp") is None:
        raise AdvisorError(
            'The MCP server needs the extra `mcp`; install it with: python -m pip install "llm-approach-advisor[mcp]"'
        )
    from advisor.mcp.server import serve

    if sys.stdin.isatty():
        typer.echo(
            "advisor: this waits for an MCP client on standard input; name `advisor mcp` in the client's "
            "configuration. Ctrl+C ends it.",
            err=True,
        )
    serve(rules or ())
