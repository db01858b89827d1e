"""The MCP server, spoken to by a real client over standard input and output: one session for all that is asked."""

from __future__ import annotations

import json
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from counts import HOUSE_RULES
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult
from places import ROOT

from advisor import RuleBook, compare, recommend
from advisor.mcp.server import Desk
from advisor.mcp.told import Told
from advisor.mcp.tools import LARGEST
from advisor.mcp.tools import TOOLS as TOOL_TABLE
from advisor.schema.answers import QUESTIONS, Answers
from advisor.ui.options import SETTINGS

SAMPLE = ROOT / "tests/data/eval_samples/promptfoo/a1/results.json"
ANSWERS = {"scope": "narrow", "format": "peculiar", "failure": "form", "coverage": "weak", "task": "code"}
TOOLS = ["questions", "recommend", "what_would_change", "precedents", "analyse_evals"]

WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "option": ("recommend", {"answers": {"task": "tiny"}}),
    "question": ("recommend", {"answers": {"scop": "narrow"}}),
    "argument": ("recommend", {"answers": {}, "tagret": 0.9}),
    "nothing": ("recommend", {}),
    "margin": ("recommend", {"answers": {}, "margin": -1}),
    "language": ("questions", {"lang": "fr"}),
    "most": ("precedents", {"answers": {}, "most": 99}),
    "files": ("analyse_evals", {"eval_files": ["gone.json", "folder"]}),
    "large file": ("analyse_evals", {"eval_files": ["large.json"]}),
    "no columns": ("analyse_evals", {"eval_files": ["letters.csv"]}),
    "no number": ("analyse_evals", {"eval_files": ["scores.csv"]}),
    "no results": ("analyse_evals", {"eval_files": ["notes.json"]}),
}
RIGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "questions": ("questions", {}),
    "recommend": ("recommend", {"answers": ANSWERS}),
    "recommend in Japanese": ("recommend", {"answers": ANSWERS, "lang": "ja"}),
    "recommend with results": (
        "recommend",
        {"answers": ANSWERS, "eval_files": ["results.json"], "target": 0.9, "margin": 0.02},
    ),
    "what_would_change": ("what_would_change", {"answers": ANSWERS}),
    "precedents": ("precedents", {"answers": ANSWERS, "most": 2}),
    "analyse_evals": ("analyse_evals", {"eval_files": ["results.json"], "target": 0.9}),
}


class Session:
    """What one session brought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answered: dict[str, CallToolResult] = {}
        self.refused: dict[str, str] = {}
        self.log = ""

    async def hold(self) -> None:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "advisor.cli", "mcp"], cwd=self.folder, env={"PYTHONUTF8": "1"}
        )
        async with Client(server) as client:
            self.server, self.instructions = client.server_info, client.instructions
            self.tools = {each.name: each for each in (await client.list_tools()).tools}
            self.resources = {each.uri: each for each in (await client.list_resources()).resources}
            self.prompts = {each.name: each for each in (await client.list_prompts()).prompts}
            for name, (tool, arguments) in WRONG.items():
                found = await client.call_tool(tool, arguments)
                assert found.is_error, name
                self.refused[name] = found.content[0].text
            for name, call in {
                "tool": client.call_tool("rekommend", {}),
                "resource": client.read_resource("advisor://schema/answer"),
                "prompt": client.get_prompt("talk"),
                "prompt's language": client.get_prompt("interview", {"lang": "fr"}),
            }.items():
                with pytest.raises(MCPError) as error:
                    await call
                self.refused[name] = str(error.value)
            for name, (tool, arguments) in RIGHT.items():
                self.answered[name] = await client.call_tool(tool, arguments)
            self.read = {uri: (await client.read_resource(uri)).contents[0] for uri in self.resources}
            self.prompt = await client.get_prompt("interview", {"job": "Sort\nmails.", "lang": "ja"})

    def told(self, name: str) -> dict[str, Any]:
        """The structured result, which the client has checked against the tool's schema."""
        found = self.answered[name]
        assert not found.is_error, found.content
        assert json.loads(found.content[0].text) == found.structured_content
        return found.structured_content


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("agent")
    shutil.copy(SAMPLE, folder / "results.json")
    (folder / "folder").mkdir()
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    (folder / "letters.csv").write_text("Dear Ms Doe,a private matter\nYours,Ann\n", encoding="utf-8")
    (folder / "scores.csv").write_text("variant,item,score\na,1,private\n", encoding="utf-8")
    with (folder / "large.json").open("wb") as file:
        file.truncate(LARGEST * 2**20 + 1)  # sparse
    session = Session(folder)
    with ThreadPoolExecutor(1) as apart:  # in this thread a browser's loop may be running
        apart.submit(anyio.run, session.hold).result()
    return session


