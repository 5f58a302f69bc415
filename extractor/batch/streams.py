"""Files as streams of bytes: plain, gzip or zstd, told by their first bytes; lines of bounded length."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from extractor.batch.extras import require
from extractor.errors import InputError
from extractor.reading import STDIN, stdin

__all__ = ["DAMAGED", "check_seekable", "keeps_lines", "lines", "open_stream", "recoded"]

# What reading of a cut or damaged file raises. zstd's own error is turned into one of these.
DAMAGED = (OSError, EOFError, zlib.error)

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_PIECE = 1 << 16
# So little that what becomes of it fits into memory: four bytes may be a block of 128 kB. zstandard's own stream_reader
# is as sparing, but takes a frame that is cut for one that ends.
_ZSTD_PIECE = 256


class _Made(io.RawIOBase):
    """A stream that is made of another one, piece by piece."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._ready = raw, memoryview(b"")

    @abstractmethod
    def more(self) -> bytes | None:
        """Make what comes next, if only nothing yet; None at the end."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            made = self.more()
            if made is None:
                return 0
            self._ready = memoryview(made)
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


class _Zstd(_Made):
    """The content of a zstd stream, of any number of frames; a frame that is cut is an error, no silent end."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(raw)
        self._zstd = require("zstandard", "zstd")
        self._frame, self._rest = None, b""

    def more(self) -> bytes | None:
        data = self._rest or self._raw.read(_ZSTD_PIECE)
        if not data:
            if self._frame is not None:
                raise EOFError("the zstd frame is cut")
            return None
        frame: Any = self._frame or self._zstd.ZstdDecompressor().decompressobj()
        try:
            content: bytes = frame.decompress(data)
        except self._zstd.ZstdError as error:
            raise OSError(str(error)) from None
        self._frame = None if frame.eof else frame
        self._rest = frame.unused_data if frame.eof else b""
        return content


class _Recoded(_Made):
    """A stream in UTF-8 of one in another encoding; half characters stay such, what cannot be decoded is an error."""

    def __init__(self, raw: BinaryIO, encoding: str) -> None:
        super().__init__(raw)
        self._ended = False
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")

    def more(self) -> bytes | None:
        if self._ended:
            return None
        data = self._raw.read(_PIECE)
        self._ended = not data
        try:
            return self._decoder.decode(data, self._ended).encode("utf-8", "surrogatepass")
        except UnicodeError as error:
            raise OSError(str(error)) from None


def keeps_lines(encoding: str) -> bool:
    """Tell whether lines end in a line feed in an encoding; in UTF-16 their ends are longer.

    Parameters
    ----------
    encoding : str
    """
    return "\n\n".encode(encoding).endswith(b"\n\n")


def recoded(raw: BinaryIO, encoding: str) -> BinaryIO:
    """Give a stream whose lines end in a line feed: in UTF-8, where its own encoding has them otherwise.

    Parameters
    ----------
    raw : binary file
    encoding : str
    """
    return raw if keeps_lines(encoding) else io.BufferedReader(_Recoded(raw, encoding), _PIECE)


@contextmanager
def open_stream(path: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file, decompressed where it is compressed.

    Parameters
    ----------
    path : str
        ``-`` for standard input.

    Yields
    ------
    tuple of (binary file, binary file)
        Its content, and the file as it stands, whose position tells how far reading has come.

    Raises
    ------
    InputError
        It cannot be opened.
    """
    if path == STDIN:
        raw: Any = stdin()
    else:
        try:
            raw = open(path, "rb")  # noqa: SIM115 - closed below; errors of the body are not errors of opening
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
    try:
        magic = raw.peek(4)[:4]
        if magic.startswith(_GZIP):
            yield io.BufferedReader(gzip.GzipFile(fileobj=raw)), raw
        elif magic.startswith(_ZSTD):
            yield io.BufferedReader(_Zstd(raw), _PIECE), raw
        else:
            yield raw, raw
    finally:
        if path != STDIN:
            raw.close()


def check_seekable(path: str) -> None:
    """Refuse a file of Parquet that cannot be read from its end.

    Parameters
    ----------
    path : str

    Raises
    ------
    InputError
        It is a pipe, or compressed as a whole.
    """
    if path == STDIN:
        raise InputError("Parquet cannot be read from standard input", "name the file: it is read from its end")
    with open_stream(path) as (content, raw):
        if content is not raw:
            raise InputError(
                f"{path}: Parquet cannot be read inside gzip or zstd", "unpack it; it has its own compression"
            )


def lines(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Read the lines of a file in bounded memory.

    Parameters
    ----------
    file : binary file
    limit : int
        Bytes.

    Yields
    ------
    bytes or None
        Each line; None for one that is longer than ``limit``.
    """
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_PIECE)
        yield None
