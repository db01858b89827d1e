"""Checked books kept as one JSON file each, keyed by the content they were read from: YAML is parsed once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from advisor.language import Language
from advisor.version import __version__

Book = TypeVar("Book", bound=BaseModel)

_PACKAGE = Path(__file__).resolve().parent.parent


def home_of(name: str) -> Path:
    """The folder `rules` or `case_studies`: inside the installed package, else beside it in the repository."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def read_texts(files: Iterable[Path]) -> dict[str, bytes]:
    """File name -> content, in the order of the names."""
    return {path.name: path.read_bytes() for path in sorted(files, key=lambda path: path.name)}


def fingerprint(texts: dict[str, bytes]) -> str:
    """SHA-256 of names and contents, and of the version of the package that reads them."""
    digest = hashlib.sha256(__version__.encode())
    for name, content in texts.items():
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def load_compiled(
    kind: type[Book], folder: Path | None, key: str, build: Callable[[], Book], language: Language = "en"
) -> Book:
    """The book with this fingerprint in a language: shipped beside its sources in `folder`, kept from an earlier run,
    or built now and kept."""
    kept = _cache_folder() / f"{kind.__name__.lower()}-{key[:40]}-{language}.json"
    for path in (folder / compiled_name(language), kept) if folder else (kept,):
        try:
            book = kind.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            continue
        if getattr(book, "fingerprint", None) == key:
            return book
    book = build()
    _keep(kept, dump(book))
    return book


def compiled_name(language: Language) -> str:
    """The file of a compiled book beside its sources."""
    return "compiled.json" if language == "en" else f"compiled.{language}.json"


def dump(book: BaseModel) -> str:
    """The book as compiled JSON."""
    return book.model_dump_json(exclude_defaults=True)


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "llm-approach-advisor"


def _keep(path: Path, text: str) -> None:
    """Written beside and moved into place, so that no reader sees half a file; where that fails nothing is kept."""
    import tempfile  # slow to import, and mostly not needed

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            file.write(text)
        os.replace(file.name, path)
    except (OSError, RuntimeError):
        return