def test_the_server_says_who_it_is_and_how_to_begin(session: Session) -> None:
    assert session.server.name == "advisor"
    assert "never guess an answer" in session.instructions


def test_there_are_five_tools_that_only_read(session: Session) -> None:
    assert list(session.tools) == TOOLS
    for tool in session.tools.values():
        assert tool.annotations.read_only_hint, tool.name
        assert not tool.annotations.open_world_hint, tool.name


def test_the_schema_of_a_call_lists_the_legal_options_and_what_each_question_asks(session: Session) -> None:
    schema = session.tools["recommend"].input_schema
    answers = schema["$defs"]["Answers"]["properties"]
    assert list(QUESTIONS) == [each for each in answers if each != "job"]
    assert answers["scope"]["enum"] == ["open", "several", "narrow", "unknown"]
    assert answers["scope"]["description"] == "How narrow is the job?"
    assert next(iter(schema["properties"])) == "answers"
    assert schema["additionalProperties"] is False


def test_questions_gives_all_of_them_with_options_and_what_they_move(session: Session) -> None:
    told = session.told("questions")["questions"]
    assert [each["id"] for each in told] == list(QUESTIONS)
    first = told[0]
    assert [each["id"] for each in first["options"]] == ["open", "several", "narrow"]
    assert first["why"].startswith("A narrow job can be described")
    assert list(first["moves"]) == ["prompting", "rag", "fine-tuning", "rag+fine-tuning"]
    assert first["moves"]["fine-tuning"] > 0


def test_a_recommendation_is_given_in_japanese(session: Session) -> None:
    told = session.told("recommend in Japanese")
    because = {rule.id: rule.because for rule in RuleBook.load(lang="ja").rules}
    assert told["lang"] == "ja"
    assert {each["because"] for each in told["reasons_for"]} == {because[each["rule"]] for each in told["reasons_for"]}
    assert "ファインチューニング" in told["reasons_for"][0]["because"]


def test_a_recommendation_is_that_of_the_library(session: Session) -> None:
    told, found = session.told("recommend"), recommend(ANSWERS)
    whole = json.loads(found.to_json())
    shared = told.keys() & whole.keys()
    assert {each: told[each] for each in shared} == {each: whole[each] for each in shared}
    assert told.keys() - shared == {"choice", "rules"}
    assert told["choice"] is None
    assert told["rules"].keys() == {rule for step in whole["path"] for rule in step["why"]}


def test_a_recommendation_rests_on_the_eval_files_that_were_named(session: Session) -> None:
    told = session.told("recommend with results")
    found = recommend(ANSWERS, results=str(SAMPLE), target=0.9, margin=0.02)
    assert told["headline"] == found.headline
    assert told["choice"]["variant"] == found.evidence.choice.variant
    assert "results" in {each["basis"] for each in told["reasons_on_others"]}


def test_what_would_change_and_precedents_are_those_of_the_library(session: Session) -> None:
    whole = json.loads(recommend(ANSWERS).to_json())
    changes = session.told("what_would_change")
    assert changes["what_if"] == whole["what_if"]
    assert changes["settled"] == whole["settled"]
    assert changes["rules"].keys() >= set(changes["what_if"]["one"][0]["because"])
    told = session.told("precedents")["precedents"]
    assert [each["case"] for each in told][:2] == [each["case"] for each in whole["precedents"]][:2]
    assert any(each["dissents"] for each in told)


