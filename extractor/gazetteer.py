"""Known organisations and where a text names them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from ahocorasick_rs import AhoCorasick

from extractor.errors import LexiconError
from extractor.lexicon import DATA, read_rows
from extractor.normalize import normalize

__all__ = ["Entry", "Gazetteer", "Hit", "default_gazetteer", "load_gazetteer"]

_FOLDER = os.path.join(DATA, "organizations")
_COLUMNS = 5
_NEEDS_CONTEXT, _BLOCKED = "?", "!"
_DEFAULT_KIND = "company"


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
        begins with ``?`` needs context, one that begins with ``!`` is no organisation wherever it stands. A form that
        two rows have goes to the first.
    behind : Gazetteer or None
        Another one, for the forms that ``rows`` do not have.

    Attributes
    ----------
    blocked : frozenset of str
        Forms that are never organisations.
    """

    def __init__(self, rows: Iterable[tuple[str, ...]], behind: Gazetteer | None = None) -> None:
        self._rows: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._behind = behind
        blocked: set[str] = set()
        for row in rows:
            for form in (row[0], *row[2].split("|")):
                bare = form.removeprefix(_NEEDS_CONTEXT)
                if form.startswith(_BLOCKED):
                    blocked.add(form[1:])
                elif bare:
                    self._rows.setdefault(bare, (row, bare == form))
        self.blocked = frozenset(blocked)
        for form in blocked:
            self._rows.pop(form, None)
        self._forms = tuple(self._rows)
        self._automaton: AhoCorasick | None = None
        self._first = True

    def __len__(self) -> int:
        return len(self._forms)

    def __getstate__(self) -> dict[str, object]:
        """Leave out the automaton, which cannot be pickled and is built again where it is needed."""
        return {**self.__dict__, "_automaton": None, "_first": True}

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
        if form in self._rows:
            row, sure = self._rows[form]
            return _entry(row), sure
        return self._behind.get(form) if self._behind and form not in self.blocked else None

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
        found = self._spans(text)
        found.sort(key=lambda f: (f[0], -f[1]))
        hits: list[Hit] = []
        for start, end, form in found:
            if hits and start < hits[-1].end:
                if end - start <= hits[-1].end - hits[-1].start:
                    continue
                hits.pop()
            entry, sure = cast("tuple[Entry, bool]", self.get(form))
            hits.append(Hit(start, end, entry, sure))
        return hits

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        automaton, forms = self._matcher(text)
        matches = automaton.find_matches_as_indexes(text, overlapping=True)
        found = [(a, b, forms[form]) for form, a, b in matches if _is_whole(text, a, b)]
        if self._behind:
            found += (f for f in self._behind._spans(text) if f[2] not in self.blocked and f[2] not in self._rows)
        return found

    def _matcher(self, text: str) -> tuple[AhoCorasick, tuple[str, ...]]:
        """Return an automaton and the forms that it numbers: all of them, or for the first text those it can spell.

        Most commands read one text, and an automaton of all forms takes longer to build than that text to read.
        """
        if self._first:
            self._first = False
            characters = set(text)
            spelt = tuple(form for form in self._forms if characters.issuperset(form))
            return AhoCorasick(spelt), spelt
        if self._automaton is None:
            self._automaton = AhoCorasick(self._forms)
        return self._automaton, self._forms


@lru_cache(maxsize=1 << 15)
def _entry(row: tuple[str, ...]) -> Entry:
    name, kind, _, codes, _ = row
    return Entry(name.lstrip("?!"), kind or _DEFAULT_KIND, tuple(c for c in codes.split("|") if c))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word goes on over either edge, nor a number of a model behind a hyphen: GLP-1."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit() and _latin(text[end - 1]):
        return False
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


def load_gazetteer(path: str) -> Gazetteer:
    """Build a gazetteer of a user's own table and, behind it, those of the package.

    Parameters
    ----------
    path : str
        A table as in ``extractor/data/organizations``: name, kind, aliases, codes, note; only the name must be there.

    Returns
    -------
    Gazetteer

    Raises
    ------
    LexiconError
        The table cannot be read, a row has too many columns, or a name has no letter or is not in
        Simplified, half-width form.
    """
    rows = list(read_rows(path, _COLUMNS))
    import regex  # noqa: PLC0415 - only for a user's own table

    listed = "\n".join(row[0] + "\n" + row[2].replace("|", "\n") if row[2] else row[0] for row in rows)
    if nameless := regex.search(r"(?m)^[^\p{L}\n]+$", listed):
        raise LexiconError(f"{path}: {nameless[0]!r} is no name", "a name has a letter or a character in it")
    normal = normalize(listed)[0]
    if normal != listed:
        form, normal = next((a, b) for a, b in zip(listed.split("\n"), normal.split("\n"), strict=False) if a != b)
        raise LexiconError(f"{path}: {form!r} never stands in normalised text", f"write it as {normal!r}")
    return Gazetteer(rows, default_gazetteer())


@cache
def default_gazetteer() -> Gazetteer:
    """Build the gazetteer of the package, once.

    Returns
    -------
    Gazetteer
    """
    return Gazetteer(_default_rows())
