"""Known organisations and where a text names them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, cached_property, lru_cache
from itertools import compress, count
from operator import add
from typing import Any, NamedTuple, cast

from extractor.errors import LexiconError
from extractor.finder import Finder
from extractor.lexicon import DATA, read_table, rows_of
from extractor.normalize import normalize
from extractor.patterns import lazy

__all__ = ["KINDS", "Entry", "Gazetteer", "Hit", "default_gazetteer", "load_gazetteer", "own_gazetteer"]

_FOLDER = os.path.join(DATA, "organizations")
_COLUMNS = 5
_NEEDS_CONTEXT, _BLOCKED = "?", "!"
_MARKS = (_NEEDS_CONTEXT, _BLOCKED)
_COMPANY = "公司"
# An automaton finds names in a sixth of the time, but takes a tenth of a second to build for 30,000 names: it is built
# once so many characters were searched, unless the names are too many.
_WORTH_IT = 200_000
_MOST = 50_000
_DEFAULT_KIND = "company"
KINDS = frozenset(
    "company bank insurer broker fund investor exchange regulator ministry agency court party university institute "
    "hospital media association alliance international team auditor lawfirm rating".split()
)

# Columns that something else than a tab separates. A comma stands in Latin names (Lanting Co, Ltd), but before a space.
_JOINED = lazy(rf"[;|\uff1b\uff0c\u3001]|[^ ],[^ ]|[ ,:](?:{'|'.join(sorted(KINDS))})(?![a-z])")


class Entry(NamedTuple):
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


class Hit(NamedTuple):
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
    """Finds names of organisations in one pass over the text, by their first two characters and their lengths.

    That takes no longer to build than the names to read, and hardly longer for many names than for few.

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
        self._rows: dict[str, tuple[str, ...]] = {}
        self._common: set[str] = set()  # forms that are common words too
        self._behind = behind
        self._searched = 0  # characters
        known = self._rows
        put = known.setdefault
        for row in rows:
            put(row[0], row)
            if "|" in row[2]:
                for form in row[2].split("|"):
                    put(form, row)
            elif row[2]:
                put(row[2], row)
        known.pop("", None)
        self.blocked = self._without_marks()
        # The lengths of the names that begin with two characters, a bit each.
        self._lengths: dict[str, int] = {}
        lengths = self._lengths
        for form in known:
            begin = form[:2]
            lengths[begin] = lengths.get(begin, 0) | 1 << len(form)
        self._singles = frozenset(begin for begin in lengths if len(begin) == 1)

    def _without_marks(self) -> frozenset[str]:
        """Take the marks off the forms, and return those that are no organisations."""
        known, blocked = self._rows, set()
        marked = [form for form in known if form[0] in _MARKS]
        twice = any(form[1:] in known for form in marked)
        place = {form: i for i, form in enumerate(known)} if twice else {}
        for form in marked:
            row, bare = known.pop(form), form[1:]
            if form[0] == _BLOCKED:
                blocked.add(bare)
            elif bare not in known or place[form] < place[bare]:
                known[bare] = row
                self._common.add(bare)
        for form in blocked:
            known.pop(form, None)
        return frozenset(blocked)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def forms(self) -> list[str]:
        """All forms of its own table, without their marks."""
        return [*self._rows, *self.blocked]

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
            return _entry(self._rows[form]), form not in self._common
        return self._behind.get(form) if self._behind and not self.blocks(form) else None

    def blocks(self, form: str) -> bool:
        """Tell whether a form, or what a bare 公司 stands behind in it, is no organisation, and the form not known.

        Parameters
        ----------
        form : str

        Returns
        -------
        bool
        """
        blocked = form in self.blocked or form.removesuffix(_COMPANY) in self.blocked
        return blocked and form not in self._rows

    def has_longer(self, form: str, endings: Iterable[str]) -> bool:
        """Tell whether a form and one of several endings behind it make a known name.

        Parameters
        ----------
        form : str
            Of two characters or more.
        endings : iterable of str

        Returns
        -------
        bool
        """
        if form[:2] in self._lengths and any(form + ending in self._rows for ending in endings):
            return True
        return self._behind is not None and self._behind.has_longer(form, endings)

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
        found += ((start, end, "") for start, end in self.blocked_spans(text))
        found.sort(key=lambda f: (f[0], -f[1]))
        kept: list[tuple[int, int, str]] = []
        for start, end, form in found:
            if kept and start < kept[-1][1]:
                if end - start <= kept[-1][1] - kept[-1][0]:
                    continue
                kept.pop()
            kept.append((start, end, form))
        return [Hit(start, end, *cast("tuple[Entry, bool]", self.get(form))) for start, end, form in kept if form]

    def blocked_spans(self, text: str) -> list[tuple[int, int]]:
        """Find the forms that are no organisations, which hide the names inside them.

        Parameters
        ----------
        text : str
            Normalised text.

        Returns
        -------
        list of (start, end)
        """
        return [span for span in Finder(self.blocked).spans(text) if _is_whole(text, *span)] if self.blocked else []

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        rows = self._rows
        self._searched += len(text)
        places = self._known_to(text) if self._searched > _WORTH_IT and len(rows) < _MOST else self._by_pairs(text)
        found = [(*place, text[slice(*place)]) for place in places if _is_whole(text, *place)]
        if self._behind:
            found += (f for f in self._behind._spans(text) if f[2] not in rows and not self.blocks(f[2]))
        return found

    def _by_pairs(self, text: str) -> Iterator[tuple[int, int]]:
        rows, lengths = self._rows, self._lengths
        # In C for all but the few pairs that names begin with.
        pairs = list(map(add, text, text[1:]))
        begins = [(i, pairs[i]) for i in compress(count(), map(lengths.__contains__, pairs))]
        if self._singles:
            begins += [(i, text[i]) for i in compress(count(), map(self._singles.__contains__, text))]
        for start, begin in begins:
            for length in _bits(lengths[begin]):
                form = text[start : start + length]
                if form in rows and len(form) == length:
                    yield start, start + length

    @cached_property
    def _known_to(self) -> Callable[[str], Iterator[tuple[int, int]]]:
        """Find the names by an automaton, which is built when it is first asked for."""
        return Finder(self._rows, overlapping=True).spans

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the automaton, which cannot be pickled."""
        return {**{name: value for name, value in self.__dict__.items() if name != "_known_to"}, "_searched": 0}


@lru_cache(maxsize=1 << 12)
def _bits(number: int) -> tuple[int, ...]:
    """Tell which bits of a number are set."""
    return tuple(i for i in range(number.bit_length()) if number >> i & 1)


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


class _PackageGazetteer(Gazetteer):
    """That of the package, which reads its tables when it is asked, and for the first text only the names it may have.

    Names that begin with the same two characters are read together, so that each means what it does among all. What the
    tables have for another text is read whole.
    """

    def __init__(self) -> None:
        self.blocked = frozenset()  # the package says of no name that it is none
        self._few: tuple[Set[str], Gazetteer] = frozenset(), Gazetteer(())

    @cached_property
    def _all(self) -> Gazetteer:
        return Gazetteer(_package_rows())

    def _knowing(self, begins: Set[str]) -> Gazetteer:
        """Return a gazetteer that has all names with one of these beginnings."""
        if "_all" not in self.__dict__:
            if not self._few[0]:
                self._few = begins, Gazetteer(_package_rows(begins))
            known, names = self._few
            if begins <= known:
                return names
        return self._all

    def __len__(self) -> int:
        return len(self._all)

    @property
    def forms(self) -> list[str]:
        return self._all.forms

    def get(self, form: str) -> tuple[Entry, bool] | None:
        return self._knowing({form[:2]}).get(form)

    def has_longer(self, form: str, endings: Iterable[str]) -> bool:
        return self._knowing({form[:2]}).has_longer(form, endings)

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        names = self.__dict__.get("_all") or self._knowing({*text, *map(add, text, text[1:])})
        return names._spans(text)


def _package_rows(begins: Set[str] | None = None) -> Iterator[tuple[str, ...]]:
    """Read the package's tables; where beginnings of names are given, the rows that have one, and few others."""
    try:
        names = sorted(n for n in os.listdir(_FOLDER) if n.endswith(".tsv"))
    except OSError as error:
        raise LexiconError(f"cannot read {_FOLDER}: {error.strerror}", "reinstall the package") from None
    for name in names:
        path = os.path.join(_FOLDER, name)
        text = read_table(path)
        if begins is not None:
            text = "\n".join(_beginning(text.split("\n"), begins))
        yield from rows_of(text, path, _COLUMNS)


