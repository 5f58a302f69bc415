"""spaCy DocBin: reference docs for training and evaluation, the gold file in their user data.

Each character is a token, so that every span begins and ends with one. Span group and entities are those of
:func:`extractor.spacy_components.reference_doc`: optional labels are in no group, and their entities are missing.
"""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractor.errors import GoldError
from extractor.exchange.labelled import Imported, Labelled, carried, fact_at, mapping, one_line_json, parse_json
from extractor.gold import Gold
from extractor.labels import Label
from extractor.spacy_components import reference_doc

__all__ = ["read", "write"]

_GROUP, _GOLD, _REFERENCE_DATE = "facts", "gold", "reference_date"


def write(documents: Iterable[Labelled]) -> bytes:
    """Write documents as ``.spacy``.

    Parameters
    ----------
    documents : iterable of Labelled

    Returns
    -------
    bytes
        Of the DocBin.
    """
    nlp = _characters()
    return DocBin(store_user_data=True, docs=[_doc(nlp, document) for document in documents]).to_bytes()


def _characters() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    return nlp


def _doc(nlp: Language, document: Labelled) -> Doc:
    head = document.head
    labels = tuple(
        Label(fact["type"], fact["start"], fact["end"], fact["text"], optional=fact.get("optional", False))
        for fact in document.facts
    )
    gold = Gold(document.name, head[_REFERENCE_DATE], "", "", document.raw, head["sha256"] or "", labels)
    doc = reference_doc(nlp, gold, spans_key=_GROUP)
    doc.user_data[_GOLD] = one_line_json({**head, "facts": document.facts})
    if head[_REFERENCE_DATE] is not None:
        doc.user_data[_REFERENCE_DATE] = head[_REFERENCE_DATE]  # where the components look for it
    return doc


def read(data: bytes, path: str) -> list[Imported]:
    """Read documents, with facts from the span group ``facts``, or from the entities where there is no such group.

    Parameters
    ----------
    data : bytes
        Of a DocBin.
    path : str
        Of the file, for messages.

    Returns
    -------
    list of Imported

    Raises
    ------
    GoldError
        The file is no DocBin.
    """
    vocab = spacy.blank("zh").vocab
    try:
        docs = list(DocBin().from_bytes(data).get_docs(vocab))
    except Exception as error:  # spaCy lets through whatever zlib and msgpack raise
        raise GoldError(f"{path}: this is no DocBin: {error}", "give a .spacy file") from None
    return [_document(doc, f"{path}: doc {number}") for number, doc in enumerate(docs, 1)]


def _document(doc: Doc, place: str) -> Imported:
    stored = doc.user_data.get(_GOLD)
    gold = mapping(parse_json(stored, place, "what the export wrote") if isinstance(stored, str) else None)
    document, known = Imported(place, doc.text, gold), carried(gold.get("facts"))
    for span in doc.spans.get(_GROUP, doc.ents):
        key = span.label_.lower(), span.start_char, span.end_char
        document.add(fact_at(doc.text, *key, known.get(key)), f"{place}, {span.label_} {span.text!r}")
    for (fact_type, start, end), fact in known.items():
        if fact.get("optional"):
            document.add(fact_at(doc.text, fact_type, start, end, fact), f"{place}, {fact_type} at {start}:{end}")
    return document
