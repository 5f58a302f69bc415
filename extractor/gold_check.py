"""Every violation of a gold file, not just the first: what labellers need to see at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.errors import ExtractorError, GoldError
from extractor.facts import FACT_TYPES
from extractor.figure_labels import FIGURE, PARTS, figure_violations, parted, wrong_parts
from extractor.gold import article_path, figures_by_hand, head_violations, id_of
from extractor.label_checks import check_fields, check_notes, check_slice, check_spans, notes_of
from extractor.labels import EXPECTED, MUST_TELL, Label
from extractor.reading import read_article
from extractor.record import Record, read_text

__all__ = ["fact_violations", "file_violations", "hash_violations", "id_violations", "record_violations"]


@dataclass(frozen=True, slots=True)
class _Part(Record):
    """Some facts of a record, checked by themselves; errors name them as facts of the whole."""

    whole: Record
    indexes: tuple[int, ...]

    @classmethod
    def of(cls, whole: Record, *indexes: int) -> _Part:
        facts = [whole.data["facts"][index] for index in indexes]
        data = {**whole.data, "facts": facts}
        return cls(whole.path, whole.text, whole.line, data, whole, indexes, types=whole.types)

    def fact_error(self, index: int, what: str, hint: str) -> GoldError:
        return self.whole.fact_error(self.indexes[index], what, hint)


@dataclass(frozen=True, slots=True)
class _Placed(Record):
    """Facts that were told elsewhere than in a gold file; errors name the place of each."""

    places: tuple[str, ...]

    def fact_error(self, index: int, what: str, hint: str) -> GoldError:
        fact = self.data["facts"][index]
        return GoldError(f"{self.places[index]}: {fact['type']} {fact['text']!r}: {what}", hint)


def fact_violations(
    facts: Sequence[Mapping[str, Any]], places: Sequence[str], raw: str, types: Sequence[str] = FACT_TYPES
) -> Iterator[GoldError]:
    """Check facts against their article and the format.

    Parameters
    ----------
    facts : sequence of mapping
        As in a gold file, their figures as :func:`~extractor.figure_labels.joined` puts them.
    places : sequence of str
        Where each fact was told, for messages: file, line and whatever else helps to find it.
    raw : str
        The article.
    types : sequence of str
        The fact types that are known.

    Yields
    ------
    GoldError
        As :func:`record_violations`.
    """
    plain, _ = parted(facts)
    yield from record_violations(_Placed("", "", 1, {"facts": plain}, tuple(places), types=types), raw)
    for fact, place in zip(facts, places, strict=True):
        if FIGURE in fact:
            for what, hint in wrong_parts(dict.fromkeys(PARTS) | fact[FIGURE]):
                yield GoldError(f"{place}: {fact['type']} {fact['text']!r}: {what}", hint)


def record_violations(record: Record, raw: str | None) -> Iterator[GoldError]:
    """Check the facts of a gold file against their article and the format.

    Parameters
    ----------
    record : Record
        What the file holds.
    raw : str or None
        The article; None where there is none, which leaves all that needs no text.

    Yields
    ------
    GoldError
        One a fact that is wrong in itself, then one a fact that shares characters with another, then, where no fact
        is wrong in itself, those of the figures.
    """
    sound: dict[int, Label] = {}
    notes = notes_of(raw or "")
    for index in range(len(record.data["facts"])):
        part = _Part.of(record, index)
        try:
            (label,) = part.labels()
            check_fields(part, 0, label)
            if raw is not None:
                check_slice(part, 0, label, raw)
                check_notes(part, 0, label, notes)
        except GoldError as error:
            yield error
        else:
            sound[index] = label
    yield from _overlaps(record, sound)
    if len(sound) == len(record.data["facts"]):
        try:
            figures = figures_by_hand(record) or ()
        except GoldError as error:
            yield error
        else:
            yield from figure_violations(figures, list(sound.values()), record.figure_place)


def file_violations(path: str, types: Sequence[str] = FACT_TYPES) -> Iterator[GoldError]:
    """Check a gold file; without its article, all that needs no text.

    Parameters
    ----------
    path : str
    types : sequence of str
        The fact types that are known.

    Yields
    ------
    GoldError
        Those of the head, of the article, and of :func:`record_violations`; where there are none of these, one a field
        that a label must tell.
    """
    try:
        record = Record.parse(path, read_text(path), types=types)
    except GoldError as error:
        yield error
        return
    yield from head_violations(record)
    raw = None
    try:
        article = article_path(record)
        raw, sha256 = read_article(article)
    except GoldError as error:
        yield error
    except ExtractorError as error:
        yield record.error(f"cannot use the article: {error.message}", error.hint)
    else:
        yield from hash_violations(record, sha256, article)
    wrong = list(record_violations(record, raw))
    yield from wrong or _untold_values(record)


def hash_violations(record: Record, sha256: str, article: str) -> Iterator[GoldError]:
    """Check that labels were made for the article as it is.

    Parameters
    ----------
    record : Record
    sha256, article : str
        Of the article's bytes, and its path.

    Yields
    ------
    GoldError
        None or one.
    """
    told = record.head.get("sha256")
    if told is not None and told != sha256:
        yield record.error(
            f"the sha256 of {article} is {sha256}, the labels were made for {told}",
            "restore the article, or check every label against it and write its new sha256",
        )


def id_violations(paths: Iterable[str]) -> Iterator[GoldError]:
    """Find gold files of one folder that label one document: they could not be scored together.

    Parameters
    ----------
    paths : iterable of str
        Of gold files; what cannot be read is passed over.

    Yields
    ------
    GoldError
        One a file whose id another of its folder has before it.
    """
    first: dict[tuple[str, str], str] = {}
    for path in dict.fromkeys(map(os.path.normpath, paths)):
        try:
            record = Record.parse(path, read_text(path))
        except GoldError:
            continue
        id_ = id_of(record)
        other = first.setdefault((os.path.dirname(path), id_), path)
        if other != path:
            yield record.error(f"its id {id_!r} is that of {other} too", "give each document one gold file and one id")


def _untold_values(record: Record) -> Iterator[GoldError]:
    """Find labels without a value: spans of another tool may be brought in without, but make no gold for values."""
    for index, fact in enumerate(record.data["facts"]):
        for key in MUST_TELL.get(fact["type"], ()):
            if key in fact or (key == "value" and "low" in fact):
                continue
            expected = EXPECTED[fact["type"]][key]
            null = ", or null where nothing tells it" if expected.nullable else ""
            yield record.fact_error(index, f'"{key}" is missing', f"give {expected.told}{null}")


def _overlaps(record: Record, labels: dict[int, Label]) -> Iterator[GoldError]:
    furthest: tuple[int, Label] | None = None
    for index, label in sorted(labels.items(), key=lambda item: (item[1].start, item[1].end)):
        if furthest is not None:
            try:
                check_spans(_Part.of(record, furthest[0], index), (furthest[1], label))
            except GoldError as error:
                yield error
        if furthest is None or label.end > furthest[1].end:
            furthest = index, label
