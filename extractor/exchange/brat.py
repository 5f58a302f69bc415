r"""brat standoff: ``NAME.txt`` with the text and ``NAME.ann`` with one annotation a line.

A text-bound annotation (T) holds type and span, an attribute (A) the flag ``optional``, a note (#) all other fields as
JSON. brat counts ``\r\n`` as one character in places (nlplab/brat#853), so the text has a blank for each ``\r``; a
span over a line end is written in parts, as brat asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import GoldError
from extractor.exchange.labelled import SPAN_FIELDS, Imported, Labelled, fact_at, mapping, one_line_json, parse_json

__all__ = ["configuration", "read", "text_of", "write"]

_OPTIONAL, _NOTES, _DOCUMENT = "optional", "AnnotatorNotes", "Document"
# brat has no place for what is told of the document as a whole, and removes a note with the annotation that it names.
_NO_ANNOTATION = "T0"
_PASSED_OVER = ("R", "E", "N", "*")
# All that some reader of lines takes for a line end.
_LINE_ENDS = re.compile("[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_TEXT_BOUND = re.compile(r"(\S{1,99}) (\d{1,20} \d{1,20}(?:;\d{1,20} \d{1,20})*)")


def configuration(types: Iterable[str]) -> str:
    """Return what brat has to know of the labels: its ``annotation.conf``.

    Parameters
    ----------
    types : iterable of str
        The fact types.
    """
    entities = "".join(f"{t}\n" for t in types)
    return f"[entities]\n{entities}\n[relations]\n\n[events]\n\n[attributes]\n{_OPTIONAL}\tArg:<ENTITY>\n"


def text_of(raw: str) -> str:
    """Return the article as brat shall have it: of the same length, without carriage returns."""
    return raw.replace("\r", " ")


def write(document: Labelled) -> str:
    """Write annotations.

    Parameters
    ----------
    document : Labelled

    Returns
    -------
    str
        The ``.ann`` file; :func:`text_of` gives the ``.txt`` file.

    Raises
    ------
    GoldError
        A span starts or ends with a line end.
    """
    lines, attributes, notes = list[str](), list[str](), list[str]()
    for number, fact in enumerate(document.facts, 1):
        key = f"T{number}"
        parts = _parts(fact)
        where = ";".join(f"{start} {end}" for start, end in parts)
        covered = " ".join(document.raw[start:end] for start, end in parts)
        lines.append(f"{key}\t{fact['type']} {where}\t{covered}")
        if fact.get(_OPTIONAL):
            attributes.append(f"A{len(attributes) + 1}\t{_OPTIONAL} {key}")
        rest = {k: v for k, v in fact.items() if k not in (*SPAN_FIELDS, _OPTIONAL)}
        if rest:
            notes.append(f"#{len(notes) + 1}\t{_NOTES} {key}\t{one_line_json(rest)}")
    notes.append(f"#{len(notes) + 1}\t{_DOCUMENT} {_NO_ANNOTATION}\t{one_line_json(document.head)}")
    return "".join(f"{line}\n" for line in [*lines, *attributes, *notes])


def _parts(fact: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Cut a span at its line ends."""
    start, text = fact["start"], fact["text"]
    edges = [0, *(edge for gap in _LINE_ENDS.finditer(text) for edge in gap.span()), len(text)]
    parts = [(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if any(a == b for a, b in parts):
        raise GoldError(
            f"the {fact['type']} {text!r} at {start}:{fact['end']} starts or ends with a line end",
            "leave the line end out of it: brat cannot hold it",
        )
    return parts


@dataclass(slots=True)
class _Annotation:
    """A text-bound annotation with what other lines tell of it."""

    place: str
    type: str
    start: int
    end: int
    told: dict[str, Any] = field(default_factory=dict)


def read(text: str, path: str, raw: str) -> Imported:
    """Read annotations.

    Parameters
    ----------
    text : str
        The ``.ann`` file.
    path : str
        Of it, for messages.
    raw : str
        The article.

    Returns
    -------
    Imported
        Relations, events and normalisations are passed over: facts have none.

    Raises
    ------
    GoldError
        A line is malformed, a span has a hole, or a text is not what the article has.
    """
    document, annotations = Imported(path), dict[str, _Annotation]()
    lines = [(f"{path}:{n}", line.rstrip("\r")) for n, line in enumerate(text.split("\n"), 1)]
    for place, line in lines:
        if line.startswith("T"):
            key, annotation = _text_bound(line, place, raw)
            annotations[key] = annotation
    for place, line in lines:
        if line[:1] in ("A", "#"):
            _tell(line, place, annotations, document)
    for annotation in annotations.values():
        fact = fact_at(raw, annotation.type, annotation.start, annotation.end, annotation.told)
        document.add(fact, annotation.place)
    return document


def _text_bound(line: str, place: str, raw: str) -> tuple[str, _Annotation]:
    key, _, rest = line.partition("\t")
    told, _, covered = rest.partition("\t")
    match = _TEXT_BOUND.fullmatch(told)
    if match is None:
        raise GoldError(f"{place}: this is no text-bound annotation", "write ID, tab, type, start and end, tab, text")
    edges = [int(edge) for edge in re.split("[ ;]", match[2])]
    parts = [raw[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    gaps = [raw[a:b] for a, b in zip(edges[1::2], edges[2::2], strict=False)]
    if edges != sorted(edges) or edges[-1] > len(raw) or any(not _LINE_ENDS.fullmatch(gap) for gap in gaps):
        raise GoldError(
            f"{place}: {match[2]} is no span", "label one stretch of the article, from its start to its end"
        )
    if covered != text_of(" ".join(parts)) and covered != " ".join(parts):
        raise GoldError(
            f"{place}: the article has {' '.join(parts)!r} at {match[2]}, the annotation {covered!r}",
            "annotate the article's own text, with offsets in code points",
        )
    return key, _Annotation(place, match[1], edges[0], edges[-1])


def _tell(line: str, place: str, annotations: Mapping[str, _Annotation], document: Imported) -> None:
    """Read what an attribute or a note tells."""
    head, _, note = line.partition("\t")[2].partition("\t")
    kind, target, *_ = [*head.split(), "", ""]
    annotation = annotations.get(target)
    if kind == _DOCUMENT:
        document.head = mapping(parse_json(note, place, "what the export wrote"))
    elif annotation is None:
        if kind in (_OPTIONAL, _NOTES) and target[:1] not in _PASSED_OVER:
            raise GoldError(f"{place}: there is no annotation {target!r}", "remove the line, or name its annotation")
    elif kind == _OPTIONAL:
        annotation.told[_OPTIONAL] = True
    elif kind == _NOTES:
        fact = fact_at("", annotation.type, 0, 0, note)
        annotation.told = {**{k: v for k, v in fact.items() if k not in SPAN_FIELDS}, **annotation.told}
