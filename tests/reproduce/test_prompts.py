"""What each variant is asked."""

from __future__ import annotations

from benchmarks.reproduce import datafiles
from benchmarks.reproduce.floors import floors
from benchmarks.reproduce.plan import ADDED, PROMPTS
from benchmarks.reproduce.prompts import Asker, rendered, training_pairs


def _said(asker: Asker, variant: str, place: int = 0) -> str:
    return rendered(asker.messages(variant, datafiles.load(f"{asker.task}-{asker.split}")[place]))


def test_only_prompts_carry_the_manual_and_it_is_that_of_the_day() -> None:
    now, later = Asker("a", "test"), Asker("a", "changed")
    assert "OVER and UNDER" in _said(now, "prompt-manual")
    assert "ABOVE and BELOW" in _said(later, "prompt-manual")
    for variant in ("prompt-bare", "rag-examples", "lora-300", "lora-300-rag"):
        assert "Sieve is a query language" not in _said(now, variant)


def test_no_prompt_holds_its_own_answer() -> None:
    for task, split in (("a", "test"), ("a", "unseen"), ("a", "changed")):
        asker = Asker(task, split)
        for variant in (*PROMPTS[task], *ADDED[task], "lora-300", "lora-300-rag"):
            for item in datafiles.load(f"{task}-{split}"):
                assert item["query"] not in rendered(asker.messages(variant, item))


def test_a_training_pair_finds_neither_itself_nor_its_wording_nor_its_query() -> None:
    asker = Asker("a", "train")
    by_question = {item["question"]: item for item in asker.train}
    for item, (prompt, answer) in zip(asker.train, training_pairs(asker, "lora-300-rag", 300), strict=True):
        *shown, own = (turn.split("<|im_end|>")[0].split("\n")[-1] for turn in prompt.split("<|im_start|>user\n")[1:])
        assert (own, len(shown)) == (item["question"], 2)
        assert item["wording"] not in {by_question[each]["wording"] for each in shown}
        assert answer.removesuffix("<|im_end|>") not in prompt


def test_examples_are_in_the_language_of_the_day_and_training_is_not() -> None:
    later = Asker("a", "changed")
    shown = "".join(_said(later, "rag-examples", place) for place in range(40))
    assert " PER " not in shown
    assert "SPLIT" in shown
    assert all(" SPLIT " not in answer for _, answer in training_pairs(Asker("a", "train"), "lora-300", 300))


def test_the_handbook_at_test_time_is_the_second_version_and_training_saw_the_first() -> None:
    asker = Asker("b", "test")
    assert "20 months" in _said(asker, "prompt-handbook")
    assert "14 months" not in _said(asker, "prompt-handbook")
    trained = "".join(prompt + answer for prompt, answer in training_pairs(Asker("b", "train"), "lora-300-rag", 300))
    assert "14 months" in trained
    assert "20 months" not in trained
    assert "Zigbee" not in trained


def test_it_is_told_whether_the_passage_was_found() -> None:
    asker, items = Asker("b", "test"), datafiles.load("b-test")
    found = [asker.found("rag-handbook", item) for item in items]
    assert sum(map(bool, found)) / len(found) > 0.6
    assert asker.found("prompt-handbook", items[0]) is None


def test_what_needs_no_model_is_right_now_and_then() -> None:
    for task, split in (("a", "test"), ("a", "changed"), ("b", "test")):
        for right, n in floors(task, split).values():
            assert 0 <= right < n / 2
