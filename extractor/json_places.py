"""Lines of JSON: where in a text an item of a list, or a key that its object has already, stands."""

from __future__ import annotations

import json
import re

__all__ = ["line_of_item", "line_of_key", "line_of_repeated_key"]

_BETWEEN = re.compile(r"[ \t\r\n:,]*")


def line_of_item(text: str, name: str, index: int) -> int:
    """Return the line on which an item of a list begins.

    Parameters
    ----------
    text : str
        An object in JSON, which has been parsed already.
    name : str
        The key of the list.
    index : int

    Returns
    -------
    int
    """
    _, at = _key(text, name)
    at = _skip(text, at) + 1
    for _ in range(index):
        _, at = _DECODE(text, _skip(text, at))
    return text.count("\n", 0, _skip(text, at)) + 1


def line_of_key(text: str, name: str) -> int:
    """Return the line on which a key of an object stands.

    Parameters
    ----------
    text : str
        The object in JSON, which has been parsed already.
    name : str

    Returns
    -------
    int
    """
    begin, _ = _key(text, name)
    return text.count("\n", 0, begin) + 1


_DECODE = json.JSONDecoder().raw_decode


def _key(text: str, name: str) -> tuple[int, int]:
    """Return where a key of an object begins and ends."""
    at = text.index("{") + 1
    while True:
        begin = _skip(text, at)
        key, at = _DECODE(text, begin)
        if key == name:
            return begin, at
        _, at = _DECODE(text, _skip(text, at))


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[{}]')


def line_of_repeated_key(text: str) -> int:
    """Return the line of the first key that its object has already.

    Parameters
    ----------
    text : str
        JSON, which has been parsed already.

    Returns
    -------
    int
        1 where no key is told twice.
    """
    objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            objects.append(set())
        elif token[0] == "}":
            objects.pop()
        elif token[1] and objects:
            key = json.loads(token[0][: -len(token[1])])
            if key in objects[-1]:
                return text.count("\n", 0, token.start()) + 1
            objects[-1].add(key)
    return 1
