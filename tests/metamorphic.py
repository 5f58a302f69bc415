"""What changes an article's characters and not what it says, and how much of what is found stays the same.

A change gives each character of an article another form and, perhaps, something in front of it that is no text. So
every offset before is known after.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from damage import converter

from extractor.facts import FACT_TYPES, Date, Facts, FactType
from extractor.labels import Label
from extractor.matching import COMPARED
from extractor.reading import decode

__all__ = ["CHANGES", "Changed", "Tally", "apply", "compare", "reordered"]

Change = Callable[[str, Random], list[tuple[str, str]] | None]

_SYLLABLES = "zhì pǔ guà pái lái shí ér ān lǜ nüè zhuāng xiōng liú guī jiǔ yǔ wǒ dá wàn tiáo".split()
_INVISIBLES = "\u200b \u200d \u2060 \ufeff \xad \ufe0f".split(" ")
_TO_ASCII = dict(zip("，：；！？（）。", ",:;!?().", strict=True))
_ENDING = tuple("，。；：、！？”’》）,.;:!?)")  # what begins no line
_NUMBER = re.compile(r"[0-9][0-9,.]*[0-9](?=[%％万萬亿億元年月日])")
_WHOLE = re.compile("[0-9A-Za-z.,%]{1,12}")
_BORDER = re.compile("[0-9][\u4e00-\u9fff]")
_PROSE = re.compile("^[^<\n]*[，。；][^<\n]*$", re.M)
_MARKUP = re.compile("<[a-z/]|&[a-z#]", re.I)
_SHORTEST_LINE = 15
_NEUTRAL = "天色渐渐暗了下来，街上的人慢慢少了。\n"


@dataclass(frozen=True, slots=True)
class Changed:
    """An article after a change.

    Parameters
    ----------
    text : str
    starts, ends : list of int
        Where each character of the article before begins and ends in it.
    """

    text: str
    starts: list[int]
    ends: list[int]


def apply(change: Change, text: str, seed: int) -> Changed | None:
    """Change an article; None where the change does not go for it."""
    pieces = change(text, Random(seed))
    if pieces is None:
        return None
    ends = list(accumulate(len(before) + len(form) for before, form in pieces))
    starts = [end - len(form) for end, (_, form) in zip(ends, pieces, strict=True)]
    return Changed("".join(before + form for before, form in pieces), starts, ends)


def _forms(form: Callable[[str], str]) -> Change:
    return lambda text, _: [("", form(character)) for character in text]


def _script(name: str) -> Change:
    """Turn the script, there and back, or not at all where the way back is another text."""

    def change(text: str, _: Random) -> list[tuple[str, str]] | None:
        turned = converter(name).convert(text)
        if len(turned) != len(text) or converter("t2s").convert(turned) != text:
            return None
        return [("", character) for character in turned]

    return change


def _simplified(name: str) -> Change:
    """Turn an article in Traditional script into Simplified."""

    def change(text: str, _: Random) -> list[tuple[str, str]] | None:
        turned = converter(name).convert(text)
        if len(turned) != len(text) or sum(a != b for a, b in zip(text, turned, strict=True)) < len(text) / 20:
            return None
        return [("", character) for character in turned]

    return change


def _full_width(text: str, _: Random) -> list[tuple[str, str]] | None:
    if "<" in text or "&" in text:
        return None  # of markup nothing would be left
    return [("", chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c) for c in text]


def _half_width(character: str) -> str:
    return chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character


def _noted(share: float) -> Change:
    """Put a reading behind a share of the characters, in the manner of ``達(dá)``."""

    def change(text: str, random: Random) -> list[tuple[str, str]]:
        pieces, note = [], ""
        for character, following in zip(text, text[1:] + " ", strict=True):
            pieces.append((note, character))
            han = "\u4e00" <= character <= "\u9fff" and following != "(" and random.random() < share
            note = f"({random.choice(_SYLLABLES)})" if han else ""
        return pieces

    return change


def _sprinkled(strewn: Sequence[str], share: float) -> Change:
    def change(text: str, random: Random) -> list[tuple[str, str]]:
        return [(random.choice(strewn) if random.random() < share else "", character) for character in text]

    return change


def _between_digits(what: str) -> Change:
    """Put something between a number and its magnitude or unit, as pages do; it breaks no line twice."""

    def change(text: str, random: Random) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        length = 0
        for before, character in zip(" " + text[:-1], text, strict=True):
            apart = before.isdigit() and character in "万亿元年月日个" and length >= _SHORTEST_LINE
            pieces.append((what if apart and random.random() < 0.3 else "", character))
            length = 0 if "\n" in pieces[-1] else length + 1
        return pieces

    return change


def _spaced(what: str) -> Change:
    """Put a blank at every border of digits and Chinese, as pages of technology do; not inside a name or a code."""

    def change(text: str, _: Random) -> list[tuple[str, str]]:
        return [
            (what if any(map(_BORDER.fullmatch, (before + c, c + before))) else "", c)
            for before, c in zip(" " + text[:-1], text, strict=True)
        ]

    return change


def _inside_numbers(text: str, random: Random) -> list[tuple[str, str]]:
    """Break lines of prose inside numbers that have a unit: between two digits, or a digit and its point."""
    pieces: list[tuple[str, str]] = []
    inside = {
        line.start() + at
        for line in _PROSE.finditer(text)
        for m in _NUMBER.finditer(line.group())
        for at in range(m.start() + 1, m.end())
    }
    length = 0
    for at, character in enumerate(text):
        breaks = at in inside and length >= _SHORTEST_LINE and random.random() < 0.3
        pieces.append(("\n" if breaks else "", character))
        length = 0 if breaks or character == "\n" else length + 1
    return pieces


def _wrapped(width: int, measure: Callable[[str], int], *, kinsoku: bool = False, whole: bool = False) -> Change:
    """Break lines wherever they are full, inside numbers too.

    With kinsoku no line begins with a mark that ends; numbers may be kept whole, as mail does.
    """

    def change(text: str, _: Random) -> list[tuple[str, str]] | None:
        if _MARKUP.search(text):
            return None  # tags and entities are broken elsewhere
        pieces: list[tuple[str, str]] = []
        kept = {m.start(): m.group() for m in _WHOLE.finditer(text)} if whole else {}
        used = inside = 0
        for at, character in enumerate(text):
            unit = kept.get(at, character)
            if kinsoku and text[at + 1 : at + 2] in _ENDING:
                unit += text[at + 1]
            breaks = character not in "\n " and at >= inside and used + sum(map(measure, unit)) > width
            inside = max(inside, at + len(kept.get(at, "")))
            pieces.append(("\n" if breaks else "", character))
            used = 0 if character == "\n" else measure(character) + (0 if breaks else used)
        return pieces

    return change


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _neutral_behind(text: str, _: Random) -> list[tuple[str, str]]:
    return [*(("", character) for character in text[:-1]), ("", text[-1:] + "\n" + _NEUTRAL)]


def _read_from(encoding: str) -> Change:
    """Write the article in an encoding, and read it as one of which nothing tells that."""

    def change(text: str, _: Random) -> list[tuple[str, str]]:
        read = decode(text.encode(encoding))
        assert read == text, encoding
        return [("", character) for character in read]

    return change


CHANGES: dict[str, Change] = {
    "s2t": _script("s2t"),
    "s2tw": _script("s2tw"),
    "s2hk": _script("s2hk"),
    "t2s": _simplified("t2s"),
    "tw2s": _simplified("tw2s"),
    "hk2s": _simplified("hk2s"),
    "full-width": _full_width,
    "half-width": _forms(_half_width),
    "ASCII punctuation": _forms(lambda c: _TO_ASCII.get(c, c)),
    "ASCII punctuation and blanks": _forms(
        lambda c: _TO_ASCII[c] + " " if c in "，：；！？。" else _TO_ASCII.get(c, c)
    ),
    "readings at 5 %": _noted(0.05),
    "readings at 40 %": _noted(0.4),
    "readings at 100 %": _noted(1.0),
    "invisible characters": _sprinkled(_INVISIBLES, 0.1),
    "a blank at every border of digits and Chinese": _spaced(" "),
    "a no-break space at every border": _spaced("\xa0"),
    "a thin space at every border": _spaced("\u2009"),
    "no-break space at units": _between_digits("\xa0"),
    "line break at units": _between_digits("\n"),
    "line break inside numbers": _inside_numbers,
    "wrapped at 20 columns": _wrapped(20, _columns),
    "wrapped at 24 columns, with kinsoku": _wrapped(24, _columns, kinsoku=True),
    "wrapped at 28 columns, with kinsoku": _wrapped(28, _columns, kinsoku=True),
    "wrapped at 34 columns": _wrapped(34, _columns),
    "wrapped at 34 columns, numbers whole": _wrapped(34, _columns, whole=True),
    "wrapped at 40 columns, with kinsoku": _wrapped(40, _columns, kinsoku=True),
    "wrapped at 30 characters": _wrapped(30, len),
    "wrapped at 40 characters": _wrapped(40, len),
    "wrapped at 78 columns": _wrapped(78, _columns),
    "CRLF": _forms(lambda c: "\r\n" if c == "\n" else c),
    "GB 18030": _read_from("gb18030"),
    "UTF-16": _read_from("utf-16"),
    "BOM": lambda text, _: [("\ufeff" * (i == 0), c) for i, c in enumerate(text)],
    "neutral text before": lambda text, _: [(_NEUTRAL * (i == 0), c) for i, c in enumerate(text)],
    "neutral text behind": _neutral_behind,
}


def reordered(text: str, seed: int) -> Changed:
    """Put paragraphs in another order; headlines, lists and rows of tables keep their places, as datelines do."""
    lines = text.split("\n")
    prose = [i for i, line in enumerate(lines) if line.rstrip().endswith(("。", "！", "？", "”", "."))]
    order = Random(seed).sample(prose, len(prose))
    moved = dict(zip(prose, order, strict=True))
    begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
    starts, position = [0] * (len(text) + 1), 0
    for i in range(len(lines)):
        line = moved.get(i, i)
        for offset in range(len(lines[line]) + 1):
            starts[begins[line] + offset] = position + offset
        position += len(lines[line]) + 1
    return Changed("\n".join(lines[moved.get(i, i)] for i in range(len(lines))), starts, [at + 1 for at in starts])


class Tally(Counter[tuple[FactType, str]]):
    """Facts that stayed, went and came, by type."""

    def share(self, fact_type: FactType) -> float:
        """Tell the F1 of the facts after against those before."""
        same, gone, new = (self[fact_type, what] for what in ("same", "gone", "new"))
        return 2 * same / (2 * same + gone + new) if same + gone + new else 1.0


def compare(
    before: Facts, after: Facts, changed: Changed, *, context: bool = True
) -> tuple[Tally, list[tuple[str, Label]]]:
    """Compare the facts of an article with those of the changed one: spans, mapped, and values.

    Without context, dates that other words of the article place are left out.
    """
    tally = Tally({(t, "same"): 0 for t in FACT_TYPES})
    labels, others = (
        [Label.of(x) for x in facts if context or not isinstance(x.value, Date) or x.value.basis == "explicit"]
        for facts in (before, after)
    )
    old = {_key(x, changed.starts[x.start], changed.ends[x.end - 1]): x for x in labels}
    new = {_key(x, x.start, x.end): x for x in others}
    differences = []
    for key, label in (*old.items(), *((k, x) for k, x in new.items() if k not in old)):
        what = "same" if key in old and key in new else "gone" if key in old else "new"
        tally[label.type, what] += 1
        if what != "same":
            differences.append((what, label))
    return tally, differences


def _key(label: Label, start: int, end: int) -> tuple[object, ...]:
    return label.type, start, end, tuple(label.fields.get(key) for key in COMPARED[label.type])


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    summed = Tally()
    for tally in tallies:
        summed.update(tally)
    return summed
