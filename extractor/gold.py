"""Gold files and facts files, read for scoring: every label is checked against its article and the format."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.corpus import kinds
from extractor.errors import ExtractorError, GoldError, OptionError
from extractor.facts import FACT_TYPES
from extractor.figure_labels import FIGURE, FigureLabel, figure_violations, joined, wrong_parts
from extractor.label_checks import check_fields, check_notes, check_slice, check_spans, notes_of
from extractor.labels import Label
from extractor.pipeline import parse_date
from extractor.reading import read_article
from extractor.record import Record, read_text

__all__ = [
    "GOLD_SUFFIX",
    "Gold",
    "Prediction",
    "article_path",
    "figures_by_hand",
    "head_violations",
    "id_of",
    "load_facts",
    "load_gold",
]

GOLD_SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """An article and the facts that people found in it.

    Parameters
    ----------
    id : str
        Of the document; where the file tells none, the file's name.
    reference_date : str or None
        Day of publication that an extractor is given, ISO 8601.
    path, article : str
        Of the gold file and of its article.
    raw : str
        The article.
    sha256 : str
        Of the article's bytes.
    facts : tuple of Label
        In the order of the file.
    kind : str or None
        Of article, such as ``earnings``: from the file, else from the manifest beside the article.
    figures : tuple of FigureLabel
        What the amounts say.
    labels_figures : bool
        Whether the file tells figures at all.
    """

    id: str
    reference_date: str | None
    path: str
    article: str
    raw: str
    sha256: str
    facts: tuple[Label, ...]
    kind: str | None = None
    figures: tuple[FigureLabel, ...] = ()
    labels_figures: bool = False


@dataclass(frozen=True, slots=True)
class Prediction:
    """What an extractor found in one document.

    Parameters
    ----------
    id : str or None
        Of the document, where the file tells it.
    where : str
        File and line, for messages.
    facts : tuple of Label
    figures : tuple of FigureLabel
        What the amounts say; empty where that was not asked for.
    """

    id: str | None
    where: str
    facts: tuple[Label, ...]
    figures: tuple[FigureLabel, ...] = ()


def load_gold(path: str, types: Sequence[str] = FACT_TYPES) -> Gold:
    """Read a gold file and the article that it labels.

    Parameters
    ----------
    path : str
        ``NAME.gold.json``. The article is the one named by ``article`` (relative to this file), else ``NAME.txt``
        beside it, else ``../corpus/NAME.txt``.
    types : sequence of str
        The fact types that are known: with extractors of one's own, those of the pipeline.

    Returns
    -------
    Gold

    Raises
    ------
    GoldError
        File or article are missing or unreadable, the article changed, or a label is wrong. The message names the
        file and the line.

    Examples
    --------
    >>> from extractor.gold import load_gold
    >>> gold = load_gold("gold/earnings.gold.json")
    >>> all(gold.raw[label.start : label.end] == label.text for label in gold.facts)
    True
    """
    record = Record.parse(path, read_text(path), types=types)
    for violation in head_violations(record):
        raise violation
    article = article_path(record)
    try:
        raw, sha256 = read_article(article)
    except ExtractorError as error:
        raise record.error(f"cannot use the article: {error.message}", error.hint) from None
    told = record.head.get("sha256")
    if told is not None and told != sha256:
        raise record.error(
            f"the article {article} changed: its sha256 is {sha256}, the labels were made for {told}",
            "restore the article, or check every label against it and write its new sha256",
        )
    facts, notes = tuple(record.labels()), notes_of(raw)
    for index, label in enumerate(facts):
        check_fields(record, index, label)
        check_slice(record, index, label, raw)
        check_notes(record, index, label, notes)
    check_spans(record, facts)
    name, figures = id_of(record), figures_by_hand(record)
    for violation in figure_violations(figures or (), facts, record.figure_place):
        raise violation
    return Gold(
        id=name,
        reference_date=_reference_date(record),
        path=path,
        article=article,
        raw=raw,
        sha256=sha256,
        facts=facts,
        kind=record.head.get("kind") or kinds(os.path.dirname(article)).get(name),
        figures=tuple(FigureLabel(**figure) for figure in figures or ()),
        labels_figures=figures is not None,
    )


def figures_by_hand(record: Record) -> list[Any] | None:
    """Return the figures that are labels, None where there are none.

    Those of an output name their facts and are not taken for gold. Raises a GoldError if they are no list.
    """
    figures = record.data.get("figures")
    if figures is None:
        return None
    if not isinstance(figures, list):
        raise record.error('"figures" is no list', 'write [{"start": …, "end": …, "text": …, "subject": …}, …]')
    of_output = any(isinstance(figure, dict) and "fact" in figure for figure in figures)
    return None if of_output else figures


def load_facts(path: str, types: Sequence[str] = FACT_TYPES, *, figures: bool = False) -> tuple[Prediction, ...]:
    """Read the facts of one document or, from JSON Lines, of several.

    Parameters
    ----------
    path : str
        Of what ``extract`` or ``extract batch`` wrote.
    types : sequence of str
        As for :func:`load_gold`.
    figures : bool
        Whether to read the figures too.

    Returns
    -------
    tuple of Prediction
        In the order of the file.

    Raises
    ------
    GoldError
        The file is missing, is neither JSON nor JSON Lines in UTF-8, or holds something else than facts.

    Examples
    --------
    >>> from extractor.gold import load_facts
    >>> (prediction,) = load_facts("gold/earnings.gold.json")  # gold is a facts object too
    >>> prediction.facts[0].type
    'org'
    """
    text = read_text(path)
    try:
        records = [Record.parse(path, text, types=types)]
    except GoldError:
        # JSON Lines have a whole object on the first line; of anything else the message above is the one to tell.
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not _is_object(lines[0][1]):
            raise
        records = [Record.parse(path, line, number, types) for number, line in lines]
    return tuple(
        Prediction(r.id, f"{r.path}:{r.line}", tuple(r.labels()), tuple(_figures(r)) if figures else ())
        for r in records
    )


def _figures(record: Record) -> Iterator[FigureLabel]:
    """Read the figures of an output or of a gold file; raises a GoldError if a part of one is wrong."""
    for index, fact in enumerate(joined(record.data["facts"], record.data.get("figures"))):
        if (figure := fact.get(FIGURE)) is None:
            continue
        for what, hint in wrong_parts(figure):
            raise record.fact_error(index, f"its figure: {what}", hint)
        yield FigureLabel(fact["start"], fact["end"], fact["text"], **figure)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _name(path: str) -> str:
    name = os.path.basename(path)
    return name[: -len(GOLD_SUFFIX)] if name.endswith(GOLD_SUFFIX) else os.path.splitext(name)[0]


def id_of(record: Record) -> str:
    """Return the id of a gold file's document; where it tells none, the file's name."""
    return record.id or _name(record.path)


def article_path(record: Record) -> str:
    """Find the article of a record: the one it names, else beside it or in ../corpus; raises a GoldError."""
    folder, name = os.path.dirname(record.path), f"{_name(record.path)}.txt"
    named = record.data.get("article")
    if named and os.path.isabs(named):
        raise record.error(f'"article" {named!r} is no relative path', "name it relative to the gold file")
    places = [named] if named else [name, os.path.join(os.pardir, "corpus", name)]
    paths = [os.path.normpath(os.path.join(folder, place)) for place in places]
    for path in paths:
        if os.path.isfile(path):
            return path
    raise record.error(
        f"its article is missing: there is no {' and no '.join(paths)}",
        'put it there, or name it with "article", relative to the gold file',
    )


def _reference_date(record: Record) -> str | None:
    """Return the reference date of a record, if it tells one; raises a GoldError if that is no date."""
    date = record.head.get("reference_date")
    if date is None:
        return None
    try:
        if isinstance(date, str):
            parse_date(date)
            return date
    except OptionError:
        pass
    raise record.error(f'"reference_date" {date!r} is no date', "write it as YYYY-MM-DD, or null")


# What a gold file may tell: keys of its own, and those that an output has beside its facts.
_OF_GOLD = ("id", "reference_date", "sha256", "article", "kind", "facts", "figures")
_OF_OUTPUT = ("schema", "document", "extractor", "entities", "events")


def head_violations(record: Record) -> Iterator[GoldError]:
    """Check what a gold file tells of its document: keys that mean nothing, and a day that is none."""
    for key in record.data:
        if key not in _OF_GOLD + _OF_OUTPUT:
            keys = f"choose from {', '.join(_OF_GOLD)}"
            yield record.key_error(key, f"a gold file has no key {json.dumps(key, ensure_ascii=False)}", keys)
    try:
        _reference_date(record)
    except GoldError as error:
        yield error
