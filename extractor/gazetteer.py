"""Known organisations and where a text names them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from extractor.errors import LexiconError
from extractor.lexicon import DATA, read_rows

__all__ = ["Entry", "Gazetteer", "Hit", "default_gazetteer"]

_FOLDER = os.path.join(DATA, "organizations")
_COLUMNS = 5
_NEEDS_CONTEXT = "?"


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation of the gazetteer.

    Parameters
    ----------
    name : str
        Its usual name in Simplified script.
    kind : str
        ``company``, ``bank``, ``regulator`` …
    codes : tuple of str
        Stock codes such as ``600519.SH``.
    """

    name: str
    kind: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text has a name of the gazetteer.

    Parameters
    ----------
    start, end : int
        Code points into the text.
    entry : Entry
    sure : bool
        False where the name is a common word as well, so that its context must say that it is an organisation.
    """

    start: int
    end: int
    entry: Entry
    sure: bool


class Gazetteer:
    """Finds names of organisations by an Aho-Corasick automaton, in one pass over the text.

    Parameters
    ----------
    rows : iterable of (name, kind, aliases, codes, note)
        Of the tables in ``extractor/data/organizations``: aliases and codes separated by ``|``; a name or alias that
        begins with ``?`` needs context. A form that two rows have goes to the first.
    """

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self._entries: dict[str, tuple[Entry, bool]] = {}
        for name, kind, aliases, codes, _ in rows:
            entry = Entry(name.removeprefix(_NEEDS_CONTEXT), kind, tuple(c for c in codes.split("|") if c))
            for form in (name, *aliases.split("|")):
                bare = form.removeprefix(_NEEDS_CONTEXT)
                if bare:
                    self._entries.setdefault(bare, (entry, bare == form))
        self._forms = list(self._entries)
        self._automaton = AhoCorasick(self._forms)

    def __len__(self) -> int:
        return len(self._forms)

    def get(self, form: str) -> tuple[Entry, bool] | None:
        """Look a form up.

        Parameters
        ----------
        form : str

        Returns
        -------
        tuple of (Entry, bool), or None
            The entry, and whether the form names nothing else.
        """
        return self._entries.get(form)

    def find(self, text: str) -> list[Hit]:
        """Find the names in a text, the longest of those that overlap.

        Parameters
        ----------
        text : str
            Normalised text. A name that begins or ends in a Latin letter or digit counts only as a whole word.

        Returns
        -------
        list of Hit
            In order, not overlapping.
        """
        found = [
            (start, end, self._forms[form])
            for form, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]
        found.sort(key=lambda f: (f[0], -f[1]))
        hits: list[Hit] = []
        for start, end, form in found:
            if hits and start < hits[-1].end:
                if end - start <= hits[-1].end - hits[-1].start:
                    continue
                hits.pop()
            hits.append(Hit(start, end, *self._entries[form]))
        return hits


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word goes on over either edge."""
    left = start == 0 or not (_latin(text[start]) and _latin(text[start - 1]))
    right = end == len(text) or not (_latin(text[end - 1]) and _latin(text[end]))
    return left and right


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _default_rows() -> Iterator[tuple[str, ...]]:
    try:
        names = sorted(n for n in os.listdir(_FOLDER) if n.endswith(".tsv"))
    except OSError as error:
        raise LexiconError(f"cannot read {_FOLDER}: {error.strerror}", "reinstall the package") from None
    for name in names:
        yield from read_rows(os.path.join(_FOLDER, name), _COLUMNS)


@cache
def default_gazetteer() -> Gazetteer:
    """Build the gazetteer of the package, once.

    Returns
    -------
    Gazetteer
    """
    return Gazetteer(_default_rows())
