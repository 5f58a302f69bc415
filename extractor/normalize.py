"""From the text that the web left to text that the rules read, each change recorded.

Steps, applied one after the other: characters that nobody sees, line ends, remains of markup, lines of a fixed width,
width and look-alike forms, numbers broken over two lines, characters set apart, readings in brackets, script, and full
stops of ASCII. Each is a function from a text to edits, but for width, script and full stops, which change a character
into one, so that the alignment stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from extractor.alignment import Alignment, Edit, apply_edits
from extractor.characters import HAN_ALONE
from extractor.cut_lines import cut_dates, cut_numbers, in_list
from extractor.lexicon import table
from extractor.patterns import lazy
from extractor.pinyin import is_reading
from extractor.wrapping import unwrapped

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = ["normalize"]

# Soft hyphen, zero-width and bidirectional controls, variation selectors, tags, BOM, other controls but tab, LF, CR.
_INVISIBLE = lazy(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)

# Elements whose content is no text, and those that begin a new line; every other tag of HTML just goes.
_TAGS = (
    "a|abbr|address|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|div|"
    "dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|"
    "link|main|mark|meta|nav|noscript|ol|option|p|picture|pre|q|rp|rt|ruby|s|section|select|small|source|span|strike|"
    "strong|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|video|wbr"
)
_BREAKING = lazy(
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|li|"
    r"main|nav|ol|p|pre|section|table|tr|ul)\b",
    re.I,
)
_MARKUP = lazy(
    r"(?=[<&!\[\]*])(?:"
    # What these begin ends where _end_of finds its end: a pattern would look for that anew at each of them.
    r"(?P<block><(?P<skip>script|style)\b[^>]{0,2000}>)"
    r"|(?P<comment><!--)"
    r"|(?P<doctype><!doctype [^<>]{1,300}>)"
    r"|(?P<reading><r[tp]>[^<]{0,40}</r[tp]>)"
    rf"|(?P<tag></?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>)"
    r"|(?P<entity>&#13;&#10;|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)|\[\]\([^()\s]{0,2000}\))"
    # A link's text stays, and may hold other markup, so its two ends are edits of their own.
    r"|(?P<link>\[(?=(?:[^\[\]\n]|!\[[^\[\]\n]{0,100}\]){1,300}\]\((?:https?:)?//[^()\s]{0,2000}\)))"
    r"|(?P<target>\]\((?:https?:)?//[^()\s]{0,2000}\))"
    r"|(?P<bold>\*\*)"
    r")",
    re.I,
)

_CLOSING = {name: lazy(rf"</{name}\s{{0,9}}>", re.I) for name in ("script", "style")}
_COMMENT = 4000  # characters; a longer one is none, but an arrow drawn with signs

_LINE_END = lazy("\r\n?|[\x0b\x0c]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH |= dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), 32)
_WIDTH |= dict(zip(map(ord, "￠￡￢￣￤￥￦"), map(ord, "¢£¬¯¦¥₩"), strict=True))
_WIDTH |= dict(zip(map(ord, "｡｢｣､･"), map(ord, "。「」、・"), strict=True))
_WIDTH |= {ord(c): ord("\n") for c in "\x85\u2028\u2029"}
_FOLDED_RANGES = (
    (0x2E80, 0x2FD6),  # radicals that PDF text has in place of characters: ⼀ ⾦
    (0xF900, 0xFB00),  # CJK compatibility ideographs
    (0xFE30, 0xFE70),  # vertical and small forms: ﹪ ﹐ ﹣
    (0x1D7CE, 0x1D800),  # mathematical digits
    (0x2F800, 0x2FA20),  # CJK compatibility ideographs supplement
)
_BRACKETED = lazy(rf"(?<=[0-9{HAN_ALONE}])[(\[]([^()\[\]\n]{{1,40}})[)\]]")
_READ = lazy(rf"(?:[{HAN_ALONE}]{{1,12}}|[0-9])\Z")
# A number, and its unit on the next line, where a page or a PDF broke it. What follows the unit shows that it begins no
# word there (日前, 元气森林, 万科), and what stands before the number that it is no clock time and no whole date.
_UNIT_ENDS = r"[,，。;；:：、!！?？()（）\[\]的和与及至到以左\n]|\Z"
_TEN_THOUSANDS = (
    rf"[百千]?[万萬亿億](?={_UNIT_ENDS}|[万萬亿億元圆圓股吨噸户戶台臺辆輛件份平次多余餘]|[美港日欧歐英澳加新韩韓][元币幣鎊镑]"
    r"|[瑞士澳门門人民新台臺]{2,3}[元币幣]|(?:瑞士)?法郎|[雷里][亚亞][尔爾]|[卢盧][布比]|比索|克朗"
    r"|家(?![基乐樂灯燈])|人(?![迷空]))"
)
_YEAR = rf"(?:(?<=[0-9]{{4}}\n)(?<![0-9]{{5}}\n)年(?![轻輕級级货貨])|(?<![0-9]{{3}}\n)年(?={_UNIT_ENDS}))"
_MONTH = r"(?:(?<![0-9][0-9]\n)|(?<=[01][0-2]\n)(?<![0-9]{3}\n)|(?<=0[1-9]\n))月(?![之饼餅球亮光嫂色])"
_DAY = (
    r"(?:(?:(?<=月[0-9]\n)|(?<=月[0-9][0-9]\n))日(?![本产產经經系立圆圓])"
    rf"|[日号號](?={_UNIT_ENDS}|[晚起止\-—~]|[上下中]午|凌晨))"
)
_BROKEN = lazy(
    r"\n(?<=[0-9]\n)(?:(?=%)|(?<![:/][0-9]\n)(?<![:/][0-9][0-9]\n)(?<![0-9]-[0-9][0-9]\n)(?="
    rf"{_TEN_THOUSANDS}|[個个][百月季小星工交世基亿億點点财財]|元(?![旦宵月气氣素宇首件老帅帥勋勳器培凶神始晨朗隆祖])|{_YEAR}|{_MONTH}|{_DAY}))"
    r"|\n(?<=[0-9]个\n)(?=月(?![之饼餅球亮光嫂色]))|\n(?<=[0-9]月\n)(?=[末底](?![日尾端路世部层層线線特座薪气氣盘盤]))"
    r"|\n\n(?<=[0-9]\n\n)(?=[百千]?[万萬亿億]元)|\n(?<=[0-9],\n)(?=[0-9]{3}[,.万萬亿億元])"
)
# 2OO9年, l4日, as they come out of a scan: letters that are told from digits by what stands beside them.
_MISREAD = lazy("(?<![0-9A-Za-z])(?=[0-9]{0,3}[OolI])(?=[lI]{0,3}[0-9])[0-9lI][0-9OolI]{0,3}(?=[年月日号號曰])")
# 1 2月, 3 1日 behind a year or month, and headings whose characters stand apart (净 利 缩 水 六 成), as in a scan.
_APART = lazy(
    rf"(?<=年1) (?=[0-2] ?月)|(?<=月[1-3]) (?=[0-9] ?[日号號曰])"
    rf"|(?<![^\s])(?:[{HAN_ALONE}] ){{5,200}}[{HAN_ALONE}](?![^\s])"
)
_DIGIT_FOR = {"O": "0", "o": "0", "l": "1", "I": "1"}
# 參 is three among financial numerals (貳仟參佰元), where OpenCC makes it the 参 of 參加.
_THREE = lazy(
    "參(?=[拾佰仟])|(?<=[拾佰仟])參|(?<=[壹貳贰肆伍陸陆柒捌玖萬万億亿零元圓圆角])參"
    "(?=[萬万億亿兆元圓圆角分]|[美港日歐欧澳加]元|[港臺台][幣币]|新[臺台][幣币]|人民[幣币]|英[鎊镑])"
    "|(?<![人海玄沙苦黨党丹洋])參(?=[萬万億亿兆][元圓圆壹貳贰參肆伍陸陆柒捌玖零]|圓)"
)
# A full stop of ASCII that ends a sentence: behind a character, a share or what closes, or behind a number where no
# number goes on; it belongs to no list's number, no ellipsis and no address.
_FULL_STOP = lazy(
    rf"\.(?<=[{HAN_ALONE}%‰)\]”’」』》\"]\.)(?![.a-z%])(?!(?<=[〇零一二三四五六七八九十]\.)[〇零一二三四五六七八九])"
    r"(?<!^[一二三四五六七八九十]\.)(?<!^[(一二三四五六七八九十][一二三四五六七八九十]\.)(?<!^[(][一二三四五六七八九十][)]\.)"
    rf"|\.(?<=[0-9]\.)(?<!^[0-9]\.)(?<!^[0-9][0-9]\.)(?= ?[{HAN_ALONE}“‘「『《]|\s{{0,9}}(?:\n|\Z))",
    re.M,
)
_SURROGATE = lazy("[\ud800-\udfff]")
_FIRST_HAN = "\u2e80"  # what OpenCC changes is from here on
# Characters of GB2312 that OpenCC changes nonetheless, beside those of ``both_scripts``.
_TRADITIONAL_TOO = frozenset("吒後拚捱摺榘菸薹袷醣麴")


@cache
def _width_table() -> dict[int, int]:
    folded = _WIDTH | {ord(radical): ord(character) for radical, character in table("radicals", 2)}
    for first, last in _FOLDED_RANGES:
        for code in range(first, last):
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and form != chr(code):
                folded[code] = ord(form)
    return folded


def _invisible(text: str) -> Iterator[Edit]:
    for m in _INVISIBLE.finditer(text):
        yield Edit(m.start(), m.end())


def _line_ends(text: str) -> Iterator[Edit]:
    for m in _LINE_END.finditer(text):
        yield Edit(m.start(), m.end(), "\n")


def _broken_numbers(text: str) -> Iterator[Edit]:
    for m in _BROKEN.finditer(text):
        if not in_list(text, m.start()):
            yield Edit(m.start(), m.end())


def _set_apart(text: str) -> Iterator[Edit]:
    for m in _APART.finditer(text):
        yield from (Edit(at, at + 1) for at in range(*m.span()) if text[at] == " ")


def _misread_digits(text: str) -> Iterator[Edit]:
    for m in _MISREAD.finditer(text):
        for at in range(*m.span()):
            if text[at] in _DIGIT_FOR:
                yield Edit(at, at + 1, _DIGIT_FOR[text[at]])


def _end_of(m: re.Match[str], unclosed: set[str]) -> int:
    """Return where a comment or an element whose content is no text ends; -1 where it does not.

    What is found to be closed nowhere is kept in ``unclosed``, so that a row of openings costs no more than its length.
    """
    if m["comment"]:
        close = m.string.find("-->", m.end(), m.end() + _COMMENT + len("-->"))
        return close if close < 0 else close + len("-->")
    name = m["skip"].casefold()  # ſ is an s to a pattern that ignores case
    closing = None if name in unclosed else _CLOSING[name].search(m.string, m.end())
    if closing is None:
        unclosed.add(name)
        return -1
    return closing.end()


def _markup(text: str) -> Iterator[Edit]:
    position, unclosed = 0, set[str]()
    while m := _MARKUP.search(text, position):
        start, end = m.span()
        kind = m.lastgroup
        if kind in ("block", "comment"):
            end = _end_of(m, unclosed)
        position = max(m.end(), end)
        if end < 0:
            continue
        if kind == "entity":
            from html import unescape  # noqa: PLC0415 - a table of 2,000 names that most articles do not need

            character = unescape(m.group())
            if character != m.group():
                yield Edit(start, end, _INVISIBLE.sub("", character).replace("\r\n", "\n").replace("\r", "\n"))
        elif kind == "tag":
            yield Edit(start, end, "\n" if _BREAKING.match(m.group()) else " " if "td" in m.group()[:4] else "")
        else:
            yield Edit(start, end)


def readings(text: str) -> Iterator[Edit]:
    """Find the readings in brackets behind characters, such as ``(lái)`` in ``來(lái)``; each is taken out."""
    for m in _BRACKETED.finditer(text):
        before = _READ.search(text, max(0, m.start() - 12), m.start())
        if before and is_reading(m.group(1), before.group()):
            yield Edit(m.start(), m.end())


def _full_stops(text: str) -> str:
    """Write the full stops of an article that ends its sentences with those of ASCII as Chinese ones."""
    others = 2 * text.count("。")
    found = [m.start() for m in _FULL_STOP.finditer(text)] if text.count(".") > others else []
    if len(found) <= others:
        return text  # 唐纳德.特朗普 and 一.概况 stand in articles that end their sentences otherwise
    characters = list(text)
    for at in found:
        characters[at] = "。"
    return "".join(characters)


# Each step with the characters without which it has nothing to do.
_STEPS: tuple[tuple[Callable[[str], Iterator[Edit]], str], ...] = (
    (_invisible, ""),
    (_line_ends, "\r\x0b\x0c"),
    (_markup, "<&[*"),
    (_markup, "<"),  # what was written as entities, &lt;/p&gt;
    (unwrapped, "\n"),
)


@cache
def _both_scripts() -> frozenset[str]:
    return frozenset(c for row in table("both_scripts", 1) for c in row[0].split())


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - 20 ms that an import of this package should not cost

    return OpenCC("t2s")


def _is_gb2312(characters: set[str]) -> bool:
    """Tell whether all Han characters are in the set of the common ones of Simplified script, as mostly in news."""
    try:
        "".join([c for c in characters if c >= _FIRST_HAN]).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return _TRADITIONAL_TOO.isdisjoint(characters)


def _simplified(text: str) -> str:
    """Turn Traditional characters into Simplified ones by OpenCC's tables, keeping the length.

    A text whose only Traditional characters are such that Simplified text has too stays as it is.
    """
    characters = set(text) - _both_scripts()
    if _is_gb2312(characters):
        return text
    convert = _converter().convert
    telling = "\n".join(sorted(characters))
    if convert(telling) == telling:
        return text
    converted: str = convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(c if len(x := convert(c)) != 1 else x for c in text)


def normalize(raw: str) -> tuple[str, Alignment]:
    r"""Normalise an article.

    Parameters
    ----------
    raw : str
        The article as read, any damage included.

    Returns
    -------
    tuple of (str, Alignment)
        Simplified, half-width text without markup, readings and invisible characters, and the map from ``raw``
        to it. Line ends are ``\n``.

    Notes
    -----
    Script conversion uses OpenCC's ``t2s`` configuration. Circled numbers, fractions and square units (``①``,
    ``½``, ``㎡``) stay as they are, since what NFKC makes of them would run into the number before.
    """
    # UTF-8, in which the libraries below work, has no lone surrogates.
    text = _SURROGATE.sub("\ufffd", raw)
    alignment = Alignment(len(raw), len(raw))

    def apply(edits: list[Edit]) -> None:
        nonlocal text, alignment
        if edits:
            text, step = apply_edits(text, edits)
            alignment = alignment.then(step)

    for edits_of, needed in _STEPS:
        if not needed or any(c in text for c in needed):
            apply(list(edits_of(text)))
    if not text.isascii():
        text = text.translate(_width_table())
    apply(list(cut_numbers(text)))
    apply(list(_broken_numbers(text)))
    apply(list(cut_dates(text)))
    apply(list(_set_apart(text)))
    apply(list(_misread_digits(text)))
    if not text.isascii():
        apply(list(readings(text)))
        text = _simplified(_THREE.sub("叁", text) if "參" in text else text)
    return _full_stops(text), alignment
