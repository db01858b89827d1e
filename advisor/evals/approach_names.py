"""The approach that the name of a variant tells, as a first guess for a person to correct.

Whole words only: `draft` holds no raft and `storage` no rag. A name that says nothing (`gpt-4o`, `base`) gives
None.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from advisor.language import N_
from advisor.schema.evidence import Place

INSIDE: Final = {
    "prompting": N_("prompting"),
    "rag": N_("rag"),
    "fine-tuning": N_("fine-tuning"),
    "rag+fine-tuning": N_("rag+fine-tuning"),
}
"""The approaches inside a sentence."""

_RAG = {"rag", "graphrag", "retrieval", "retriever", "retrieve", "retrieved"}
_TUNED = {
    "ft", "sft", "rft", "dpo", "lora", "qlora", "peft", "tuned", "finetune", "finetuned", "finetuning", "distilled",
}  # fmt: skip
_PROMPTED = {
    "prompt",
    "prompts",
    "prompting",
    "prompted",
    "fewshot",
    "zeroshot",
    "oneshot",
    "manyshot",
    "cot",
    "icl",
}
_BASELINE = {
    "baseline",
    "human",
    "humans",
    "today",
    "rules",
    "sql",
    "manual",
    "regex",
    "heuristic",
    "heuristics",
}
_EXAMPLES = {"fewshot", "oneshot", "manyshot", "icl", "examples"}
_NEGATIONS = {"no", "non", "not", "without"}
_PHRASES = (
    ("fine tuned", "finetuned"),
    ("fine tuning", "finetuning"),
    ("fine tune", "finetune"),
    ("few shot", "fewshot"),
    ("zero shot", "zeroshot"),
    ("one shot", "oneshot"),
    ("many shot", "manyshot"),
    ("chain of thought", "cot"),
    ("long context", "prompt"),
    ("プロンプト", " prompt "),
    ("検索拡張", " rag "),
    ("ファインチューニング", " finetuned "),
    ("微調整", " finetuned "),
    ("人手", " human "),
    ("現行", " today "),
)


def guess_approach(variant: str) -> Place | None:
    """The approach, `baseline`, or None when the name does not say."""
    text = unicodedata.normalize("NFKC", variant)
    # Read with and without a break between small and capital letters: `FewShot` has one, `LoRA` has none.
    said = _said(text) | _said(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
    rag, tuned = bool(said & _RAG), bool(said & _TUNED)
    if "raft" in said or (rag and tuned):
        return "rag+fine-tuning"
    if rag:
        return "rag"
    if tuned:
        return "fine-tuning"
    # A `baseline-prompt` is a prompt; a baseline without any model is today's process.
    if said & _PROMPTED:
        return "prompting"
    return "baseline" if said & _BASELINE else None


def has_examples(variant: str) -> bool:
    """Whether the name speaks of examples in the prompt, which makes a prompt a little less simple."""
    return bool(_said(unicodedata.normalize("NFKC", variant)) & _EXAMPLES)


def _said(text: str) -> set[str]:
    """The words of a name in small letters, without those that a `no` or `without` denies."""
    joined = " ".join(re.findall(r"[^\W\d_]+", text.lower()))
    for phrase, word in _PHRASES:
        joined = joined.replace(phrase, word)
    # Latin words may touch Japanese ones (`RAG版`).
    words = re.findall(r"[a-z]+|[^\sa-z]+", joined)
    return {word for before, word in zip(["", *words], words, strict=False) if before not in _NEGATIONS}
