"""Whether any pattern of the package backtracks: ``python tests/patterns.py`` prints those that do.

Each pattern that the package compiles is searched in texts made to hurt it: what a repeat of it repeats, thousands of
times, behind what the pattern begins with and before what it does not want. A pattern is at fault where four times the
text costs more than eight times the time, again and again.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as signs
    from re import _parser as parser
else:
    import sre_constants as signs
    import sre_parse as parser

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (300, 1200, 4800)  # of the texts; the longer ones for those that are slow with the shorter ones
LEAST = 0.0001  # seconds for the first of them, and so on in proportion, that are no fault
MANY = 8  # times that something may be repeated and still not count as a repeat
_REPEATS = {signs.MAX_REPEAT, signs.MIN_REPEAT, getattr(signs, "POSSESSIVE_REPEAT", None)}
_CATEGORIES = {signs.CATEGORY_DIGIT: "1", signs.CATEGORY_SPACE: " ", signs.CATEGORY_WORD: "a"}


def compiled() -> dict[tuple[str, int], str]:
    """Import the package and extract from its corpus; return the patterns with the modules that compiled them."""
    found: dict[tuple[str, int], str] = {}
    compile_ = re.compile

    def watched(pattern: Any, flags: Any = 0) -> re.Pattern[Any]:
        made = compile_(pattern, flags)
        module = sys._getframe(1).f_globals.get("__name__", "")
        if isinstance(made.pattern, str) and module.startswith("extractor"):
            found[made.pattern, made.flags] = module
        return made

    re.compile = watched
    sys.path.insert(0, str(ROOT))
    import extractor  # noqa: PLC0415 - watched
    import extractor.patterns  # noqa: PLC0415

    lazy, extractor.patterns.lazy = (
        extractor.patterns.lazy,
        watched,
    )  # before the modules that import it: nothing is put off here

    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for path in sorted((ROOT / "corpus").glob("*.txt"))[:8]:
        extractor.extract(path.read_bytes().decode("utf-8", "replace"))
    re.compile, extractor.patterns.lazy = compile_, lazy
    return found


def example(tree: Any) -> str:
    """Return a text that a part of a pattern matches, as far as that can be told without looking around."""
    return "".join(_example(op, what) for op, what in tree)


def _example(op: Any, what: Any) -> str:
    if op is signs.LITERAL:
        return chr(what)
    if op in (signs.NOT_LITERAL, signs.ANY):
        return "甲"
    if op is signs.IN:
        if what[0][0] is signs.NEGATE:
            return "甲"
        kind, first = what[0]
        if kind is signs.CATEGORY:
            return _CATEGORIES.get(first, "-")
        return chr(first[0] if kind is signs.RANGE else first)
    if op is signs.BRANCH:
        return example(what[1][0])
    if op in _REPEATS:
        return example(what[2]) * max(1, what[0])
    if op is signs.SUBPATTERN:
        return example(what[-1])
    return example(what) if op is getattr(signs, "ATOMIC_GROUP", None) else ""


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what the repeats of a pattern repeat, each with what stands before it."""
    for op, what in tree:
        if op in _REPEATS:
            if what[1] > MANY:
                yield before, example(what[2])
            yield from pumps(what[2], before)
        elif op is signs.BRANCH:
            for branch in what[1]:
                yield from pumps(branch, before)
        elif op is signs.SUBPATTERN:
            yield from pumps(what[-1], before)
        elif op in (signs.ASSERT, signs.ASSERT_NOT):
            yield from pumps(what[1], before)
        before += _example(op, what)


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begin


def is_slow(pattern: re.Pattern[str], before: str, pump: str) -> bool:
    """Tell whether a pattern backtracks over a row of pumps, with its beginning once or before each."""
    for unit, head in ((pump, before), (before + pump, "")):
        last = 0.0
        for length in LENGTHS:
            text = head + unit * (length // len(unit) + 1) + "\0"
            seconds = min(_seconds(pattern, text) for _ in range(1 if length < LENGTHS[-1] else 2))
            if seconds < LEAST * length / LENGTHS[0] or (last and seconds < 8 * last):
                break  # a repeat with a bound costs as much as its bound, and no more
            last = seconds
        else:
            return True
    return False


def slow_by_running(patterns: dict[tuple[str, int], str]) -> Iterator[str]:
    """Yield what is slow on texts made to hurt."""
    for (source, flags), module in patterns.items():
        pattern = re.compile(source, flags)
        seen = {(before[-40:], pump) for before, pump in pumps(parser.parse(source, flags)) if pump}
        for before, pump in sorted(seen):
            if is_slow(pattern, before, pump):
                yield f"{module}: {source[:100]!r} on {before!r} and {pump!r}"


def slow_by_reading(patterns: dict[tuple[str, int], str]) -> Iterator[str]:
    """Yield what regexploit finds: patterns whose time grows exponentially, or with the third power or more."""
    from regexploit.ast.sre import SreOpParser  # noqa: PLC0415 - an extra
    from regexploit.redos import find  # noqa: PLC0415

    for (source, flags), module in patterns.items():
        for redos in find(SreOpParser().parse_sre(source, flags)):
            yield f"{module}: {source[:100]!r}: {redos.example()}"


def main() -> None:
    """Print what is slow, then how many patterns were looked at."""
    patterns = compiled()
    for line in (slow_by_reading if sys.argv[1:] == ["--regexploit"] else slow_by_running)(patterns):
        print(line)
    print(len(patterns), "patterns")


if __name__ == "__main__":
    main()
