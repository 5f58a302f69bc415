"""Compiled patterns, kept in the user's cache folder from one start of the command to the next.

Python's ``re`` compiles a pattern in two steps: its text becomes a list of numbers, in Python and slowly; the list
becomes a pattern, in C and fast. The lists are kept. Only those are written of which a pattern was made that equals the
one of ``re.compile``. Only a file is read that is the user's own, that nobody else may write, and that is what was
written, to the byte, by the same Python and the same release; C checks each list again. Whatever is amiss, silently,
``re.compile`` does the work.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, NamedTuple, cast

from extractor import __version__
from extractor.patterns import compile_with

_sre: Any
try:
    _sre = import_module("_sre")
except ImportError:  # another Python than CPython
    _sre = None

__all__ = ["PatternCache", "cache_folder", "cached_patterns"]

_MOST = 4_000_000  # bytes of a file; 700 patterns take one million
_FILE = r"patterns-[0-9a-f]{16}\.bin(?P<process>\.[0-9]+)?"
_KEPT = 4  # files of Pythons and releases, the last written
_ABANDONED = 3600  # seconds; a file that was begun so long ago belongs to a process that was killed, or stands still
_DIGEST = hashlib.sha256
_DIGEST_SIZE = 32
_NUMBERS = "I"  # the type of a list's numbers in an array: as wide as in C


class _Code(NamedTuple):
    """What C makes a pattern of, beside its text."""

    flags: int
    groups: int
    group_index: dict[str, int]
    numbers: bytes


_Key = tuple[str, int]  # a pattern's text and flags


class PatternCache:
    """Patterns by their text and flags.

    Parameters
    ----------
    folder : str
        Where its file is, or will be.
    """

    def __init__(self, folder: str) -> None:
        # Whatever decides what a list means: another Python or release has another file.
        made_by = [__version__, sys.version, sys.byteorder, *(getattr(_sre, n, 0) for n in ("MAGIC", "CODESIZE"))]
        self._made_by = json.dumps(made_by).encode()
        self._folder = folder
        self.path = os.path.join(folder, f"patterns-{_DIGEST(self._made_by).hexdigest()[:16]}.bin")
        self._known: dict[_Key, _Code] = {}
        self._missed: dict[_Key, re.Pattern[str]] = {}
        with suppress(Exception):
            self._known = _unpack(self._verified(_read_own(self.path)))

    def compile(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """Do as ``re.compile``.

        Parameters
        ----------
        pattern : str
        flags : int
        """
        key = pattern, int(flags)
        if code := self._known.get(key):
            try:
                return _pattern(pattern, code)
            except Exception:  # private to Python, which may change what it takes or raises
                del self._known[key]
        found = self._missed[key] = re.compile(pattern, flags)
        return found

    def save(self) -> None:
        """Write what this process had to compile beside what was known; do nothing where that fails."""
        if not self._missed:
            return
        with suppress(Exception):
            fresh = {key: code for key, made in self._missed.items() if (code := _code(key, made))}
            body = _pack(self._known | fresh)
            if len(body) > _MOST:  # of many changes of the package's source
                body = _pack(fresh)
            _write_own(self._folder, self.path, _DIGEST(self._made_by + body).digest() + body)

    def _verified(self, data: bytes) -> bytes:
        digest, body = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
        if _DIGEST(self._made_by + body).digest() != digest:
            raise ValueError("not what was written")
        return body


@contextmanager
def cached_patterns() -> Iterator[None]:
    """Compile patterns by way of the user's cache, and write it at the end."""
    folder = cache_folder()
    if folder is None or _sre is None:
        yield
        return
    cache = PatternCache(folder)
    compile_with(cache.compile)
    try:
        yield
    finally:
        compile_with(re.compile)
        cache.save()


def cache_folder() -> str | None:
    """Return the folder of the package's caches: what ``EXTRACTOR_CACHE`` says; None where that is empty.

    Returns
    -------
    str or None
        None too where the user has no home.
    """
    told = os.environ.get("EXTRACTOR_CACHE")
    if told is not None:
        return os.path.abspath(told) if told else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "zh-fact-extractor") if os.path.isabs(base) else None


def _pattern(pattern: str, code: _Code) -> re.Pattern[str]:
    """Make a pattern in C, as ``re`` does behind its own first step."""
    names: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.group_index.items():
        names[number] = name
    numbers = array(_NUMBERS, code.numbers).tolist()
    made: re.Pattern[str] = _sre.compile(pattern, code.flags, numbers, code.groups, code.group_index, tuple(names))
    return made


def _code(key: _Key, made: re.Pattern[str]) -> _Code | None:
    """Compile a pattern again for its list; None where what it gives is not the same pattern."""
    names = ("re._compiler", "re._parser") if sys.version_info >= (3, 11) else ("sre_compile", "sre_parse")
    compiler, parser = (cast("Any", import_module(name)) for name in names)
    pattern, flags = key
    parsed = parser.parse(pattern, flags)
    state = parsed.state
    numbers = array(_NUMBERS, compiler._code(parsed, flags)).tobytes()
    code = _Code(flags | state.flags, state.groups - 1, dict(state.groupdict), numbers)
    again = _pattern(pattern, code)
    # Equal patterns have the same text, flags and list.
    same = again == made and again.groups == made.groups and again.groupindex == made.groupindex
    return code if same else None


def _pack(codes: dict[_Key, _Code]) -> bytes:
    rows = [[*key, code.flags, code.groups, code.group_index, len(code.numbers)] for key, code in codes.items()]
    head = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return head + b"\n" + b"".join(code.numbers for code in codes.values())


def _unpack(body: bytes) -> dict[_Key, _Code]:
    end = body.index(b"\n")
    codes, place = {}, end + 1
    for pattern, given, flags, groups, group_index, size in json.loads(body[:end].decode("utf-8", "surrogatepass")):
        codes[pattern, given] = _Code(flags, groups, group_index, body[place : place + size])
        place += size
    return codes


def _read_own(path: str) -> bytes:
    """Read a file that nobody but the user can have written."""
    # No link is followed, and no pipe waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST or not _is_own(found):
            raise PermissionError(path)
        return file.read()


def _write_own(folder: str, path: str, data: bytes) -> None:
    """Write a file for the user alone, whole or not at all."""
    os.makedirs(folder, 0o700, exist_ok=True)
    if not _is_own(os.stat(folder)):  # of another user, whose home sudo keeps
        return
    with suppress(OSError):  # another process may tidy at the same time
        _tidy(folder)
    part = f"{path}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _tidy(folder: str) -> None:
    """Remove files that were begun and never ended, and those of Pythons and releases that are long out of use."""
    whole: list[tuple[float, str]] = []
    for entry in os.scandir(folder):
        name = re.fullmatch(_FILE, entry.name)
        if not name or not entry.is_file(follow_symlinks=False):
            continue
        written = entry.stat(follow_symlinks=False).st_mtime
        if not name["process"]:
            whole.append((written, entry.path))
        elif written < time.time() - _ABANDONED:
            os.unlink(entry.path)
    for _, old in sorted(whole, reverse=True)[_KEPT - 1 :]:  # another one is to come
        os.unlink(old)


def _is_own(found: os.stat_result) -> bool:
    """Whether a file or folder is the user's, and no other's to write. Windows has no such modes."""
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
