"""What a visitor gives beside the results, for checks that the results alone do not allow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import streamlit as st

from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet
    from advisor.ui.parts.visit import Visit

Kind = Literal["labels", "second_labels", "train", "positions"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file that was given beside the results."""

    kind: Kind
    name: str
    digest: str
    data: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """The entries, as they stand in the form; None where nothing was entered."""

    looks: int | None = None
    has_held_out_set: bool | None = None
    minutes_per_item: float | None = None
    value_of_a_success_usd: float | None = None
    mix: tuple[tuple[str, float], ...] = ()
    """Segment, and its share of the traffic."""
    files: tuple[GivenFile, ...] = ()


def given_file(kind: Kind, name: str, data: bytes) -> GivenFile:
    """A file ready to be read."""
    return GivenFile(kind, name, hashlib.sha256(kind.encode() + data).hexdigest(), data)


def beside(visit: Visit, evals: EvalSet) -> Beside:
    """All of it as the library takes it, with the labels of failures that belong to these variants.

    A file that cannot be read counts as not given; `problem_with` says what is wrong.
    """
    from advisor.evals.beside import Beside

    given, there, assumed = visit.given or Given(), set(evals.variants()), Beside()
    read = {kind: [_read(file)[0] for file in given.files if file.kind == kind] for kind in KINDS}
    return Beside(
        looks=given.looks,
        has_held_out_set=given.has_held_out_set,
        labels={cell: mark for found in read["labels"] for cell, mark in (found or {}).items()},
        second_labels={cell: mark for found in read["second_labels"] for cell, mark in (found or {}).items()},
        training_texts=tuple(text for found in read["train"] for text in found or ()),
        positions=tuple(trial for found in read["positions"] for trial in found or ()),
        mix=dict(given.mix) if sum(share for _, share in given.mix) > 0 else {},
        failures={cell: cause for cell, cause in visit.labels.items() if cell[0] in there},
        minutes_per_item=given.minutes_per_item or assumed.minutes_per_item,
        value_of_a_success_usd=given.value_of_a_success_usd,
        monthly_volume=visit.monthly_volume,
    )


def problem_with(file: GivenFile) -> str | None:
    """Why a file cannot be used, in one sentence; None where it can."""
    return _read(file)[1]


def how_many(file: GivenFile) -> int:
    """The entries of a file that could be read."""
    return len(_read(file)[0] or ())


@st.cache_resource(max_entries=12, ttl=3600, show_spinner=False, hash_funcs={GivenFile: lambda file: file.digest})
def _read(file: GivenFile) -> tuple[Any, str | None]:
    """What a file holds, or what is wrong with it; both are kept, so that a bad file is not read again and again."""
    from advisor.files.beside_files import read_labels, read_positions, read_training

    readers: dict[Kind, Callable[[Any], Any]] = {
        "labels": read_labels,
        "second_labels": read_labels,
        "train": read_training,
        "positions": read_positions,
    }
    try:
        return readers[file.kind]((file.name, file.data)), None
    except AdvisorError as error:
        return None, str(error)
