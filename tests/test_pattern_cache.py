"""The cache of compiled patterns: it changes no pattern, and whatever is amiss with it, all goes on as without it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, Command
from patterns import compiled

from extractor import pattern_cache, patterns
from extractor.pattern_cache import PatternCache, cache_folder, cached_patterns

PATTERN = r"(?P<number>[0-9一二三]{1,4})(?P<unit>万?元)?"
ARTICLE = CORPUS["funding-round"]
posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a cache that knows a pattern."""
    cache = PatternCache(str(tmp_path))
    cache.compile(PATTERN)
    cache.save()
    return Path(cache.path)


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that ``re`` compiles from now on."""
    asked: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda p, f=0: asked.append(p) or compile_(p, f))  # type: ignore[func-returns-value]
    return asked


def parts(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    """What makes a pattern; that of two patterns is equal says that their code is."""
    return pattern, pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


def test_every_pattern_of_the_package_comes_back_as_it_was(tmp_path: Path) -> None:
    known = compiled()
    cache = PatternCache(str(tmp_path))
    fresh = {key: cache.compile(*key) for key in known}
    cache.save()
    again = PatternCache(str(tmp_path))
    for key, pattern in fresh.items():
        found = again.compile(*key)
        assert found is not pattern
        assert parts(found) == parts(pattern) == parts(re.compile(*key))
    assert not again._missed


def test_what_is_known_is_not_compiled_again(path: Path, count: list[str]) -> None:
    found = PatternCache(str(path.parent)).compile(PATTERN)
    assert count == []
    match = found.search("约三万元")
    assert match
    assert match.groupdict() == {"number": "三", "unit": "万元"}
    assert repr(found) == repr(re.compile(PATTERN))


def test_flags_belong_to_a_pattern(path: Path) -> None:
    cache = PatternCache(str(path.parent))
    assert cache.compile("a", re.I).match("A")
    assert not cache.compile("a").match("A")


@posix
def test_the_file_is_the_users_alone(tmp_path: Path) -> None:
    cache = PatternCache(str(tmp_path / "new" / "folder"))
    cache.compile(PATTERN)
    cache.save()
    assert stat.S_IMODE(os.stat(cache.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "folder").st_mode) == 0o700
    assert os.listdir(tmp_path / "new" / "folder") == [os.path.basename(cache.path)]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other_text(path: Path) -> None:
    path.write_bytes(b"\x80\x04cos\nsystem\n" * 9)


def _long(path: Path) -> None:
    with open(path, "ab") as file:
        file.truncate(pattern_cache._MOST + 1)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _for_all(path: Path) -> None:
    path.chmod(0o666)


DAMAGES = (_cut, _change, _empty, _other_text, _long, _folder)
POSIX_DAMAGES = (_link, _pipe, _for_all) if os.name == "posix" else ()


@pytest.mark.parametrize("damage", [*DAMAGES, *POSIX_DAMAGES], ids=lambda damage: damage.__name__[1:])
def test_a_file_that_is_not_what_was_written_is_not_read(
    path: Path, count: list[str], damage: Callable[[Path], None]
) -> None:
    damage(path)
    cache = PatternCache(str(path.parent))
    assert not cache._known
    assert parts(cache.compile(PATTERN)) == parts(re.compile(PATTERN))
    assert PATTERN in count
    cache.save()
    assert os.path.isdir(path) or PatternCache(str(path.parent))._known  # mended


@posix
def test_a_file_of_another_user_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    cache = PatternCache(str(path.parent))
    assert not cache._known
    before = path.stat()
    cache.compile(PATTERN)
    cache.save()
    assert path.stat() == before  # nor is a folder of another user written to


@pytest.mark.parametrize("name", ["MAGIC", "CODESIZE"])
def test_another_engine_has_another_file(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_cache, "_sre", _Engine(**{name: 1}))
    other = PatternCache(str(path.parent))
    assert other.path != str(path)
    assert not other._known


@pytest.mark.parametrize(("module", "name"), [(pattern_cache, "__version__"), (sys, "version"), (sys, "byteorder")])
def test_another_release_or_python_has_another_file(
    path: Path, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, "other")
    other = PatternCache(str(path.parent))
    assert other.path != str(path)
    os.replace(path, other.path)  # not even under that name
    assert not PatternCache(str(path.parent))._known


class _Engine:
    """``_sre`` with something changed."""

    def __init__(self, **changed: Any) -> None:
        self._changed = changed

    def __getattr__(self, name: str) -> Any:
        return self._changed[name] if name in self._changed else getattr(sys.modules["_sre"], name)


def _refuse(*_: Any) -> None:
    raise TypeError("takes other arguments")


@pytest.mark.parametrize("compile_", [_refuse, None], ids=["other arguments", "no function"])
def test_another_function_in_c_is_not_missed(
    path: Path, compile_: Any, monkeypatch: pytest.MonkeyPatch, count: list[str]
) -> None:
    monkeypatch.setattr(pattern_cache, "_sre", _Engine(compile=compile_))
    cache = PatternCache(str(path.parent))
    assert cache._known
    assert parts(cache.compile(PATTERN)) == parts(re.compile(PATTERN))
    assert PATTERN in count
    cache.save()


def test_c_checks_each_list_again(path: Path) -> None:
    cache = PatternCache(str(path.parent))
    key, code = next(iter(cache._known.items()))
    for wrong in (b"\xff" * len(code.numbers), code.numbers[:-4], code.numbers[:-1], b""):
        cache._known[key] = code._replace(numbers=wrong)
        assert parts(cache.compile(PATTERN)) == parts(re.compile(PATTERN))


def test_a_list_that_makes_another_pattern_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PatternCache(str(tmp_path))
    cache.compile(PATTERN)
    monkeypatch.setattr(pattern_cache, "_pattern", lambda *_: re.compile("other"))
    cache.save()
    assert not PatternCache(str(tmp_path))._known


def test_without_the_private_modules_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(pattern_cache, "import_module", missing)
    cache = PatternCache(str(tmp_path))
    cache.compile(PATTERN)
    cache.save()
    assert not os.listdir(tmp_path)


def test_without_the_engine_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))
    monkeypatch.setattr(pattern_cache, "_sre", None)
    with cached_patterns():
        assert patterns._compile is re.compile
    assert not os.listdir(tmp_path)


def test_a_file_that_grew_too_long_begins_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_cache, "_MOST", path.stat().st_size + 10)
    cache = PatternCache(str(path.parent))
    cache.compile("other")
    cache.save()
    assert [pattern for pattern, _ in PatternCache(str(path.parent))._known] == ["other"]


def test_a_write_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    before = path.read_bytes()
    cache = PatternCache(str(path.parent))
    cache.compile("other")
    monkeypatch.setattr(os, "replace", full)
    cache.save()
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def _save_another(path: Path) -> None:
    cache = PatternCache(str(path.parent))
    cache.compile("other")
    cache.save()


def test_what_a_killed_process_began_is_removed_when_it_is_old(path: Path) -> None:
    old, fresh, other = (path.with_name(path.name + end) for end in (".4000001", ".4000002", ".kept"))
    for file in (old, fresh, other):
        file.write_bytes(b"half")
        os.utime(file, (0, 0) if file != fresh else None)
    _save_another(path)
    assert sorted(path.parent.iterdir()) == sorted([path, fresh, other])


def test_files_of_other_releases_are_few(path: Path) -> None:
    others = [path.with_name(f"patterns-{i:016x}.bin") for i in range(9)]
    for i, file in enumerate(others):
        file.write_bytes(b"of another release")
        os.utime(file, (i, i))
    _save_another(path)
    assert sorted(path.parent.iterdir()) == sorted([path, *others[-2:]])
    assert {pattern for pattern, _ in PatternCache(str(path.parent))._known} == {PATTERN, "other"}


@posix
def test_only_files_are_removed(path: Path) -> None:
    folder = path.with_name("patterns-0123456789abcdef.bin.7")
    folder.mkdir()
    link = path.with_name("patterns-0123456789abcdef.bin.8")
    link.symlink_to(path)
    _save_another(path)
    assert folder.is_dir()
    assert link.is_symlink()


def test_what_another_process_is_writing_stays(path: Path) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")  # in another container, of the same number
    part.write_bytes(b"half")
    before = path.read_bytes()
    _save_another(path)
    assert (part.read_bytes(), path.read_bytes()) == (b"half", before)


def test_a_folder_that_cannot_be_listed_is_written_to_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "scandir", _refuse_access)
    _save_another(path)
    assert {pattern for pattern, _ in PatternCache(str(path.parent))._known} == {PATTERN, "other"}


def _refuse_access(*_: Any) -> None:
    raise PermissionError(13, "not allowed")


def test_of_two_processes_at_once_one_wins_whole(path: Path) -> None:
    one, two = PatternCache(str(path.parent)), PatternCache(str(path.parent))
    one.compile("one")
    two.compile("two")
    one.save()
    two.save()
    assert {pattern for pattern, _ in PatternCache(str(path.parent))._known} == {PATTERN, "two"}


@pytest.fixture
def reset() -> Iterator[None]:
    """Leave ``re.compile`` to the tests that follow."""
    yield
    patterns.compile_with(re.compile)


@pytest.mark.usefixtures("reset")
def test_the_cache_is_in_use_inside_the_command_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))

    def run() -> None:
        with cached_patterns():
            raise KeyError(patterns.lazy("a{7}").match("aaaaaaa"))

    with pytest.raises(KeyError):
        run()
    assert patterns._compile is re.compile
    assert list(PatternCache(str(tmp_path))._known) == [("a{7}", 0)]


@pytest.mark.parametrize("told", ["folder", "file", "unwritable", "none"])
def test_the_command_says_the_same_with_a_cache_and_without(command: Command, tmp_path: Path, told: str) -> None:
    place = tmp_path / told
    if told == "file":
        place.write_bytes(b"")
    if told == "unwritable":
        place = Path(os.devnull, "folder")
    folder = "" if told == "none" else str(place)
    without = command(ARTICLE, EXTRACTOR_CACHE="")
    runs = [command(ARTICLE, EXTRACTOR_CACHE=folder, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [(r.returncode, r.stdout, r.stderr) for r in runs] == [(0, without.stdout, b"")] * 2
    assert place.is_dir() == (told == "folder")


def test_the_second_start_compiles_nothing(command: Command, tmp_path: Path) -> None:
    """Whatever the order of its sets: each pattern has one text."""
    command(ARTICLE, EXTRACTOR_CACHE=str(tmp_path), PYTHONHASHSEED="1")
    (file,) = tmp_path.iterdir()
    before = file.stat()
    command(ARTICLE, EXTRACTOR_CACHE=str(tmp_path), PYTHONHASHSEED="2")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="has other folders")
def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EXTRACTOR_CACHE")
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_folder() == "/home/someone/.cache/zh-fact-extractor"
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/someone")
    assert cache_folder() == "/var/cache/someone/zh-fact-extractor"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() is None
    monkeypatch.setenv("EXTRACTOR_CACHE", "")
    assert cache_folder() is None
