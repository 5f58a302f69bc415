"""Lines that were broken where they were full, as by mail, a terminal or a page of fixed width, and nowhere else.

Text of a fixed width is told by its shape: many lines are as wide as one can be, a line ends where the next token would
not have fitted, and clauses go on over the line end. Rows, cells, lists and paragraphs of free length are not so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from extractor.alignment import Edit
from extractor.characters import HAN_ALONE
from extractor.patterns import lazy

__all__ = ["unwrapped"]

_NARROWEST, _WIDEST = 16, 160  # columns or characters of a line that a paragraph is wrapped at
_WIDEST_TOKEN = 36
_FEWEST = 3  # full lines that make a width
_SHARE_OF_WIDTH = 8  # one line in so many has the width
_SHARE_OF_WIDER = 8  # no more than one in so many is wider, such as a link
_SHARE_OF_FULL = 4  # and one in so many ends where it is full,
_SHARE_OF_CHARACTERS = 2  # of which for one in so many not even a character would have fitted,
_SHARE_OF_PROSE = 4  # and one in so many has a clause's end inside;
_SHARE_OF_SIGNS = 12  # one in so many, and half a one, ends where no row does, or has a sentence's end inside
_CLAUSE = lazy(r"\S(?:[，。；、：！？]|[,;:](?![0-9]))")
_SENTENCE_INSIDE = lazy(rf"[。！？][”’」』）)]{{0,3}}[“‘「『（(0-9A-Za-z{HAN_ALONE}]")
_TORN = lazy(r"[0-9][.,%％万亿元年月]|.[，。；、！？”’」』》）,;!?)]")
_SENTENCE_END = lazy(r"[。！？!?…][”’」』）)\]]{0,3}\Z")
# What rows of a list begin with alike: a date or a time, a number, a mark; or else two characters.
_BEGINS = lazy(
    r"\s{0,9}(?:(?P<date>[0-9]{4} ?[-./年]|[0-9]{2} ?年|[0-9]{1,2} ?月 ?[0-9]|[0-9]{1,2}[:：/\-][0-9]{2})"
    r"|(?P<number>[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[、）)]|[.．](?![0-9]))|第[0-9一二三四五六七八九十]|Q[1-4])"
    r"|(?P<bullet>[·•●■□◆◇▪▲★○*+\-–—※])|(?P<digit>[0-9]))"
)
_DIGITS_BEFORE = lazy(r"(?<![0-9])([0-9]{1,12})\Z")
_DIGITS_BEHIND = lazy("([0-9]{1,12})([年月日号號]|(?=[-/][0-9]))")
_YEAR_DIGITS = 4
_WHOLE = {
    "年": lazy("[0-9]{1,3}|[12][0-9]{3}"),
    "月": lazy("0?[1-9]|1[0-2]"),
    **dict.fromkeys("日号號", lazy("0?[1-9]|[12][0-9]|3[01]|[1-9][0-9]?0")),  # 60日均线
}
_ROWS = 3  # lines in a row that begin alike
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
    # The last of these may be a stray line's, and its neighbour the width.
    usual = sorted(w for w in count if count[w] + count[w - 1] >= least)[-2:]
    best, best_score = dict[int, bool](), 0
    for width in usual:
        full = _full_at(width, lines, widths, measure)
        score = sum(full.values()) - sum(n for w, n in count.items() if w > width)
        if score > best_score:
            best, best_score = full, score
    wider = sum(len(line) > _WIDEST or w > usual[-1] + 2 for line, w in zip(lines, widths, strict=True)) if best else 0
    if len(best) < max(_FEWEST, written / _SHARE_OF_FULL) or wider > written / _SHARE_OF_WIDER:
        return {}
    full = _without_lists(lines, best)
    return full if full and _is_prose(lines, full) else {}


def _full_at(width: int, lines: list[str], widths: list[int], measure: Callable[[str], int]) -> dict[int, bool]:
    """Find the lines that are full at a width."""
    full = dict[int, bool]()
    for i, used in enumerate(widths[:-1]):
        if width - _WIDEST_TOKEN < used <= width + 2 and used and (behind := lines[i + 1]):
            exact = used + _first(_CHARACTER, behind, measure) > width
            if exact or used + _first(_TOKEN, behind, measure) > width:
                full[i] = exact
    return full


def _is_prose(lines: list[str], full: dict[int, bool]) -> bool:
    """Tell whether full lines are prose: no mark begins rows, and no sentence ends inside them, but for their head."""
    prose = sum(bool(_CLAUSE.search(lines[i])) for i in full)
    torn = sum(bool(_TORN.match(lines[i][-1:] + lines[i + 1][:1])) for i in full)
    sentences = sum(bool(_SENTENCE_INSIDE.search(lines[i])) for i in full)
    return (
        sum(full.values()) >= len(full) / _SHARE_OF_CHARACTERS
        and prose >= len(full) / _SHARE_OF_PROSE
        and torn + sentences >= 0.5 + len(full) / _SHARE_OF_SIGNS
    )


def _without_lists(lines: list[str], full: dict[int, bool]) -> dict[int, bool]:
    """Leave out what is no line that goes on: an end of a sentence, what an indented line follows, rows of a list."""
    ways = [_begin(line) for line in lines], [_end(line) for line in lines]
    rows = set[int]()  # some in a row that begin or end alike
    for way in ways:
        for kind, same in groupby(range(len(lines)), key=way.__getitem__):
            alike = list(same)
            if kind and len(alike) >= _ROWS + (kind == "digit"):
                rows.update(alike)
    goes_on = (
        i
        for i in full
        if i not in rows
        and i + 1 not in rows
        and not lines[i + 1].startswith(_INDENT)
        and not _SENTENCE_END.search(lines[i].rstrip())
    )
    # And half of the lines of one paragraph.
    kept = dict[int, bool]()
    for _, run in groupby(enumerate(goes_on), key=lambda pair: pair[1] - pair[0]):
        paragraph = [i for _, i in run]
        most = max(max(Counter(way[paragraph[0] : paragraph[-1] + 2]).values()) for way in ways)
        if most < max(_ROWS, (len(paragraph) + 1) / 2):
            kept |= {i: full[i] for i in paragraph}
    return kept


def _begin(line: str) -> str:
    """Tell what a line begins with: a kind of what rows begin with, or its first two characters."""
    found = _BEGINS.match(line)
    return (found and found.lastgroup) or line.lstrip()[:2]


def _end(line: str) -> str:
    """Tell what a line ends with: a semicolon, or its last two characters."""
    bare = line.rstrip()
    return ";" if bare.endswith(("；", ";")) else bare[-2:]


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
        if i in full and _makes_a_number(line, lines[i + 1]):
            fits = full[i] and not (padded and bare[-1].isalpha())
            apart = not fits and _LATIN.match(bare[-1] if padded else line[-1]) and _LATIN.match(lines[i + 1])
            yield Edit(position + len(bare) if padded else end, end + 1, " " if apart else "")
        position = end + 1


def _makes_a_number(left: str, right: str) -> bool:
    """Tell whether digits that meet at a line end may be one number: 12 and 2017年, 35 and 2024-01 are not."""
    before, behind = _DIGITS_BEFORE.search(left), _DIGITS_BEHIND.match(right)
    if not before or not behind:
        return True
    form = _WHOLE.get(behind[2])
    if form is None and len(behind[1]) == _YEAR_DIGITS:
        form = _WHOLE["年"]
    return not form or bool(form.fullmatch(before[1] + behind[1]))
