"""Patterns that are compiled when they are first used.

Compiling is what a start costs most, and most articles need a part of the patterns that judge what stands around a
mention.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["lazy"]


class _Lazy:
    """What stands for a pattern; its methods become attributes, so that a call costs what one of a pattern does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if "_compiled" not in self.__dict__:
            self.__dict__["_compiled"] = re.compile(self.pattern, self.flags)
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
