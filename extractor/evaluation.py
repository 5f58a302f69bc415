"""Evaluation over documents: gold files and facts are read, paired and scored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from extractor.breakdown import DocumentPairs
from extractor.corpus import SPLIT_FILE, Split, splits
from extractor.errors import GoldError
from extractor.facts import FACT_TYPES, choose_types
from extractor.gold import GOLD_SUFFIX, Gold, Prediction, load_facts, load_gold
from extractor.labels import Label
from extractor.matching import align
from extractor.pipeline import Pipeline, load
from extractor.results import Report

__all__ = ["answers", "chosen_gold", "evaluate", "gold_files", "rescore"]


def evaluate(
    gold_paths: Sequence[str],
    facts_paths: Sequence[str] | None = None,
    types: Iterable[str] | None = None,
    split: Split | Literal["all"] = "all",
    pipeline: Pipeline | None = None,
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
    split : {"all", "dev", "test"}
        The part of the gold files scored, as ``split.tsv`` beside them tells.
    pipeline : Pipeline or None
        Which runs where no facts are given, and whose types are known; None means that of ``load()``.

    Returns
    -------
    Report

    Raises
    ------
    GoldError
        A file is wrong, a document belongs to no part, or facts and gold cannot be paired.
    OptionError
        A type means nothing.

    Examples
    --------
    >>> from extractor.evaluation import evaluate
    >>> report = evaluate(["gold/earnings.gold.json"], types=["percent"])
    >>> report.f1("percent") > 0.9
    True
    """
    pipeline = pipeline or load()
    known = pipeline.types
    wanted = choose_types(types, known)
    golds = chosen_gold(gold_paths, split, known)
    if facts_paths is None:
        found = _run(golds, pipeline)
    else:
        found = [prediction.facts for prediction in answers(golds, facts_paths, known)]
    return Report(tuple(_score(golds, found, wanted)), wanted, split, known)


def chosen_gold(
    gold_paths: Sequence[str], split: Split | Literal["all"] = "all", types: Sequence[str] = FACT_TYPES
) -> list[Gold]:
    """Read the gold files of a part, each document once.

    Parameters
    ----------
    gold_paths : sequence of str
        Gold files, and folders of them.
    split : {"all", "dev", "test"}
    types : sequence of str
        The fact types that are known.

    Raises
    ------
    GoldError
        A file is wrong, a document is labelled twice, or belongs to no part.
    """
    golds = [load_gold(path, types) for path in gold_files(gold_paths)]
    twice = _first_repeated(gold.id for gold in golds)
    if twice is not None:
        where = " and ".join(gold.path for gold in golds if gold.id == twice)
        raise GoldError(f"two gold files label the document {twice!r}: {where}", "give one of them")
    return golds if split == "all" else _of_split(golds, split)


def answers(
    golds: Sequence[Gold], facts_paths: Iterable[str], types: Sequence[str] = FACT_TYPES, *, figures: bool = False
) -> list[Prediction]:
    """Read what was found in the documents of gold files.

    Parameters
    ----------
    golds : sequence of Gold
    facts_paths : iterable of str
        As :func:`evaluate` takes them.
    types : sequence of str
        The fact types that are known.
    figures : bool
        Whether to read the figures too.

    Returns
    -------
    list of Prediction
        One a gold file, in their order.

    Raises
    ------
    GoldError
        A file is wrong, or facts and gold cannot be paired.
    """
    return _answers(golds, [p for path in facts_paths for p in load_facts(path, types, figures=figures)])


def rescore(report: Report, facts_path: str) -> Report:
    """Score other facts against the gold of an evaluation.

    Parameters
    ----------
    report : Report
    facts_path : str
        As :func:`evaluate` takes them, of some or all of the documents.

    Returns
    -------
    Report
        Of the documents that have facts there.

    Raises
    ------
    GoldError
        The file is wrong, or has facts of none of the documents.
    """
    try:
        predictions = load_facts(facts_path, report.known)
    except GoldError as error:
        raise GoldError(error.message, "give what `extract evaluate --save` or `extract batch` wrote") from None
    known = {prediction.id for prediction in predictions}
    golds = [document.gold for document in report.documents if document.gold.id in known]
    if not golds:
        raise GoldError(
            f"{facts_path} has facts of none of the documents scored",
            "give what `extract evaluate --save` or `extract batch` wrote of them",
        )
    found = [prediction.facts for prediction in _answers(golds, predictions)]
    return Report(tuple(_score(golds, found, report.types)), report.types, report.split, report.known)


def _score(
    golds: Sequence[Gold], found: Iterable[tuple[Label, ...]], types: tuple[str, ...]
) -> Iterator[DocumentPairs]:
    for gold, labels in zip(golds, found, strict=True):
        yield DocumentPairs(gold, tuple(align(_of_types(gold.facts, types), _of_types(labels, types))), labels)


def _of_types(labels: Iterable[Label], wanted: tuple[str, ...]) -> list[Label]:
    return [label for label in labels if label.type in wanted]


def _of_split(golds: Iterable[Gold], split: Split) -> list[Gold]:
    chosen = []
    for gold in golds:
        folder = os.path.dirname(gold.path)
        part = splits(folder).get(gold.id)
        if part is None:
            raise GoldError(
                f"{os.path.join(folder, SPLIT_FILE)} does not say to which part the document {gold.id!r} belongs",
                f"add the line {gold.id}<tab>dev, or <tab>test where nobody writes rules on it",
            )
        if part == split:
            chosen.append(gold)
    if not chosen:
        raise GoldError(f"none of the gold files belongs to {split}", 'give others, or take split="all"')
    return chosen


def gold_files(paths: Iterable[str]) -> list[str]:
    """List gold files.

    Parameters
    ----------
    paths : iterable of str
        Gold files, and folders of which all ``*.gold.json`` are taken.

    Raises
    ------
    GoldError
        A folder cannot be read, or has no gold file.
    """
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


def _run(golds: list[Gold], pipeline: Pipeline) -> list[tuple[Label, ...]]:
    return [
        tuple(
            Label.of(fact)
            for fact in pipeline.extract(gold.raw, id=gold.id, reference_date=gold.reference_date, relations=False)
        )
        for gold in golds
    ]


def _answers(golds: Sequence[Gold], predictions: Sequence[Prediction]) -> list[Prediction]:
    paired = _pair(golds, predictions)
    for gold, prediction in zip(golds, paired, strict=True):
        for label in prediction.facts:
            there = gold.raw[label.start : label.end]
            if there != label.text:
                raise GoldError(
                    f"{prediction.where}: these facts were not made from {gold.article}: {label.text!r} is told at "
                    f"{label.start}:{label.end}, where the article has {there!r}",
                    f"extract them from the article of {gold.path}, or pair them by the document id {gold.id!r}",
                )
    return paired


def _pair(golds: Sequence[Gold], predictions: Sequence[Prediction]) -> list[Prediction]:
    """Return the prediction of each gold document."""
    known = {gold.id for gold in golds}
    answering = [p for p in predictions if p.id in known]
    by_id = {p.id: p for p in answering}
    if not answering and len(predictions) == len(golds):
        return list(predictions)
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
