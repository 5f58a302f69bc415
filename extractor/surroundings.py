"""Words before and behind a date that tell what it is, read from the table ``date_context``."""

from __future__ import annotations

import re
from itertools import accumulate

from extractor.lexicon import table
from extractor.patterns import any_of, lazy
from extractor.segment import is_word, words

__all__ = [
    "CLAUSE_OPENS",
    "after",
    "anywhere",
    "before",
    "begins_apart",
    "ends_word",
    "is_apart",
    "is_before",
    "is_behind",
    "is_whole",
    "word_at",
    "words_in_context",
]

CLAUSE_OPENS = r"(?:^|[,，。;；:：、\n(（“])"  # before the first character of a clause
_CLAUSE = 10  # characters around a place that are cut into words


def words_in_context(context: str) -> list[str]:
    """Return the words of a context."""
    return [w for name, row in table("date_context", 2) if name == context for w in row.split(" ")]


def _any(context: str) -> str:
    return any_of(words_in_context(context))


def before(context: str, between: str = r"\s?") -> re.Pattern[str]:
    """Return a pattern that a text before a date ends with.

    Parameters
    ----------
    context : str
        Name of the table's context.
    between : str
        What may stand between the word and the date, a regular expression.
    """
    return lazy(f"(?:{_any(context)}){between}\\Z")


def after(context: str, between: str = " ?") -> re.Pattern[str]:
    """Return a pattern that a text behind a date begins with, as for :func:`before`."""
    return lazy(f"{between}(?:{_any(context)})")


def anywhere(context: str) -> re.Pattern[str]:
    """Return a pattern of the words of a context."""
    return lazy(_any(context))


def word_at(text: str, position: int) -> str:
    """Return the word that begins at a position, as the characters around it are cut into words.

    Parameters
    ----------
    text : str
    position : int

    Returns
    -------
    str
        Empty where no word begins.
    """
    at = max(0, position - _CLAUSE)
    for word in words(text[at : position + _CLAUSE]):
        if at >= position:
            return word if at == position else ""
        at += len(word)
    return ""


def is_before(words_before: re.Pattern[str], text: str, position: int) -> bool:
    """Tell whether a text up to a position ends with a context's word that is no end of a longer one.

    Parameters
    ----------
    words_before : re.Pattern
        As of :func:`before`: 约 in 约6月, which 合约6月 has not.
    text : str
    position : int

    Returns
    -------
    bool
    """
    start = max(0, position - _CLAUSE)
    m = words_before.search(text, start, position)
    at = accumulate((len(word) for word in words(text[start:position])), initial=start)
    return m is not None and m.start() in at


def is_behind(words_behind: re.Pattern[str], text: str, position: int) -> bool:
    """Tell whether a text from a position on begins with a context's word that is no beginning of a longer one.

    Parameters
    ----------
    words_behind : re.Pattern
        As of :func:`after`: 内 in 5日内, which 5日内地股市 has not.
    text : str
    position : int

    Returns
    -------
    bool
    """
    m = words_behind.match(text, position)
    return m is not None and is_whole(text, m.end() - len(m.group().lstrip()), m.end())


def ends_word(text: str, position: int) -> bool:
    """Tell whether a word of two characters or more ends at a place: 完成 before 今年, not 目 before 前年."""
    last = _last_word(text[max(0, position - _CLAUSE) : position])
    return len(last) > 1 and is_word(last)


def begins_apart(text: str, start: int) -> bool:
    """Tell whether the character at a place does not end the word before it: 本 in 生成|本周, not in 成本|周三.

    Parameters
    ----------
    text : str
    start : int

    Returns
    -------
    bool
    """
    first = max(0, start - _CLAUSE)
    with_it = _last_word(text[first : start + 1])
    if len(with_it) == 1 or not is_word(with_it):
        return True
    adverb = len(with_it) > 2 and with_it[-1] == "上"  # 实际上|周三
    return not adverb and len(_last_word(text[first:start])) > 1


def _last_word(clause: str) -> str:
    return words(clause)[-1] if clause else ""


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no word of the dictionary goes from what stands between two places on: 后 in 后者, 以内 in 以内部.

    Parameters
    ----------
    text : str
    start, end : int

    Returns
    -------
    bool
    """
    for word in words(text[start : start + _CLAUSE]):
        start += len(word)
        if start >= end:
            return start == end or not is_word(word)
    return True


def is_apart(text: str, end: int) -> bool:
    """Tell whether the character before a place goes with what stands before it: 底 in 年底|部署, not in 年|底部.

    Parameters
    ----------
    text : str
    end : int

    Returns
    -------
    bool
        True where it begins no longer word of the dictionary, or what follows is a word without it.
    """
    return is_whole(text, end - 1, end) or len(next(iter(words(text[end : end + _CLAUSE])), "")) > 1
