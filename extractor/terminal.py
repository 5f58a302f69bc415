"""What people at a terminal see: colours, which nobody else gets, and errors in one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from extractor.errors import ExtractorError
from extractor.patterns import lazy

__all__ = ["coloured", "paint", "tell_error", "visible"]

_CODES: Mapping[str, str] = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36", "dim": "2"}


# Controls as their pictures, and what would turn the direction of the line or end it as a replacement.
_PICTURES = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}
_PICTURES |= dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)


def visible(text: str) -> str:
    """Make a text safe to show in one line: no character of it is a command to the terminal.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        White space as single blanks, controls as their pictures (``␛``).
    """
    return " ".join(text.split()).translate(_PICTURES)


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


# The arguments that hints name. All else before an equals sign is what a file has to say, as the fields of markup are.
_ARGUMENTS = "article|at|encoding|format|input_format|max_bytes|resume|split|text|workers"
_ARGUMENT = lazy(rf"\b({_ARGUMENTS})=(?:True\b)?(?=([\w\"]?))")


def _as_options(hint: str) -> str:
    """Write the arguments that a hint names, ``max_bytes=`` or ``split="all"``, as options of the command."""
    return _ARGUMENT.sub(lambda m: f"--{m[1].replace('_', '-')}{' ' if m[2] else ''}", hint)


def tell_error(error: ExtractorError) -> None:
    """Tell an error in one line on standard error, with options of the command where its hint names arguments.

    Parameters
    ----------
    error : ExtractorError
    """
    head = "extract: error:"
    told = visible(str(ExtractorError(error.message, _as_options(error.hint))))
    told = told.encode("utf-8", "backslashreplace").decode("utf-8")
    print(paint(head, {".+": "red"}) if coloured(sys.stderr) else head, told, file=sys.stderr)
