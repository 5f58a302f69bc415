"""How far left of its ending a name was read, and which word ended that, for ``explain``."""

from __future__ import annotations

from extractor.document import Document
from extractor.extractors.org_forms import form_words, walk_start
from extractor.extractors.org_words import Words

__all__ = ["Trace"]


class Trace:
    """How the beginnings were looked for of what ends in the word for an organisation.

    Parameters
    ----------
    document : Document
    """

    def __init__(self, document: Document) -> None:
        self._words = Words(document)
        self._begins: dict[int, int] = {}  # of endings, by where those end
        for begin, end in form_words(document.text):
            self._begins.setdefault(end, begin)

    def walked(self, end: int) -> str:
        """Tell how far left a name was read.

        Parameters
        ----------
        end : int
            Where it ends, in code points of the normalised text.

        Returns
        -------
        str
            Empty where no word for an organisation ends there.
        """
        begin, words = self._begins.get(end), self._words
        if begin is None:
            return ""
        edge, start = walk_start(words, begin, end)
        reached = words.text[edge:begin]
        told = f"read back from {words.text[begin:end]} over {reached or 'nothing'}"
        stop = words.at(edge - 1).text.strip() if edge else ""
        told += f", as far as {stop}, which ends names" if stop else ", as far as the text begins" if not edge else ""
        return told + (f"; taken off as none of the name: {words.text[edge:start]}" if start > edge else "")
