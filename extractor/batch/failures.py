"""What failed in a batch, told beside its result: one JSON object a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO

from extractor.batch.work import Failure
from extractor.reading import STDIN

__all__ = ["FailureStream", "tell_failures"]


def _path(target: str) -> str:
    return f"{target}.errors.jsonl"


def _line(failure: Failure) -> bytes:
    return (json.dumps(failure, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def tell_failures(failures: Iterable[Failure], target: str) -> str | None:
    """Write what failed beside the result; remove what an earlier run wrote there.

    Parameters
    ----------
    failures : iterable of dict
    target : str

    Returns
    -------
    str or None
        Path of the file; None where nothing failed.
    """
    path, told = _path(target), False
    new = f"{path}.part"
    with open(new, "wb") as file:
        for failure in failures:
            file.write(_line(failure))
            told = True
    if told:
        os.replace(new, path)
        return path
    os.remove(new)
    if os.path.exists(path):
        os.remove(path)  # of an earlier run; it would be taken for this one's
    return None


class FailureStream:
    """Tells failures as they come: on standard error where the result goes to standard output, else beside it.

    Parameters
    ----------
    target : str
        Of the result.

    Attributes
    ----------
    count : int
        How many were told.
    """

    def __init__(self, target: str) -> None:
        self.count = 0
        self._target = target
        self._file: BinaryIO | None = None
        if target != STDIN:
            with suppress(FileNotFoundError):
                os.remove(_path(target))  # of an earlier run

    @property
    def where(self) -> str | None:
        """Where they are told; None where there is none."""
        if not self.count:
            return None
        return "standard error" if self._target == STDIN else _path(self._target)

    def tell(self, failures: Iterable[Failure]) -> None:
        """Tell some.

        Parameters
        ----------
        failures : iterable of dict
        """
        for failure in failures:
            self.count += 1
            if self._target == STDIN:
                sys.stderr.write(_line(failure).decode("utf-8"))
                continue
            if self._file is None:
                self._file = open(_path(self._target), "wb", buffering=0)  # noqa: SIM115 - closed on leaving
            self._file.write(_line(failure))

    def __enter__(self) -> FailureStream:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()
