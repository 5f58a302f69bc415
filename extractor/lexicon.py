"""Tables of language knowledge: the one reader of ``extractor/data``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from extractor.errors import LexiconError

__all__ = ["DATA", "read_rows", "read_table", "rows_of", "table"]

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def read_rows(path: str | os.PathLike[str], columns: int) -> Iterator[tuple[str, ...]]:
    """Read a table from a file.

    Parameters
    ----------
    path : str or os.PathLike
        Of a UTF-8 file, with or without byte order mark.
    columns : int
        As for :func:`rows_of`.

    Returns
    -------
    iterator of tuple of str

    Raises
    ------
    LexiconError
        The file cannot be read; or as :func:`rows_of`.
    """
    return rows_of(read_table(path), path, columns)


def read_table(path: str | os.PathLike[str]) -> str:
    """Read the text of a table.

    Parameters
    ----------
    path : str or os.PathLike

    Raises
    ------
    LexiconError
        The file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")  # a file of text is decoded in Python, for its byte order mark
    except OSError as error:
        hint = "check the path and its permissions; it is relative to the current folder"
        raise LexiconError(f"cannot read the table {path}: {error.strerror}", hint) from error
    except UnicodeDecodeError as error:
        what = f"the table {path} is not UTF-8: {error.reason} at byte {error.start}"
        raise LexiconError(what, "save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rows_of(text: str, path: str | os.PathLike[str], columns: int) -> Iterator[tuple[str, ...]]:
    """Read the rows of a tab-separated table; lines that begin with ``#`` and empty lines are comments.

    Parameters
    ----------
    text : str
    path : str or os.PathLike
        Of its file, for messages.
    columns : int
        How many columns a row has. Empty columns at the end of a row may be left out.

    Yields
    ------
    tuple of str
        ``columns`` strings.

    Raises
    ------
    LexiconError
        A row has too many columns or none.
    """
    missing = [("",) * (columns - found) for found in range(columns + 1)]
    spaced = " " in text or "\u3000" in text
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        row = tuple(line.split("\t"))
        if spaced and (" " in line or "\u3000" in line):
            row = tuple(cell.strip(" \u3000") for cell in row)
        found = len(row)
        if found > columns or not row[0]:
            raise LexiconError(
                f"{path}, line {number}: {found} columns where 1 to {columns} belong, the first not empty",
                "separate columns with one tab and begin comments with #",
            )
        yield row if found == columns else row + missing[found]


@cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Read a table of ``extractor/data`` once.

    Parameters
    ----------
    name : str
        File name without ``.tsv``; a path with ``/`` for a table in a folder.
    columns : int

    Returns
    -------
    tuple of tuple of str
        Its rows.
    """
    return tuple(read_rows(os.path.join(DATA, *name.split("/")) + ".tsv", columns))
