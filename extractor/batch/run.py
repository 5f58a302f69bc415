"""A batch on one machine: read, cut, worked on, kept, put together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from extractor import __version__
from extractor.batch.checks import check_sources
from extractor.batch.failures import FailureStream, tell_failures
from extractor.batch.files import total_bytes
from extractor.batch.journal import Journal
from extractor.batch.progress import Progress
from extractor.batch.sinks import Sink, sink_for
from extractor.batch.sources import Reader
from extractor.batch.work import Chunk, Result, Settings, Work, cut
from extractor.batch.workers import work_on
from extractor.errors import OptionError
from extractor.extractors import installed_version
from extractor.pipeline import Pipeline
from extractor.reading import STDIN, write_out

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


def run_batch(
    sources: Sequence[str],
    target: str,
    settings: Settings | None = None,
    *,
    format: str | None = None,
    workers: int = 1,
    resume: bool = False,
) -> Summary:
    """Extract the facts of many articles.

    Parameters
    ----------
    sources : sequence of str
        Folders, text files, JSON Lines, CSV and Parquet, also compressed with gzip or zstd; ``-`` for standard input.
    target : str
        Path of the result; ``-`` for standard output.
    settings : Settings or None
        None: those of :class:`Settings`.
    format : {"jsonl", "parquet", "duckdb"} or None
        Of the result; None: told by the suffix of ``target``.
    workers : int
        Processes. The bytes of the result do not depend on it.
    resume : bool
        Whether to go on where a run to the same ``target`` was stopped.

    Returns
    -------
    Summary
        Documents that fail do not stop the run; they are told in ``TARGET.errors.jsonl`` with their place and the
        reason (on standard error where the result goes to standard output).

    Raises
    ------
    InputError
        A source cannot be read.
    OptionError
        ``target`` cannot be written, or there is nothing to resume where there is something else.

    Examples
    --------
    >>> import json, pathlib, tempfile
    >>> from extractor.batch import run_batch
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     articles, facts = pathlib.Path(folder, "articles.jsonl"), pathlib.Path(folder, "facts.jsonl")
    ...     _ = articles.write_text('{"id": "a", "text": "融资3亿元"}', "utf-8")
    ...     run_batch([str(articles)], str(facts)).done
    ...     json.loads(facts.read_bytes())["facts"][0]["value"]
    1
    '300000000'
    """
    settings = settings or Settings()
    real, errors = os.path.realpath(target), os.path.realpath(f"{target}.errors.jsonl")
    if target != STDIN and any(s != STDIN and os.path.realpath(s) in (real, errors) for s in sources):
        raise OptionError(f"{target} is the input too", "name another file for the result")
    work = Work(settings, sink_for(target, format))
    own = (real, errors, f"{real}.parts")
    check_sources(sources, settings.reading, own)
    reader = Reader(sources, settings.reading, own)
    pipeline = settings.pipeline()
    streamed = target == STDIN or (os.path.exists(real) and not os.path.isfile(real) and not os.path.isdir(real))
    if streamed:
        if resume or not work.sink.streams:
            raise OptionError(f"{target} is no file, and keeps nothing", "name a file for the result")
        return _stream(work_on(cut(reader), work, pipeline, workers), target)
    with _writing(target):
        if os.path.isdir(real):
            raise IsADirectoryError(21, "Is a directory")
        return _keep(reader, target, work, pipeline, workers=workers, resume=resume)


@contextmanager
def _writing(target: str) -> Iterator[None]:
    """Tell what fails in writing as an error of the option. What is finished stays."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "check the folder and the space on it"
        if os.path.isdir(f"{os.path.realpath(target)}.parts"):
            hint += "; then go on with resume=True"
        raise OptionError(f"cannot write {target}: {reason}", hint) from None


def _stream(results: Iterable[tuple[Chunk, Result]], target: str) -> Summary:
    """Write to standard output, a pipe or a device as it comes."""
    done = 0
    place = os.devnull if target == STDIN else target
    with _writing(target), FailureStream(target) as failures, open(place, "wb", buffering=0) as file:
        for _, result in results:
            if target == STDIN:
                write_out(result.payload)
            else:
                file.write(result.payload)
            done += result.done
            failures.tell(result.failures)
    return Summary(done, failures.count, failures.where)


def _keep(reader: Reader, target: str, work: Work, pipeline: Pipeline, *, workers: int, resume: bool) -> Summary:
    """Keep each part until all are there, then write the result; under its name only when it is complete."""
    real = os.path.realpath(target)
    journal = Journal(f"{real}.parts", _job(work), resume=resume)
    progress = Progress(total_bytes(reader.files()) if sys.stderr is not None and sys.stderr.isatty() else None)
    try:
        chunks = cut(reader)
        results = work_on(_unfinished(chunks, journal, progress), work, pipeline, workers)
        try:
            for chunk, result in results:
                journal.add(chunk, result)
                progress.show(journal.done + journal.failed, journal.failed, chunk.position)
        finally:
            results.close()  # ends the processes
            chunks.close()  # and the file that is being read
            progress.end()
        _assemble(work.sink, journal, real)
        errors = tell_failures(journal.failures() if journal.failed else (), target)
        journal.remove()
    finally:
        journal.close()
    return Summary(journal.done, journal.failed, errors)


def _job(work: Work) -> dict[str, object]:
    """Tell what decides the bytes of the result, but for the articles; a table of one's own by what it holds."""
    settings = work.settings
    return {
        "version": __version__,
        "format": work.sink.name,
        "types": settings.types,
        "relations": settings.relations,
        "reference_date": settings.reference_date,
        "lexicon": None if settings.lexicon is None else sha256(Path(settings.lexicon).read_bytes()).hexdigest(),
        "extractors": [installed_version(name) for name in settings.extractors],
        "reading": asdict(settings.reading),
    }


def _unfinished(chunks: Iterator[Chunk], journal: Journal, progress: Progress) -> Iterator[Chunk]:
    finished, chunk = journal.parts, None
    for chunk in chunks:
        if not journal.is_finished(chunk):
            yield chunk
        elif chunk.number + 1 == finished:
            progress.begin(journal.done + journal.failed, chunk.position)
    if finished > (chunk.number + 1 if chunk else 0):
        raise OptionError("the input is shorter than in the run to resume", "give the input as it was")


def _assemble(sink: Sink, journal: Journal, path: str) -> None:
    new = f"{path}.part"
    try:
        sink.assemble(journal.payloads(), new)
        with open(new, "rb") as file:
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        with suppress(FileNotFoundError):
            os.remove(new)
