"""pydantic's findings as repair instructions: place, the `thing`, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

Path = tuple[str | int, ...]

Model = TypeVar("Model")

_PATTERNS: Final = {
    r"^https?://\S+$": "write a web address that begins with `https://`",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "write small letters and digits, with single hyphens between them",
}
"""What to write where a text must match one of these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: where it stands in the data, what is wrong, what to write instead."""

    path: Path
    says: str
    missing: bool = False
    """Nothing is wrong with what is there: something is not there yet."""


def read_model(
    kind: type[Model] | TypeAdapter[Model], data: Any, place: Callable[[Path], str]
) -> tuple[Model | None, list[str]]:
    """The model in `data` and no mistakes, or None and every mistake, one line each."""
    read = find_mistakes(kind, data)
    return read[0], _lines(read[1], place)


def find_mistakes(kind: type[Model] | TypeAdapter[Model], data: Any) -> tuple[Model | None, list[Finding]]:
    """The model in `data` and no mistakes, or None and every mistake with the path at which it stands."""
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    try:
        return adapter.validate_python(data), []
    except ValidationError as found:
        model = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
        return None, _findings(found, model)


def sentences(found: ValidationError, model: type[BaseModel] | None, place: Callable[[Path], str]) -> list[str]:
    """Each finding once, as a repair instruction."""
    return _lines(_findings(found, model), place)


def _findings(found: ValidationError, model: type[BaseModel] | None) -> list[Finding]:
    errors = [dict(error) for error in found.errors(include_url=False)]
    return [_finding(error, model) for error in errors if not _follows(error, errors)]


def _follows(error: Mapping[str, Any], errors: Iterable[Mapping[str, Any]]) -> bool:
    """pydantic counts only the entries of a list that are right: what a wrong one lacks is no second mistake."""
    at = error["loc"]
    return error["type"] == "too_short" and any(other["loc"][: len(at)] == at != other["loc"] for other in errors)


def _lines(found: Iterable[Finding], place: Callable[[Path], str]) -> list[str]:
    return list(dict.fromkeys(f"{place(each.path)}: {each.says}" for each in found))


def nearest(wrong: str, right: Iterable[str]) -> str:
    """` Did you mean `x`?`, or nothing where no name is near."""
    import difflib

    close = difflib.get_close_matches(wrong, list(right), n=1, cutoff=0.6)
    return f" Did you mean `{close[0]}`?" if close else ""


def listed(names: Iterable[object]) -> str:
    """`a`, `b`, `c`."""
    return ", ".join(f"`{name}`" for name in names)


def shorten(value: object, length: int = 60) -> str:
    """The value as text, cut where it is long, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _finding(error: Mapping[str, Any], model: type[BaseModel] | None) -> Finding:
    path = tuple(part for part in error["loc"] if _stands_in(part))
    thing = str(path[-1]) if path else "the file"
    if path and isinstance(path[-1], int) and len(path) > 1:
        thing = f"{path[-2]}[{path[-1]}]"
    return Finding(path, _says(error, thing, path, model), missing=error["type"] == "missing")


def _says(error: Mapping[str, Any], thing: str, path: Path, model: type[BaseModel] | None) -> str:
    value = error.get("input")
    match error["type"]:
        case "extra_forbidden":
            keys = _keys_at(model, path[:-1])
            hint = nearest(thing, keys)
            return f"`{thing}` is not a key here.{hint or f' The keys are {listed(keys)}.'}"
        case "missing":
            return f"`{thing}` is missing; add it."
        case "literal_error":
            legal = [word.strip("'") for word in _expected(error)]
            hint = nearest(str(value), legal)
            return f"`{shorten(value)}` is not a value of `{thing}`.{hint} It takes {listed(legal)}."
        case "string_pattern_mismatch":
            pattern = error["ctx"]["pattern"]
            instead = f"{_PATTERNS[pattern]}." if pattern in _PATTERNS else f"it has to match {pattern}"
            return f"`{shorten(value)}` is not written as `{thing}` must be: {instead}"
        case "string_too_short" | "too_short":
            return f"`{thing}` has too little in it; {_limit(error, 'min')}."
        case "string_too_long" | "too_long":
            return f"`{thing}` is too long; {_limit(error, 'max')}."
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"`{thing}` must be a mapping (`key: value` lines), not `{shorten(value)}`."
        case "tuple_type" | "list_type":
            if value is None:
                return f"`{thing}` is empty; write `[]` where there is nothing, or take the line out."
            return f"`{thing}` must be a list, such as `[{shorten(value, 30)}]`, not `{shorten(value)}`."
        case "float_parsing":
            return f"`{shorten(value)}` is not a number; write `{thing}` with digits and a point, such as 0.61."
        case "int_parsing" | "int_from_float":
            return f"`{shorten(value)}` is not a whole number; write `{thing}` with digits alone."
        case "string_type":
            return f"`{thing}` must be a text, not `{shorten(value)}`."
        case "greater_than_equal" | "less_than_equal":
            low = error["type"] == "greater_than_equal"
            bound, way, instead = (
                (error["ctx"]["ge"], "below", "larger") if low else (error["ctx"]["le"], "above", "smaller")
            )
            return f"`{thing}` is {shorten(value)}, which is {way} {bound}; write a {instead} number."
        case "greater_than" | "less_than":
            low = error["type"] == "greater_than"
            bound, way = (error["ctx"]["gt"], "above") if low else (error["ctx"]["lt"], "below")
            return f"`{thing}` is {shorten(value)}; write a number {way} {bound:g}."
        case "date_from_datetime_parsing" | "date_from_datetime_inexact" | "date_parsing" | "date_type":
            return f"`{shorten(value)}` is not a day; write `{thing}` as year, month and day, such as 2027-01-14."
        case "value_error":
            return f"`{thing}` is `{shorten(value)}`: {error['msg'].removeprefix('Value error, ')}."
        case _:
            return f"`{thing}` is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}; it is `{shorten(value)}`."


def _stands_in(part: object) -> bool:
    """pydantic adds names of its own to a path (`function-after[…]`, `str`): they stand nowhere in the file."""
    return not (isinstance(part, str) and ("[" in part or part.startswith("function-")))


def _expected(error: Mapping[str, Any]) -> list[str]:
    return str(error["ctx"]["expected"]).replace(" or ", ", ").split(", ")


def _limit(error: Mapping[str, Any], side: str) -> str:
    context = error.get("ctx", {})
    number = context.get(f"{side}_length")
    one, many = ("character", "characters") if error["type"].startswith("string") else ("entry", "entries")
    return f"{'at least' if side == 'min' else 'at most'} {number} {one if number == 1 else many}"


def _keys_at(model: type[BaseModel] | None, path: Path) -> list[str]:
    """The keys a model takes at a path, followed through lists, mappings and unions."""
    kind: Any = model
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field else None
        else:
            kind = _model_within(kind)
        while not isinstance(part, int) and get_origin(kind) is not None and _is_optional(kind):
            kind = next(arg for arg in get_args(kind) if arg is not type(None))
    found = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else _model_within(kind)
    return [name for name, field in found.model_fields.items() if not is_set_by_loader(field)] if found else []


def is_set_by_loader(field: FieldInfo) -> bool:
    """Whether no file may give this field."""
    return isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("readOnly"))


def _is_optional(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _model_within(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    for arg in get_args(kind):
        found = _model_within(arg)
        if found:
            return found
    return None
