"""The name of a variant tells its approach only by whole words."""

from __future__ import annotations

import pytest

from advisor.evals.approach_names import guess_approach

NAMES = {
    "prompt-fewshot": "prompting",
    "few shot gpt-4o": "prompting",
    "FewShotV2": "prompting",
    "zero_shot": "prompting",
    "gpt-4o-cot": "prompting",
    "gpt-4o long context": "prompting",
    "baseline-prompt": "prompting",
    "rag-policy": "rag",
    "RAG版": "rag",
    "rag2": "rag",
    "GraphRAG": "rag",
    "rag-policy x terse": "rag",
    "rag-fewshot": "rag",
    "ft-small": "fine-tuning",
    "ft:gpt-4o-mini:acme::abc": "fine-tuning",
    "llama fine-tuned": "fine-tuning",
    "qwen_LoRA_r16": "fine-tuning",
    "ft-no-rag": "fine-tuning",
    "rag+ft": "rag+fine-tuning",
    "raft": "rag+fine-tuning",
    "fine-tuned with retrieval": "rag+fine-tuning",
    "baseline": "baseline",
    "human": "baseline",
    "today": "baseline",
    "rules": "baseline",
    "sql-lookup": "baseline",
    "人手": "baseline",
    "ファインチューニング済み": "fine-tuning",
    "プロンプトのみ": "prompting",
    "draft": None,
    "storage": None,
    "fragment": None,
    "software-left": None,
    "promptly": None,
    "gpt-4o": None,
    "base": None,
    "": None,
    "🦊": None,
}


@pytest.mark.parametrize(("name", "approach"), NAMES.items())
def test_a_name_tells_its_approach(name: str, approach: str | None) -> None:
    assert guess_approach(name) == approach
