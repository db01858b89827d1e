"""Result files as bytes with a base name, whatever way they were given: paths or uploads.

The size is checked before anything is read, and nothing but the base name of a path ever leaves this module.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from advisor.errors import EvalFileError
from advisor.files.without_folders import plain_text

MAX_FILE_BYTES = 2**30
"""The largest file on disk that is read whole, in bytes."""
MAX_UPLOAD_BYTES = 200 * 2**20
"""The largest upload, in bytes: it is held in memory beside those of other visitors."""

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class EvalSource:
    """The bytes of one file."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """The name without its last suffix: the variant, when a file holds one variant and does not name it."""
        return self.name.rsplit(".", 1)[0] or self.name


def base_name(name: str) -> str:
    """The last part of a path in either notation."""
    return plain_text(PurePosixPath(PureWindowsPath(name).name).name) or "results"


def is_file(path: Path) -> bool:
    """Whether this is a file and no pipe or device, of which reading may never end; False where nobody can tell."""
    return os.path.isfile(path)  # which takes names that `Path.is_file` raises OSError for


def read_path(path: Path) -> EvalSource:
    """The bytes of a local file; EvalFileError when it is not there, no file, too large or not readable."""
    name = base_name(str(path))
    try:
        if path.is_dir():
            raise EvalFileError(f"`{name}` is a folder: give the result files in it.")
        if os.path.exists(path) and not is_file(path):
            raise EvalFileError(f"`{name}` is a pipe or a device: save the results in a file and give that.")
        size = path.stat().st_size
        _check_size(name, size, MAX_FILE_BYTES)
        return _filled(EvalSource(name, path.read_bytes()))
    except EvalFileError:
        raise
    except (FileNotFoundError, ValueError):  # ValueError: a zero byte in the path
        raise EvalFileError(f"`{name}` is not there: check the path.") from None
    except OSError as error:
        raise EvalFileError(f"`{name}` cannot be read ({error.strerror}): check its permissions.") from None


def read_upload(name: str, data: bytes) -> EvalSource:
    """An uploaded file; EvalFileError when it is too large or empty."""
    _check_size(base_name(name), len(data), MAX_UPLOAD_BYTES)
    return _filled(EvalSource(base_name(name), bytes(data)))


def decode_text(source: EvalSource) -> str:
    """The text of a file in UTF-8; EvalFileError naming the likely encoding when it is another, or binary."""
    data, name = source.data, source.name
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise EvalFileError(f"`{name}` is UTF-16 text: save it as UTF-8.")
    if b"\x00" in data or _CONTROL.search(data[:4096]):
        raise EvalFileError(f"`{name}` is a binary file, not text: give the CSV, JSON or JSONL that the tool exports.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = _other_encoding(data)
        line = data.count(b"\n", 0, error.start) + 1
        kind = f"it looks like {guess}" if guess else "its encoding is not known"
        raise EvalFileError(f"`{name}`, line {line}, is not UTF-8 text ({kind}): save it as UTF-8.") from None


def _other_encoding(data: bytes) -> str | None:
    """The encoding that fits the bytes; Shift-JIS before EUC-JP, because Excel in Japan writes it."""
    for codec, title in (("cp932", "Shift-JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text):
            return title
    return None


def _check_size(name: str, size: int, most: int) -> None:
    if size > most:
        raise EvalFileError(
            f"`{name}` has {size / 2**20:,.0f} MB, more than the {most // 2**20:,} MB that are read:"
            " leave out prompts and traces, or split it by variant."
        )


def _filled(source: EvalSource) -> EvalSource:
    blank = b"\xef\xbb\xbf \t\r\n"
    if not source.data[:4096].strip(blank) and not source.data.strip(blank):  # the second may copy the whole file
        raise EvalFileError(f"`{source.name}` is empty: export the results again.")
    return source
