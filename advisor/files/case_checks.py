"""What a case must be beyond its keys and values: mistakes within one case, and between the cases of a folder.

The checks read the data as it stands in the file, so that a mistake elsewhere in the file hides none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from advisor.files.repairs import Finding, listed
from advisor.schema.cases import GATES, OWN_RUN, plain_address
from advisor.schema.words import APPROACHES, UNKNOWN

if TYPE_CHECKING:
    from advisor.files.yaml_text import Document

Identity = tuple[str, str, str]
"""Source, task and setting: where all three are the same it is the same case."""


def check_case(data: Mapping[str, Any]) -> list[Finding]:
    """What contradicts itself in one case, and the gates it codes."""
    return [*_check_source(data), *_check_best(data), *_check_compared(data), *_check_gates(data)]


def check_folder(documents: Iterable[Document]) -> list[str]:
    """Ids that are not the file's name or stand twice, and cases that stand twice, one line each."""
    cases = [document for document in documents if isinstance(document.data, dict)]
    return [*_check_ids(cases), *_check_twins(cases)]


def approaches_tried(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The approach of each system that was tried, as far as it is given and exists."""
    systems = data.get("approaches")
    named = [each.get("approach") for each in systems if isinstance(each, dict)] if isinstance(systems, list) else []
    return tuple(approach for approach in named if approach in APPROACHES)


def identity(url: str, task: str, setting: str) -> Identity:
    """What tells a case from all others, without what makes no difference."""
    return plain_address(url), task, " ".join(setting.split()).casefold()


def identity_of(data: Mapping[str, Any]) -> Identity | None:
    """The identity of the case in a file; None where the address or the setting is missing."""
    source, answers, setting = data.get("source"), data.get("answers"), data.get("setting")
    url = source.get("url") if isinstance(source, dict) else None
    task = answers.get("task") if isinstance(answers, dict) else None
    if not isinstance(url, str) or not isinstance(setting, str):
        return None
    return identity(url, str(task or UNKNOWN), setting)


def _check_source(data: Mapping[str, Any]) -> list[Finding]:
    source = data.get("source")
    if not isinstance(source, dict) or source.get("kind") == OWN_RUN or source.get("url") is not None:
        return []
    return [Finding(("source", "url"), "`url` is missing; add it.")]


def _check_best(data: Mapping[str, Any]) -> list[Finding]:
    best, acceptable, tried = data.get("best"), data.get("acceptable"), approaches_tried(data)
    if best not in APPROACHES:
        return []
    found = []
    if tried and best not in tried:
        found.append(
            Finding(
                ("best",),
                f"`{best}` is not among the approaches tried ({listed(sorted(set(tried)))}); name one of them, or add "
                "to `approaches` the system that used it.",
            )
        )
    if isinstance(acceptable, list) and best not in acceptable:
        found.append(Finding(("acceptable",), f"`{best}` is the best but not in `acceptable`; add it."))
    return found


def _check_compared(data: Mapping[str, Any]) -> list[Finding]:
    compared, tried = data.get("compared"), approaches_tried(data)
    if not isinstance(compared, bool) or not tried or compared == (len(set(tried)) > 1):
        return []
    says = "`false`, but two kinds or more" if not compared else "`true`, but one kind only"
    write = str(not compared).lower()
    verb = "were" if not compared else "was"
    return [Finding(("compared",), f"`compared` is {says} {verb} tried; write `{write}`.")]


def _check_gates(data: Mapping[str, Any]) -> list[Finding]:
    answers = data.get("answers")
    if not isinstance(answers, dict):
        return []
    return [
        Finding(("answers", gate), f"`{gate}` is a gate and is not coded in cases; take it out.")
        for gate in GATES
        if answers.get(gate) not in (None, UNKNOWN)
    ]


def _check_ids(cases: Iterable[Document]) -> list[str]:
    named = [(case, id) for case in cases if isinstance(id := case.data.get("id"), str)]
    # the file that is called like the id has the better right to it, wherever it stands
    owners = {id: case for case, id in reversed(named)} | {id: case for case, id in named if _stem(case) == id}
    mistakes = []
    for case, id in named:
        where = case.place(("id",))
        if owners[id] is not case:
            mistakes.append(
                f"{where}: `{id}` is already the id in {owners[id].place(('id',))}; give this case an id of its own, "
                "and its file the same name."
            )
        elif id != _stem(case):
            mistakes.append(f"{where}: `{id}` must be the file's name; rename the file to `{id}.yaml`.")
    return mistakes


def _check_twins(cases: Iterable[Document]) -> list[str]:
    first: dict[Identity, Document] = {}
    mistakes = []
    for case in cases:
        own = identity_of(case.data)
        if own is None:
            continue
        twin = first.setdefault(own, case)
        if twin is not case:
            mistakes.append(
                f"{case.place(('setting',))}: this `setting` stands in {twin.place(('setting',))} too, with the same "
                "source and task; keep one of the two files, or write into each `setting` what sets it apart."
            )
    return mistakes


def _stem(case: Document) -> str:
    return case.name.removesuffix(".yaml")
