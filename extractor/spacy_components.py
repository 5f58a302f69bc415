"""spaCy components, a tokenizer and a scorer: the extractor inside other people's pipelines.

spaCy imports this module whenever it makes a pipeline, any pipeline. So the module imports nothing but spaCy, and
registers no ``._.`` attribute before a component or the tokenizer is asked for; the rules load with the first text.
"""

# No ``from __future__ import annotations``: spaCy reads the annotations of what is registered at run time.
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc, Span, Token
from spacy.training import Example
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

if TYPE_CHECKING:
    from extractor.facts import Event, Fact, Facts, Figure, Value
    from extractor.gold import Gold
    from extractor.pipeline import Pipeline

__all__ = [
    "FactsComponent",
    "NormalizedTokenizer",
    "create_tokenizer",
    "install_extensions",
    "make_scorer",
    "reference_doc",
]

# Component names and the fact types that each one finds; None means all.
_COMPONENTS: dict[str, list[str] | None] = {
    "zh_facts": None,
    "zh_money": ["money"],
    "zh_percent": ["percent"],
    "zh_dates": ["date"],
    "zh_durations": ["duration"],
    "zh_organizations": ["org"],
}
_LABELS = {"money": "MONEY", "percent": "PERCENT", "date": "DATE", "duration": "DURATION", "org": "ORG"}
# Facts are kept in doc.user_data as JSON text: all that spaCy has for storing docs takes a string as it is.
_FACTS_KEY = "zh_facts"

# displaCy has colours of its own for the other labels.
registry.displacy_colors.register("extractor_zh", func={"DURATION": "#d6cbf0"})


@cache
def _pipeline() -> "Pipeline":
    from extractor.pipeline import load  # noqa: PLC0415 - nobody pays for it who does not use it

    return load()


