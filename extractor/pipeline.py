"""From a text to its facts: run the extractors, settle what overlaps, place what depends on context."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from extractor import __version__
from extractor.anchoring import place_dates
from extractor.currencies import settle_currencies
from extractor.document import Document
from extractor.entities import group_entities
from extractor.errors import InvariantError, OptionError
from extractor.extractors import Extractor, extractor_for, installed_extractor
from extractor.facts import FACT_TYPES, Fact, Facts, choose_types
from extractor.gazetteer import Gazetteer, load_gazetteer
from extractor.invariants import check_facts, check_relations
from extractor.mentions import Mention
from extractor.resolve import Candidate, settle_overlaps

if TYPE_CHECKING:
    from extractor.explain import Explanation

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

    Threads may share one, and it can be pickled for other processes.

    Parameters
    ----------
    gazetteer : Gazetteer or None
        Of organisations; None: that of the package.
    extractors : mapping of str to Extractor, or None
        Of one's own, by the fact type that they find; :func:`load` takes installed ones by name too.

    Raises
    ------
    OptionError
        An extractor lacks ``RULES`` or ``find``, its type is no identifier, or a type of the package.

    Examples
    --------
    >>> import extractor
    >>> pipeline = extractor.load()
    >>> [fact.text for fact in pipeline.extract("融资3亿元", types=["money"])]
    ['3亿元']
    """

    def __init__(self, gazetteer: Gazetteer | None = None, extractors: Mapping[str, Extractor] | None = None) -> None:
        self._gazetteer = gazetteer
        self._own = dict(extractors or {})
        for name, extractor in self._own.items():
            _check_extractor(name, extractor)

    def __getstate__(self) -> dict[str, Any]:
        """Modules cannot be pickled; their names can."""
        own = {t: e.__name__ if isinstance(e, ModuleType) else e for t, e in self._own.items()}
        return {"_gazetteer": self._gazetteer, "_own": own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._gazetteer = state["_gazetteer"]
        self._own = {t: import_module(e) if isinstance(e, str) else e for t, e in state["_own"].items()}

    @property
    def types(self) -> tuple[str, ...]:
        """The fact types that it can find, one's own last.

        Examples
        --------
        >>> import extractor
        >>> extractor.load().types
        ('money', 'percent', 'date', 'duration', 'org')
        """
        return (*FACT_TYPES, *self._own)

    def document(self, text: str, reference_date: dt.datetime | dt.date | str | None = None) -> Document:
        """Prepare a text for the extractors.

        Parameters
        ----------
        text : str
            The article, raw.
        reference_date : datetime.date, datetime.datetime, str or None
            Day or moment of publication.

        Raises
        ------
        OptionError
            The date is none.

        Examples
        --------
        >>> import extractor
        >>> extractor.load().document("５７４０萬(wàn)元").text
        '5740万元'
        """
        given = parse_date(reference_date) if isinstance(reference_date, str) else reference_date
        return Document(text, given, self._gazetteer)

    def candidates(self, document: Document) -> list[Candidate]:
        """Run all extractors.

        Parameters
        ----------
        document : Document

        Returns
        -------
        list of (str, Mention)
            What they found and what they refused, unsettled.

        Raises
        ------
        InvariantError
            An extractor of one's own gave a span outside of the text.

        Examples
        --------
        >>> import extractor
        >>> pipeline = extractor.load()
        >>> [(t, m.rule) for t, m in pipeline.candidates(pipeline.document("成都三成受访者"))]
        [('percent', 'percent.tenths')]
        """
        found = [(t, mention) for t in FACT_TYPES for mention in extractor_for(t).find(document)]
        return found + [(t, m) for t, e in self._own.items() for m in _checked(t, e.find(document), document)]

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

        Examples
        --------
        >>> import extractor
        >>> facts = extractor.load().extract("今日上涨5%", id="a", reference_date="2026-01-08")
        >>> [(fact.text, fact.value.value) for fact in facts]
        [('今日', '2026-01-08'), ('5%', Decimal('5'))]
        """
        wanted = choose_types(types, self.types)
        document = self.document(text, reference_date)
        settled = settle_overlaps(self.candidates(document))
        settled = settle_currencies(settled, document)
        settled, placed_against = place_dates(settled, document)
        grounded = _ground(document, settled)
        facts = tuple(fact for fact in grounded if fact.type in wanted)
        source = None if placed_against is None else reference_date_source if reference_date else "dateline"
        return Facts(
            id=id,
            sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            chars=len(text),
            reference_date=placed_against.isoformat() if placed_against else None,
            reference_date_source=source,
            version=__version__,
            facts=facts,
            entities=group_entities(facts),
            **_relations(document, settled, grounded, wanted),
        )

    def pipe(
        self,
        texts: Iterable[str | Mapping[str, Any]],
        *,
        reference_date: dt.datetime | dt.date | str | None = None,
        types: Iterable[str] | None = None,
    ) -> Iterator[Facts]:
        """Extract the facts of many articles, one after the other, none before it is asked for.

        Parameters
        ----------
        texts : iterable of str or mapping
            Articles; or, as the rows of ``extract batch``, ``{"text": …, "id": …, "reference_date": …}``, of which
            only the text must be there. An id that is not told is the article's number, from 1.
        reference_date : datetime.date, datetime.datetime, str or None
            For articles that tell none of their own.
        types : iterable of str, or None
            The fact types wanted; None means all.

        Returns
        -------
        iterator of Facts
            In the order of the texts.

        Raises
        ------
        OptionError
            A type means nothing, at once; a date means nothing, when its turn comes.

        Examples
        --------
        >>> import extractor
        >>> rows = [{"id": "a", "text": "融资3亿元"}, {"id": "b", "text": "下降5%"}]
        >>> [(facts.id, len(facts)) for facts in extractor.load().pipe(rows)]
        [('a', 1), ('b', 1)]
        """
        return self._pipe(texts, reference_date, choose_types(types, self.types))

    def _pipe(
        self,
        texts: Iterable[str | Mapping[str, Any]],
        reference_date: dt.datetime | dt.date | str | None,
        types: tuple[str, ...],
    ) -> Iterator[Facts]:
        for number, item in enumerate(texts, 1):
            row = {"text": item} if isinstance(item, str) else item
            told, id_ = row.get("reference_date"), row.get("id")
            yield self.extract(
                row["text"],
                id=str(number if id_ is None else id_),
                reference_date=told or reference_date,
                reference_date_source="row" if told else "option",
                types=types,
            )

    def explain(
        self,
        raw: str,
        *,
        at: int | None = None,
        text: str | None = None,
        reference_date: dt.datetime | dt.date | str | None = None,
    ) -> tuple[Explanation, ...]:
        """Tell which rules looked at a place of an article, and what decided.

        Parameters
        ----------
        raw : str
            The article.
        at : int or None
            Offset of the place, in code points of ``raw``.
        text : str or None
            What stands there; each of its occurrences is explained, in whatever script and width it stands.
        reference_date : datetime.date, datetime.datetime, str or None
            Day of publication.

        Returns
        -------
        tuple of Explanation
            In the order of the text.

        Raises
        ------
        OptionError
            The offset is outside of the article, or the text is not in it; not one of both is given; the date is none.

        Examples
        --------
        >>> import extractor
        >>> (place,) = extractor.load().explain("成都三成受访者", text="三成")
        >>> [d.rule for d in place.decisions if d.verdict == "fact"]
        ['percent.tenths']
        """
        from extractor.explain import explain  # noqa: PLC0415 - for those who ask

        document = self.document(raw, reference_date)
        facts = self.extract(raw, reference_date=reference_date)
        ran = [*((t, extractor_for(t)) for t in FACT_TYPES), *self._own.items()]
        return explain(document, self.candidates(document), facts, ran, at=at, text=text)


def _check_extractor(name: str, extractor: Extractor) -> None:
    if not name.isidentifier() or name in FACT_TYPES:
        raise OptionError(f"{name!r} cannot name a fact type of your own", "take an identifier that is not taken")
    lacking = [part for part in ("RULES", "find") if not hasattr(extractor, part)]
    if lacking:
        raise OptionError(f"the extractor {name!r} has no {lacking[0]}", "see extractor.Extractor")


def _checked(name: str, mentions: Iterable[Mention[Any]], document: Document) -> Iterator[Mention[Any]]:
    """Pass on what an extractor of one's own found, after a look at its spans."""
    for mention in mentions:
        if not 0 <= mention.start < mention.end <= len(document.text):
            span = f"{mention.start}:{mention.end}"
            raise InvariantError(f"the extractor {name!r} gave the span {span}", "its spans are of document.text")
        yield mention


def _relations(
    document: Document, settled: list[Candidate], facts: tuple[Fact, ...], wanted: tuple[str, ...]
) -> dict[str, Any]:
    """Return the figures of the amounts that are wanted, and the events where all that they join is.

    Both are read from facts of all types, so that what is told of one does not depend on the others wanted.
    """
    if not {"money", "percent"} & set(wanted):
        return {}
    from extractor.events import JOINED, find_events  # noqa: PLC0415 - only where there may be some
    from extractor.figures import Walk, find_figures  # noqa: PLC0415

    walk = Walk(document, settled)
    by_start = {mention.start: fact for (_, mention), fact in zip(settled, facts, strict=True)}
    figures = tuple(find_figures(walk, {start: fact.id for start, fact in by_start.items()}))
    types = {fact.id: fact.type for fact in facts}
    events = tuple(find_events(walk, by_start, figures)) if set(wanted) >= JOINED else ()
    check_relations(figures, events, facts, document.raw)
    return {"figures": tuple(f for f in figures if types[f.fact] in wanted), "events": events}


def _ground(document: Document, settled: list[Candidate]) -> tuple[Fact, ...]:
    """Map mentions to the raw text, and number them by type."""
    facts, counts = [], Counter[str]()
    for fact_type, mention in settled:
        counts[fact_type] += 1
        if mention.value is None:
            raise InvariantError(f"rule {mention.rule} gave a fact without a value", "please report the article")
        start, end = document.alignment.to_source(mention.start, mention.end)
        fact = Fact(
            id=f"{fact_type}-{counts[fact_type]}",
            type=fact_type,
            start=start,
            end=end,
            text=document.raw[start:end],
            normalized=document.text[mention.start : mention.end],
            rule=mention.rule,
            value=mention.value,
        )
        facts.append(fact)
    check_facts(facts, document.raw)
    return tuple(facts)


def load(lexicon: str | None = None, extractors: Mapping[str, Extractor] | Iterable[str] | None = None) -> Pipeline:
    """Build a pipeline with the rules and tables of the package.

    Parameters
    ----------
    lexicon : str or None
        Path of a table of organisations of one's own (see docs/lexicon.md), which goes before the package's.
    extractors : mapping of str to Extractor, iterable of str, or None
        Of one's own, by the fact type that they find; or the names of some that installed packages offer by entry
        points of the group ``extractor.extractors``.

    Returns
    -------
    Pipeline

    Raises
    ------
    LexiconError
        The table cannot be read, or a row is malformed.
    OptionError
        No extractor of that name is installed, or it is none.

    Examples
    --------
    >>> import extractor
    >>> pipeline = extractor.load()
    >>> for facts in pipeline.pipe(["融资3亿元", "下降5%"]):
    ...     print([fact.text for fact in facts])
    ['3亿元']
    ['5%']
    """
    if extractors is not None and not isinstance(extractors, Mapping):
        extractors = {name: installed_extractor(name) for name in extractors}
    gazetteer = None if lexicon is None else load_gazetteer(lexicon)
    return Pipeline(gazetteer, cast("Mapping[str, Extractor] | None", extractors))


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

    Examples
    --------
    >>> import extractor
    >>> facts = extractor.extract("智谱今日上市，市值540亿港元。", reference_date="2026-01-08")
    >>> [(fact.type, fact.text) for fact in facts]
    [('org', '智谱'), ('date', '今日'), ('money', '540亿港元')]
    """
    return load().extract(text, reference_date=reference_date, types=types)
