"""Word segmentation as jieba does it, more than fifteen times as fast.

``rjieba`` is jieba's algorithm and dictionary compiled. With HMM its words differ from jieba's only where Latin
letters and digits meet one of ``+#&._%-``: rjieba keeps such a run whole, jieba splits it by a pattern of its own
(``jieba.finalseg.re_skip``). Splitting these runs again gives jieba's words; a test compares both, word for word.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Protocol, cast

from extractor.patterns import lazy

__all__ = ["for_one_text", "is_word", "tag", "words"]

# Tried where a run begins and nowhere inside it, so that a long run costs once its length.
_SYMBOL_RUN = lazy(r"(?<![a-zA-Z0-9+#&._%\-])(?=[a-zA-Z0-9+#&._%\-]*[+#&._%\-])[a-zA-Z0-9+#&._%\-]{2,}")
# jieba's Han stop at U+9FD5, and UTF-8, in which rjieba works, has no lone surrogates: jieba passes these on singly.
_UNKNOWN = lazy("([\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\U00020000-\U000323af])")
_PIECE = lazy(r"[a-zA-Z0-9]+(?:\.\d+)?%?|[+#&._%\-]+")

_SHORT = 9000  # a longer text takes less time with the dictionary
_chosen: list[Segmenter] = []  # in place of rjieba


@cache
def _jieba() -> Segmenter:
    if _chosen:
        return _chosen[0]
    # The dictionary takes 0.1 s.
    try:
        import rjieba  # noqa: PLC0415
    except ImportError:  # a platform without its wheels
        return _PlainJieba()
    # Its import has read the dictionary: another rjieba.Jieba() would read it again.
    return cast("Segmenter", rjieba)


class Segmenter(Protocol):
    """What this module asks of jieba."""

    def cut(self, text: str, hmm: bool, /) -> list[str]:
        """Cut a text into words."""

    def has_word(self, word: str, /) -> bool:
        """Tell whether the dictionary has a word."""

    def tag(self, word: str, hmm: bool, /) -> list[tuple[str, str]]:
        """Cut a text into words with their parts of speech."""


class _PlainJieba:
    """jieba itself, with the interface of rjieba."""

    def __init__(self) -> None:
        import jieba.posseg  # noqa: PLC0415

        jieba.setLogLevel("WARNING")
        if not jieba.dt.initialized:
            # Its own way would unmarshal a cache from the folder for temporary files, where others may have laid it.
            jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
            jieba.dt.initialized = True
        self._jieba = jieba

    def cut(self, text: str, hmm: bool) -> list[str]:
        return list(self._jieba.cut(text, HMM=hmm))

    def has_word(self, word: str) -> bool:
        return bool(self._jieba.dt.FREQ.get(word))

    def tag(self, word: str, hmm: bool) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._jieba.posseg.cut(word, HMM=hmm)]


@contextmanager
def for_one_text(size: int) -> Iterator[None]:
    """Look words up one by one instead of reading the dictionary, where a process cuts one short text and ends.

    Parameters
    ----------
    size : int
        Of the text, in code points.
    """
    if size > _SHORT or "rjieba" in sys.modules:
        yield
        return
    with suppress(OSError):  # another version of jieba
        from extractor.one_text import OneTextJieba  # noqa: PLC0415

        _chosen.append(OneTextJieba())
    _jieba.cache_clear()
    try:
        yield
    finally:
        _chosen.clear()
        _jieba.cache_clear()


def _resplit(word: str) -> list[str]:
    if not _SYMBOL_RUN.fullmatch(word) or _jieba().has_word(word):
        return [word]
    return _PIECE.findall(word)


def words(text: str) -> list[str]:
    """Cut a text into words.

    Parameters
    ----------
    text : str
        Normalised text.

    Returns
    -------
    list of str
        The words of ``jieba.lcut(text)``; joined they are the text.
    """
    found: list[str] = []
    known: dict[str, str] = {}  # a word takes memory once, however often it stands in an article
    for stretch in _UNKNOWN.split(text):
        if _UNKNOWN.match(stretch):
            found.append(stretch)
        elif stretch:
            cut = _jieba().cut(stretch, True)
            if _SYMBOL_RUN.search(stretch):
                # Of hundreds of words a few hold a symbol.
                cut = [w for word in cut for w in ((word,) if len(word) == 1 or word.isalnum() else _resplit(word))]
            found += [known.setdefault(word, word) for word in cut]
    return found


def is_word(text: str) -> bool:
    """Tell whether jieba's dictionary has a word."""
    return _jieba().has_word(text)


def tag(word: str) -> str:
    """Tell the part of speech that jieba's dictionary gives a word.

    Parameters
    ----------
    word : str

    Returns
    -------
    str
        A tag of the ICTCLAS set, for example ``v`` or ``ns``; ``x`` for a word that the dictionary does not have.
    """
    tagged = _jieba().tag(word, False)
    return tagged[0][1] if len(tagged) == 1 else "x"
