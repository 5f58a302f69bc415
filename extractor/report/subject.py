"""What an article's report is about: the text, its facts, and what hand-labelled gold says of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractor.errors import GoldError
from extractor.gold import Gold, article_path, load_gold
from extractor.labels import Label
from extractor.matching import Outcome, Pair, align
from extractor.pipeline import Pipeline, load
from extractor.reading import read_article
from extractor.record import Record, read_text

__all__ = ["FACTS_SUFFIXES", "Row", "Subject", "read_subject"]

FACTS_SUFFIXES = (".json", ".jsonl")

_AS_WRITTEN = "give the facts as `extract` or `extract batch` wrote them"


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, a gold fact, or a pair of them: one line of the report.

    Parameters
    ----------
    id : str
        Of the found fact, or made up for a gold fact that was missed.
    outcome : Outcome, "optional" or None
        None without gold; ``optional`` for a found fact that answers optional gold, and is not scored.
    found, gold : Label or None
    """

    id: str
    outcome: Outcome | Literal["optional"] | None
    found: Label | None
    gold: Label | None

    @property
    def label(self) -> Label:
        """The found fact, or the gold one where nothing was found."""
        label = self.found or self.gold
        if label is None:
            raise ValueError("a row tells a fact")
        return label

    @property
    def labels(self) -> list[Label]:
        """All that the row tells, what was found first."""
        return [label for label in (self.found, self.gold) if label is not None]


@dataclass(frozen=True, slots=True)
class Subject:
    """An article and its facts.

    Parameters
    ----------
    raw : str
        The article.
    data : mapping
        Its facts object, as in JSON.
    rows : tuple of Row
        In the order of the text.
    gold : Gold or None
    pairs : tuple of Pair
        The facts against gold; empty without.
    """

    raw: str
    data: Mapping[str, Any]
    rows: tuple[Row, ...]
    gold: Gold | None = None
    pairs: tuple[Pair, ...] = ()

    @property
    def head(self) -> Mapping[str, Any]:
        """What is told of the document."""
        return {**self.data, **(self.data.get("document") or {})}


def read_subject(
    path: str,
    *,
    gold: str | None = None,
    date: str | None = None,
    article: str | None = None,
    encoding: str | None = None,
    pipeline: Pipeline | None = None,
) -> Subject:
    """Read an article and extract its facts, or read a file of facts and its article.

    Parameters
    ----------
    path : str
        Of an article or, where it ends in ``.json`` or ``.jsonl``, of a facts file or a gold file.
    gold : str or None
        Path of a gold file of the same article.
    date : str or None
        Day of publication; None: the one of the gold file, if there is one.
    article : str or None
        The article of a facts file; None: the gold file's, else the one that the facts file names or stands beside.
    encoding : str or None
        Of the article; None: detected.
    pipeline : Pipeline or None
        Which extracts the facts, and whose types are known; None means that of ``load()``.

    Returns
    -------
    Subject

    Raises
    ------
    InputError
        The article cannot be read.
    OptionError
        The date is none.
    GoldError
        The facts or the gold file are wrong, or of another article.

    Examples
    --------
    >>> from extractor.report import article_report, read_subject
    >>> subject = read_subject("gold/earnings.gold.json")
    >>> article_report(subject).startswith("<!DOCTYPE html>")
    True
    """
    pipeline = pipeline or load()
    types = pipeline.types
    golden = load_gold(gold, types) if gold else None
    if path.endswith(FACTS_SUFFIXES):
        record = _facts_of_one(path, types)
        raw, sha256 = read_article(article or (golden.article if golden else _beside(record)), encoding)
        _check_hash(record, sha256)
    else:
        raw, sha256 = read_article(path, encoding)
        name = os.path.splitext(os.path.basename(path))[0]
        reference = date or (golden.reference_date if golden else None)
        source = "option" if date else "gold"
        facts = pipeline.extract(raw, id=name, reference_date=reference, reference_date_source=source, sha256=sha256)
        record = Record(path, "", 1, facts.to_dict(), types=types)
    labels = tuple(record.labels())
    for index, label in enumerate(labels):
        _check_slice(record, index, label, raw)
    ids = [str(fact.get("id") or f"{fact['type']}-{i}") for i, fact in enumerate(record.data["facts"], 1)]
    if golden is None:
        rows = [Row(id_, None, label, None) for id_, label in zip(ids, labels, strict=True)]
        return Subject(raw, record.data, _in_order(rows))
    if golden.raw != raw:
        raise GoldError(f"{golden.path} labels another article than {path}", "give the gold file of this article")
    pairs = tuple(align(golden.facts, labels))
    return Subject(raw, record.data, _in_order(_judged(ids, labels, pairs)), golden, pairs)