def _beginning(lines: Iterable[str], begins: Set[str]) -> Iterator[str]:
    """Yield the lines of a table with a name or an alias that begins, perhaps behind a mark, with one of some words."""
    for line in lines:
        if line[:2] in begins or line[1:3] in begins:
            yield line
            continue
        aliases = line.split("\t", 3)[2:3]
        for form in aliases[0].split("|") if aliases and aliases[0] else ():
            if form[:2] in begins or form[1:3] in begins:
                yield line
                break


def _check(path: str | os.PathLike[str], forms: list[str], kinds: set[str]) -> None:
    """Refuse a table with a name that no text can have, or with a kind that there is not."""
    odd = [form for form in forms if not form.isalpha()]
    for form in odd:
        if not any(map(str.isalpha, form)):
            raise LexiconError(f"{path}: {form!r} is no name", "a name has a letter or a character in it")
        if form.startswith(_MARKS):
            raise LexiconError(f"{path}: {form!r} has a mark more", "one mark stands before a name: ? or !")
        if _JOINED.search(form):
            raise LexiconError(f"{path}: {form!r} is no name", "separate columns with a tab, aliases with |")
    # Letters are normalised one by one, all else by what stands beside it; those of the package's names are normal.
    letters = sorted(set(_further_letters().findall("\n".join(forms))))
    if "\n".join(letters) == normalize("\n".join(letters))[0]:
        forms = odd
    joined = "\n".join(forms)
    normal = normalize(joined)[0]
    if normal != joined:
        form, normal = next((a, b) for a, b in zip(forms, normal.split("\n"), strict=False) if a != b)
        raise LexiconError(f"{path}: {form!r} never stands in normalised text", f"write it as {normal!r}")
    if unknown := kinds - {"", *KINDS}:
        raise LexiconError(f"{path}: {min(unknown)!r} is no kind", f"one of {' '.join(sorted(KINDS))}; no header")


