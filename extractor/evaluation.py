"""Evaluation over documents: gold files and facts in, a report as table, JSON or list of errors out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.errors import GoldError
from extractor.facts import FactType, check_types
from extractor.gold import GOLD_SUFFIX, Gold, Prediction, load_facts, load_gold
from extractor.labels import Label
from extractor.pipeline import load
from extractor.scoring import (
    COMPARED,
    ERRORS,
    SCHEMES,
    Counts,
    Pair,
    Scheme,
    Score,
    align,
    differences,
    sentence,
    tally,
    total,
)

__all__ = ["DocumentPairs", "Report", "evaluate"]

REPORT_SCHEMA = "evaluation/1"
_ALL = "all"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class DocumentPairs:
    """One document of an evaluation.

    Parameters
    ----------
    gold : Gold
    pairs : tuple of Pair
        Its gold facts and what was found for them.
    """

    gold: Gold
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Report:
    """What an evaluation came to.

    Parameters
    ----------
    documents : tuple of DocumentPairs
        In the order of the gold files.
    """

    documents: tuple[DocumentPairs, ...]

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """Counts over all documents by type, and of all types together under ``all``."""
        by_type = tally(pair for document in self.documents for pair in document.pairs)
        counts: dict[str, Counts] = {fact_type: by_type[fact_type] for fact_type in by_type}
        return {**counts, _ALL: total(counts.values())}

    def f1(self, fact_type: str = _ALL, scheme: Scheme = "value") -> float | None:
        """Return an F1 over all documents, each fact counting the same.

        Parameters
        ----------
        fact_type : str
            A fact type, or ``all``.
        scheme : {"strict", "value"}

        Returns
        -------
        float or None
            0 to 1; None where there is neither gold nor anything found.
        """
        return self.counts.get(fact_type, Counts()).score(scheme).f1

    @property
    def errors(self) -> Iterator[tuple[Gold, Pair]]:
        """Every pair that is not right, with its document."""
        return ((d.gold, pair) for d in self.documents for pair in d.pairs if pair.outcome != "right")

    def to_table(self) -> str:
        """Return counts, scores and classes of errors, a type a line, as aligned plain text."""
        head = ["type", "gold", "found"]
        head += [f"{scheme} {part}" for scheme in SCHEMES for part in ("P", "R", "F1")]
        rows = [[*head, *ERRORS]]
        for name, counts in self.counts.items():
            scores = [_show(number) for scheme in SCHEMES for number in counts.score(scheme)]
            errors = [str(counts.errors.get(outcome, 0)) for outcome in ERRORS]
            rows.append([name, str(counts.gold), str(counts.found), *scores, *errors])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "".join(
            f"{row[0]:<{widths[0]}}"
            + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
            + "\n"
            for row in rows
        )

    def to_errors_text(self) -> str:
        """Return the errors for people: a line that says what is wrong, and a line with the sentence."""
        return "".join(
            f"{gold.id}:{pair.label.start}  {pair.outcome} {pair.label.type}  {_difference(pair)}\n"
            f"    {sentence(gold.raw, pair.label.start, pair.label.end)}\n"
            for gold, pair in self.errors
        )

    def to_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """Return the report for programs.

        Parameters
        ----------
        errors : bool
            Whether to list the errors.

        Returns
        -------
        dict
            Scores are rounded to four digits, None where undefined.
        """
        result: dict[str, Any] = {
            "schema": REPORT_SCHEMA,
            "types": {name: _counts_dict(counts) for name, counts in self.counts.items()},
            "documents": [{"id": d.gold.id, **_counts_dict(total(tally(d.pairs).values()))} for d in self.documents],
        }
        if errors:
            result["errors"] = [_error_dict(gold, pair) for gold, pair in self.errors]
        return result


def evaluate(
    gold_paths: Sequence[str], facts_paths: Sequence[str] | None = None, types: Iterable[str] | None = None
) -> Report:
    """Score facts, or what the pipeline finds, against gold.

    Parameters
    ----------
    gold_paths : sequence of str
        Gold files, and folders of which all ``*.gold.json`` are taken.
    facts_paths : sequence of str, or None
        What ``extract`` or ``extract batch`` wrote, one document or many a file; paired with gold by the id of the
        document or, where no id is known to gold, by order. None: the pipeline runs on the articles, each with its
        gold's reference date.
    types : iterable of str, or None
        The fact types scored; None means all.

    Returns
    -------
    Report

    Raises
    ------
    GoldError
        A file is wrong, or facts and gold cannot be paired.
    OptionError
        A type means nothing.
    """
    wanted = check_types(types)
    golds = [load_gold(path) for path in gold_files(gold_paths)]
    twice = _first_repeated(gold.id for gold in golds)
    if twice is not None:
        where = " and ".join(gold.path for gold in golds if gold.id == twice)
        raise GoldError(f"two gold files label the document {twice!r}: {where}", "give one of them")
    found = _run(golds) if facts_paths is None else _read_facts(golds, facts_paths)
    return Report(
        tuple(
            DocumentPairs(gold, tuple(align(_of_types(gold.facts, wanted), _of_types(labels, wanted))))
            for gold, labels in zip(golds, found, strict=True)
        )
    )


def _of_types(labels: Iterable[Label], wanted: tuple[FactType, ...]) -> list[Label]:
    return [label for label in labels if label.type in wanted]


def gold_files(paths: Iterable[str]) -> list[str]:
    files: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            files.append(path)
            continue
        try:
            inside = sorted(name for name in os.listdir(path) if name.endswith(GOLD_SUFFIX))
        except OSError as error:
            raise GoldError(f"cannot read the folder {path}: {error.strerror}", "check its permissions") from None
        if not inside:
            raise GoldError(f"the folder {path} has no gold file", f"gold files are named NAME{GOLD_SUFFIX}")
        files += [os.path.join(path, name) for name in inside]
    return files


def _first_repeated(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            return id_
        seen.add(id_)
    return None


def _run(golds: list[Gold]) -> list[tuple[Label, ...]]:
    pipeline = load()
    return [
        tuple(Label.of(fact) for fact in pipeline.extract(gold.raw, id=gold.id, reference_date=gold.reference_date))
        for gold in golds
    ]


def _read_facts(golds: list[Gold], paths: Iterable[str]) -> list[tuple[Label, ...]]:
    predictions = _pair(golds, [prediction for path in paths for prediction in load_facts(path)])
    for gold, prediction in zip(golds, predictions, strict=True):
        for label in prediction.facts:
            there = gold.raw[label.start : label.end]
            if there != label.text:
                raise GoldError(
                    f"{prediction.where}: these facts were not made from {gold.article}: {label.text!r} is told at "
                    f"{label.start}:{label.end}, where the article has {there!r}",
                    f"extract them from the article of {gold.path}, or pair them by the document id {gold.id!r}",
                )
    return [prediction.facts for prediction in predictions]


def _pair(golds: list[Gold], predictions: list[Prediction]) -> list[Prediction]:
    """Return the prediction of each gold document."""
    known = {gold.id for gold in golds}
    answering = [p for p in predictions if p.id in known]
    by_id = {p.id: p for p in answering}
    if not answering and len(predictions) == len(golds):
        return predictions
    if not answering:
        raise GoldError(
            f"{len(predictions)} documents with facts cannot be paired with {len(golds)} gold files: no id agrees",
            'give facts whose document id is the gold\'s "id", or as many documents as gold files, in their order',
        )
    twice = _first_repeated(p.id or "" for p in answering)
    if twice is not None:
        where = " and ".join(p.where for p in answering if p.id == twice)
        raise GoldError(f"the document {twice!r} has facts twice: {where}", "give one of them")
    missing = [gold for gold in golds if gold.id not in by_id]
    if missing:
        raise GoldError(
            f"no facts for {missing[0].path}: no document has the id {missing[0].id!r} ({len(missing)} in all)",
            "extract its article too, or leave the gold file out",
        )
    return [by_id[gold.id] for gold in golds]


def _show(number: float | None) -> str:
    return "-" if number is None else f"{number:.3f}"


def _difference(pair: Pair) -> str:
    """Say in a few words what gold has and what was found."""
    gold, found = pair.gold, pair.found
    rule = f" by {found.rule}" if found and found.rule else ""
    if gold is None or found is None:
        told = [key for key in COMPARED[pair.label.type] if pair.label.fields.get(key) is not None]
        return f"{pair.label.text!r} {_fields(pair.label, told)}".rstrip() + rule
    if pair.outcome == "value":
        keys = differences(gold, found)
        return f"{gold.text!r} gold {_fields(gold, keys)}, found {_fields(found, keys)}{rule}"
    if pair.outcome == "type":
        return f"{gold.text!r} found as {found.type}{rule}"
    return f"{gold.text!r} found as {found.text!r}{rule}"


def _fields(label: Label, keys: Iterable[str]) -> str:
    return " ".join(f"{key}={label.fields.get(key) or 'null'}" for key in keys)


def _score_dict(score: Score) -> dict[str, float | None]:
    return {key: None if number is None else round(number, _DIGITS) for key, number in score._asdict().items()}


def _counts_dict(counts: Counts) -> dict[str, Any]:
    return {
        "gold": counts.gold,
        "found": counts.found,
        **{scheme: _score_dict(counts.score(scheme)) for scheme in SCHEMES},
        "errors": {outcome: counts.errors.get(outcome, 0) for outcome in ERRORS},
    }


def _error_dict(gold: Gold, pair: Pair) -> dict[str, Any]:
    return {
        "document": gold.id,
        "error": pair.outcome,
        "gold": _label_dict(pair.gold),
        "found": _label_dict(pair.found),
        "sentence": sentence(gold.raw, pair.label.start, pair.label.end),
    }


def _label_dict(label: Label | None) -> dict[str, Any] | None:
    if label is None:
        return None
    told = {"type": label.type, "start": label.start, "end": label.end, "text": label.text, **label.fields}
    return told if label.rule is None else {**told, "rule": label.rule}
