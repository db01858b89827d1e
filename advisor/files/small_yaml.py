"""A small YAML file that a team wrote, read whole: a cost plan, a price file. Every failure is one sentence."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import AdvisorError, PriceError
from advisor.files.yaml_text import Document, parse

MOST_BYTES = 1_000_000


def read_small_file(path: Path) -> bytes:
    """What it holds, one byte more than is read where it is longer. Raises `PriceError`."""
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise PriceError(f"{path.name}: there is no such file; check the name and the folder.") from None
    except OSError as error:
        raise PriceError(f"{path.name}: it cannot be read ({error.strerror}).") from None


def small_document(data: bytes, name: str, kind: str, example: str) -> Document:
    """The mapping in such content. Raises `PriceError`; `kind` says what it should be, `example` is a line of one."""
    if len(data) > MOST_BYTES:
        raise PriceError(f"{name}: larger than 1 MB; a {kind} is a few lines of YAML.")
    try:
        document = parse(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise PriceError(f"{name}: this is not UTF-8 text; save it as UTF-8 and try again.") from None
    except AdvisorError as error:
        raise PriceError(str(error)) from None
    if not isinstance(document.data, dict):
        raise PriceError(f"{name}: this is not a {kind}; write lines such as `{example}`.")
    return document
