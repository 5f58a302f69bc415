"""Gold files and facts files, read for scoring: every label is checked against its article and the format."""

from __future__ import annotations

import json
import os
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

from extractor.corpus import kinds
from extractor.errors import ExtractorError, GoldError, OptionError
from extractor.facts import FACT_TYPES
from extractor.figure_labels import FigureLabel, figure_violations
from extractor.json_places import line_of_item, line_of_repeated_key
from extractor.labels import EXPECTED, OTHER_FIELDS, Label, as_text, is_of_value, is_text
from extractor.normalize import readings
from extractor.pipeline import parse_date
from extractor.reading import read_article

__all__ = [
    "GOLD_SUFFIX",
    "Gold",
    "Prediction",
    "Record",
    "article_path",
    "check_fields",
    "check_notes",
    "check_slice",
    "check_spans",
    "figures_by_hand",
    "load_facts",
    "load_gold",
    "notes_of",
    "read_text",
    "reference_date_of",
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
    """

    id: str | None
    where: str
    facts: tuple[Label, ...]


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
    name, figures = record.id or _name(path), figures_by_hand(record)
    for violation in figure_violations(figures or (), facts, record.figure_place):
        raise violation
    return Gold(
        id=name,
        reference_date=reference_date_of(record),
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


def load_facts(path: str, types: Sequence[str] = FACT_TYPES) -> tuple[Prediction, ...]:
    """Read the facts of one document or, from JSON Lines, of several.

    Parameters
    ----------
    path : str
        Of what ``extract`` or ``extract batch`` wrote.
    types : sequence of str
        As for :func:`load_gold`.

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
    return tuple(Prediction(r.id, f"{r.path}:{r.line}", tuple(r.labels())) for r in records)


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object with facts, and where it stands: the source of every message about it.

    Parameters
    ----------
    path : str
        Of the file.
    text : str
        The JSON text.
    line : int
        On which it begins.
    data : mapping
        What it holds.
    types : sequence of str
        The fact types that are known.
    """

    path: str
    text: str
    line: int
    data: Mapping[str, Any]
    types: Sequence[str] = field(default=FACT_TYPES, kw_only=True)

    @classmethod
    def parse(cls, path: str, text: str, line: int = 1, types: Sequence[str] = FACT_TYPES) -> Record:
        """Read a record from its JSON text, which begins at a line of its file; raises a GoldError."""
        try:
            data = json.loads(text, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            told = error.lineno if isinstance(error, json.JSONDecodeError) else line_of_repeated_key(text)
            at = line + told - 1
            what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise GoldError(f"{path}:{at}: this is no JSON that can be used: {what}", "repair the file") from None
        record = cls(path, text, line, data if isinstance(data, dict) else {}, types=types)
        if not isinstance(record.data.get("facts"), list):
            raise record.error('there is no list "facts"', 'write an object {"id": "…", "facts": [{"type": …}, …]}')
        for key in ("id", "sha256", "article", "kind"):
            if not isinstance(record.head.get(key), str | None):
                raise record.error(f'"{key}" is no string', f'write "{key}" as a string, or leave it out')
        return record

    @property
    def head(self) -> Mapping[str, Any]:
        """What is told of the document: on top, as gold has it, or under ``document``, as an output has it."""
        document = self.data.get("document")
        return {**document, **self.data} if isinstance(document, dict) else self.data

    @property
    def id(self) -> str | None:
        """Of the document; None where none is told."""
        return self.head.get("id") or None

    def error(self, what: str, hint: str) -> GoldError:
        """Return an error that names the file and the line of the record."""
        return GoldError(f"{self.path}:{self.line}: {what}", hint)

    def fact_error(self, index: int, what: str, hint: str) -> GoldError:
        """Return an error that names the file, the line and the fact of that index."""
        fact = self.data["facts"][index]
        name = f"fact {index + 1}"
        if isinstance(fact, dict):
            name += f" ({fact.get('type')} {fact.get('text')!r} at {fact.get('start')}:{fact.get('end')})"
        line = self.line + line_of_item(self.text, "facts", index) - 1
        return GoldError(f"{self.path}:{line}: {name}: {what}", hint)

    def figure_place(self, index: int) -> str:
        """Return the file, the line and the number of the figure of that index."""
        line = self.line + line_of_item(self.text, "figures", index) - 1
        return f"{self.path}:{line}: figure {index + 1}"

    def labels(self) -> Iterator[Label]:
        """Read the facts; of their values only the form is checked here."""
        for index, fact in enumerate(self.data["facts"]):
            if not isinstance(fact, dict):
                raise self.fact_error(index, "this is no object", 'write {"type": …, "start": …, "end": …, "text": …}')
            for key in ("type", "start", "end", "text"):
                if key not in fact:
                    raise self.fact_error(index, f'the field "{key}" is missing', "give type, start, end and text")
            fact_type, start, end, text = fact["type"], fact["start"], fact["end"], fact["text"]
            if fact_type not in self.types:
                hint = f"choose from {', '.join(self.types)}; a type of your own is known where its extractor is named"
                raise self.fact_error(index, f"unknown type {fact_type!r}", hint)
            if not (_is_offset(start) and _is_offset(end) and start < end):
                raise self.fact_error(
                    index, f"{start}:{end} is no span", "count code points of the article from 0, start before end"
                )
            optional = fact.get("optional", False)
            if not isinstance(text, str) or not isinstance(optional, bool):
                raise self.fact_error(index, '"text" or "optional" has a wrong type', "write a string; true or false")
            values = {k: as_text(v) for k, v in fact.items() if is_of_value(fact_type, k)}
            rule = fact.get("rule")
            yield Label(fact_type, start, end, text, values, optional, rule if isinstance(rule, str) else None)


def read_text(path: str) -> str:
    """Read a file in UTF-8; raises a GoldError that names it."""
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise GoldError(f"cannot read {path}: {error.strerror}", "check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'"{twice}" is told twice in the object of {result.get("text", "the file")!r}')
    return result


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_offset(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _name(path: str) -> str:
    name = os.path.basename(path)
    return name[: -len(GOLD_SUFFIX)] if name.endswith(GOLD_SUFFIX) else os.path.splitext(name)[0]


def article_path(record: Record) -> str:
    """Find the article of a record: the one it names, else beside it or in ../corpus; raises a GoldError."""
    folder, name = os.path.dirname(record.path), f"{_name(record.path)}.txt"
    named = record.data.get("article")
    places = [named] if named else [name, os.path.join(os.pardir, "corpus", name)]
    paths = [os.path.normpath(os.path.join(folder, place)) for place in places]
    for path in paths:
        if os.path.isfile(path):
            return path
    raise record.error(
        f"its article is missing: there is no {' and no '.join(paths)}",
        'put it there, or name it with "article", relative to the gold file',
    )


def reference_date_of(record: Record) -> str | None:
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


def check_fields(record: Record, index: int, label: Label) -> None:
    """Refuse unknown fields and values that mean nothing; those of types of one's own may be anything."""
    if label.type not in EXPECTED:
        return

    def refuse(what: str, hint: str) -> NoReturn:
        raise record.fact_error(index, what, hint)

    fact, expected = record.data["facts"][index], EXPECTED[label.type]
    unknown = sorted(fact.keys() - OTHER_FIELDS - expected.keys())
    if unknown:
        fields = ", ".join(expected)
        refuse(f'{label.type} has no field "{unknown[0]}"', f"its fields are {fields}")
    for key in label.fields:
        value, rule = fact[key], expected[key]
        if not (rule.nullable if value is None else isinstance(value, str) and rule.accepts(value)):
            null = ", or null" if rule.nullable else ""
            refuse(f'"{key}" is {json.dumps(value, ensure_ascii=False)}', f"it must be {rule.told}{null}")
    refusal = _wrong_range(label)
    if refusal:
        refuse(*refusal)
    if not is_text(json.dumps(fact, ensure_ascii=False)):
        refuse("it holds half a character (a lone surrogate)", "write the whole character")
    if not isinstance(fact.get("note", ""), str):
        refuse('"note" is no string', "write a note for people as a string, or leave it out")


def _wrong_range(label: Label) -> tuple[str, str] | None:
    """Say what is wrong with the ends of a range, and what was expected.

    An output may tell the bounds of an amount beside its value, such as 300000 to 400000 for 30多万.
    """
    if label.type not in ("money", "percent", "duration"):
        return None
    value, low, high = (label.fields.get(key) for key in ("value", "low", "high"))
    fits = (low is None) == (high is None)
    if low is not None and high is not None:
        fits = value is None
        if label.type != "duration":
            if Decimal(low) >= Decimal(high):
                return f'"low" {low} is not less than "high" {high}', "give the ends of the range in their order"
            fits = value is None or Decimal(low) <= Decimal(value) <= Decimal(high)
    told = " and ".join(key for key in ("high", "low", "value") if label.fields.get(key) is not None)
    return None if fits else (f"it tells {told}", 'give "value" for one amount, "low" and "high" for a range')


def check_slice(record: Record, index: int, label: Label, raw: str) -> None:
    """Check that a label's text is the slice of the article; raises a GoldError that tells where it stands."""
    there = raw[label.start : label.end]
    if there == label.text:
        return
    # The occurrence nearest to where the label claims to be is most likely the one that was meant.
    places = [m.start() for m in re.finditer(re.escape(label.text), raw)] if label.text else []
    hint = "offsets count code points of the article as it is read, start inclusive, end exclusive"
    if places:
        at = min(places, key=lambda place: abs(place - label.start))
        hint += f"; {label.text!r} stands at {at}:{at + len(label.text)}"
    raise record.fact_error(index, f"the article has {there!r} there", hint)


def notes_of(raw: str) -> tuple[tuple[int, int], ...]:
    """Return where the readings in brackets stand in an article, in order: no span may cut one or end with one."""
    return tuple((note.start, note.end) for note in readings(raw))


def check_notes(record: Record, index: int, label: Label, notes: Sequence[tuple[int, int]]) -> None:
    """Refuse a span that begins or ends in a reading in brackets, or ends with one; raises a GoldError."""
    for offset, edge in ((label.start, "begins"), (label.end - 1, "ends")):  # the first and the last character
        before = bisect_right(notes, (offset, sys.maxsize)) - 1
        if before >= 0 and offset < notes[before][1]:
            start, end = notes[before]
            what = f"it {edge} in the reading in brackets at {start}:{end}"
            raise record.fact_error(index, what, "a span may hold a reading, but begins and ends outside one")


def check_spans(record: Record, labels: Iterable[Label]) -> None:
    """Refuse labels of one type that share a character: they would be scored against each other."""
    furthest: dict[str, Label] = {}
    for index, label in sorted(enumerate(labels), key=lambda item: (item[1].start, item[1].end, item[0])):
        other = furthest.get(label.type)
        if other is not None and label.start < other.end:
            where = f"{other.text!r} at {other.start}:{other.end}"
            if (label.start, label.end) == (other.start, other.end):
                raise record.fact_error(index, f"a second {label.type} has this span", "keep one of the two")
            raise record.fact_error(index, f"it overlaps the {label.type} {where}", "keep the longer, or part them")
        furthest[label.type] = label