class FactsComponent:
    """Finds facts in a doc and writes them to span groups, entities and ``._.`` attributes.

    Parameters
    ----------
    nlp : Language
        The pipeline.
    name : str
        Of the component in the pipeline.
    types : list of str, or None
        Fact types to find; None means all.
    labels : dict of str to str
        Span label for each fact type; a type that is left out has its usual one.
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
    scorer : callable or None
        Called by :meth:`score`.

    Raises
    ------
    OptionError
        A type or the date means nothing.
    """

    def __init__(  # noqa: PLR0913 - one argument a setting
        self,
        nlp: Language,  # noqa: ARG002 - spaCy passes both to whatever it registers as a factory
        name: str = "zh_facts",  # noqa: ARG002
        *,
        types: list[str] | None = None,
        labels: dict[str, str] | None = None,
        spans_key: str | None = "facts",
        annotate_ents: bool = True,
        overwrite_ents: bool = False,
        split_tokens: bool = False,
        reference_date: str | None = None,
        scorer: Callable[..., dict[str, Any]] | None = None,
    ) -> None:
        from extractor.facts import check_types  # noqa: PLC0415

        self.types = check_types(types)
        check_types(labels or None)
        self._labels = {**_LABELS, **(labels or {})}
        self.spans_key = spans_key
        self.annotate_ents = annotate_ents
        self.overwrite_ents = overwrite_ents
        self.split_tokens = split_tokens
        self.reference_date = reference_date
        self.scorer = scorer
        if reference_date is not None:
            from extractor.pipeline import parse_date  # noqa: PLC0415

            parse_date(reference_date)
        install_extensions()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the component may give, in the order of its types."""
        return tuple(self._labels[t] for t in self.types)

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
        """
        told = doc.user_data.get("reference_date")
        facts = _pipeline().extract(
            doc.text,
            reference_date=self.reference_date if told is None else told,
            reference_date_source="option" if told is None else "row",
            types=self.types,
        )
        if self.split_tokens:
            _split_tokens(doc, [offset for fact in facts for offset in (fact.start, fact.end)])
        spans = [_span(doc, f.start, f.end, self._labels[f.type], f.id) for f in facts]
        self._write_facts(doc, facts)
        if self.spans_key is not None:
            others = [s for s in doc.spans.get(self.spans_key, ()) if s.label_ not in self.labels]
            doc.spans[self.spans_key] = sorted([*others, *spans], key=lambda s: (s.start, s.end))
        if self.annotate_ents:
            self._write_ents(doc, spans)
        return doc

    def _write_facts(self, doc: Doc, facts: "Facts") -> None:
        """Store the facts beside those that components for other types stored before."""
        before = _facts_of(doc)
        if before is not None:
            kept = {fact.id: fact for fact in before if fact.type not in self.types}
            figures = (figure for figure in before.figures if figure.fact in kept)
            events = facts.events or before.events  # their ids are the same: they do not depend on the types wanted
            facts = _with_facts(facts, [*facts, *kept.values()], [*facts.figures, *figures], events)
        doc.user_data[_FACTS_KEY] = facts.to_json()

    def _write_ents(self, doc: Doc, spans: list[Span]) -> None:
        """Add the spans to the entities, the earlier one first where two share a token."""
        if self.overwrite_ents:
            ours = {i for span in spans for i in range(span.start, span.end)}
            doc.ents = [ent for ent in doc.ents if ours.isdisjoint(range(ent.start, ent.end))]
        taken = {token.i for token in doc if token.ent_iob in (1, 3)}  # 3 without a label is blocked by its owner
        free = _apart(spans, taken)
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
        """
        if self.scorer is None:
            return {}
        return self.scorer(examples, spans_key=self.spans_key, annotate_ents=self.annotate_ents, **kwargs)


for _name, _types in _COMPONENTS.items():
    Language.factory(
        _name,
        default_config={
            "types": _types,
            "labels": {t: label for t, label in _LABELS.items() if _types is None or t in _types},
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


def install_extensions() -> None:
    """Make ``doc._.facts``, ``span._.fact`` and ``token._.is_note`` known to spaCy.

    Components and the tokenizer do it by themselves. Call it to read stored docs in a process that makes neither.

    Raises
    ------
    ValueError
        Another package has an attribute of that name (spaCy's E090).
    """
    wanted: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (Doc, "facts", {"getter": _facts_of}),
        (Span, "fact", {"getter": _fact_of}),
        (Token, "is_note", {"default": False}),
    )
    for owner, name, how in wanted:
        ours = (how.get("default"), None, how.get("getter"), None)  # as spaCy keeps it
        if owner.get_extension(name) != ours:
            owner.set_extension(name, **how)


def _facts_of(doc: Doc) -> "Facts | None":
    """Return the facts of a doc; None where no component looked for any."""
    stored = doc.user_data.get(_FACTS_KEY)
    return None if stored is None else _read(stored)


def _fact_of(span: Span) -> "Fact | None":
    """Return the fact that a span was made for, or that has just its offsets; None for any other span."""
    stored = span.doc.user_data.get(_FACTS_KEY)
    if stored is None:
        return None
    index = _index(stored)
    start, end = span.start_char, span.end_char
    fact = index.get(span.id_)
    if fact is not None and start <= fact.start and fact.end <= end:
        return fact
    return index.get((start, end))


@lru_cache(maxsize=128)
def _index(stored: str) -> "dict[object, Fact]":
    facts = _read(stored)
    return {f.id: f for f in facts} | {(f.start, f.end): f for f in facts}


@lru_cache(maxsize=128)
def _read(stored: str) -> "Facts":
    """Turn stored JSON into facts. They are frozen, so that all who ask may share them."""
    from extractor.facts import Event, Fact, Facts  # noqa: PLC0415

    record = json.loads(stored)
    shared = ("id", "type", "start", "end", "text", "normalized", "rule")
    facts = [Fact(value=_value(r), **{name: r[name] for name in shared}) for r in record["facts"]]
    head = Facts(version=record["extractor"]["version"], facts=(), **record["document"])
    return _with_facts(head, facts, map(_figure, record["figures"]), map(Event.from_dict, record["events"]))


def _figure(record: dict[str, Any]) -> "Figure":
    from extractor.facts import Evidence, Figure  # noqa: PLC0415

    return Figure(**{**record, "evidence": tuple(Evidence(**told) for told in record["evidence"])})


def _value(record: dict[str, Any]) -> "Value":
    from dataclasses import fields  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415

    from extractor.facts import Date, Duration, Money, Organization, Percent  # noqa: PLC0415

    classes = {"money": Money, "percent": Percent, "date": Date, "duration": Duration, "org": Organization}
    value_class = classes[record["type"]]
    written = {"start": "from", "end": "to"}  # a date's own interval; the plain names are the span's
    told = {field.name: record[written.get(field.name, field.name)] for field in fields(value_class)}
    if value_class in (Money, Percent):
        told |= {n: Decimal(told[n]) for n in ("value", "low", "high") if told[n] is not None}
    return value_class(**told)  # type: ignore[no-any-return]


def _with_facts(
    head: "Facts", facts: "Iterable[Fact]", figures: "Iterable[Figure]", events: "Iterable[Event]"
) -> "Facts":
    from dataclasses import replace  # noqa: PLC0415

    from extractor.entities import group_entities  # noqa: PLC0415

    ordered = tuple(sorted(facts, key=lambda f: (f.start, -f.end)))
    places = {fact.id: place for place, fact in enumerate(ordered)}
    told = tuple(sorted(figures, key=lambda figure: places[figure.fact]))
    return replace(head, facts=ordered, entities=group_entities(ordered), figures=told, events=tuple(events))


def _span(doc: Doc, start: int, end: int, label: str | int, id_: str | int = "", kb_id: str | int = "") -> Span:
    """Return the fewest tokens that cover the characters ``start:end``."""
    span = doc.char_span(start, end, label=label, span_id=id_, kb_id=kb_id, alignment_mode="expand")
    assert span is not None, f"{start}:{end} is no part of the doc"
    return span


def _apart(spans: Iterable[Span], taken: set[int]) -> list[Span]:
    """Return the spans that share no token with an earlier one or with ``taken``, which grows by their tokens."""
    apart = []
    for span in spans:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            apart.append(span)
            taken.update(tokens)
    return apart


def _split_tokens(doc: Doc, offsets: Iterable[int]) -> None:
    """Split the tokens that have one of the character offsets inside, and move the span groups along."""
    starts = [token.idx for token in doc]
    cuts: dict[int, set[int]] = {}
    for offset in offsets:
        i = bisect_right(starts, offset) - 1
        if i >= 0 and starts[i] < offset < starts[i] + len(doc[i]):
            cuts.setdefault(i, set()).add(offset)
    if not cuts:
        return
    from extractor.document import Document  # noqa: PLC0415

    raw = doc.text
    document = Document(raw)
    groups = {
        key: [(s.start_char, s.end_char, s.label, s.id, s.kb_id) for s in group] for key, group in doc.spans.items()
    }
    with doc.retokenize() as retokenizer:
        for i, inside in cuts.items():
            token = doc[i]
            edges = [token.idx, *sorted(inside), token.idx + len(token)]
            parts = list(zip(edges, edges[1:]))  # noqa: B905, RUF007
            norms = [document.text[slice(*document.alignment.to_target(*part))] for part in parts]
            ids = [doc.vocab.strings.add(norm) for norm in norms]
            retokenizer.split(
                token,
                [raw[slice(*part)] for part in parts],
                heads=[(token, k) for k in range(len(parts))],
                attrs={"NORM": ids},
            )
    for key, group in groups.items():
        doc.spans[key] = [_span(doc, *span) for span in group]


class NormalizedTokenizer(DummyTokenizer):
    """Cuts a text as jieba cuts its normalised form; the tokens are slices of the raw text.

    ``token.norm_`` is the normalised form. What normalisation removed between two words (readings in brackets,
    markup, invisible characters) is a token of its own, for which ``token._.is_note`` is true; what it removed
    inside a word stays part of the word's token. So ``norm_ + whitespace_`` of all tokens but notes is the normalised
    text.

    Parameters
    ----------
    vocab : Vocab
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        install_extensions()

    def __call__(self, text: str) -> Doc:
        """Cut a text.

        Parameters
        ----------
        text : str

        Returns
        -------
        Doc
            ``doc.text == text``. As in all of spaCy, the blank behind a word is ``token.whitespace_``.
        """
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[str | None] = []
        for start, end, norm in _pieces(text):
            word = text[start:end]
            if word == " " and words and norms[-1] is not None and not spaces[-1]:
                spaces[-1] = True
                continue
            words.append(word)
            spaces.append(False)
            norms.append(norm)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, norm in zip(doc, norms):  # noqa: B905
            if norm is None:
                token._.is_note = True
            elif token.norm_ != norm:
                token.norm_ = norm
        return doc


def _pieces(raw: str) -> list[tuple[int, int, str | None]]:
    """Cut a text into raw spans, each with its normalised form; None for what was removed between words."""
    from extractor.document import Document  # noqa: PLC0415

    document = Document(raw)
    pieces: list[tuple[int, int, str | None]] = []
    position = 0
    for token in document.tokens:
        start, end = document.alignment.to_source(token.start, token.end)
        if start > position:
            pieces.append((position, start, None))
        if start < position:  # two words of one replaced stretch, such as a character reference: one token
            first, last, norm = pieces.pop()
            pieces.append((first, max(last, end), (norm or "") + token.text))
        else:
            pieces.append((start, end, token.text))
        position = max(position, end)
    if position < len(raw):
        pieces.append((position, len(raw), None))
    return pieces


def create_tokenizer() -> Callable[[Language], NormalizedTokenizer]:
    """Return what builds the tokenizer of a pipeline, for ``@tokenizers = "extractor_zh.v1"``."""
    return _tokenizer_for


def _tokenizer_for(nlp: Language) -> NormalizedTokenizer:
    return NormalizedTokenizer(nlp.vocab)


registry.tokenizers.register("extractor_zh.v1", func=create_tokenizer)


def make_scorer() -> Callable[..., dict[str, Any]]:
    """Return the scorer of facts, for ``@scorers = "extractor_zh.facts_scorer.v1"``."""
    return _score


def _score(examples: Iterable[Example], *, spans_key: str | None, annotate_ents: bool, **kwargs: Any) -> dict[str, Any]:
    """Score the span group by label as ``spans_<key>_p/r/f/per_type``, and the entities as ``ents_p/r/f/per_type``.

    Reference docs that lack the group or entities count for neither.
    """
    examples = list(examples)
    scores: dict[str, Any] = {}
    if spans_key is not None:
        scores = Scorer.score_spans(
            examples,
            f"spans_{spans_key}",
            getter=lambda doc, _: doc.spans.get(spans_key, []),
            has_annotation=lambda doc: spans_key in doc.spans,
            allow_overlap=True,
        )
    return scores | get_ner_prf(examples, **kwargs) if annotate_ents else scores


registry.scorers.register("extractor_zh.facts_scorer.v1", func=make_scorer)


def reference_doc(
    nlp: Language, gold: "Gold", *, labels: dict[str, str] | None = None, spans_key: str = "facts"
) -> Doc:
    """Turn a gold file into a reference doc for ``nlp.evaluate`` and ``spacy evaluate``.

    Parameters
    ----------
    nlp : Language
        Whose tokenizer cuts the article.
    gold : Gold
        From :func:`extractor.gold.load_gold`.
    labels : dict of str to str, or None
        As for :class:`FactsComponent`.
    spans_key : str
        Group for the spans.

    Returns
    -------
    Doc
        With the span group and with entities. Optional labels are in no group; where they stand, the entities are
        marked as missing, so that spaCy counts none there.
    """
    named = {**_LABELS, **(labels or {})}
    doc = nlp.make_doc(gold.raw)
    certain, optional = (
        [_span(doc, f.start, f.end, named[f.type]) for f in gold.facts if f.optional is wanted]
        for wanted in (False, True)
    )
    doc.spans[spans_key] = sorted(certain)
    taken: set[int] = set()
    doc.set_ents(_apart(certain, taken), missing=_apart(optional, taken))
    return doc
