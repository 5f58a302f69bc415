"""Patterns that are compiled when they are first used.

Compiling is what a start costs most, and most articles need a part of the patterns that judge what stands around a
mention. The command keeps what was compiled for the next start: see :mod:`extractor.pattern_cache`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

__all__ = ["any_of", "compile_with", "firsts", "lazy"]

_compile: Callable[[str, int], re.Pattern[str]] = re.compile


class _Lazy:
    """What stands for a pattern; its methods become attributes, so that a call costs what one of a pattern does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if "_compiled" not in self.__dict__:
            self.__dict__["_compiled"] = _compile(self.pattern, self.flags)
        found = self.__dict__[name] = getattr(self.__dict__["_compiled"], name)
        return found


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used.

    Parameters
    ----------
    pattern : str
    flags : int
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


def compile_with(function: Callable[[str, int], re.Pattern[str]]) -> None:
    """Choose what compiles patterns from now on.

    Parameters
    ----------
    function : callable
        ``re.compile``, as at the start, or what gives the same patterns sooner.
    """
    global _compile  # noqa: PLW0603 - a process compiles in one way
    _compile = function


def firsts(words: Iterable[str]) -> str:
    """Return the text of a class of the characters that words begin with.

    Parameters
    ----------
    words : iterable of str
        Or patterns that begin with a character as it stands.
    """
    return f"[{re.escape(''.join(sorted({word[0] for word in words})))}]"


def any_of(words: Iterable[str]) -> str:
    """Return the text of a pattern of words, the longest first.

    Words of one length stand in the order of the alphabet, so that words from a set make the same pattern in every
    process: only so does the next start find it in the cache.

    Parameters
    ----------
    words : iterable of str
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join([word if word.isalnum() else re.escape(word) for word in ordered])
