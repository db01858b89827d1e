"""The file inside a gzip, unpacked up to the size that is read at all."""

from __future__ import annotations

import zlib

from advisor.errors import EvalFileError
from advisor.files.eval_source import MAX_UPLOAD_BYTES, EvalSource


def unpacked_gzip(source: EvalSource) -> EvalSource:
    """The unpacked file, its name without `.gz`; EvalFileError when it is damaged, cut off or too large."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(source.data, MAX_UPLOAD_BYTES + 1)
    except zlib.error:
        raise EvalFileError(f"`{source.name}` is a damaged gzip file: copy it again.") from None
    if len(data) > MAX_UPLOAD_BYTES:
        raise EvalFileError(
            f"`{source.name}` unpacks to more than the {MAX_UPLOAD_BYTES // 2**20} MB that are read: leave out prompts"
            " and traces, or split it by variant."
        )
    if not unpacker.eof:
        raise EvalFileError(f"`{source.name}` is cut off: copy it again.")
    if not data.strip():
        raise EvalFileError(f"`{source.name}` is empty: export the results again.")
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    return EvalSource(name or source.name, data)
