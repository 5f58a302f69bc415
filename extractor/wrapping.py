"""Lines that were broken where they were full, as by mail, a terminal or a page of fixed width, and nowhere else.

Text of a fixed width is told by its shape: many lines are as wide as one can be, a line ends where the next token would
not have fitted, and clauses go on over the line end. Rows, cells, lists and paragraphs of free length are not so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from extractor.alignment import Edit
from extractor.patterns import lazy

__all__ = ["unwrapped"]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_NARROWEST, _WIDEST = 16, 160  # columns or characters of a line that a paragraph is wrapped at
_FEWEST = 3  # full lines that make a width
_SHARE_OF_WIDTH = 8  # one line in so many has the width
_SHARE_OF_WIDER = 8  # no more than one in so many is wider, such as a link
_SHARE_OF_FULL = 4  # and one in so many ends where it is full
_SHARE_OF_PROSE = 4  # of which one in so many has a clause's end inside
_SHARE_OF_ENDED = 3  # and behind which one paragraph in so many ends in a sentence's end,
_SHARE_OF_TORN = 20  # or one in so many ends where no row does
_CLAUSE = lazy(r"\S(?:[，。；、：！？]|[,;:](?![0-9]))")
_END = lazy(r"[。！？!?…；：.;:][”’」』）)\]]{0,3}\s{0,9}\Z")
_TORN = lazy(r"[0-9][.,%％万亿元年月]|.[，。；、！？”’」』》）,;!?)]")
_SENTENCE_END = lazy(r"[。！？!?…][”’」』）)\]]{0,3}\Z")
# What need not be cut: a character, or a run of letters and digits, with the marks that begin no line.
_MARKS = "[，。；、：！？”’」』》）)\\],.;:!?%％]{0,3}"
_CHARACTER = lazy(rf"[“‘「『《（(\[]{{0,3}}.{_MARKS}")
_TOKEN = lazy(rf"(?:[A-Za-z0-9.,%+\-]{{1,30}}|[“‘「『《（(\[]{{0,3}}.){_MARKS}")
_INDENT = ("\t", "\u3000", "  ")
_LATIN = lazy("[A-Za-z0-9]")


def columns(text: str) -> int:
    """Count the columns of a text on a terminal: GB 18030 has a byte for a narrow character and two for a wide one."""
    return len(text.encode("gb18030"))


def unwrapped(text: str) -> Iterator[Edit]:
    r"""Find the line ends of a text of fixed width that end nothing; each is taken out.

    Parameters
    ----------
    text : str
        Without lone surrogates, its line ends ``\n``, not yet of half width.

    Yields
    ------
    Edit
        A line end with the blanks before it; a blank takes its place where words of Latin letters would touch.
    """
    lines = text.split("\n")
    long = sum(len(line) > _WIDEST for line in lines)
    if len(lines) <= _FEWEST or long > len(lines) / _SHARE_OF_WIDER:  # most articles; the rest is measured
        return
    full = max((_full(lines, measure) for measure in (columns, len)), key=len)
    if full:
        yield from _joined(lines, full)


def _full(lines: list[str], measure: Callable[[str], int]) -> dict[int, bool]:
    """Find the lines that are as wide as can be, and whether not even a character would have fitted.

    There are none in a text of no fixed width.
    """
    widths = [measure(line.rstrip()) if len(line) <= _WIDEST else 0 for line in lines]
    count = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    written = sum(map(bool, lines))
    least = max(_FEWEST, written / _SHARE_OF_WIDTH)
    width = max((w for w, n in count.items() if n + count[w - 1] >= least), default=0)
    wider = sum(len(line) > _WIDEST or w > width + 2 for line, w in zip(lines, widths, strict=True))
    if not width or wider > written / _SHARE_OF_WIDER:
        return {}
    full = {
        i: widths[i] + _first(_CHARACTER, lines[i + 1], measure) > width
        for i in range(len(lines) - 1)
        if 0 < widths[i] <= width + 2 and lines[i + 1] and widths[i] + _first(_TOKEN, lines[i + 1], measure) > width
    }
    if len(full) < max(_FEWEST, written / _SHARE_OF_FULL):
        return {}
    # Rows and items of a list may be of one width too; but no mark and no unit begins one, or no sentence ends where
    # they do.
    last = [i + 1 for i in full if i + 1 not in full]
    prose = sum(bool(_CLAUSE.search(lines[i])) for i in full)
    ended = sum(bool(_END.search(lines[i])) for i in last)
    torn = sum(bool(_TORN.match(lines[i][-1:] + lines[i + 1][:1])) for i in full)
    wrapped = ended >= len(last) / _SHARE_OF_ENDED or torn >= max(_FEWEST, len(full) / _SHARE_OF_TORN)
    return full if wrapped and prose >= len(full) / _SHARE_OF_PROSE else {}


def _first(pattern: re.Pattern[str], line: str, measure: Callable[[str], int]) -> int:
    """Measure what a line begins with."""
    found = pattern.match(line)
    return measure(found.group()) if found else 0


def _joined(lines: list[str], full: dict[int, bool]) -> Iterator[Edit]:
    # A blank where a line was broken is text, but for one behind every line.
    padded = 2 * sum(lines[i][-1].isspace() for i in full) > len(full)
    position = 0
    for i, line in enumerate(lines):
        end = position + len(line)
        bare = line.rstrip()
        if i in full and not lines[i + 1].startswith(_INDENT) and not _SENTENCE_END.search(bare):
            fits = full[i] and not (padded and bare[-1].isalpha())
            apart = not fits and _LATIN.match(bare[-1] if padded else line[-1]) and _LATIN.match(lines[i + 1])
            yield Edit(position + len(bare) if padded else end, end + 1, " " if apart else "")
        position = end + 1


# A line end between two digits of a text of free length, and what makes one number of both: prose goes on before and
# behind, and the number with its unit is one that is written so. A row, a heading or a year before it is none.
_CUT = lazy(r"\n(?<=[0-9.,]\n)(?=[0-9.,])")
_LEFT = lazy(r"(?<![0-9])(?<![0-9][.,])([0-9]{1,12}(?:,[0-9]{1,3}){0,4},?(?:\.[0-9]{0,6})?)\Z")
_RIGHT = lazy(
    r"([0-9]{0,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,6})?)"
    r"(年|月|[日号號]|[%‰]|[十百千]?[万萬亿億](?:[美港日欧歐英澳加新]?元)?|[美港日欧歐英澳加新]?元|[个個](?:百分|基|月)|bps?|天|周|小?[时時])(\s|\Z)?"
)
_BEFORE = lazy(rf"(?:[{_HAN},、。;:)](?<![图圖表第注页頁版章条條号號]) ?|[A-Z]{{2}}|[~+\-($¥€/—])\Z")
_MOMENT = lazy(r"[0-9](?::|[-/][0-9]{1,2}[-/])\Z")  # 21:46, 2024-12-03
_YEAR = lazy("(?:19|20)[0-9]{2}")
_QUANTITY = lazy(r"(?:0|[1-9][0-9]{0,5}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?")
_OF_UNIT = {
    "年": lazy(r"(?:19|20)[0-9]{2}|1[01][0-9]|[1-9][0-9]"),
    "月": lazy(r"1[0-2]|0[1-9]"),
    **dict.fromkeys("日号號", lazy(r"[12][0-9]|3[01]|0[1-9]|[4-9]0")),
}
_SHORTEST_LINE = 15  # characters of prose; rows and cells are shorter


def cut_numbers(text: str) -> Iterator[Edit]:
    """Find the line ends between two digits that cut one number in two; each is taken out.

    Parameters
    ----------
    text : str
        Of half width.

    Yields
    ------
    Edit
    """
    for m in _CUT.finditer(text):
        line = text[max(0, m.start() - 2 * _SHORTEST_LINE) : m.start()].rpartition("\n")[2]
        left, right = _LEFT.search(line), _RIGHT.match(text, m.end())
        if len(line) < _SHORTEST_LINE or not left or not right or _YEAR.fullmatch(left[1]):
            continue
        digits, unit, ends = right.groups()
        # Half a number with a point or a comma at its end is no cell and no row, whatever stands around it.
        cut_at_point = not (left[1] + digits[:1])[-2:].isdecimal()
        before = 0, left.start()
        prose = ends is None and _BEFORE.search(line, *before) and not _MOMENT.search(line, *before)
        if (cut_at_point or prose) and _OF_UNIT.get(unit, _QUANTITY).fullmatch(left[1] + digits):
            yield Edit(*m.span())
