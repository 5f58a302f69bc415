"""What is refused before a batch begins: sources that are not there, hold nothing, or are no text."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from typing import BinaryIO

from extractor.batch.extras import require
from extractor.batch.files import SUFFIXES, file_format, find_files
from extractor.batch.items import Reading
from extractor.batch.streams import DAMAGED, check_seekable, open_stream
from extractor.errors import InputError, OptionError
from extractor.reading import STDIN

__all__ = ["check_sources"]

_HEAD = 1024  # bytes by which a file that is no text is known
_CONTROLS, _MOST_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]"), 0.01
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_sources(paths: Sequence[str], reading: Reading, passed_over: Sequence[str] = ()) -> None:
    """Refuse sources that cannot be read.

    Parameters
    ----------
    paths : sequence of str
    reading : Reading
    passed_over : sequence of str
        As for :func:`find_files`.

    Raises
    ------
    InputError
        A path cannot be read, or a folder holds no article.
    OptionError
        Standard input is named twice, or a library is not installed.
    """
    if paths.count(STDIN) > 1:
        raise OptionError("standard input is named twice", "give - once")
    for path in paths:
        if not os.path.isdir(path):
            _check_file(path, reading)
        elif next(find_files([path], reading, passed_over), None) is None:
            raise InputError(f"{path} holds no articles", f"give files of {', '.join(SUFFIXES)}")


def _check_file(path: str, reading: Reading) -> None:
    form = file_format(path, reading.format) or "jsonl"
    if form == "parquet":
        require("pyarrow", "parquet")
        check_seekable(path)
    with open_stream(path) as (content, raw):
        # Of a compressed pipe nothing can be seen that would not be gone when it is read.
        seen = path != STDIN or content is raw
        if seen and (form == "jsonl" or (form == "csv" and reading.encoding is None)):
            _check_text(path, content)


def _check_text(path: str, content: BinaryIO) -> None:
    """Raise an InputError if a file that should hold lines of text begins with what is none."""
    try:
        head = content.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
    except DAMAGED:
        return  # told with its place when it is read
    if head.startswith(_OTHER_MARKS) or len(_CONTROLS.findall(head)) > _MOST_CONTROLS * len(head) or _is_foreign(head):
        raise InputError(
            f"{path} is no text in UTF-8", "convert it, or name what it is with input_format= or by its suffix"
        )


def _is_foreign(head: bytes) -> bool:
    """Whether most characters beyond ASCII are none of UTF-8: GB18030, Big5. A damaged row is no reason."""
    decoded = head.decode("utf-8", "replace")
    damaged = decoded.count("\ufffd") - head.count("\ufffd".encode())  # some were written so, as crawlers do
    return damaged > 1 and damaged > sum(c > "\x7f" for c in decoded) - damaged
