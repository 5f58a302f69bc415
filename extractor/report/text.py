"""The article of a report: the raw text to the character, its facts as links, its readings as ruby."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.alignment import Alignment
from extractor.labels import Label
from extractor.normalize import normalize
from extractor.report.elements import Html, element, escape, join, type_class
from extractor.report.outcomes import tip
from extractor.report.subject import Row

__all__ = ["article_text"]

_NOTE = re.compile(r"[(（\[［]([^()（）\[\]［］\n]{1,40})[)）\]］]")
# The four tone marks, and the digits that stand for them.
_TONE = re.compile("[\u0304\u0301\u030c\u0300\u02ca\u02c7\u02cb\u02d91-5]")


class Note(NamedTuple):
    """A reading in brackets: where its characters begin, and the brackets with all that they hold."""

    base: int
    start: int
    end: int


class _Begun(NamedTuple):
    """The rows that have a place in the text already, and those that have a link."""

    named: set[int]
    linked: set[int]


def _notes(raw: str, alignment: Alignment) -> Iterator[Note]:
    """Find the brackets that normalisation took for readings: they left nothing behind, their characters did."""
    for m in _NOTE.finditer(raw):
        before = m.start() - 1
        gone = alignment.to_target(*m.span())
        if before < 0 or gone[0] != gone[1] or not raw[before].isalpha() or raw[before].isascii():
            continue
        kept = alignment.to_target(before, m.start())
        if kept[1] == kept[0] + 1:
            yield Note(m.start() - _syllables(m.group(1), raw, m.start()), *m.span())


def _syllables(note: str, raw: str, end: int) -> int:
    """Count the characters that a note reads: one for each tone, as far as characters stand before it."""
    tones = len(_TONE.findall(unicodedata.normalize("NFD", note)))
    length = 1
    while length < tones and end - length > 0 and raw[end - length - 1].isalpha():
        length += 1
    return length


def article_text(raw: str, rows: Sequence[Row]) -> Html:
    """Write the article, each fact a link to its row of the table.

    Parameters
    ----------
    raw : str
    rows : sequence of Row
        Row ``i`` is linked to the element ``r-i``; its first piece of text is the element ``t-i``.

    Returns
    -------
    Html
        Without its tags it is ``raw``, to the character. A note belongs to the link of the character it reads.
    """
    spans = [(label, i) for i, row in enumerate(rows) for label in row.labels]
    edges = {label.end for label, _ in spans}, {label.start for label, _ in spans}
    notes = [note for note in _notes(raw, normalize(raw)[1]) if _is_whole(note, *edges)]
    behind = {note.start: note.end for note in notes}
    opening: dict[int, list[tuple[Label, int]]] = {}
    closing: dict[int, list[tuple[Label, int]]] = {}
    for label, i in spans:
        opening.setdefault(label.start, []).append((label, i))
        closing.setdefault(behind.get(label.end, label.end), []).append((label, i))
    parts: list[Html] = []
    live: list[tuple[Label, int]] = []
    begun = _Begun(set(), set())
    place = 0
    cuts = sorted({0, len(raw), *opening, *closing})
    for start, end in pairwise(cuts):
        for item in closing.get(start, ()):
            live.remove(item)
        live += opening.get(start, ())
        while place < len(notes) and notes[place].end <= start:
            place += 1
        content = _with_ruby(raw, start, end, notes, place)
        parts.append(_link(content, live, rows, begun) if live else content)
    return join(*parts)


def _is_whole(note: Note, ends: set[int], starts: set[int]) -> bool:
    """Whether no fact begins at a note or begins or ends inside it, as those of other extractors may."""
    inside = range(note.start + 1, note.end)
    return note.start not in starts and not any(at in ends or at in starts for at in inside)


def _with_ruby(raw: str, start: int, end: int, notes: Sequence[Note], first: int) -> Html:
    """Write a piece of the text; ``first`` is the first of the notes that may stand in it."""
    parts, position = [], start
    for i in range(first, len(notes)):
        note = notes[i]
        if note.start >= end:
            break
        base = max(note.base, position)
        reading = raw[note.start + 1 : note.end - 1]
        parts.append(escape(raw[position:base]))
        parts.append(
            element(
                "ruby",
                raw[base : note.start],
                element("rp", raw[note.start]),
                element("rt", reading),
                element("rp", raw[note.end - 1]),
            )
        )
        position = note.end
    return join(*parts, raw[position:end])


def _link(content: Html, live: Sequence[tuple[Label, int]], rows: Sequence[Row], begun: _Begun) -> Html:
    """Link a piece of the text to the first found fact that covers it, else to the first gold fact."""
    label, i = min(live, key=lambda item: (item[0] is not rows[item[1]].found, item[1]))
    row = rows[i]
    classes = ["fact", type_class(label.type), row.outcome or ""]
    if all(label is not rows[i].found for label, i in live):
        classes.append("gold")
    covering = sorted({j for _, j in live}, key=lambda j: (j != i, j))
    # What another fact covers has no link of its own, but the table leads to it all the same.
    hidden = [element("span", id=f"t-{j}") for j in covering if j != i and j not in begun.named]
    link = element(
        "a",
        *hidden,
        content,
        class_=" ".join(filter(None, classes)),
        href=f"#r-{i}",
        id=None if i in begun.named else f"t-{i}",
        tabindex=-1 if i in begun.linked else None,
        aria_describedby=f"r-{i}",
        data_tip="\n".join(tip(rows[j]) for j in covering),
        data_n=None if i in begun.linked else i + 1,
    )
    begun.named.update(covering)
    begun.linked.add(i)
    return link