@cache
def _further_letters() -> re.Pattern[str]:
    """Build the pattern of the characters that no name of the package has."""
    return re.compile(f"[^\n{re.escape(''.join(sorted(set(''.join(default_gazetteer().forms)))))}]")


def load_gazetteer(path: str | os.PathLike[str]) -> Gazetteer:
    """Build a gazetteer of a user's own table and, behind it, those of the package.

    Parameters
    ----------
    path : str or os.PathLike
        A table as in ``extractor/data/organizations``: name, kind, aliases, codes, note; only the name must be there.

    Returns
    -------
    Gazetteer

    Raises
    ------
    LexiconError
        The table cannot be read, a row has too many columns or an unknown kind, or a name has no letter, holds what
        separates columns or is not in Simplified, half-width form.
    """
    return own_gazetteer(read_table(path), path)


def own_gazetteer(text: str, path: str | os.PathLike[str]) -> Gazetteer:
    """Build a gazetteer of a user's own table that has been read.

    Parameters
    ----------
    text : str
        The table.
    path : str or os.PathLike
        Of its file, for messages.

    Returns
    -------
    Gazetteer

    Raises
    ------
    LexiconError
        As :func:`load_gazetteer`.
    """
    rows = list(rows_of(text, path, _COLUMNS))
    gazetteer = Gazetteer(rows, default_gazetteer())
    _check(path, gazetteer.forms, {row[1] for row in rows})
    return gazetteer


@cache
def default_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package, one for the process.

    Returns
    -------
    Gazetteer
    """
    return _PackageGazetteer()
