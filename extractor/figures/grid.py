"""Tables that were flattened to text: rows of cells that blanks part, under a line that names the columns."""

from __future__ import annotations

from typing import NamedTuple

from extractor.figures.metrics import find_metrics
from extractor.figures.phrases import Phrase
from extractor.figures.scene import Piece, Scene, Sentence, When, beginning, lying
from extractor.figures.words import words_of
from extractor.patterns import lazy

__all__ = ["Cell", "Grid"]

_CELL = lazy(r"[^\s|]+")
_NUMBER = lazy(r"[+\-]?[0-9][0-9.,]*(?:%|个?百分点|[百千万亿兆]*[元股]?)?|-{1,2}|/|不适用")
_PROSE = lazy(r"[。;!?]|(?<![0-9]),|,(?![0-9])")
_NOT_LABEL = lazy(r"^(?:其中|减|加|[一二三四五六七八九十]+)[:、]|\([^()]*\)|[:、]$")
_TIME = lazy("(?:上年|去年|上一年度?|上年度|上期)?同期(?:[数额值]|金额|余额|累计|发生额)?")  # no base: levels of then
_ROWS = 12  # lines between a row and the header of its table
_CELLS = 16  # cells that a row may have


class Cell(NamedTuple):
    """What a table tells of the amount in one of its cells.

    Parameters
    ----------
    subject : Piece or None
        The organisation that the row is about.
    metric : Phrase or None
    date : When or None
        Over the column.
    changed : Piece or None
        The words that make it an amount of change: 同比 over the column or before the row.
    """

    subject: Piece | None
    metric: Phrase | None
    date: When | None
    changed: Piece | None


class Grid:
    """Reads the rows of the tables of an article.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def read(self, sentence: Sentence) -> dict[int, Cell]:
        """Return what the table tells of the amounts of a row, by where they begin.

        Parameters
        ----------
        sentence : Sentence

        Returns
        -------
        dict of int to Cell
            Empty where the sentence is no row of a table whose columns have names.
        """
        cells = self._cells(sentence)
        if not 1 < len(cells) <= _CELLS or _NUMBER.fullmatch(cells[0].text):
            return {}
        if _PROSE.search(self._scene.text, sentence.start, sentence.end):
            return {}
        columns = {cell.start: number for number, cell in enumerate(cells[1:])}
        amounts = [amount for amount in sentence.amounts if amount.start in columns]
        if not amounts or sum(_NUMBER.fullmatch(cell.text) is not None for cell in cells[1:]) < len(cells) - 1:
            return {}
        found = self._header(sentence, len(cells) - 1)
        if found is None:
            return {}
        header, heads = found
        first = self._cells(header)[0]
        named = first != heads[0] and words_of("name_column").ending(first.text, 0, len(first.text)) != ""
        if len(cells) == 2 and not named:
            return {}  # two words under two others may be prose
        orgs = beginning(sentence.orgs, cells[0].start, cells[0].end)
        subject = orgs[0].piece if orgs else cells[0] if named else None
        return {a.start: self._cell(sentence, header, cells[0], heads[columns[a.start]], subject) for a in amounts}

    def _cells(self, sentence: Sentence) -> list[Piece]:
        matches = _CELL.finditer(self._scene.text, sentence.start, sentence.end)
        return [Piece(m.group(), m.start(), m.end()) for m, _ in zip(matches, range(_CELLS + 1), strict=False)]

    def _header(self, sentence: Sentence, columns: int) -> tuple[Sentence, list[Piece]] | None:
        """Return the line before a row that names its columns, and the names."""
        for earlier in self._scene.sentences[max(0, sentence.index - _ROWS) : sentence.index][::-1]:
            heads = self._cells(earlier)
            if len(heads) in (columns, columns + 1) and not any(_NUMBER.fullmatch(head.text) for head in heads):
                return earlier, heads[-columns:]
            if len(heads) < 2:
                return None
        return None

    def _cell(self, sentence: Sentence, header: Sentence, label: Piece, head: Piece, subject: Piece | None) -> Cell:
        changed = next((piece for piece in (head, label) if self._is_base(piece)), None)
        own = [
            date for date in lying(header.dates, head.start, head.end) if changed != head or date.start == head.start
        ]
        if changed == head and not own:  # 2023年 2022年 同比: of the latest
            own = sorted(lying(header.dates, header.start, head.start), key=lambda date: date.known or "")[-1:]
        date = next(iter(own), None)
        row, column = self._metric(self._above(sentence) if changed == label else label), self._metric(head)
        told = column if subject or (row is None and date is None) else row
        return Cell(subject, told, date, changed)

    def _is_base(self, cell: Piece) -> bool:
        bases = words_of("yoy", "mom", "qoq", "chain", "ytd")
        return not _TIME.fullmatch(cell.text) and bases.first_in(self._scene.text, cell.start, cell.end) >= 0

    def _above(self, sentence: Sentence) -> Piece:
        """Return the label of the row of which another only tells the changes."""
        for earlier in self._scene.sentences[max(0, sentence.index - 2) : sentence.index][::-1]:
            label = self._cells(earlier)[:1]
            if label and not self._is_base(label[0]):
                return label[0]
        return Piece("", sentence.start, sentence.start)

    def _metric(self, cell: Piece) -> Phrase | None:
        """Return the metric that a cell names, whole: 归母净利润, 占总股本."""
        hits = find_metrics(self._scene.text, cell.start, cell.end)
        if not hits and not cell.text.startswith("占"):
            return None
        name = _NOT_LABEL.sub("", cell.text)
        start = cell.start + max(0, cell.text.find(name))
        return Phrase(name, (Piece(name, start, start + len(name)),), hits[-1].metric if hits else None)
