"""The members of an Inspect `.eval` zip, unpacked safely.

Newer releases of Inspect pack with Zstandard (zip method 93), which the `zipfile` of Python 3.11 does not know: it
only locates the members. Sizes are checked as declared and again as really unpacked, for each member and for all
together.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import zstandard
from pydantic_core import SchemaValidator, ValidationError

from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource
from advisor.files.json_text import parse_json
from advisor.files.without_folders import plain_text

MAX_MEMBER_BYTES = 200 * 2**20
"""What one member may unpack to, in bytes."""
MAX_UNPACKED_BYTES = 4 * 2**30
"""What all members that are read may unpack to together, in bytes."""
_LOCAL_HEADER = 30
_WINDOW = 2**27
_PARTS = ("header.json", "summaries.json", "_journal/", "samples/")


class DamagedMember(EvalFileError):
    """One member that cannot be read; the others may still be."""


class InspectArchive:
    """An opened log; EvalFileError when it is no zip, is cut off, or has no part of a log."""

    def __init__(self, source: EvalSource) -> None:
        self.name = source.name
        self._data = source.data
        self._left = MAX_UNPACKED_BYTES
        self._zstandard = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, ValueError, OverflowError, struct.error, NotImplementedError):
            raise EvalFileError(
                f"`{self.name}` is cut off or damaged (its zip directory cannot be read): copy the log again."
            ) from None
        self.members = {info.filename: info for info in self._zip.infolist()}
        if not self.members:
            raise EvalFileError(f"`{self.name}` is an empty zip: copy the log again.")
        if not any(member.startswith(_PARTS) for member in self.members):
            raise EvalFileError(
                f"`{self.name}` is a zip, but not an Inspect log: give the `.eval` log, or unpack the zip and give its"
                " files."
            )

    def __contains__(self, member: str) -> bool:
        return member in self.members

    def inside(self, folder: str) -> list[str]:
        """The JSON members of a folder in the order they were written."""
        return [name for name in self.members if name.startswith(folder) and name.endswith(".json")]

    def declared_bytes(self, members: list[str]) -> int:
        """What these members say they unpack to."""
        return sum(self.members[member].file_size for member in members)

    def read_json(self, member: str, parts: SchemaValidator | None = None) -> object:
        """The value in one member, or only the `parts` of it, which is faster where it has them.

        Raises DamagedMember when it cannot be read, EvalFileError when it is too large or has a password.
        """
        info = self.members[member]
        data = self._unpack(info)
        try:
            if parts is not None:
                return parts.validate_json(data)
        except ValidationError:
            pass  # a mistake, or a member of another make: read whole, with a sentence for what is wrong
        try:
            return parse_json(data.decode(), self._shown(info))
        except UnicodeDecodeError:
            raise DamagedMember(
                f"`{self.name}`: its member `{self._shown(info)}` is not UTF-8 text: copy the log again."
            ) from None
        except EvalFileError as error:
            raise DamagedMember(f"`{self.name}`: its member {error}") from None

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        allowed = min(MAX_MEMBER_BYTES, self._left)
        if info.file_size > allowed:
            raise self._too_large(info)
        if info.flag_bits & 0x1:
            raise EvalFileError(f"`{self.name}` is protected by a password: give it unprotected.")
        try:
            data = self._unpacked(info, allowed + 1)
            damaged = len(data) <= allowed and zlib.crc32(data) != info.CRC
        except (struct.error, zlib.error, zstandard.ZstdError, ValueError):
            damaged = True
        if damaged:
            raise DamagedMember(f"`{self.name}` is damaged in its member `{self._shown(info)}`: copy the log again.")
        if len(data) > allowed:
            raise self._too_large(info)
        self._left -= len(data)
        return data

    def _unpacked(self, info: zipfile.ZipInfo, most: int) -> bytes:
        """Up to `most` bytes, whatever the member says of its size; ValueError for another way of packing."""
        start = info.header_offset
        name_size, extra_size = struct.unpack("<HH", self._data[start + 26 : start + _LOCAL_HEADER])
        start += _LOCAL_HEADER + name_size + extra_size
        packed = self._data[start : start + info.compress_size]
        match info.compress_type:
            case zipfile.ZIP_STORED:
                return packed[:most]
            case zipfile.ZIP_DEFLATED:
                return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(packed, most)
            case 93:
                with self._zstandard.stream_reader(io.BytesIO(packed)) as stream:
                    data = stream.read(min(info.file_size, most))
                    more = stream.read(1)  # `read` takes the memory it is allowed, so it is asked for little
                    return data + more + stream.read(most - len(data) - 1) if more else data
            case method:
                raise ValueError(method)

    def _too_large(self, info: zipfile.ZipInfo) -> EvalFileError:
        return EvalFileError(
            f"`{self.name}` unpacks to more than is read here (its member `{self._shown(info)}`):"
            " write the log without the model's messages, or split it."
        )

    @staticmethod
    def _shown(info: zipfile.ZipInfo) -> str:
        """The member's name in one short line."""
        name = plain_text(info.filename)
        return name if len(name) <= 100 else name[:99] + "…"
