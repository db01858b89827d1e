"""Task B: the sentences of both versions of the handbook, and questions about them.

Training asks version 1. The test asks version 2: facts that stayed, facts that changed, facts that are new.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


_ORDER = 20261128
"""Mixes the sentences, so that what changed stands anywhere in the handbook."""


def sentences(book: Mapping[str, Any], version: int) -> list[str]:
    """The handbook of a version, a sentence a fact, in one mixed order for both versions."""
    facts = random.Random(_ORDER).sample(book["facts"], len(book["facts"]))
    return [fact["says"].format(fact[f"v{version}"]) for fact in facts if f"v{version}" in fact]


def fate(fact: Mapping[str, Any]) -> str:
    """`unchanged`, `changed` or `new`, as seen from version 2."""
    return "new" if "v1" not in fact else "unchanged" if fact["v1"] == fact["v2"] else "changed"


def asked(book: Mapping[str, Any], part: str, version: int) -> list[Item]:
    """All questions of a part on a version, fact by fact."""
    frames = book["frames"][part]
    items: list[Item] = []
    for fact in book["facts"]:
        if f"v{version}" not in fact or part not in fact:
            continue
        own = fact[part]
        words = [_framed(frame, ask) for ask in own.get("ask", ()) for frame in frames["ask"]]
        words += [_capital(frame.format(n=name)) for name in own.get("name", ()) for frame in frames["name"]]
        for question in words:
            items.append(
                {
                    "question": question,
                    "answer": fact[f"v{version}"],
                    "old": fact.get("v1") if version == 2 and fate(fact) == "changed" else None,
                    "fact": fact["id"],
                    "fate": fate(fact),
                    "sentence": fact["says"].format(fact[f"v{version}"]),
                }
            )
    return items


def made_questions(book: Mapping[str, Any], part: str, version: int, n: int, seed: str, split: str) -> list[Item]:
    """`n` of them, mixed by the seed so that the first thirty touch every fact of training."""
    rng = random.Random(seed)
    by_fact: dict[str, list[Item]] = {}
    for item in asked(book, part, version):
        by_fact.setdefault(item["fact"], []).append(item)
    for own in by_fact.values():
        rng.shuffle(own)
    rounds: list[Item] = []
    while any(by_fact.values()):
        turn = [own.pop() for own in by_fact.values() if own]
        rng.shuffle(turn)
        rounds += turn
    if len(rounds) < n:
        raise ValueError(f"only {len(rounds)} of {n} different questions could be made for {split}")
    return [{"id": f"{split}-{number:03d}", **item} for number, item in enumerate(rounds[:n])]


def _framed(frame: str, ask: str) -> str:
    return frame.format(q=ask, Q=_capital(ask))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
