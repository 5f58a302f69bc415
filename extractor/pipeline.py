"""From a text to its facts: run the extractors, settle what overlaps, place what depends on context."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

from extractor import __version__
from extractor.anchoring import place_dates
from extractor.currencies import settle_currencies
from extractor.document import Document
from extractor.entities import group_entities
from extractor.errors import InvariantError, OptionError
from extractor.extractors import Extractor, extractor_for
from extractor.facts import FACT_TYPES, Fact, Facts, choose_types
from extractor.gazetteer import Gazetteer, load_gazetteer
from extractor.given import day_of, no_text, parse_date
from extractor.invariants import check_facts, check_relations
from extractor.labels import is_text
from extractor.resolve import Candidate, settle_overlaps

if TYPE_CHECKING:
    from extractor.explain import Explanation

__all__ = ["Pipeline", "extract", "load", "parse_date"]


class Pipeline:
    """Extracts facts from texts. Built once, used for any number of texts; holds no state between them.

    Threads may share one, and it can be pickled for other processes.

    Parameters
    ----------
    gazetteer : Gazetteer or None
        Of organisations; None: that of the package.
    extractors : mapping of str to Extractor, iterable of str, or None
        As for :func:`load`.

    Raises
    ------
    OptionError
        No extractor of that name is installed, it lacks ``RULES`` or ``find``, or its type is no identifier in lower
        case or a type of the package.

    Examples
    --------
    >>> import extractor
    >>> pipeline = extractor.load()
    >>> [fact.text for fact in pipeline.extract("融资3亿元", types=["money"])]
    ['3亿元']
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        extractors: Mapping[str, Extractor] | Iterable[str] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._own: dict[str, Extractor] = {}
        if extractors is not None:
            from extractor.own import checked_extractors  # noqa: PLC0415 - only for those who have some

            self._own = checked_extractors(extractors)

    def __getstate__(self) -> dict[str, Any]:
        """Modules cannot be pickled; their names can."""
        own = {t: e.__name__ if isinstance(e, ModuleType) else e for t, e in self._own.items()}
        return {"_gazetteer": self._gazetteer, "_own": own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._gazetteer = state["_gazetteer"]
        self._own = {t: import_module(e) if isinstance(e, str) else e for t, e in state["_own"].items()}

    @property
    def types(self) -> tuple[str, ...]:
        """The fact types that it knows, one's own last. Gold, files of facts and scores take these and no others.

        Examples
        --------
        >>> import extractor
        >>> extractor.load().types
        ('money', 'percent', 'date', 'duration', 'org')
        """
        return (*FACT_TYPES, *self._own)

    @property
    def extractors(self) -> Mapping[str, Extractor]:
        """The extractors of one's own, by the fact type that they find.

        Examples
        --------
        >>> import extractor
        >>> dict(extractor.load().extractors)
        {}
        """
        return MappingProxyType(self._own)

    def document(self, text: str, reference_date: dt.datetime | dt.date | str | None = None) -> Document:
        """Prepare a text for the extractors.

        Parameters
        ----------
        text : str
            The article, raw.
        reference_date : datetime.date, datetime.datetime, str or None
            Day or moment of publication.

        Returns
        -------
        Document
            Normalised; the rest of it when it is asked for.

        Raises
        ------
        InputError
            The text is none.
        OptionError
            The date is none.

        Examples
        --------
        >>> import extractor
        >>> extractor.load().document("５７４０萬(wàn)元").text
        '5740万元'
        """
        if not isinstance(text, str):
            raise no_text(text)
        return Document(text, day_of(reference_date), self._gazetteer)

    def candidates(self, document: Document) -> list[Candidate]:
        """Run all extractors.

        Parameters
        ----------
        document : Document
            From :meth:`document`.

        Returns
        -------
        list of (str, Mention)
            What they found and what they refused, unsettled.

        Raises
        ------
        InvariantError
            An extractor of one's own failed, or gave what is no mention.

        Examples
        --------
        >>> import extractor
        >>> pipeline = extractor.load()
        >>> [(t, m.rule) for t, m in pipeline.candidates(pipeline.document("成都三成受访者"))]
        [('percent', 'percent.tenths')]
        """
        found: list[Candidate] = [(t, mention) for t in FACT_TYPES for mention in extractor_for(t).find(document)]
        if self._own:
            from extractor.own import checked_mentions  # noqa: PLC0415

            found += [(t, m) for t, e in self._own.items() for m in checked_mentions(t, e, document)]
        if not is_text(document.raw):
            # What holds half a character is no word of the article, and no gold could tell it.
            spans = [document.alignment.to_source(mention.start, mention.end) for _, mention in found]
            found = [c for c, (start, end) in zip(found, spans, strict=True) if is_text(document.raw[start:end])]
        return found

    def extract(
        self,
        text: str,
        *,
        id: str = "",
        reference_date: dt.datetime | dt.date | str | None = None,
        reference_date_source: str = "option",
        types: Iterable[str] | None = None,
        relations: bool = True,
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
        relations : bool
            Whether figures and events are wanted too, which take about a third of the time.
        sha256 : str or None
            Of the document's bytes; None: of the text in UTF-8.

        Returns
        -------
        Facts
            Frozen; the same text and date give the same facts.

        Raises
        ------
        InputError
            The text is none.
        OptionError
            The date or a type means nothing.
        InvariantError
            An extractor of one's own failed, or gave what is no mention.

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
            **(_relations(document, settled, grounded, wanted) if relations else {}),
        )

    def pipe(
        self,
        texts: Iterable[str | Mapping[str, Any]],
        *,
        reference_date: dt.datetime | dt.date | str | None = None,
        types: Iterable[str] | None = None,
        relations: bool = True,
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
        relations : bool
            Whether figures and events are wanted too.

        Returns
        -------
        iterator of Facts
            In the order of the texts.

        Raises
        ------
        OptionError
            A type means nothing, or ``texts`` is one text, at once; a date means nothing, when its turn comes.
        InputError
            An article is no text, when its turn comes.

        Examples
        --------
        >>> import extractor
        >>> rows = [{"id": "a", "text": "融资3亿元"}, {"id": "b", "text": "下降5%"}]
        >>> [(facts.id, len(facts)) for facts in extractor.load().pipe(rows)]
        [('a', 1), ('b', 1)]
        """
        if isinstance(texts, str | bytes | Mapping) or not isinstance(texts, Iterable):
            what = f"pipe takes many articles, not one {type(texts).__name__}"
            raise OptionError(what, "give a list of texts, or call extract for one text")
        if hasattr(texts, "columns"):  # a table yields the names of its columns, which are texts too
            raise OptionError("pipe takes articles, not a table", 'give table["text"], or table.to_dict("records")')
        return self._pipe(texts, reference_date, choose_types(types, self.types), relations=relations)

    def _pipe(
        self,
        texts: Iterable[str | Mapping[str, Any]],
        reference_date: dt.datetime | dt.date | str | None,
        types: tuple[str, ...],
        *,
        relations: bool,
    ) -> Iterator[Facts]:
        for number, item in enumerate(texts, 1):
            row = item if isinstance(item, Mapping) else {"text": item}
            if not isinstance(row.get("text"), str):
                raise no_text(row.get("text"), f"article {number}")
            told, id_ = row.get("reference_date"), row.get("id")
            yield self.extract(
                row["text"],
                id=str(number if id_ is None else id_),
                reference_date=told or reference_date,
                reference_date_source="row" if told else "option",
                types=types,
                relations=relations,
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
        facts = self.extract(raw, reference_date=reference_date, relations=False)
        ran = [*((t, extractor_for(t)) for t in FACT_TYPES), *self._own.items()]
        return explain(document, self.candidates(document), facts, ran, at=at, text=text)


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
    known: dict[str, str] = {}  # a text takes memory once, however many facts have it
    for fact_type, mention in settled:
        counts[fact_type] += 1
        if mention.value is None:
            raise InvariantError(f"rule {mention.rule} gave a fact without a value", "please report the article")
        start, end = document.alignment.to_source(mention.start, mention.end)
        text, normalized = document.raw[start:end], document.text[mention.start : mention.end]
        fact = Fact(
            id=f"{fact_type}-{counts[fact_type]}",
            type=fact_type,
            start=start,
            end=end,
            text=known.setdefault(text, text),
            normalized=known.setdefault(normalized, normalized),
            rule=mention.rule,
            value=mention.value,
        )
        facts.append(fact)
    check_facts(facts, document.raw)
    return tuple(facts)


def load(
    lexicon: str | os.PathLike[str] | None = None,
    extractors: Mapping[str, Extractor] | Iterable[str] | None = None,
) -> Pipeline:
    """Build a pipeline with the rules and tables of the package.

    Parameters
    ----------
    lexicon : str, os.PathLike or None
        Path of a table of organisations of one's own (see docs/lexicon.md), which goes before the package's.
    extractors : mapping of str to Extractor, iterable of str, or None
        Of one's own, by the fact type that they find; or the names of some that installed packages offer by entry
        points of the group ``extractor.extractors``.

    Returns
    -------
    Pipeline
        Whose rules and tables load with its first text.

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
    return Pipeline(None if lexicon is None else load_gazetteer(lexicon), extractors)


def extract(
    text: str,
    reference_date: dt.datetime | dt.date | str | None = None,
    types: Iterable[str] | None = None,
    *,
    relations: bool = True,
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
    relations : bool
        Whether to tell what the amounts say, and the events.

    Returns
    -------
    Facts
        Frozen; the same text and date give the same facts.

    Raises
    ------
    InputError
        The text is none.
    OptionError
        The date or a type means nothing.

    Examples
    --------
    >>> import extractor
    >>> facts = extractor.extract("智谱今日上市，市值540亿港元。", reference_date="2026-01-08")
    >>> [(fact.type, fact.text) for fact in facts]
    [('org', '智谱'), ('date', '今日'), ('money', '540亿港元')]
    """
    return load().extract(text, reference_date=reference_date, types=types, relations=relations)
