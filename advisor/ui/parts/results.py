"""The eval files of a visitor: read one by one, so that one bad file spoils none of the others, then together."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from advisor.api import compare, read_evals
from advisor.errors import AdvisorError, PriceError
from advisor.language import _, language
from advisor.ui.parts.cost_entries import read_entries
from advisor.ui.parts.cost_prices import price_book
from advisor.ui.parts.given import beside
from advisor.ui.parts.visit import Visit, this_visit

if TYPE_CHECKING:
    from advisor.api import Comparison
    from advisor.evals.eval_set import EvalSet

_LOG = logging.getLogger("advisor")

Columns = tuple[tuple[str, str | tuple[str, ...]], ...]
"""Our column name, theirs; several for the scores."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file as it was uploaded; `columns` where its columns have other names."""

    name: str
    data: bytes = field(repr=False)
    digest: str
    columns: Columns = ()
    caveat: str | None = None
    """Says what to bear in mind of the numbers, where the file is an example's."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of reading the files and of comparing what they hold."""

    basis: tuple[object, ...] = ()
    """What it was worked out from."""
    problems: dict[str, str] = field(default_factory=dict)
    """Digest -> what is wrong with a file."""
    joint_problem: str | None = None
    """Why files that can be read alone cannot be read together."""
    results: EvalSet | None = None
    placed: EvalSet | None = None
    """The same with the approaches that the visitor set."""
    comparison: Comparison | None = None
    setting_problem: str | None = None
    """What is wrong with the target or the margin."""
    cost_problem: str | None = None
    """Why costs could not be worked out; the comparison is then without them."""


def load(name: str, data: bytes, caveat: str | None = None) -> LoadedFile:
    """A file ready to be read."""
    return LoadedFile(name, data, hashlib.sha256(data).hexdigest(), caveat=caveat)


def add_files(files: list[LoadedFile]) -> None:
    """These files beside those that are there."""
    visit = this_visit()
    there = {file.digest for file in visit.files}
    doubled = [file.name for file in files if file.digest in there]
    visit.files += tuple({file.digest: file for file in files if file.digest not in there}.values())
    if doubled:
        visit.notice = _("{files}: loaded already, nothing was added.", files=_(", ").join(doubled))


def map_columns(file: LoadedFile, columns: Columns) -> None:
    """The file is read with this mapping from now on."""
    visit = this_visit()
    mapped = dataclasses.replace(file, columns=columns)
    visit.files = tuple(mapped if each.digest == file.digest else each for each in visit.files)


def drop_file(digest: str) -> None:
    """The file is taken out again."""
    visit = this_visit()
    visit.files = tuple(file for file in visit.files if file.digest != digest)


def measured(visit: Visit) -> Measured:
    """What the files show for the score, target and margin that are set; worked out once for each setting."""
    if not visit.files:
        return Measured()
    basis = (*_reading_basis(visit), tuple(sorted(visit.places.items())), *_setting_basis(visit))
    if visit.measured is None or visit.measured.basis != basis:
        with st.spinner(_("Reading and comparing the results …")):
            visit.measured = _measure(visit, _read_all(visit, basis))
    return visit.measured


def read_files(visit: Visit) -> Measured:
    """What the files hold, whether or not it has been compared yet."""
    if not visit.files:
        return Measured()
    old = visit.measured
    if old is None or old.basis[:2] != _reading_basis(visit):
        with st.spinner(_("Reading the results …")):
            old = visit.measured = _read_all(visit, _reading_basis(visit))
    return old


_MOST_SEGMENTS = 24


def segments_of(found: Measured) -> tuple[str, ...]:
    """The segments that the results name; none where they are too many for a form."""
    import narwhals as nw

    if found.results is None or "segment" not in found.results.table.columns:
        return ()
    with found.results.lock:
        frame = found.results.table.frame.filter(~nw.col("segment").is_null()).select("segment").unique()
        names = frame.head(_MOST_SEGMENTS + 1).collect(backend="pyarrow")["segment"].to_list()
    return () if len(names) > _MOST_SEGMENTS else tuple(sorted(names))


def measured_prompts(visit: Visit) -> Measured:
    """The same for the prompts alone, or for all variants where there are no two prompts; worked out once too."""
    whole = measured(visit)
    if whole.placed is None or whole.comparison is None:
        return whole
    prompts = [each.variant for each in whole.comparison.variants if each.approach == "prompting"]
    if len(prompts) < 2 or len(prompts) == len(whole.comparison.variants):
        return whole
    if visit.stressed is None or visit.stressed.basis != whole.basis:
        with st.spinner(_("Comparing the prompts …")):
            visit.stressed = _compared(visit, dataclasses.replace(whole, placed=whole.placed.only(prompts)))
    return visit.stressed


@st.cache_data(max_entries=32, ttl=3600, show_spinner=False, hash_funcs={LoadedFile: lambda file: file.digest})
def table_columns(file: LoadedFile) -> tuple[str, ...]:
    """The columns of a file that is a table; none for any other."""
    from advisor.files.eval_peek import Peek
    from advisor.files.eval_recognition import Readers
    from advisor.files.log_readers import open_table

    readers = Readers()
    try:
        found = readers.recognise_any(Peek(file.name, data=file.data))
        return tuple(open_table(found.handle).columns) if found.reader is readers.table else ()
    except AdvisorError:
        return ()


