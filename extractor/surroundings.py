"""Words before and behind a date that tell what it is, read from the table ``date_context``."""

from __future__ import annotations

import re

from extractor.lexicon import table
from extractor.segment import words

__all__ = ["after", "anywhere", "before", "word_at"]

_CLAUSE = 10  # characters around a place that are cut into words


def _any(context: str) -> str:
    words = [w for name, row in table("date_context", 2) if name == context for w in row.split(" ")]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def before(context: str, between: str = r"\s?") -> re.Pattern[str]:
    """Return a pattern that a text before a date ends with.

    Parameters
    ----------
    context : str
        Name of the table's context.
    between : str
        What may stand between the word and the date, a regular expression.
    """
    return re.compile(f"(?:{_any(context)}){between}\\Z")


def after(context: str, between: str = " ?") -> re.Pattern[str]:
    """Return a pattern that a text behind a date begins with, as for :func:`before`."""
    return re.compile(f"{between}(?:{_any(context)})")


def anywhere(context: str) -> re.Pattern[str]:
    """Return a pattern of the words of a context."""
    return re.compile(_any(context))


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
