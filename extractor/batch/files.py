"""Files of a batch: which there are, in which order, of which format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.batch.items import Reading
from extractor.errors import InputError
from extractor.reading import STDIN

__all__ = ["SUFFIXES", "File", "file_format", "find_files", "total_bytes"]

SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".txt": "txt"}
_COMPRESSED = (".gz", ".zst")


def file_format(path: str, chosen: str | None) -> str | None:
    """Tell the format of a file; None where its suffix tells nothing.

    Parameters
    ----------
    path : str
    chosen : str or None
        The format, whatever the suffix says.
    """
    stem, suffix = os.path.splitext(path)
    if suffix.lower() in _COMPRESSED:
        suffix = os.path.splitext(stem)[1]
    return chosen or SUFFIXES.get(suffix.lower())


@dataclass(frozen=True, slots=True)
class File:
    """A file of a batch.

    Parameters
    ----------
    path, format : str
    id : str
        Of the article, where the file is one.
    error : InputError or None
        Why it cannot be read.
    """

    path: str
    format: str
    id: str
    error: InputError | None = None


def find_files(paths: Sequence[str], reading: Reading, passed_over: Sequence[str] = ()) -> Iterator[File]:
    """Find the files of a batch, in an order that depends on their names alone.

    Parameters
    ----------
    paths : sequence of str
        Files, folders (with all in them whose suffix tells a format, but pipes, sockets and devices, which a batch
        would wait for), and ``-`` for standard input.
    reading : Reading
    passed_over : sequence of str
        Real paths, of files and folders, that are no sources: the result.

    Yields
    ------
    File
        With an error where a folder cannot be read.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield File(path, file_format(path, reading.format) or "jsonl", _id(os.path.basename(path)))
            continue
        unreadable: list[OSError] = []
        seen = set(passed_over)
        for folder, folders, names in os.walk(path, onerror=unreadable.append, followlinks=True):
            if (real := os.path.realpath(folder)) in seen:  # links may lead round in a circle
                folders.clear()
                continue
            seen.add(real)
            folders[:] = sorted(f for f in folders if not f.startswith((".", "_")))
            yield from _unreadable(unreadable)
            for name in sorted(names):
                file = os.path.join(folder, name)
                form = file_format(name, None)
                wanted = form is not None and reading.format in (None, form) and not name.startswith((".", "_"))
                if form and wanted and not _is_special(file) and os.path.realpath(file) not in passed_over:
                    yield File(file, form, _id(os.path.relpath(file, path)))
        yield from _unreadable(unreadable)


def _is_special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path)  # a link that leads nowhere is told when it is read


def _unreadable(errors: list[OSError]) -> Iterator[File]:
    while errors:
        error = errors.pop()
        what = InputError(f"cannot read {error.filename}: {error.strerror}", "check its permissions")
        yield File(str(error.filename), "folder", "", what)


def _id(name: str) -> str:
    """Name a document after its file; in UTF-8, whatever the locale made of the name's bytes."""
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in _COMPRESSED:
        stem = os.path.splitext(stem)[0]
    return os.fsencode(stem).decode("utf-8", "replace").replace(os.sep, "/")


def total_bytes(files: Iterator[File]) -> int | None:
    """Sum up the sizes of files, as they stand on the disk; None where standard input is among them.

    Parameters
    ----------
    files : iterator of File
    """
    total = 0
    for file in files:
        if file.path == STDIN:
            return None
        if file.error is None and os.path.exists(file.path):
            total += os.path.getsize(file.path)
    return total