def test_eval_files_are_analysed_and_say_what_they_answer(session: Session) -> None:
    told = session.told("analyse_evals")
    assert told["evidence"] == json.loads(compare(str(SAMPLE), target=0.9).to_json())
    assert {"evals", "prompting"} <= {each["question"] for each in told["answers_shown"]}
    assert told["never_tried"] == ["rag+fine-tuning"]


def test_what_is_wrong_comes_back_as_a_sentence_that_says_what_to_write(session: Session) -> None:
    large = SETTINGS["server.maxUploadSize"]
    questions = "`answer`, `label`, `code`, `write`, `converse`, `act`, `unknown`"
    unread = session.refused["no results"]
    assert unread.startswith("`notes.json`")
    assert session.refused == {
        "no results": unread,
        "no columns": "`letters.csv` has no column `item` and no column `score` in its first row: name its columns so, "
        "or give the file that the tool wrote.",
        "no number": "`scores.csv`, row 2: `score` is no number, pass/fail, true/false, yes/no or C/I/P/N: write one "
        "of these, or leave it blank.",
        "option": f"recommend.answers: `tiny` is not a value of `task`. It takes {questions}.",
        "question": "recommend.answers: `scop` is not a key here. Did you mean `scope`?",
        "argument": "recommend: `tagret` is not a key here. Did you mean `target`?",
        "nothing": "recommend: `answers` is missing; add it.",
        "margin": "`margin` is -1.0; write a number from 0 up in units of the score, such as 0.03.",
        "language": "questions: `fr` is not a value of `lang`. It takes `en`, `ja`.",
        "most": "precedents: `most` is 99, which is above 20; write a smaller number.",
        "files": "`gone.json`: there is no such file; check the path, or write it from the root (/…).\n"
        "`folder` is a folder; give the files in it that hold results.",
        "large file": f"`large.json` has {large} MB, more than the {large} MB that are read here; give a smaller one, "
        "or run `advisor evals` on it.",
        "tool": "There is no tool `rekommend`; use one of `questions`, `recommend`, `what_would_change`, `precedents`, "
        "`analyse_evals`.",
        "resource": "There is no resource `advisor://schema/answer`; use one of `advisor://schema/answers`, "
        "`advisor://schema/recommendation`.",
        "prompt": "There is no prompt `talk`; use one of `interview`.",
        "prompt's language": "`lang` is `fr`; write one of `en`, `ja`.",
    }


def test_the_schemas_of_answers_and_recommendation_are_resources(session: Session) -> None:
    assert json.loads(session.read["advisor://schema/answers"].text) == Answers.model_json_schema()
    described = json.loads(session.read["advisor://schema/recommendation"].text)
    assert described["properties"].keys() >= recommend({}).model_dump().keys()


def test_the_prompt_walks_through_the_interview_with_the_tools_there_are(session: Session) -> None:
    (message,) = session.prompt.messages
    assert "The job: Sort mails." in message.content.text
    assert "Speak 日本語 with me" in message.content.text
    called = set(re.findall(r"[Cc]all `(\w+)`", message.content.text))
    assert called <= set(TOOLS)
    assert list(session.prompts) == ["interview"]


def test_a_fault_of_our_own_is_a_sentence_too_and_the_desk_stays_open(caplog: pytest.LogCaptureFixture) -> None:
    def fail(asked: object, book: object) -> Told:
        raise KeyError("secret")

    desk = Desk([HOUSE_RULES.parent])
    found = desk.answer(TOOL_TABLE["questions"]._replace(answer=fail), {})
    assert found.is_error
    assert found.content[0].text == (
        "questions: it failed inside the advisor (`KeyError`), and other calls still work; try it with fewer answers "
        "or files, and report this with what was asked."
    )
    assert caplog.messages == ["questions failed: KeyError: 'secret'"]
    house = {each.id for each in desk.book("en").rules if each.house}
    assert house, "the rules of `--rules` are on the book"
    assert not desk.answer(TOOL_TABLE["questions"], {}).is_error


def test_a_refusal_of_very_many_mistakes_stays_short() -> None:
    told = Desk().answer(TOOL_TABLE["recommend"], {"answers": {f"q{i}": "yes" for i in range(5000)}})
    lines = told.content[0].text.splitlines()
    assert (len(lines), lines[-1]) == (41, "4960 more")
