"""From bytes to an article: which encoding, and is it text at all.

General detectors mistake one in thirty short articles in Big5 or GB18030 for the other. Chinese is easier than
that: a wrong decoding gives rare characters, so the one with most common characters is right.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import sys
from functools import cache
from typing import BinaryIO

from extractor.errors import ExtractorError, InputError, OptionError
from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["BATCH_MAX_BYTES", "STDIN", "check_encoding", "decode", "read_article", "stdin", "write_out"]

STDIN = "-"
# Of an article of a batch: 66,000 characters, more than news has. A worker takes up to 500 bytes of memory for each of
# an article that is amounts and nothing else, and is to stay below 250 MB.
BATCH_MAX_BYTES = 200_000
_MARK = "\ufeff"
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or Office file",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x7fELF": "a program",
}
_CONTROLS = lazy("[\x00-\x08\x0e-\x1f\x7f]")
# Below this share of common characters among those beyond ASCII, a decoding is noise.
_LEAST_COMMON = 0.15
_MOST_CONTROLS = 0.01


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(row[0] for row in table("common_characters", 1)))


def _commonness(text: str) -> float:
    """Tell the share of common Chinese characters among those beyond ASCII."""
    beyond = [c for c in text[:20_000] if c > "\x7f"]
    return sum(c in _common() for c in beyond) / len(beyond) if beyond else 0.0


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def decode(data: bytes, encoding: str | None = None) -> str:
    """Decode an article.

    Parameters
    ----------
    data : bytes
    encoding : str or None
        A codec of Python's; None: told by a byte order mark, else UTF-8, else the likeliest of GB18030, Big5
        (with the Hong Kong supplement) and UTF-16.

    Returns
    -------
    str
        The text, line ends as they stand, without byte order mark.

    Raises
    ------
    OptionError
        There is no such encoding.
    InputError
        The bytes are no text, or none in the encoding.

    Examples
    --------
    >>> decode("營收增長5%。".encode("big5hkscs"))
    '營收增長5%。'
    """
    return _decode(data, encoding).removeprefix(_MARK)


def _decode(data: bytes, encoding: str | None) -> str:
    if encoding is not None:
        return _decode_as(data, encoding)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text", "convert it to plain text first")
    for bom, named in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, named)
    text = _try(data, "utf-8")
    if text is None or "\x00" in text:
        decoded = [t for e in _CANDIDATES if (t := _try(data, e)) is not None]
        best = max(decoded, key=_commonness, default="")
        if _commonness(best) >= _LEAST_COMMON:
            text = best
    if text is None:
        raise InputError(
            "this is no text in UTF-8, GB18030, Big5 or UTF-16", "name its encoding with encoding=, or repair it"
        )
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise InputError("this looks like a binary file, not text", "give a plain-text article")
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise OptionError(
            f"there is no encoding {encoding!r}", "use for example utf-8, gb18030, big5hkscs or utf-16"
        ) from None
    except UnicodeError as error:
        raise InputError(
            f"this is no text in {encoding}: {getattr(error, 'reason', error)} at byte {getattr(error, 'start', 0)}",
            "name another encoding with encoding=, or leave it to be detected",
        ) from None
    if not isinstance(text, str):  # codecs such as rot13 or hex are no encodings of text
        raise OptionError(f"{encoding!r} is no encoding of text", "use for example utf-8 or gb18030")
    return text


def check_encoding(encoding: str) -> None:
    """Check the name of an encoding.

    Parameters
    ----------
    encoding : str

    Raises
    ------
    OptionError
        There is no such encoding, or it is none of text.
    """
    try:
        "\n\n".encode(encoding)
    except (LookupError, ValueError):
        raise OptionError(
            f"there is no encoding of text {encoding!r}", "use for example utf-8, gb18030, big5hkscs or utf-16"
        ) from None


def stdin() -> BinaryIO:
    """Return standard input as bytes.

    Raises
    ------
    InputError
        It is closed.
    """
    if sys.stdin is None:  # closed by the caller, as `<&-` does
        raise InputError("standard input is closed", "name a file, or give the article through a pipe")
    return sys.stdin.buffer


def write_out(data: bytes) -> None:
    """Write to standard output, to the last byte.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    OptionError
        It is closed, or cannot be written.
    BrokenPipeError
        Its reader went away.
    """
    if sys.stdout is None:
        raise OptionError("standard output is closed", "send the result to a file or a pipe")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would fail once more when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OptionError(f"cannot write to standard output: {error.strerror}", "check the space on its disk") from None


def read_article(path: str, encoding: str | None = None, max_bytes: int | None = None) -> tuple[str, str]:
    """Read an article from a file.

    Parameters
    ----------
    path : str
        ``-`` for standard input.
    encoding : str or None
        As for :func:`decode`.
    max_bytes : int or None
        A longer one is refused, and never held; None: of any length.

    Returns
    -------
    tuple of (str, str)
        The text, and the SHA-256 of the file's bytes in hexadecimal.

    Raises
    ------
    InputError
        The file is missing, unreadable, too long, empty (no bytes at all) or no text; the message names it.
    OptionError
        There is no such encoding.

    Examples
    --------
    >>> text, sha256 = read_article("corpus/earnings.txt")
    >>> len(sha256)
    64
    """
    name = "standard input" if path == STDIN else path
    wanted = -1 if max_bytes is None else max_bytes + 1
    try:
        if path == STDIN:
            data = stdin().read(wanted)
        else:
            with open(path, "rb") as file:
                data = file.read(wanted)
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror}", "check the path and its permissions") from None
    if not data:
        raise InputError(f"{name} is empty", "give an article with text in it")
    if max_bytes is not None and len(data) > max_bytes:
        raise InputError(f"{name} is longer than {max_bytes} bytes", "raise the limit with max_bytes=")
    try:
        return decode(data, encoding), hashlib.sha256(data).hexdigest()
    except ExtractorError as error:
        raise type(error)(f"{name}: {error.message}", error.hint) from None
