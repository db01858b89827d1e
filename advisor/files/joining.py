"""The rows of all files as one eval set: repeats numbered, and what was repeated noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from advisor.errors import EvalFileError
from advisor.evals.approach_names import guess_approach
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import joined, table_of
from advisor.evals.samples import Sample
from advisor.files.file_rows import FileRows
from advisor.language import ngettext


def join_files(files: Sequence[FileRows]) -> EvalSet:
    """One set from all files. Raises EvalFileError when no row of any file has a score."""
    notes: list[str] = []
    tables = [rows.table for rows in files if rows.table is not None]
    few = [rows for rows in files if rows.table is None]
    if few:
        samples, notes = _numbered(few)
        tables.append(table_of(samples))
    found = EvalSet(
        table=joined(tables),
        files=tuple(rows.file for rows in files),
        notes=tuple(notes),
        blended=frozenset().union(*(rows.blended for rows in files)),
        numbered=all(rows.numbered for rows in files) or not any(rows.table is not None for rows in files),
    )
    if not found.score_names():
        raise EvalFileError("No row has a score: every call failed or was left unscored.")
    places = {variant: guess_approach(variant) for variant in found.variants()}
    return replace(found, approaches=places, models=found.table.models_by_variant())


def join_sets(first: EvalSet, second: EvalSet) -> EvalSet:
    """One set of what was read apart; where the two name models of one variant, it ran on all of them."""
    return replace(
        first,
        table=joined([first.table, second.table]),
        files=first.files + second.files,
        approaches={**second.approaches, **first.approaches},
        models={**second.models, **first.models, **_shared_models(first, second)},
        notes=first.notes + second.notes,
        blended=first.blended | second.blended,
        numbered=first.numbered and second.numbered,
    )


def _shared_models(first: EvalSet, second: EvalSet) -> dict[str, tuple[str, ...]]:
    return {
        variant: tuple(dict.fromkeys((*first.models[variant], *second.models[variant])))
        for variant in first.models.keys() & second.models.keys()
    }


def _numbered(files: Sequence[FileRows]) -> tuple[list[Sample], list[str]]:
    """The rows of files that were read row by row, each with its own number of repeat."""
    seen: Counter[tuple[str, str]] = Counter()
    taken: set[tuple[str, str, int]] = set()
    samples: list[Sample] = []
    notes: list[str] = []
    for rows in files:
        before = dict(seen)
        within = across = 0
        for sample in rows.samples:
            key = (sample.variant, sample.item)
            seen[key] += 1
            epoch = sample.epoch if rows.numbered else seen[key]
            if (*key, epoch) in taken:
                epoch = max(seen[key], 1)
                while (*key, epoch) in taken:
                    epoch += 1
            across += key in before
            within += not rows.numbered and key not in before and seen[key] > 1
            taken.add((*key, epoch))
            samples.append(sample if sample.epoch == epoch else replace(sample, epoch=epoch))
        if within:
            notes.append(
                ngettext(
                    "`{file}`: {n} row with an item that the same variant already has, taken as repeats: they are"
                    " averaged, and n stays the number of items.",
                    "`{file}`: {n} rows with an item that the same variant already has, taken as repeats: they are"
                    " averaged, and n stays the number of items.",
                    within,
                    file=rows.file.name,
                )
            )
        if across:
            notes.append(
                ngettext(
                    "`{file}`: {n} row of a variant and item that another file holds too, taken as repeats.",
                    "`{file}`: {n} rows of a variant and item that another file holds too, taken as repeats.",
                    across,
                    file=rows.file.name,
                )
            )
    return samples, notes
