"""The components: facts written to span groups, entities and ``._.`` attributes of a doc."""

# No ``from __future__ import annotations``: spaCy reads the annotations of what is registered at run time.
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from extractor.spacy_components.spans import LABELS, apart, label_of, split_tokens, widened
from extractor.spacy_components.storage import install_extensions, write_facts

__all__ = ["FactsComponent"]

# Component names and the fact types that each one finds; None means all.
_COMPONENTS: dict[str, list[str] | None] = {
    "zh_facts": None,
    "zh_money": ["money"],
    "zh_percent": ["percent"],
    "zh_dates": ["date"],
    "zh_durations": ["duration"],
    "zh_organizations": ["org"],
}
_TABLE = "lexicon.tsv"  # in the folder of a component that was saved


class FactsComponent:
    """Finds facts in a doc and writes them to span groups, entities and ``._.`` attributes.

    Parameters
    ----------
    nlp : Language
        The pipeline.
    name : str
        Of the component in the pipeline.
    types : list of str, or None
        Fact types to find; None means all, those of ``extractors`` too.
    relations : bool
        Whether ``doc._.facts`` has figures and events too, which take about a third of the time.
    labels : dict of str to str
        Span label for each fact type; a type that is left out has its usual one, its name in capitals.
    spans_key : str or None
        Group in ``doc.spans`` for the spans of the facts; None for no group. Spans of other labels in it stay.
    annotate_ents : bool
        Whether to write ``doc.ents`` too.
    overwrite_ents : bool
        Whether an entity that is there already goes where it overlaps a fact; else it stays, and the fact is told
        by the span group only.
    split_tokens : bool
        Whether to split a token that a fact begins or ends in; else the fact's span is widened to whole tokens.
    reference_date : str or None
        ISO day or moment of publication for docs that have none in ``doc.user_data["reference_date"]``.
    lexicon : str or None
        Path of a table of organisations of one's own. It is saved with the pipeline, and read from there: the path
        need not be there any more where the pipeline is loaded.
    extractors : list of str, dict of str to Extractor, or None
        Of one's own: names of installed ones, or as :func:`extractor.load` takes them.
    scorer : callable or None
        Called by :meth:`score`.

    Raises
    ------
    OptionError
        A type or the date means nothing, or no extractor of that name is installed.
    LexiconError
        A row of the table is malformed.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> component = nlp.add_pipe("zh_facts", config={"types": ["money"]})
    >>> component.labels
    ('MONEY',)
    >>> [(ent.text, str(ent._.fact.value.value)) for ent in nlp("融资3亿元").ents]
    [('3亿元', '300000000')]
    """

    def __init__(  # noqa: PLR0913 - one argument a setting
        self,
        nlp: Language,  # noqa: ARG002 - spaCy passes both to whatever it registers as a factory
        name: str = "zh_facts",  # noqa: ARG002
        *,
        types: list[str] | None = None,
        relations: bool = True,
        labels: dict[str, str] | None = None,
        spans_key: str | None = "facts",
        annotate_ents: bool = True,
        overwrite_ents: bool = False,
        split_tokens: bool = False,
        reference_date: str | None = None,
        lexicon: str | None = None,
        extractors: list[str] | dict[str, Any] | None = None,
        scorer: Callable[..., dict[str, Any]] | None = None,
    ) -> None:
        from extractor.facts import choose_types  # noqa: PLC0415 - nobody pays for it who does not use it
        from extractor.pipeline import Pipeline, parse_date  # noqa: PLC0415

        self.lexicon = lexicon
        self._table: str | None = None
        self._pipeline = Pipeline(extractors=extractors)
        self.types = choose_types(types, self._pipeline.types)
        self.relations = relations
        choose_types(labels or None, self._pipeline.types)
        self._labels = dict(labels or {})
        self.spans_key = spans_key
        self.annotate_ents = annotate_ents
        self.overwrite_ents = overwrite_ents
        self.split_tokens = split_tokens
        self.reference_date = reference_date
        self.scorer = scorer
        if reference_date is not None:
            parse_date(reference_date)
        # A pipeline that was saved may be loaded where the path means nothing; its table comes after this.
        if lexicon is not None and os.path.exists(lexicon):
            self._read_table()
        install_extensions()

    def _read_table(self) -> None:
        from extractor.lexicon import read_table  # noqa: PLC0415

        assert self.lexicon is not None
        self._use_table(read_table(self.lexicon))

    def _use_table(self, table: str) -> None:
        from extractor.gazetteer import own_gazetteer  # noqa: PLC0415
        from extractor.pipeline import Pipeline  # noqa: PLC0415

        self._pipeline = Pipeline(own_gazetteer(table, self.lexicon or _TABLE), self._pipeline.extractors)
        self._table = table

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the component may give, in the order of its types.

        Examples
        --------
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> nlp.add_pipe("zh_facts").labels
        ('MONEY', 'PERCENT', 'DATE', 'DURATION', 'ORG')
        """
        return tuple(label_of(t, self._labels) for t in self.types)

    def __call__(self, doc: Doc) -> Doc:
        """Find the facts of a doc.

        Parameters
        ----------
        doc : Doc
            Its text is the raw article.

        Returns
        -------
        Doc
            The same doc.

        Raises
        ------
        OptionError
            The doc's own reference date is no date.
        LexiconError
            The table of names is not there.
        """
        if self.lexicon is not None and self._table is None:
            self._read_table()
        told = doc.user_data.get("reference_date")
        facts = self._pipeline.extract(
            doc.text,
            reference_date=self.reference_date if told is None else told,
            reference_date_source="option" if told is None else "row",
            types=self.types,
            relations=self.relations,
        )
        if self.split_tokens:
            split_tokens(doc, [offset for fact in facts for offset in (fact.start, fact.end)])
        spans = [widened(doc, f.start, f.end, label_of(f.type, self._labels), f.id) for f in facts]
        write_facts(doc, facts, self.types)
        if self.spans_key is not None:
            others = [s for s in doc.spans.get(self.spans_key, ()) if s.label_ not in self.labels]
            doc.spans[self.spans_key] = sorted([*others, *spans], key=lambda s: (s.start, s.end))
        if self.annotate_ents:
            self._write_ents(doc, spans)
        return doc

    def _write_ents(self, doc: Doc, spans: list[Span]) -> None:
        """Add the spans to the entities, the earlier one first where two share a token."""
        if self.overwrite_ents:
            ours = {i for span in spans for i in range(span.start, span.end)}
            doc.ents = [ent for ent in doc.ents if ours.isdisjoint(range(ent.start, ent.end))]
        taken = {token.i for token in doc if token.ent_iob in (1, 3)}  # 3 without a label is blocked by its owner
        free = apart(spans, taken)
        doc.set_ents(free, default="unmodified" if doc.has_annotation("ENT_IOB") else "outside")

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Score predicted docs against reference docs, as ``nlp.evaluate`` asks.

        Parameters
        ----------
        examples : iterable of Example
        **kwargs
            Passed on to the scorer.

        Returns
        -------
        dict
            The scorer's result; empty without a scorer.

        Examples
        --------
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> _ = nlp.add_pipe("zh_facts")
        >>> from spacy.training import Example
        >>> example = Example(nlp.make_doc("增长5%"), nlp("增长5%"))
        >>> nlp.evaluate([example])["spans_facts_f"]
        1.0
        """
        if self.scorer is None:
            return {}
        return self.scorer(examples, spans_key=self.spans_key, annotate_ents=self.annotate_ents, **kwargs)

    def to_bytes(self, **_: Any) -> bytes:
        """Return the table of names of one's own, empty without one; all else is in the pipeline's config.

        Parameters
        ----------
        **_
            What spaCy passes to all components, of no effect here.

        Returns
        -------
        bytes
            In UTF-8.

        Examples
        --------
        >>> import spacy
        >>> spacy.blank("zh").add_pipe("zh_facts").to_bytes()
        b''
        """
        return (self._table or "").encode("utf-8")

    def from_bytes(self, data: bytes, **_: Any) -> "FactsComponent":
        """Take over what :meth:`to_bytes` gave.

        Parameters
        ----------
        data : bytes
        **_
            As for :meth:`to_bytes`.

        Examples
        --------
        >>> import spacy
        >>> component = spacy.blank("zh").add_pipe("zh_organizations")
        >>> component.from_bytes("岚汀坊".encode()).to_bytes().decode()
        '岚汀坊'
        """
        if data:
            self._use_table(data.decode("utf-8"))
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Save the table of names of one's own.

        Parameters
        ----------
        path : str or Path
            A folder, which is made where there is such a table.
        **_
            As for :meth:`to_bytes`.

        Examples
        --------
        >>> import os, tempfile
        >>> import spacy
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     spacy.blank("zh").add_pipe("zh_facts").to_disk(folder)
        ...     os.listdir(folder)  # nothing without a table
        []
        """
        if self._table is not None:
            Path(path).mkdir(parents=True, exist_ok=True)
            (Path(path) / _TABLE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> "FactsComponent":
        """Take over what :meth:`to_disk` saved.

        Parameters
        ----------
        path : str or Path
        **_
            As for :meth:`to_bytes`.

        Examples
        --------
        >>> import tempfile
        >>> import spacy
        >>> component = spacy.blank("zh").add_pipe("zh_organizations").from_bytes("岚汀坊".encode())
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     component.to_disk(folder)
        ...     spacy.blank("zh").add_pipe("zh_organizations").from_disk(folder).to_bytes().decode()
        '岚汀坊'
        """
        table = Path(path) / _TABLE
        return self.from_bytes(table.read_bytes() if table.exists() else b"")


for _name, _types in _COMPONENTS.items():
    Language.factory(
        _name,
        default_config={
            "types": _types,
            "labels": {t: label for t, label in LABELS.items() if _types is None or t in _types},
            "scorer": {"@scorers": "extractor_zh.facts_scorer.v1"},
        },
        assigns=["doc.spans", "doc.ents", "token.ent_iob", "token.ent_type", "doc._.facts", "span._.fact"],
        default_score_weights={
            "spans_facts_f": 1.0,
            "spans_facts_p": 0.0,
            "spans_facts_r": 0.0,
            "spans_facts_per_type": None,
        },
        func=FactsComponent,
    )
