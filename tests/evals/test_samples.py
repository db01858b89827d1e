"""An eval set names its variants and scores, and takes corrections of where variants belong."""

from __future__ import annotations

import pytest
from evals.builders import eval_set

from advisor.errors import EvalFileError


def test_the_variants_and_scores_are_sorted_names() -> None:
    evals = eval_set({"rag": "10", "ft": "1-"})
    assert evals.variants() == ("ft", "rag")
    assert evals.score_names() == ("correct",)


def test_a_correction_gives_a_copy_and_leaves_the_rest() -> None:
    evals = eval_set({"gpt": "10", "rag": "11"})
    corrected = evals.with_approaches({"gpt": "prompting"})
    assert dict(corrected.approaches) == {"gpt": "prompting", "rag": "rag"}
    assert dict(evals.approaches) == {"gpt": None, "rag": "rag"}


def test_an_unknown_variant_is_answered_with_those_there_are() -> None:
    with pytest.raises(EvalFileError) as raised:
        eval_set({"gpt": "10", "rag": "11"}).with_approaches({"gtp": "prompting"})
    assert str(raised.value) == "`gtp` in `approaches` is no variant of these results: they hold `gpt`, `rag`."


def test_an_unknown_approach_is_answered_with_those_there_are() -> None:
    with pytest.raises(EvalFileError) as raised:
        eval_set({"gpt": "10"}).with_approaches({"gpt": "finetune"})  # type: ignore[dict-item]
    assert str(raised.value) == (
        "`finetune`, given for variant `gpt`, is no approach: write one of"
        " `prompting`, `rag`, `fine-tuning`, `rag+fine-tuning`, `baseline`."
    )
