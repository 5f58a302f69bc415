"""Many articles in, one facts object a line out, in order."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from extractor.errors import ExtractorError, InputError, OptionError
from extractor.facts import FactType
from extractor.formats import facts_line, read_batch
from extractor.pipeline import Pipeline
from extractor.reading import STDIN, stdin, write_out

__all__ = ["Summary", "run_batch"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to.

    Parameters
    ----------
    done, failed : int
        Articles.
    errors : str or None
        Path of the file that tells what failed and why, one JSON object a line; None where nothing failed.
    """

    done: int
    failed: int
    errors: str | None


class _StandardOutput:
    """Standard output as a file: what fails there is told as any error."""

    def write(self, data: bytes) -> None:
        write_out(data)


class _Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


@contextmanager
def _output(path: str) -> Iterator[_Writable]:
    """Open a file that appears under its name only when it is complete; ``-`` is standard output.

    Where a link stands, the file that it leads to is written; a pipe or a device is written as it is.
    """
    if path == STDIN:
        yield _StandardOutput()
        return
    target = os.path.realpath(path)
    direct = os.path.exists(target) and not os.path.isfile(target)
    part = target if direct else f"{target}.part"
    try:
        with open(part, "wb") as file:
            yield file
        if not direct:
            os.replace(part, target)
    except OSError as error:
        raise OptionError(f"cannot write {path}: {error.strerror}", "check the folder and the space on it") from None
    finally:
        if not direct and os.path.exists(part):
            os.remove(part)


@contextmanager
def _input(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield stdin()
        return
    try:
        file = open(path, "rb")  # noqa: SIM115 - closed below; errors of the body are not errors of opening
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
    with file:
        yield file


def run_batch(
    source: str, target: str, pipeline: Pipeline, types: tuple[FactType, ...], reference_date: str | None = None
) -> Summary:
    """Extract the facts of all articles of a JSON Lines file.

    Parameters
    ----------
    source : str
        Path of rows with ``id``, ``text`` and optionally ``reference_date``; ``-`` for standard input.
    target : str
        Path of the result, one facts object a line in the order of the rows; ``-`` for standard output.
    pipeline : Pipeline
    types : tuple of FactType
    reference_date : str or None
        For rows that tell none.

    Returns
    -------
    Summary
        Rows that fail do not stop the run; they are told in ``TARGET.errors.jsonl`` with their line and the reason
        (on standard error where the result goes to standard output).

    Raises
    ------
    InputError
        ``source`` cannot be read.
    OptionError
        ``target`` cannot be written.
    """
    if STDIN not in (source, target) and os.path.realpath(source) == os.path.realpath(target):
        raise OptionError(f"{target} is the input too", "name another file for the result")
    done = 0
    failures: list[dict[str, object]] = []
    with _input(source) as rows, _output(target) as out:
        for number, row in read_batch(rows):
            try:
                if isinstance(row, InputError):
                    raise row
                given = row.reference_date
                facts = pipeline.extract(
                    row.text,
                    id=row.id,
                    reference_date=given or reference_date,
                    reference_date_source="row" if given else "option",
                    types=types,
                )
            except ExtractorError as error:
                row_id = None if isinstance(row, InputError) else row.id
                failures.append({"line": number, "id": row_id, "code": error.code, "error": str(error)})
                continue
            out.write(facts_line(facts))
            done += 1
    return Summary(done, len(failures), _tell_failures(failures, target))


def _tell_failures(failures: list[dict[str, object]], target: str) -> str | None:
    path = f"{target}.errors.jsonl"
    lines = "".join(json.dumps(failure, ensure_ascii=False) + "\n" for failure in failures)
    if target == STDIN:
        sys.stderr.write(lines)
        return "standard error" if failures else None
    if not failures:
        if os.path.exists(path):
            os.remove(path)  # of an earlier run; it would be taken for this one's
        return None
    with _output(path) as out:
        out.write(lines.encode("utf-8", "backslashreplace"))
    return path
