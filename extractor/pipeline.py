"""From a text to its facts: run the extractors, settle what overlaps, place what depends on context."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from extractor import __version__
from extractor.anchoring import place_dates
from extractor.currencies import settle_currencies
from extractor.document import Document
from extractor.entities import group_entities
from extractor.errors import InvariantError, OptionError
from extractor.extractors import extractor_for
from extractor.facts import FACT_TYPES, Fact, Facts, FactType, Figure, check_types
from extractor.gazetteer import Gazetteer, load_gazetteer
from extractor.mentions import Mention
from extractor.resolve import Candidate, settle_overlaps

__all__ = ["Pipeline", "extract", "load", "parse_date"]


# What datetime reads on every Python that we support; later ones read more.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
_MOMENT = re.compile(rf"{_DAY.pattern}[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?")


def parse_date(text: str) -> dt.datetime | dt.date:
    """Read an ISO 8601 date, of a day or with a time behind it.

    Parameters
    ----------
    text : str
        ``2026-01-08`` or ``2026-01-08T09:30:00``. An offset to UTC is dropped: the date is the place's own.

    Raises
    ------
    OptionError
        The text is no date.
    """
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
        raise ValueError
    except ValueError:
        raise OptionError(f"{text!r} is no date", "write it as YYYY-MM-DD, for example 2026-01-08") from None


class Pipeline:
    """Extracts facts from texts. Built once, used for any number of texts; holds no state between them.

    Parameters
    ----------
    gazetteer : Gazetteer or None
        Of organisations; None: that of the package.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer

    def candidates(self, document: Document) -> list[Candidate]:
        """Run all extractors.

        Parameters
        ----------
        document : Document

        Returns
        -------
        list of (FactType, Mention)
            What they found and what they refused, unsettled.
        """
        return [(t, mention) for t in FACT_TYPES for mention in extractor_for(t).find(document)]

    def extract(
        self,
        text: str,
        *,
        id: str = "",
        reference_date: dt.datetime | dt.date | str | None = None,
        reference_date_source: str = "option",
        types: Iterable[str] | None = None,
        sha256: str | None = None,
    ) -> Facts:
        """Extract the facts of one article.

        Parameters
        ----------
        text : str
            The article, raw.
        id : str
            Of the document, for the output.
        reference_date : datetime.date, datetime.datetime, str or None
            Day or moment of publication. None: the one that the article's dateline tells, if it does.
        reference_date_source : str
            Who gave ``reference_date``, for the output.
        types : iterable of str, or None
            The fact types wanted; None means all. What is found of a type does not depend on the others wanted.
        sha256 : str or None
            Of the document's bytes; None: of the text in UTF-8.

        Returns
        -------
        Facts

        Raises
        ------
        OptionError
            The date or a type means nothing.
        """
        wanted = check_types(types)
        given = parse_date(reference_date) if isinstance(reference_date, str) else reference_date
        document = Document(text, given, self._gazetteer)
        settled = settle_overlaps(self.candidates(document))
        settled = settle_currencies(settled, document)
        settled, placed_against = place_dates(settled, document)
        grounded = _ground(document, settled)
        facts = tuple(fact for fact in grounded if fact.type in wanted)
        source = None if placed_against is None else reference_date_source if given else "dateline"
        return Facts(
            id=id,
            sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            chars=len(text),
            reference_date=placed_against.isoformat() if placed_against else None,
            reference_date_source=source,
            version=__version__,
            facts=facts,
            entities=group_entities(facts),
            figures=_figures(document, settled, grounded, wanted),
        )


def _figures(
    document: Document, settled: list[Candidate], facts: tuple[Fact, ...], wanted: tuple[FactType, ...]
) -> tuple[Figure, ...]:
    """Tell what the amounts say, where amounts are wanted. They are read from facts of all types."""
    if not {"money", "percent"} & set(wanted):
        return ()
    from extractor.figures import find_figures  # noqa: PLC0415 - only where there may be some

    types = {fact.id: fact.type for fact in facts}
    return tuple(f for f in find_figures(document, settled, facts) if types[f.fact] in wanted)


def _ground(document: Document, settled: list[Candidate]) -> tuple[Fact, ...]:
    """Map mentions to the raw text, number them by type and check what the package promises."""
    raw, facts, counts, position = document.raw, [], Counter[str](), 0
    for fact_type, mention in settled:
        counts[fact_type] += 1
        start, end = document.alignment.to_source(mention.start, mention.end)
        if not position <= start < end <= len(raw):
            raise InvariantError(f"rule {mention.rule} gave the span {start}:{end}", "please report the article")
        position = end
        facts.append(_fact(f"{fact_type}-{counts[fact_type]}", fact_type, mention, document, start, end))
    return tuple(facts)


def _fact(id_: str, fact_type: FactType, mention: Mention[Any], document: Document, start: int, end: int) -> Fact:
    if mention.value is None:
        raise InvariantError(f"rule {mention.rule} gave a fact without a value", "please report the article")
    return Fact(
        id=id_,
        type=fact_type,
        start=start,
        end=end,
        text=document.raw[start:end],
        normalized=document.text[mention.start : mention.end],
        rule=mention.rule,
        value=mention.value,
    )


def load(lexicon: str | None = None) -> Pipeline:
    """Build a pipeline with the rules and tables of the package.

    Parameters
    ----------
    lexicon : str or None
        Path of a table of organisations of one's own (see docs/lexicon.md), which goes before the package's.

    Returns
    -------
    Pipeline

    Raises
    ------
    LexiconError
        The table cannot be read, or a row is malformed.
    """
    return Pipeline(None if lexicon is None else load_gazetteer(lexicon))


def extract(
    text: str, reference_date: dt.datetime | dt.date | str | None = None, types: Iterable[str] | None = None
) -> Facts:
    """Extract the facts of one article.

    Parameters
    ----------
    text : str
        The article, raw.
    reference_date : datetime.date, str or None
        Day of publication, against which relative dates are placed.
    types : iterable of str, or None
        The fact types wanted; None means all.

    Returns
    -------
    Facts

    Raises
    ------
    OptionError
        The date or a type means nothing.
    """
    return load().extract(text, reference_date=reference_date, types=types)
