"""The scorer of facts, and reference docs from gold files for it."""

# No ``from __future__ import annotations``: spaCy reads the annotations of what is registered at run time.
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from extractor.spacy_components.spans import apart, label_of, widened

if TYPE_CHECKING:
    from extractor.gold import Gold

__all__ = ["make_scorer", "reference_doc"]


def make_scorer() -> Callable[..., dict[str, Any]]:
    """Return the scorer of facts, for ``@scorers = "extractor_zh.facts_scorer.v1"``.

    Returns
    -------
    callable
        As spaCy calls it: from examples to a dict of scores.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("zh_facts", config={"scorer": {"@scorers": "extractor_zh.facts_scorer.v1"}})
    >>> nlp.get_pipe("zh_facts").scorer is make_scorer()
    True
    """
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

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> from extractor.gold import load_gold
    >>> doc = reference_doc(nlp, load_gold("gold/earnings.gold.json"))
    >>> {ent.label_ for ent in doc.ents} <= {"MONEY", "PERCENT", "DATE", "DURATION", "ORG"}
    True
    """
    doc = nlp.make_doc(gold.raw)
    certain, optional = (
        [widened(doc, f.start, f.end, label_of(f.type, labels)) for f in gold.facts if f.optional is wanted]
        for wanted in (False, True)
    )
    doc.spans[spans_key] = sorted(certain)
    taken: set[int] = set()
    doc.set_ents(apart(certain, taken), missing=apart(optional, taken))
    return doc
