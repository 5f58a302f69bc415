"""Facts as spans of a doc: labels, and spans of whole tokens."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Span
from spacy.util import registry

__all__ = ["LABELS", "apart", "label_of", "split_tokens", "widened"]

LABELS = {"money": "MONEY", "percent": "PERCENT", "date": "DATE", "duration": "DURATION", "org": "ORG"}
# displaCy has colours of its own for the other labels.
registry.displacy_colors.register("extractor_zh", func={"DURATION": "#d6cbf0"})


def label_of(fact_type: str, labels: Mapping[str, str] | None = None) -> str:
    """Return the label of a fact type; that of one's own is its name in capitals.

    Parameters
    ----------
    fact_type : str
    labels : mapping of str to str, or None
        Labels chosen in place of the usual ones.
    """
    return (labels or {}).get(fact_type) or LABELS.get(fact_type) or fact_type.upper()


def widened(doc: Doc, start: int, end: int, label: str | int, id_: str | int = "", kb_id: str | int = "") -> Span:
    """Return the fewest tokens that cover the characters ``start:end``."""
    span = doc.char_span(start, end, label=label, span_id=id_, kb_id=kb_id, alignment_mode="expand")
    assert span is not None, f"{start}:{end} is no part of the doc"
    return span


def apart(spans: Iterable[Span], taken: set[int]) -> list[Span]:
    """Return the spans that share no token with an earlier one or with ``taken``, which grows by their tokens."""
    apart = []
    for span in spans:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            apart.append(span)
            taken.update(tokens)
    return apart


def split_tokens(doc: Doc, offsets: Iterable[int]) -> None:
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
        doc.spans[key] = [widened(doc, *span) for span in group]
