"""What goes out: facts as JSON text."""

from __future__ import annotations

import json
from typing import Any

from extractor.facts import Facts

__all__ = ["encode", "facts_document", "facts_line"]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def encode(text: str) -> bytes:
    """Encode output in UTF-8; a lone surrogate of the article, which UTF-8 cannot hold, as JSON's escape.

    Parameters
    ----------
    text : str
        JSON text.

    Returns
    -------
    bytes
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text).encode("utf-8")


def facts_line(facts: Facts) -> bytes:
    """Write a facts object as one line of JSON Lines.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    bytes
        UTF-8, with a line feed.
    """
    return encode(_json(facts.to_dict()) + "\n")


def facts_document(facts: Facts) -> bytes:
    """Write a facts object for people and for diffs: one fact, one entity a line.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    bytes
        A JSON document in UTF-8, with a line feed.
    """
    parts = []
    for key, value in facts.to_dict().items():
        if isinstance(value, list) and value:
            lines = ",\n".join("  " + _json(item) for item in value)
            parts.append(f"{_json(key)}: [\n{lines}\n ]")
        else:
            parts.append(f"{_json(key)}: {_json(value)}")
    return encode("{" + ",\n ".join(parts) + "}\n")