def _facts_of_one(path: str, types: Sequence[str]) -> Record:
    """Read the facts of one document; JSON Lines, as a batch writes them, may hold those of many."""
    text = read_text(path)
    lines = [line for line in text.split("\n") if line.strip()]
    if path.endswith(FACTS_SUFFIXES[1]) and len(lines) != 1:
        raise GoldError(f"{path} has facts of {len(lines)} documents", "give a file with the line of the one to show")
    record = Record.parse(path, text, types=types)
    _check_parts(record)
    return record


def _check_parts(record: Record) -> None:
    """Refuse what an output tells beside its facts where it has another form than that of ``extract``."""
    for key in ("document", "extractor"):
        if not isinstance(record.data.get(key), dict | None):
            raise record.error(f'"{key}" is no object', _AS_WRITTEN)
    for key in ("entities", "figures", "events"):
        if not _is_list_of(record.data.get(key), dict):
            raise record.error(f'"{key}" is no list of objects', _AS_WRITTEN)
    for entity in record.data.get("entities") or ():
        if not isinstance(entity.get("name"), str):
            raise record.error('an entity has no "name"', _AS_WRITTEN)
        for key in ("aliases", "mentions"):
            if not _is_list_of(entity.get(key), str):
                raise record.error(f'"{key}" of {entity["name"]!r} is no list of strings', _AS_WRITTEN)


def _is_list_of(value: object, kind: type) -> bool:
    """Whether a value is a list of a kind; null is one without items."""
    return value is None or (isinstance(value, list) and all(isinstance(item, kind) for item in value))


def _beside(record: Record) -> str:
    """Find the article of a facts file: as for gold, or by the document's id."""
    by_id = os.path.join(os.path.dirname(record.path), f"{record.id}.txt") if record.id else ""
    return by_id if os.path.isfile(by_id) else article_path(record)


def _check_hash(record: Record, sha256: str) -> None:
    told = record.head.get("sha256")
    if told is not None and told != sha256:
        raise record.error(
            f"these facts were made from another text: its sha256 is {told}, the article's is {sha256}",
            "name the article of these facts with article=, or extract them again",
        )


def _check_slice(record: Record, index: int, label: Label, raw: str) -> None:
    there = raw[label.start : label.end]
    if there != label.text:
        raise record.fact_error(
            index, f"the article has {there!r} there", "name the article of these facts with article="
        )


def _judged(ids: Iterable[str], labels: Iterable[Label], pairs: Iterable[Pair]) -> Iterator[Row]:
    """Say of each fact what gold says, and which gold facts were missed."""
    answering: dict[int, Pair] = {}  # by identity: a facts file may tell one span twice
    missed = 0
    for pair in pairs:
        if pair.found is None:
            missed += 1
            yield Row(f"missed-{missed}", "missed", None, pair.gold)
        else:
            answering[id(pair.found)] = pair
    for id_, label in zip(ids, labels, strict=True):
        scored = answering.get(id(label))
        yield Row(id_, scored.outcome if scored else "optional", label, scored.gold if scored else None)


def _in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.label.start, -row.label.end)))
