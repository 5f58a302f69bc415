"""Processes that work on chunks: results in order, a bounded number of chunks at a time, deaths survived.

A worker has one chunk at a time, so that neither side of its pipe ever waits for the other to read. A chunk whose
worker died is given to a new one; where that dies at the same item, the item fails.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import Any

from extractor.batch.items import Broken
from extractor.batch.work import Chunk, Result, Work
from extractor.errors import ExtractorError, InputError, InvariantError
from extractor.pipeline import Pipeline

__all__ = ["work_on"]

# Chunks of which a result may be waiting for its turn, a worker.
_WINDOW = 4
_NOWHERE = -1
# Things made between two looks for garbage in circles, of which an article leaves none; Python's own 700 cost 4 %.
_GARBAGE = 100_000


def work_on(
    chunks: Iterator[Chunk], work: Work, pipeline: Pipeline, workers: int = 1
) -> Generator[tuple[Chunk, Result], None, None]:
    """Work on chunks.

    Parameters
    ----------
    chunks : iterator of Chunk
    work : Work
    pipeline : Pipeline
        For the work in this process, which does it where ``workers`` is 1 or there is one chunk only.
    workers : int

    Yields
    ------
    tuple of (Chunk, Result)
        In the order of the chunks.
    """
    first = list(islice(chunks, 2))
    if workers > 1 and len(first) > 1:
        yield from _Pool(work, workers).run(chain(first, chunks))
        return
    for chunk in chain(first, chunks):
        yield chunk, work.run(pipeline, chunk.items)


def _serve(connection: Connection, at: Any, work: Work) -> None:
    """Work on what the connection brings until it closes. The parent alone answers an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE)

    def tell(index: int) -> None:
        at.value = index

    with suppress(EOFError, OSError):  # the parent is gone
        try:
            pipeline = work.settings.pipeline()
        except ExtractorError as error:
            connection.send(error)
            return
        while True:
            items = connection.recv()
            result = work.run(pipeline, items, tell)
            at.value = _NOWHERE
            connection.send(result)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold interrupts back, here and in processes that are started meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A process and the chunk that it has."""

    def __init__(self, work: Work) -> None:
        # A process of its own making: a forked one would share the threads and locks of libraries.
        context = multiprocessing.get_context("spawn")
        self.at = context.RawValue("i", _NOWHERE)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.at, work), daemon=True)
        with _interrupts_held():
            self.process.start()
        theirs.close()
        self.chunk: Chunk | None = None

    def give(self, chunk: Chunk) -> None:
        self.chunk = chunk
        with suppress(OSError):  # it died; that is seen when its result is taken
            self.connection.send(chunk.items)

    def take(self) -> Result | ExtractorError | None:
        """Return the result of its chunk; None where the process died."""
        try:
            result: Result | ExtractorError = self.connection.recv()
        except (EOFError, OSError):
            return None
        return result

    def end(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


class _Pool:
    def __init__(self, work: Work, workers: int) -> None:
        self._work, self._count = work, workers
        self._workers: list[_Worker] = []
        self._died_at: dict[int, int] = {}  # the item of a chunk at which a worker died

    def run(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Yield results in order. The processes end with the generator, however it ends."""
        ready: dict[int, tuple[Chunk, Result]] = {}
        waiting: deque[int] = deque()  # numbers of chunks given and not yet yielded
        more = True
        try:
            while True:
                while more and len(waiting) < _WINDOW * self._count and (worker := self._idle()):
                    chunk = next(chunks, None)
                    if chunk is None:
                        more = False
                        break
                    worker.give(chunk)
                    waiting.append(chunk.number)
                busy = {w.connection: w for w in self._workers if w.chunk is not None}
                if not busy:
                    return
                for connection in wait(list(busy)):
                    self._collect(busy[connection], ready)  # type: ignore[index]
                while waiting and waiting[0] in ready:
                    yield ready.pop(waiting.popleft())
        finally:
            for worker in self._workers:
                worker.end()

    def _idle(self) -> _Worker | None:
        idle = next((w for w in self._workers if w.chunk is None), None)
        if idle is None and len(self._workers) < self._count:
            idle = _Worker(self._work)
            self._workers.append(idle)
        return idle

    def _collect(self, worker: _Worker, ready: dict[int, tuple[Chunk, Result]]) -> None:
        chunk = worker.chunk
        assert chunk is not None
        result = worker.take()
        if isinstance(result, ExtractorError):
            raise result
        if result is not None:
            ready[chunk.number] = (chunk, result)
            worker.chunk = None
        else:
            self._replace(worker, chunk)

    def _replace(self, dead: _Worker, chunk: Chunk) -> None:
        dead.end()
        self._workers.remove(dead)
        at = dead.at.value
        if self._died_at.get(chunk.number) == at:
            if at == _NOWHERE:
                raise InvariantError("worker processes die at once", "try workers=1, and please report it")
            chunk = _without(chunk, at)
        self._died_at[chunk.number] = at
        worker = _Worker(self._work)
        self._workers.append(worker)
        worker.give(chunk)


def _without(chunk: Chunk, index: int) -> Chunk:
    """Return a chunk in which an item fails before it is touched."""
    items = list(chunk.items)
    what = "the process that worked on it died, twice"
    items[index] = Broken(items[index].place, InputError(what, "it may need more memory than there is"))
    return replace(chunk, items=tuple(items))
