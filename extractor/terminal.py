"""What people at a terminal see: colours, which nobody else gets, and errors in one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

__all__ = ["coloured", "paint", "tell_error"]

_CODES: Mapping[str, str] = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36", "dim": "2"}


def coloured(stream: TextIO | None) -> bool:
    """Tell whether what goes to a stream may have colours.

    Parameters
    ----------
    stream : text file, or None
        None where the caller has closed it.

    Returns
    -------
    bool
        It is a terminal that knows colours, and ``NO_COLOR`` is not set (https://no-color.org).
    """
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream is not None and stream.isatty()


def paint(text: str, styles: Mapping[str, str]) -> str:
    """Colour all that some patterns match.

    Parameters
    ----------
    text : str
    styles : mapping of str to str
        Patterns, with ``^`` and ``$`` at lines, each with the colour of what it matches. They should not match inside
        each other.

    Returns
    -------
    str
    """
    for pattern, colour in styles.items():
        text = re.sub(pattern, rf"\033[{_CODES[colour]}m\g<0>\033[0m", text, flags=re.M)
    return text


def tell_error(error: Exception) -> None:
    """Tell an error in one line on standard error.

    Parameters
    ----------
    error : Exception
    """
    head = "extract: error:"
    told = " ".join(str(error).split()).encode("utf-8", "backslashreplace").decode("utf-8")
    print(paint(head, {".+": "red"}) if coloured(sys.stderr) else head, told, file=sys.stderr)
