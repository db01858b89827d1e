"""The examples of the app: the logs of our own run as they are committed, answers that say the same, and a plan."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from app_pages import html
from places import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor import compare, load_answers, read_evals
from advisor.files.eval_source import EvalSource
from advisor.files.inspect_archive import InspectArchive
from advisor.ui.parts.examples import EXAMPLES, TARGET, Example, example_answers, example_cost_plan
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit
from benchmarks.reproduce.logs import read_told

MEASURED = EXAMPLES[1:]
RUN = ROOT / "benchmarks" / "reproduce"
TEAMS = dict(zip((each.answers for each in MEASURED), "ab", strict=True))
LEARNED = {"prompting", "failure", "finding", "volume"}
"""What a team can say after its run, and the volume that is made up for the example."""

each_example = pytest.mark.parametrize("example", MEASURED, ids=lambda each: each.answers)


def samples(name: str) -> list[dict[str, Any]]:
    """What a log holds, sample by sample."""
    path = RUN / "logs" / name
    archive = InspectArchive(EvalSource(path.name, path.read_bytes()))
    return [archive.read_json(each) for each in archive.inside("samples")]  # type: ignore[misc]


@each_example
def test_the_results_are_the_logs_of_the_run_and_no_copies(example: Example) -> None:
    folder = RUN / "logs" / str(example.logs)
    assert {path.parent for path in example.results} == {folder}
    shown = {path.name for path in example.results}
    assert all(name.startswith(("prompt-", "rag-", "lora-300")) for name in shown)
    kinds = [path.name.split("-")[0] for path in example.results]
    assert list(dict.fromkeys(kinds)) == ["prompt", "rag", "lora"]
    assert list((ROOT / "advisor").rglob("*.eval")) == []


@each_example
def test_seeds_are_repeats_of_one_variant(example: Example) -> None:
    evals = read_evals(example.results)
    names = {path.stem.split("_seed-")[0] for path in example.results}
    assert set(evals.variants()) == names


@each_example
def test_the_answers_are_those_given_before_the_run_and_what_it_taught(example: Example) -> None:
    before = load_answers(RUN / f"answers_{TEAMS[example.answers]}.yaml").known
    now = example_answers(example).known
    assert {name for name in {*before, *now} if before.get(name) != now.get(name)} <= LEARNED


@each_example
def test_the_inputs_of_the_job_are_questions_of_the_test(example: Example) -> None:
    lines = (RUN / "data" / f"{example.logs}.jsonl").read_text(encoding="utf-8").splitlines()
    job = example_answers(example).job
    assert job is not None
    assert set(job.inputs) <= {json.loads(line)["question"] for line in lines}


def test_the_counts_in_the_comments_are_those_of_the_logs() -> None:
    folder = ROOT / "advisor" / "ui" / "examples"
    language, handbook = (folder / each.answers for each in MEASURED)
    names = [path.name for path in MEASURED[0].results if path.stem.startswith("prompt-")]
    prompts = [each for name in names for each in samples(f"a-test/{name}")]
    parsed, right = (sum(each["scores"][name]["value"] == "C" for each in prompts) for name in ("parses", "right"))
    said = f"of {len(prompts)} answers to the three prompts {parsed} are queries of the language at all"
    assert f"{said}, and {right} is right" in language.read_text(encoding="utf-8")
    found = [each["metadata"]["found"] for each in samples("b-test/rag-handbook.eval")]
    closed = [each["scores"]["right"]["value"] for each in samples("b-test/prompt-closed-book.eval")]
    text = handbook.read_text(encoding="utf-8")
    assert f"BM25 found the sentence with the answer for {sum(found)} of {len(found)} questions" in text
    assert f"of {closed.count('I')} wrong answers without the handbook" in text


@each_example
def test_the_plan_has_the_variants_of_the_run_and_its_tokens_of_training(example: Example) -> None:
    plan = example_cost_plan(example)
    assert plan is not None
    for path in example.results:
        name = path.stem.split("_seed-")[0]
        own = plan.variants[name]
        training = read_told(path).get("training")
        assert (training is None) == (own.training_tokens is None)
        if training is not None:
            assert own.training_tokens is not None
            assert own.epochs is not None
            assert own.epochs.likely == training["settings"]["epochs"]
            assert own.training_tokens.likely * own.epochs.likely == training["tokens"]


@each_example
def test_every_cost_of_an_example_is_known(example: Example) -> None:
    evals = read_evals(example.results)
    costs = compare(evals, target=TARGET, plan=example_cost_plan(example)).costs
    assert costs is not None
    assert {each.variant: each.total is not None for each in costs.variants} == dict.fromkeys(evals.variants(), True)


def evidence(example: Example, lang: str, *, unfolded: bool = False) -> AppTest:
    """The page of evidence after the example was pressed."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    app.button(key=f"example_{EXAMPLES.index(example)}").click().run()
    app.session_state["loaded_files"] = unfolded
    app._page_hash = calc_hash("evidence")
    app.run()
    assert not app.exception
    return app


OWN = b"variant,item,score\n" + b"".join(b"prompt,i%d,%d\n" % (i, i % 2) for i in range(20))
NOTES = [("en", "Measured with SmolLM2-135M-Instruct"), ("ja", "SmolLM2-135M-Instruct（1億3,500万パラメータ）")]


@each_example
@pytest.mark.parametrize(("lang", "note"), NOTES, ids=("en", "ja"))
def test_many_files_are_folded_and_the_note_stands_in_sight(example: Example, lang: str, note: str) -> None:
    app = evidence(example, lang)
    assert f'<p class="caveat">{note}' in html(app)
    assert '<div class="file' not in html(app)


def test_unfolded_the_files_stand_in_their_order_each_with_the_note() -> None:
    app = evidence(MEASURED[0], "en", unfolded=True)
    names = [path.name for path in MEASURED[0].results]
    assert re.findall(r'<div class="file good"><b>(.*?)</b>', html(app)) == names
    assert [file.name for file in app.session_state["visit"].files if file.caveat] == names


def test_the_note_goes_with_the_last_file_of_the_example() -> None:
    app = evidence(MEASURED[1], "en", unfolded=True)
    app.get("file_uploader")[0].upload("own.csv", OWN, "text/csv").run()
    for path in MEASURED[1].results:
        assert NOTES[0][1] in html(app), f"{path.name} is there"
        next(button for button in app.button if str(button.key).startswith("drop_")).click().run()
        assert not app.exception
    assert [file.name for file in app.session_state["visit"].files] == ["own.csv"]
    assert NOTES[0][1] not in html(app)


def test_many_tables_are_folded_with_their_columns() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    tables = [(f"own-{i}.csv", OWN.replace(b"prompt", b"prompt%d" % i)) for i in range(4)]
    app.session_state["visit"] = Visit(files=tuple(load(*each) for each in tables))
    app.session_state["loaded_files"] = True
    app._page_hash = calc_hash("evidence")
    app.run()
    assert not app.exception
    shown = re.findall(r'<div class="file good"><b>(.*?)</b>', html(app))
    assert shown == [name for name, _ in tables]


def test_no_answer_file_repeats_a_key() -> None:
    for each in MEASURED:
        text = (ROOT / "advisor" / "ui" / "examples" / each.answers).read_text(encoding="utf-8")
        keys = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
        assert sorted(set(keys)) == sorted(keys) == sorted(yaml.safe_load(text))
