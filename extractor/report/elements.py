"""HTML elements: text is escaped unless it is markup already, so that no article can become part of a page's code."""

from __future__ import annotations

import html
import re

from extractor.facts import FACT_TYPES

__all__ = ["Html", "element", "escape", "join", "type_class"]

_EMPTY = frozenset({"br", "hr", "input", "link", "meta"})
# A parser reads a carriage return as a line feed and drops a null character.
_ALTERED = str.maketrans({"\r": "&#13;", "\0": "\ufffd"})
_NAME = re.compile(r"[a-z][a-zA-Z0-9-]*")


class Html(str):
    """Markup that may be written as it stands; every other string is text."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Turn text into markup that shows it; markup stays as it is.

    Parameters
    ----------
    text : str or Html

    Returns
    -------
    Html
        Good as content and as the value of an attribute.
    """
    return text if isinstance(text, Html) else Html(html.escape(text).translate(_ALTERED))


def join(*parts: str) -> Html:
    """Put text and markup one after the other.

    Parameters
    ----------
    *parts : str or Html
    """
    return Html("".join(escape(part) for part in parts))


def type_class(fact_type: str) -> str:
    """Return the class that gives a fact type its look; types of one's own, whatever their names, share one.

    Parameters
    ----------
    fact_type : str
    """
    return fact_type if fact_type in FACT_TYPES else "own"


def element(name: str, *content: str, **attributes: str | int | bool | None) -> Html:
    """Write an element.

    Parameters
    ----------
    name : str
        Of the element, with its namespace's capitals.
    *content : str or Html
    **attributes : str, int, bool or None
        ``_`` stands for ``-``, and is dropped at the end (``class_``). True writes the name alone; None and False
        leave the attribute out.

    Returns
    -------
    Html
    """
    told = []
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if not _NAME.fullmatch(attribute):
            raise ValueError(f"{key!r} is no attribute")
        if value is True:
            told.append(f" {attribute}")
        elif value is not None and value is not False:
            told.append(f' {attribute}="{escape(str(value))}"')
    start = f"<{name}{''.join(told)}>"
    return Html(start if name in _EMPTY else f"{start}{join(*content)}</{name}>")
