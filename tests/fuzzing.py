"""What may be thrown at the package: each target takes any bytes, and raises only where the package broke a promise.

``tests/test_fuzzing.py`` throws what hypothesis makes, ``benchmarks/fuzz.py`` what atheris makes.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise

from splices import spliced

from extractor.batch.rows import Fields, read_line, read_record
from extractor.errors import ExtractorError, InvariantError
from extractor.facts import Facts
from extractor.figure_labels import joined
from extractor.gazetteer import load_gazetteer
from extractor.gold import load_facts, load_gold
from extractor.gold_check import fact_violations
from extractor.labelling import check_gold, mark_article
from extractor.markup import compile_markup, mark
from extractor.pipeline import load
from extractor.reading import decode

__all__ = ["TARGETS", "check_facts"]

ARTICLE = "青禾银行今日融资3亿元，同比增长5%。\n⟦注⟧明年|后年;\\还款。"
_PIPELINE = load()
_DATES = (None, "2026-01-08", "0001-01-01", "9999-12-31")
_SECONDS = 10  # of the processor, for a text of some hundred characters


@contextmanager
def _refusals() -> Iterator[None]:
    """Let the package refuse its input, in one line that says what to do next; a broken promise is no refusal."""
    try:
        yield
    except InvariantError:
        raise
    except ExtractorError as error:
        if not (error.message and error.hint) or "\n" in str(error):
            raise AssertionError(f"not told in a line with what to do next: {error!r}") from error


@contextmanager
def _file(name: str, data: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        yield path


def _text(data: bytes) -> str:
    """Any text: bytes that are no UTF-8 are lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def check_facts(facts: Facts, raw: str) -> None:
    """Check facts by the rules for gold, which know nothing of those that made them."""
    told = json.loads(facts.to_json())
    spans = [(fact["start"], fact["end"]) for fact in told["facts"]]
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "not in order, or twice"
    assert [raw[start:end] for start, end in spans] == [fact["text"] for fact in told["facts"]]
    errors = list(fact_violations(joined(told["facts"], None), [fact["id"] for fact in told["facts"]], raw))
    assert not errors, errors
    ids = {fact["id"] for fact in told["facts"]}
    assert len(ids) == len(spans)
    assert {figure["fact"] for figure in told["figures"]} <= ids
    for figure in told["figures"]:
        assert all(0 <= e["start"] < e["end"] <= len(raw) for e in figure["evidence"]), figure
    anchors = {fact.get("anchor") for fact in told["facts"]} - {None}
    assert anchors <= ids, "an anchor that is no fact"


def read_bytes(data: bytes) -> None:
    with _refusals():
        assert decode(data) == decode(data)
    with _refusals():
        decode(data, "gb18030")


def extract_text(data: bytes) -> None:
    date, raw = _DATES[data[0] % len(_DATES)] if data else None, _text(data[1:])
    with _in_time():
        facts = _PIPELINE.extract(raw, reference_date=date)
    check_facts(facts, raw)
    assert _PIPELINE.extract(raw, reference_date=date) == facts


@contextmanager
def _in_time() -> Iterator[None]:
    """Count the time of the processor, which neither a busy machine nor libFuzzer's own alarm disturbs."""

    def stop(*_: object) -> None:
        raise AssertionError(f"no end after {_SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def extract_spliced(data: bytes) -> None:
    extract_text(data[:1] + spliced(data[1:]).encode())


def read_gold(data: bytes) -> None:
    with _file("a.gold.json", data) as path:
        article = os.path.join(os.path.dirname(path), "a.txt")
        with open(article, "wb") as file:
            file.write(ARTICLE.encode())
        for read in (load_gold, load_facts, lambda path: mark_article(article, path), lambda path: check_gold([path])):
            with _refusals():
                read(path)


def read_lexicon(data: bytes) -> None:
    with _file("own.tsv", data) as path, _refusals():
        gazetteer = load_gazetteer(path)
        gazetteer.find(ARTICLE + data.decode(errors="replace"))


def read_markup(data: bytes) -> None:
    with _refusals():
        facts = compile_markup(_text(data), ARTICLE)
        assert compile_markup(mark(ARTICLE, facts), ARTICLE) == facts


def read_rows(data: bytes) -> None:
    for line in data.split(b"\n"):
        with _refusals():
            read_record(read_line(line, "a:1"), Fields(), "a:1", "a:1")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "text": extract_text,
    "spliced": extract_spliced,
    "bytes": read_bytes,
    "gold": read_gold,
    "lexicon": read_lexicon,
    "markup": read_markup,
    "rows": read_rows,
}
