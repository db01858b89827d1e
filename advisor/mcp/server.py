"""The server: lists and calls tools, reads the schemas, gives the prompt. What is wrong comes back as a sentence."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from pydantic import BaseModel, ValidationError

from advisor.api import Recommendation, RuleBook
from advisor.errors import AdvisorError, EvalFileError
from advisor.files.repairs import listed, sentences
from advisor.language import LANGUAGES, Language, speaking
from advisor.mcp.asked import schema_of
from advisor.mcp.interview import NAME, SAYS, TITLE, interview
from advisor.mcp.tools import TOOLS, Tool
from advisor.schema.answers import Answers
from advisor.schema.rules import Book
from advisor.version import __version__

_INSTRUCTIONS: Final = (
    "Prompt, RAG or fine-tune? One sourced, checkable recommendation for one job. Ask people the questions that "
    f"`questions` lists (the prompt `{NAME}` says how), call `recommend` with what is known, and ask next what it "
    "names. What is not known is `unknown`: never guess an answer."
)
_SCHEMAS: Final = {
    "advisor://schema/answers": ("answers", "The JSON schema of answers", Answers.model_json_schema),
    "advisor://schema/recommendation": (
        "recommendation",
        "The JSON schema of a whole recommendation, as `advisor recommend --format json` prints it",
        Recommendation.json_schema,
    ),
}
_MOST_LINES: Final = 40
"""Mistakes told in one refusal."""
_SCHEMA_TYPE: Final = "application/schema+json"
_ONLY_READS: Final = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_log = logging.getLogger(__name__)


def serve(rules: Sequence[Path] = ()) -> None:
    """Serves one client on standard input and output until it leaves. `rules`: as `--rules` takes them."""
    desk = Desk(rules)
    desk.book("en")  # mistakes of rules are told at the start
    anyio.run(desk.serve)


class Desk:
    """One server with its rule books, one call at a time."""

    def __init__(self, rules: Sequence[Path] = ()) -> None:
        self._rules = rules
        self._books: dict[Language, Book] = {}

    def book(self, lang: Language) -> Book:
        """The rule book in a language, read once."""
        if lang not in self._books:
            folder = self._rules[0] if self._rules else None
            self._books[lang] = RuleBook.load(folder, house=self._rules[1:], lang=lang)
        return self._books[lang]

    async def serve(self) -> None:
        """Serves until the client leaves."""
        server = self._server
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    @cached_property
    def _server(self) -> Server[Any]:
        return Server(
            "advisor",
            version=__version__,
            title="Prompt, RAG or fine-tune?",
            instructions=_INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    @cached_property
    def _one_at_a_time(self) -> anyio.CapacityLimiter:
        return anyio.CapacityLimiter(1)

    async def _list_tools(self, context: object, asked: object) -> types.ListToolsResult:
        tools = [
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.says,
                input_schema=schema_of(tool.takes, self.book("en")),
                output_schema=tool.gives.model_json_schema(mode="serialization"),
                annotations=_ONLY_READS,
            )
            for tool in TOOLS.values()
        ]
        return types.ListToolsResult(tools=tools)

    async def _call_tool(self, context: object, asked: types.CallToolRequestParams) -> types.CallToolResult:
        if asked.name not in TOOLS:
            raise MCPError(types.INVALID_PARAMS, _no_such("tool", asked.name, TOOLS))
        call = functools.partial(self.answer, TOOLS[asked.name], asked.arguments or {})
        return await anyio.to_thread.run_sync(call, abandon_on_cancel=True, limiter=self._one_at_a_time)

    def answer(self, tool: Tool, arguments: Mapping[str, Any]) -> types.CallToolResult:
        """The result of one call, or a sentence on what is wrong with it."""
        try:
            told = self._result(tool, arguments)
        except ValidationError as found:
            return _refusal(*sentences(found, tool.takes, lambda path: ".".join(map(str, (tool.name, *path[:-1])))))
        except EvalFileError as error:  # an agent is told what to write, not what stands in the file
            return _refusal(*error.discreet.splitlines())
        except AdvisorError as error:
            return _refusal(*error.lines)
        except Exception as error:
            _log.error("%s failed: %s: %s", tool.name, type(error).__name__, error)
            return _refusal(
                f"{tool.name}: it failed inside the advisor (`{type(error).__name__}`), and other calls still work; "
                "try it with fewer answers or files, and report this with what was asked."
            )
        data = told.model_dump(mode="json")
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=data)

    def _result(self, tool: Tool, arguments: Mapping[str, Any]) -> BaseModel:
        asked: Any = tool.takes.model_validate(arguments)
        with speaking(asked.lang):
            return tool.answer(asked, self.book(asked.lang))

    async def _list_resources(self, context: object, asked: object) -> types.ListResourcesResult:
        resources = [
            types.Resource(uri=uri, name=name, description=f"{says}.", mime_type=_SCHEMA_TYPE)
            for uri, (name, says, _) in _SCHEMAS.items()
        ]
        return types.ListResourcesResult(resources=resources)

    async def _read_resource(self, context: object, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        if asked.uri not in _SCHEMAS:
            raise MCPError(types.INVALID_PARAMS, _no_such("resource", asked.uri, _SCHEMAS))
        text = json.dumps(_SCHEMAS[asked.uri][2](), ensure_ascii=False)
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=asked.uri, text=text, mime_type=_SCHEMA_TYPE)]
        )

    async def _list_prompts(self, context: object, asked: object) -> types.ListPromptsResult:
        arguments = [
            types.PromptArgument(name="job", description="The job in one sentence, if it is known."),
            types.PromptArgument(name="lang", description="en or ja; en where it is left out."),
        ]
        return types.ListPromptsResult(
            prompts=[types.Prompt(name=NAME, title=TITLE, description=SAYS, arguments=arguments)]
        )

    async def _get_prompt(self, context: object, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        if asked.name != NAME:
            raise MCPError(types.INVALID_PARAMS, _no_such("prompt", asked.name, [NAME]))
        given = asked.arguments or {}
        lang = next((each for each in LANGUAGES if each == given.get("lang", "en")), None)
        if lang is None:
            raise MCPError(types.INVALID_PARAMS, f"`lang` is `{given['lang']}`; write one of {listed(LANGUAGES)}.")
        said = types.TextContent(type="text", text=interview(given.get("job", ""), lang))
        return types.GetPromptResult(description=SAYS, messages=[types.PromptMessage(role="user", content=said)])


def _refusal(*lines: str) -> types.CallToolResult:
    told = [*lines[:_MOST_LINES], *([f"{len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else [])]
    return types.CallToolResult(
        content=[types.TextContent(type="text", text="\n".join(told))],
        is_error=True,
    )


def _no_such(what: str, name: str, names: Mapping[str, object] | Sequence[str]) -> str:
    return f"There is no {what} `{name}`; use one of {listed(names)}."
