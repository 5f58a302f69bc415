"""What a run has finished: parts and a manifest in a folder beside the result, so that it can be resumed.

A part is written under another name, brought to the disk and renamed; then a line of the manifest tells it. A run that
was killed, at whatever moment, is what the whole lines of the manifest say, and nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from extractor.batch.work import Chunk, Failure, Result
from extractor.errors import OptionError

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

__all__ = ["Journal"]

_MANIFEST, _PART = "manifest.jsonl", "part-{:08d}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the manifest."""

    part: int
    input_checksum: str
    checksum: int
    done: int
    failures: list[Failure]


class Journal:
    """The folder of a run.

    Parameters
    ----------
    folder : str
    job : mapping
        What the run is about; one about anything else cannot go on with it.
    resume : bool
        Whether to go on with the run that the folder tells of, if there is one.

    Attributes
    ----------
    done, failed : int
        Documents of the finished parts.

    Raises
    ------
    OptionError
        There is an unfinished run and ``resume`` is false, or it was another one, or it is still going.
    """

    def __init__(self, folder: str, job: Mapping[str, Any], *, resume: bool) -> None:
        self._folder, self._job = folder, json.dumps(job, ensure_ascii=False)
        self._checksums: list[str] = []
        self.done = self.failed = 0
        manifest = self._path(_MANIFEST)
        begun = os.path.exists(manifest) and os.path.getsize(manifest) > 0
        if begun and not resume:
            raise OptionError(
                f"{folder} holds an unfinished run", "go on with resume=True, or remove it to begin from the start"
            )
        with suppress(FileExistsError):
            os.mkdir(folder)
        self._file = open(manifest, "r+b" if begun else "w+b", buffering=0)  # noqa: SIM115 - closed by close()
        try:
            self._lock()
            if begun:
                self._read()
            if self._file.tell() == 0:
                self._append({"job": self._job})
        except BaseException:
            self._file.close()
            raise

    @property
    def parts(self) -> int:
        """How many parts are finished."""
        return len(self._checksums)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _lock(self) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OptionError(f"another run is writing {self._folder}", "wait for it to end") from None

    def _read(self) -> None:
        """Take over what is finished, and cut off what is not."""
        whole = 0
        with open(self._path(_MANIFEST), "rb") as lines:
            for line in lines:
                record = _parse(line)
                if record is None or ("part" in record and not self._take_over(_Entry(**record))):
                    break
                self._check_job(record.get("job", self._job))
                whole += len(line)
        self._file.truncate(whole)
        self._file.seek(whole)

    def _check_job(self, job: str) -> None:
        if job != self._job:
            then, now = _leaves(json.loads(job)), _leaves(json.loads(self._job))
            differing = ", ".join(sorted(name for name in then | now if then.get(name) != now.get(name)))
            raise OptionError(
                f"{self._folder} holds a run with other options or of another version: {differing}",
                "give the same options as then, or remove it to begin from the start",
            )

    def _take_over(self, entry: _Entry) -> bool:
        try:
            payload = self._payload(entry.part)
        except OSError:
            return False
        if entry.part != self.parts or zlib.crc32(payload) != entry.checksum:
            return False
        self._count(entry)
        return True

    def _count(self, entry: _Entry) -> None:
        self._checksums.append(entry.input_checksum)
        self.done += entry.done
        self.failed += len(entry.failures)

    def _append(self, record: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(record).encode() + b"\n")
        os.fsync(self._file.fileno())

    def is_finished(self, chunk: Chunk) -> bool:
        """Tell whether an earlier run finished a chunk.

        Parameters
        ----------
        chunk : Chunk

        Raises
        ------
        OptionError
            It did, but the chunk held something else.
        """
        if chunk.number >= self.parts:
            return False
        if self._checksums[chunk.number] != chunk.checksum:
            raise OptionError(
                f"the input has changed since the run that {self._folder} holds",
                "give the input as it was, or remove the folder to begin from the start",
            )
        return True

    def add(self, chunk: Chunk, result: Result) -> None:
        """Keep what a chunk came to. It stays once this returns.

        Parameters
        ----------
        chunk : Chunk
        result : Result
        """
        path = self._path(_PART.format(chunk.number))
        with open(f"{path}.new", "wb") as file:
            file.write(result.payload)
            file.flush()
            os.fsync(file.fileno())
        os.replace(f"{path}.new", path)
        checksum = zlib.crc32(result.payload)
        entry = _Entry(chunk.number, chunk.checksum, checksum, result.done, list(result.failures))
        self._append(asdict(entry))
        self._count(entry)

    def _payload(self, part: int) -> bytes:
        with open(self._path(_PART.format(part)), "rb") as file:
            return file.read()

    def payloads(self) -> Iterator[bytes]:
        """Read the finished parts, in order."""
        return map(self._payload, range(self.parts))

    def failures(self) -> Iterator[Failure]:
        """Read what failed in the finished parts, in order."""
        with open(self._path(_MANIFEST), "rb") as file:
            for line in file:
                yield from (_parse(line) or {}).get("failures", ())

    def remove(self) -> None:
        """Remove the folder, when the result is complete."""
        self._file.close()
        shutil.rmtree(self._folder)

    def close(self) -> None:
        """Leave the folder for a later run; nothing of it where nothing is finished."""
        if not self._file.closed:
            self._file.close()
            if not self.parts:
                shutil.rmtree(self._folder)


def _leaves(job: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a job is made of by its innermost names."""
    leaves: dict[str, Any] = {}
    for name, value in job.items():
        leaves |= _leaves(value) if isinstance(value, dict) else {name: value}
    return leaves


def _parse(line: bytes) -> dict[str, Any] | None:
    """Read a line of the manifest; None for one that was not written to its end."""
    if not line.endswith(b"\n"):
        return None
    try:
        record: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return record
