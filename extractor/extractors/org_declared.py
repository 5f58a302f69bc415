"""Names that a text declares beside a fuller, another or a former one: 以下简称, 又名, 前身为, forms in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.characters import HAN
from extractor.extractors.org_clues import CODE, LONGEST_TOLD, Clue
from extractor.extractors.org_vocabulary import generic_words, partnerships
from extractor.extractors.org_words import Words
from extractor.patterns import lazy

__all__ = ["LATIN_JOINT", "Declaration", "declaration_clues", "declarations", "declared_aliases"]

Declaration = tuple[int, int, int, int, float]

_LETTERS = "A-Za-z\\u00c0-\\u024f"
LATIN_JOINT = "(?:and|of|for|on|the|in|de|des|du|la|del|der|für|et|e|y) "  # small words in the names of bodies
_CAPITAL = rf"[A-Z&\u00c0-\u00de][{_LETTERS}0-9&.'\-]{{0,40}}"
_LATIN_NAME = rf"[{_LETTERS}][{_LETTERS}0-9&.'\-]{{0,40}}(?: (?:{LATIN_JOINT}){{0,2}}{_CAPITAL}){{0,7}}"
_OF_CODE = r"[A-Z]{1,6}[.:]|(?:SH|SZ|BJ|HK)\d"
_DECLARED = lazy(
    r"\((?:[^()“”\n]{1,24}[,;] ?)?(?:以下|下|下文|中文|证券|股票)?(?:统称|合称|简称|并称|称)(?:为|作)?"
    r"[::]?\s?[“\"「『]?((?! )[^“”\"「」『』()《》,、。\n]{2,16}(?<! ))[”\"」』]?"
    r"(?:[或/、和][“\"「『]([^“”\"「」『』()《》\n]{2,16})[”\"」』]"
    rf"|[,;、或] ?(?:英文(?:名称?|简称)?:?)?(?!{_OF_CODE})({_LATIN_NAME})(?=[),]))?"
)
_QUOTED_IN_BRACKETS = lazy(r"\([“\"「『]([^“”\"「」『』()《》,、。\n]{2,12})[”\"」』]\)")
_RENAMED = lazy(
    r"(?=[,( 又中证股简原曾前更改即])[,(]? ?"  # first of all, a look at one character
    r"(?:又名|又称|(?:中文|证券|股票)?简称|原名|曾用名|前身为|前身是|前身系|更名为|改名为"
    r"|即(?:(?:此前|之前|以前|原来|从前)的)?):?[“\"「『]?([^\W_]{2,16}?)[”\"」』]?(?=[,。;)\n])"
)
# With its letters behind it: 某某局(Food and Drug Administration,FDA).
_LATIN_IN_BRACKETS = lazy(rf" ?\(({_LATIN_NAME})(?=[),])(?:, ?(?!{_OF_CODE})([A-Z][A-Za-z]{{1,7}})(?=\)))?")
_HAN_IN_BRACKETS = lazy(rf"(?<=[A-Za-z])\(({HAN}{{2,10}})\)")


def declarations(words: Words) -> Iterator[Declaration]:
    """Tell what stands before a declaration, whether it is a known name or not, and the form that is declared.

    Yields
    ------
    Declaration
        Start and end of the name, start and end of the form, and how much the declaration says that both are names.
    """
    for pattern, weight in ((_DECLARED, 0.8), (_RENAMED, 0.6)):
        for m in pattern.finditer(words.text):
            end = m.start()
            start = words.trim(words.left_edge(end), end)
            in_title = words.text[start - 1 : start] == "《"
            unquoted = "即" in m.group() and words.text[m.start(1) - 1] not in '“"「『'  # as before a verb
            if 2 <= end - start <= LONGEST_TOLD and not in_title and not unquoted:
                yield start, end, *m.span(1), weight


def _shortens(form: str, name: str) -> bool:
    """Tell whether a form is a name with some of its characters left out: 青禾科技 of 杭州青禾智能科技有限公司."""
    rest = iter(name)
    return len(form) < len(name) and all(character in rest for character in form)


def declaration_clues(declared: list[Declaration]) -> Iterator[Clue]:
    """Tell the name before a form that it declares, and the form itself."""
    for name_start, name_end, start, end, weight in declared:
        yield Clue(name_start, name_end, "org.declared", weight)
        yield Clue(start, end, "org.declared", weight)


def declared_aliases(text: str, ends: dict[int, int]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Short and Latin forms in brackets behind a name that is sure already.

    Parameters
    ----------
    text : str
    ends : dict of int to int
        End of each sure name to its start.

    Yields
    ------
    tuple of (int, int, int, int, bool)
        Start and end of the name, start and end of the form that it declares, and whether that is the form in which
        the article goes on to name it (以下简称, 即 with a shorter form) and no other or former name
        (又名, 前身为).
    """
    for pattern in (_DECLARED, _RENAMED, _QUOTED_IN_BRACKETS, _LATIN_IN_BRACKETS, _HAN_IN_BRACKETS):
        for m in pattern.finditer(text):
            end = m.start()
            if end not in ends:
                end -= next((len(form) for form in partnerships() if text.endswith(form, 0, end)), 0)
            if end not in ends or CODE.match(text, m.start()):
                continue
            for group in range(1, pattern.groups + 1):
                if m.group(group) and m.group(group) not in generic_words("whole"):
                    named = text[ends[end] : end]
                    goes_on = pattern is not _RENAMED or "简称" in m.group() or _shortens(m.group(group), named)
                    yield ends[end], m.start(), *m.span(group), goes_on
