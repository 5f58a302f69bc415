"""Jieba for one short text: its dictionary is looked up where it lies, not read.

Reading 350,000 words takes a third of the time of a process that extracts from one article, which has some hundreds of
them. From 一 on, ``dict.txt`` of jieba 0.42.1 is in the order of its bytes, and so is each table of its model of
unknown words: what is sought is found by bisection. What cuts is jieba's algorithm; tests compare it, word for word.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from math import log

from extractor.patterns import lazy

__all__ = ["OneTextJieba"]

_Entry = tuple[str, float, str]  # a word, the logarithm of how likely it is, and its part of speech

# In bytes, of jieba 0.42.1; other files may have another order.
_DICTIONARY_SIZE = 5_071_852
_EMISSIONS_SIZE = 1_321_732
_LOG_TOTAL = log(60_101_967)  # how often all words were counted
_FIRST_HAN = "\u4e00"
_STRETCH = 2048  # bytes that are looked through from end to end
_LONGEST_SOUGHT = 12  # bytes
_NEVER = -3.14e100  # the logarithm of no probability, as jieba writes it

_BLOCK = lazy("([\u4e00-\u9fd5a-zA-Z0-9+#&._%\\-]+)")
_SPACE = lazy(r"(\r\n|\s)")
_HAN = lazy("([\u4e00-\u9fd5]+)")
_LATIN = lazy(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")

# The states of a character: it begins a word, ends one, stands within one, is one; in the order of jieba's tables.
_STATES = "BEMS"
_START = {"B": -0.26268660809250016, "E": _NEVER, "M": _NEVER, "S": -1.4652633398537678}
# The states that may stand before each, and how likely it follows.
_BEFORE = {
    "B": (("E", -0.5897149736854513), ("S", -0.7211965654669841)),
    "E": (("B", -0.510825623765990), ("M", -0.33344856811948514)),
    "M": (("M", -1.2603623820268226), ("B", -0.916290731874155)),
    "S": (("S", -0.6658631448798212), ("E", -0.8085250474669937)),
}


class OneTextJieba:
    """Cuts as jieba does, with nothing to read before the first word.

    Raises
    ------
    OSError
        The files of jieba 0.42.1 are not there.
    """

    def __init__(self) -> None:
        found = find_spec("jieba")  # which does not import it
        if found is None or not found.submodule_search_locations:
            raise FileNotFoundError("jieba")
        folder = found.submodule_search_locations[0]
        self._dictionary = words = _read(os.path.join(folder, "dict.txt"), _DICTIONARY_SIZE)
        self._emissions = chances = _read(os.path.join(folder, "finalseg", "prob_emit.py"), _EMISSIONS_SIZE)
        self._words = _Ordered(words, b"\n", words.find(f"\n{_FIRST_HAN} ".encode()), len(words) - 1)
        starts = [chances.find(f"'{state}': {{".encode()) for state in _STATES]
        ends = [*starts[1:], len(chances)]
        self._tables = [_Ordered(chances, b"'\\u", *table) for table in zip(starts, ends, strict=True)]
        # What was looked up.
        self._known: dict[str, list[_Entry]] = {}
        self._emitted: dict[str, list[float]] = {}

    def cut(self, text: str, hmm: bool) -> list[str]:
        """Cut a text into words, where ``hmm`` says so into such as the dictionary does not have too."""
        found: list[str] = []
        for i, block in enumerate(_BLOCK.split(text)):
            if i % 2:
                found += self._cut_block(block, hmm)
                continue
            for j, stretch in enumerate(_SPACE.split(block)):
                found += [stretch] if j % 2 else stretch
        return found

    def has_word(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return bool(word) and any(entry[0] == word for entry in self._entries(word, 0))

    def tag(self, word: str, hmm: bool) -> list[tuple[str, str]]:
        """Cut a text into words with their parts of speech."""
        return [(piece, self._tag(piece)) for piece in self.cut(word, hmm)]

    def _tag(self, word: str) -> str:
        for known, _, tag in self._entries(word, 0):
            if known == word:
                return tag
        if _HAN.fullmatch(word):  # of characters without a word the compiled jieba has a model
            return str(import_module("rjieba").tag(word, False)[0][1])
        if word.isascii() and word.isalnum():
            return "m" if word.isdigit() else "eng"
        return "x"

    def _cut_block(self, text: str, hmm: bool) -> list[str]:
        """Cut the likeliest way of words; what of it is single characters by the model of unknown words."""
        found: list[str] = []
        start = singles = 0  # where a word begins, and the characters before it
        for end in self._likeliest(text):
            if end - start > 1 or not (hmm or (text[start].isascii() and text[start].isalnum())):
                found += self._cut_singles(text[singles:start], hmm)
                found.append(text[start:end])
                singles = end
            start = end
        return found + self._cut_singles(text[singles:], hmm)

    def _likeliest(self, text: str) -> list[int]:
        """Return where the words end of the likeliest way through a text."""
        size = len(text)
        chances, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            words = [(start + len(word), chance) for word, chance, _ in self._entries(text, start)]
            chances[start], ends[start] = max(
                [(chance + chances[end], end) for end, chance in words or [(start + 1, -_LOG_TOTAL)]]
            )
        way, place = [], 0
        while place < size:
            place = ends[place]
            way.append(place)
        return way

    def _cut_singles(self, text: str, hmm: bool) -> list[str]:
        if len(text) < 2 or not hmm:
            return [text] if text else []
        if self.has_word(text):
            return list(text)
        found: list[str] = []
        for i, stretch in enumerate(_HAN.split(text)):
            found += self._cut_unknown(stretch) if i % 2 else filter(None, _LATIN.split(stretch))
        return found

    def _cut_unknown(self, text: str) -> list[str]:
        """Cut the likeliest way of states (Viterbi)."""
        ways = {s: (_START[s] + chance, s) for s, chance in zip(_STATES, self._chances(text[0]), strict=True)}
        for character in text[1:]:
            last, ways = ways, {}
            for state, chance in zip(_STATES, self._chances(character), strict=True):
                whole, before = max((last[s][0] + transition + chance, s) for s, transition in _BEFORE[state])
                ways[state] = whole, last[before][1] + state
        states = max((ways[state][0], state, ways[state][1]) for state in "ES")[2]
        ends = [0, *(i for i, state in enumerate(states, 1) if state in "ES")]
        return [text[start:end] for start, end in pairwise(ends)]

    def _entries(self, text: str, start: int) -> list[_Entry]:
        """Return the words of the dictionary that stand at a place of a text."""
        return [entry for entry in self._beginning(text[start : start + 2]) if text.startswith(entry[0], start)]

    def _beginning(self, begin: str) -> list[_Entry]:
        """Look up the words that begin with two characters, or are the first of them."""
        found = self._known.get(begin)
        if found is None:
            first, data = begin[0], self._dictionary
            single = len(begin) == 1
            found = list(self._out_of_order.get(first, ()) if single else self._beginning(first))
            if _HAN.match(first):
                line = f"\n{first} ".encode() if single else f"\n{begin}".encode()
                start = end = self._words.find(line)
                while data.startswith(line, end):
                    end = data.find(b"\n", end + 1)
                found += _parsed(data[start:end])
            self._known[begin] = found
        return found

    @cached_property
    def _out_of_order(self) -> dict[str, list[_Entry]]:
        """The words in front of 一, such as AT&T and 阿Q, by their first character."""
        found: dict[str, list[_Entry]] = {}
        for entry in _parsed(self._dictionary[: self._words.start]):
            found.setdefault(entry[0][0], []).append(entry)
        return found

    def _chances(self, character: str) -> list[float]:
        """Look up how likely a character is in each state."""
        if character not in self._emitted:
            sought, data = b"'\\u%04x': " % ord(character), self._emissions
            starts = [table.find(sought) for table in self._tables]
            self._emitted[character] = [
                float(data[start + len(sought) : data.find(b",", start)].rstrip(b"}\n")) if start >= 0 else _NEVER
                for start in starts
            ]
        return self._emitted[character]


class _Ordered:
    """Entries of a file, each behind a mark, that are in the order of their bytes.

    Parameters
    ----------
    data : bytes
    mark : bytes
        What each entry begins with.
    start, end : int
        Where they stand.
    """

    def __init__(self, data: bytes, mark: bytes, start: int, end: int) -> None:
        self.start = start
        self._data = data
        # Of each stretch the first entry: what is sought stands behind the last that does not come after it.
        self._places = [data.find(mark, at) for at in range(start, data.rfind(mark, start, end) + 1, _STRETCH)]
        self._firsts = [data[at : at + _LONGEST_SOUGHT] for at in self._places]
        self._places.append(end)

    def find(self, sought: bytes) -> int:
        """Return where the first entry stands that begins so, -1 where none does."""
        at = bisect_left(self._firsts, sought)
        return self._data.find(sought, self._places[max(at - 1, 0)], self._places[at] + len(sought))


def _read(path: str, size: int) -> bytes:
    with open(path, "rb") as file:
        data = file.read()
    if len(data) != size:
        raise FileNotFoundError(path)
    return data


def _parsed(lines: bytes) -> list[_Entry]:
    rows = [line.split(" ") for line in lines.decode().split("\n") if line]
    return [(word, log(int(count)) - _LOG_TOTAL, tag) for word, count, tag in rows]
