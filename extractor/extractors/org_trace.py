"""How far left of its ending a name was read, and which word ended that, for ``explain``."""

from __future__ import annotations

from extractor.document import Document
from extractor.extractors.org_forms import form_words, walk_start
from extractor.extractors.org_words import Words

__all__ = ["walked"]


def walked(document: Document, end: int) -> str:
    """Tell how the beginning was looked for of what ends in the word for an organisation.

    Parameters
    ----------
    document : Document
    end : int
        Where it ends, in code points of the normalised text.

    Returns
    -------
    str
        Empty where no word for an organisation ends there.
    """
    begin = next((a for a, b in form_words(document.text) if b == end), None)
    if begin is None:
        return ""
    words = Words(document)
    edge, start = walk_start(words, begin, end)
    reached = words.text[edge:begin]
    told = f"read back from {words.text[begin:end]} over {reached or 'nothing'}"
    stop = words.at(edge - 1).text.strip() if edge else ""
    told += f", as far as {stop}, which ends names" if stop else ", as far as the text begins" if not edge else ""
    return told + (f"; taken off as none of the name: {words.text[edge:start]}" if start > edge else "")