def _reading_basis(visit: Visit) -> tuple[object, ...]:
    return (tuple((file.digest, file.columns) for file in visit.files), language()), visit.caveat


def _setting_basis(visit: Visit) -> tuple[object, ...]:
    costs, labels = (tuple(visit.costs.items()), visit.price_file), tuple(visit.labels.items())
    return visit.score, visit.target, visit.margin, visit.monthly_volume, visit.given, labels, costs


def _read_all(visit: Visit, basis: tuple[object, ...]) -> Measured:
    old = visit.measured
    if old is not None and old.basis[:2] == basis[:2]:
        return dataclasses.replace(old, basis=basis)
    alone = {file.digest: problem for file in visit.files if (problem := _problem(file)) is not None}
    try:
        results, problems = _together(visit.files, alone)
    except AdvisorError as error:
        return Measured(basis, alone, joint_problem=str(error))
    if results is not None:
        results = dataclasses.replace(results, caveat=visit.caveat and _(visit.caveat))
    return Measured(basis, problems, results=results)


def _measure(visit: Visit, read: Measured) -> Measured:
    if read.results is None:
        return read
    return _compared(visit, dataclasses.replace(read, placed=placed(visit, read.results)))


def placed(visit: Visit, results: EvalSet) -> EvalSet:
    """The results with the approaches that the visitor set."""
    there = results.variants()
    return results.with_approaches({name: place for name, place in visit.places.items() if name in there})


def compared(visit: Visit, read: Measured, *, with_costs: bool) -> Measured:
    """The files compared anew, with costs or without."""
    return _compared(visit, read, with_costs=with_costs)


def _compared(visit: Visit, read: Measured, *, with_costs: bool | None = None) -> Measured:
    """With costs where something was entered about them, if nothing else is said."""
    try:
        return _compare(visit, read, bool(visit.costs) if with_costs is None else with_costs)
    except Exception:  # the visitor must be able to take files out again
        _LOG.exception("unexpected error while comparing")
        told = _(
            "These results could not be compared by a fault of this program: remove files one by one to find which."
        )
        return dataclasses.replace(read, comparison=None, joint_problem=told)


def _compare(visit: Visit, read: Measured, with_costs: bool) -> Measured:
    if read.placed is None:
        return read
    evals, given = read.placed, beside(visit, read.placed)
    score = visit.score if visit.score in evals.score_names() else None
    costing = _costing(visit, evals) if with_costs else {}
    wrong = cost_problem = None
    try:
        found = compare(evals, score=score, target=visit.target, margin=visit.margin, beside=given, **costing)
    except PriceError as error:
        cost_problem = str(error)
        found = compare(evals, score=score, target=visit.target, margin=visit.margin, beside=given)
    except (AdvisorError, ArithmeticError) as error:
        wrong = (
            str(error)
            if isinstance(error, AdvisorError)
            else _("This target or margin cannot be used: choose another.")
        )
        found = compare(evals, score=score, **costing)
    return dataclasses.replace(read, comparison=found, setting_problem=wrong, cost_problem=cost_problem)


def _costing(visit: Visit, evals: EvalSet) -> dict[str, Any]:
    book = price_book(visit)
    return {"plan": read_entries(visit.costs, evals.variants(), book, visit.monthly_volume).plan, "prices": book}


class _Content:
    """Files for the cache, which goes by their names and digests."""

    def __init__(self, files: tuple[LoadedFile, ...]) -> None:
        # what was read holds notes in the language spoken then
        self.key = (tuple((file.name, file.digest) for file in files), language())
        self.files = [(file.name, file.data) for file in files]


@st.cache_resource(max_entries=24, ttl=3600, show_spinner=False, hash_funcs={_Content: lambda each: each.key})
def _read(content: _Content, columns: Columns) -> tuple[EvalSet | None, str | None]:
    """The samples, or what is wrong; both are kept, so that a bad file is not read again and again."""
    try:
        return read_evals(content.files, columns=dict(columns) or None, skip_broken=True), None
    except AdvisorError as error:
        return None, str(error)
    except Exception:  # the visitor must be able to take the file out again
        _LOG.exception("unexpected error while reading")
        names = _(", ").join(f"`{each[0]}`" for each in content.files)
        told = _(
            "{files} could not be read by a fault of this program: remove it, the others are still read.", files=names
        )
        return None, told


def _problem(file: LoadedFile) -> str | None:
    return _read(_Content((file,)), file.columns)[1]


def _together(files: tuple[LoadedFile, ...], alone: dict[str, str]) -> tuple[EvalSet | None, dict[str, str]]:
    """What the files hold together, and what is still wrong with which.

    Files with the same mapping are read at once: variants are told apart by what differs between files, and a file that
    says nothing alone may explain another. Raises AdvisorError where good files do not go together.
    """
    from advisor.files.joining import join_sets

    joined: EvalSet | None = None
    problems = dict(alone)
    for columns in dict.fromkeys(file.columns for file in files):
        group = tuple(file for file in files if file.columns == columns)
        if all(file.digest in alone for file in group):
            continue
        part, problem = _read(_Content(group), columns)
        if part is None:
            raise AdvisorError(problem or "These files cannot be read together; remove one.")
        left_out = "\n".join(part.notes)
        for file in group:
            if file.digest in alone and alone[file.digest] not in left_out:
                del problems[file.digest]
        joined = part if joined is None else join_sets(joined, part)
    return joined, problems
