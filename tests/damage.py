"""What the web does to an article, piece by piece, so that every offset before and after is known.

An article is cut into pieces of one character. A kind of damage gives some pieces another form (``1`` becomes
``１``, ``&`` becomes ``&amp;``) or puts pieces between them that are no text (a reading, a tag). Kinds may be
applied in any order and any number of times, so that they nest: a soft hyphen inside a tag inside a reading.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from hypothesis import assume
from hypothesis import strategies as st
from opencc import OpenCC

__all__ = [
    "DAMAGES",
    "SCRIPTS",
    "WORDS",
    "Damaged",
    "comes_back",
    "converter",
    "damage",
    "damaged_articles",
    "unbroken",
]

# Words whose Simplified form comes back from all of OpenCC's Traditional ones, character by character.
WORDS = (
    "公司 营业收入 净利润 同比增长 2024年 3月15日 亿元 万元 人民币 5,740.5 12% -1.2% 2019-2021年 他们 的 "
    "了 一个 来 金额 行业 大小 月底 力量 融资 发布会 银行 证券交易所 美联储 机构 投资者 财报 营收 预计 超过 智能汽车 "
    "论坛 “ ” 《 》 、 。 , : ; ? / ~ + $ HK$ ¥ £ R&D 3<5 GLM-4.5 L1-L5 GPT 计算机视觉(CV) 可扩展(scaling) 台阶(L1-L5) "
    "我(he) 芒果(mango) 说明[注] 截图(1) 😀 𠮷 𝐀 ① ½ é"
).split()
WORDS += [" ", "\n"]
SCRIPTS = ("s2t", "s2tw", "s2hk")

_INVISIBLES = "\u200b \u200c \u200d \u2060 \u200e \u202a \ufeff \xad \ufe0f \U000e0020 \x08".split(" ")
_MARKUP = (
    '<b> </b> <i/> </SPAN> <span\tclass="a"> <a\nhref="https://a.cn/?p=1&amp;q=(2)"> </a> <wbr/> <font\tcolor=red> '
    "<!--注(zhù)--> <script>a&&b</script> <style\ttype='x'>p{}</style> ![]() ![](https://a.cn/1.png) ![图](/a.jpg) ** "
    "&shy; &#8203; &#xAD; &ZeroWidthSpace;"
).split(" ")
_LINE_ENDS = "\r\n|\r|\u2028|\u2029|\x85|<br>|<br\t/>|</P>|</li>|&#10;".split("|")
_SPACES = "\xa0 \u3000 \u2003 \u2009 \u202f &nbsp; &#160; &emsp; &#x3000; <td> </td>".split(" ")
_NAMED = {"&": "amp", "<": "lt", "“": "ldquo", "”": "rdquo", "¥": "yen", "£": "pound", "é": "eacute", "½": "frac12"}
_TONED = (
    "zhì pǔ guà pái lái shí ér ān ōu lǜ nüè zhuāng chuáng xiōng liú guī jiǔ yǔ wǒ dá wàn tiáo Lái la\u0301i".split()
)
_DIGITS = "lai2 zhi4 lü4 lv4 zhuang1 er2 de5".split()
_BOPOMOFO = "ㄌㄞˊ ㄓˋ ㄆㄨˇ ㄓㄨㄤ ˙ㄍㄜ ㄦˊ".split()
_NEUTRAL = {"的": "de", "了": "le", "个": "ge", "們": "men", "们": "men", "個": "ge", "来": "lai", "來": "lai"}
_BRACKETS = ("()", "[]", "（）", "［］", "﹙﹚", "&#40;&#41;")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character == "𠮷"


def _form(code: int) -> str:
    folded = unicodedata.normalize("NFKC", chr(code))
    return folded if len(folded) == 1 else ""


@cache
def _look_alikes() -> dict[str, list[str]]:
    """Other code points for a character: full-width and small forms, radicals, compatibility ideographs."""
    forms = defaultdict(list)
    ranges = [(0x2E80, 0x2FD6), (0xF900, 0xFB00), (0xFE50, 0xFE70), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE6)]
    for first, last in [*ranges, (0x1D7CE, 0x1D800), (0x2F800, 0x2FA20)]:
        for code in range(first, last):
            forms[_form(code)].append(chr(code))
    return dict(forms)


@dataclass(slots=True)
class Piece:
    """A character of the clean text (or none) and what stands for it in the raw text."""

    clean: str
    raw: str
    read: bool = False  # has a reading; a second one would be text
    reading: bool = False
    linked: bool = False


@dataclass(slots=True)
class Damaged:
    """A damaged article.

    Attributes
    ----------
    clean : str
    pieces : list of Piece
    pairs : list of (int, int)
        Spans of the clean text whose damage has two ends, as a link has: cut between them, the half that is left
        is text. See ``whole``.
    """

    clean: str
    pieces: list[Piece]
    pairs: list[tuple[int, int]] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "".join(p.raw for p in self.pieces)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Tell where a span of the clean text stands in the raw text, without the damage at its borders."""
        spans, position = [], 0
        for piece in self.pieces:
            if piece.clean:
                spans.append((position, position + len(piece.raw)))
            position += len(piece.raw)
        return spans[start][0], spans[end - 1][1]

    def whole(self, start: int, end: int) -> bool:
        """Whether a span cuts no pair: it holds all of it, or lies inside, or elsewhere."""
        apart_or_inside = ((end <= a or b <= start) or (a <= start and end <= b) for a, b in self.pairs)
        return all(fine or (start < a and b < end) for fine, (a, b) in zip(apart_or_inside, self.pairs, strict=True))

    def clean_offset(self, index: int) -> int:
        """Tell where in the clean text a piece begins."""
        return sum(len(p.clean) for p in self.pieces[:index])


def _some(random: Random, items: list[int]) -> list[int]:
    """Take some places, the last first, so that an insertion does not move those to come."""
    share = random.choice((0.1, 0.5, 1.0))
    return [i for i in reversed(items) if random.random() < share]


def _untouched(article: Damaged) -> list[int]:
    return [i for i, p in enumerate(article.pieces) if len(p.raw) == 1 and p.clean and not p.linked]


def look_alikes(article: Damaged, random: Random) -> None:
    """Give characters their full-width, small, radical or compatibility form."""
    for i in _some(random, _untouched(article)):
        piece = article.pieces[i]
        piece.raw = random.choice(_look_alikes().get(piece.raw, [piece.raw]))


def spaces(article: Damaged, random: Random) -> None:
    """Put other blanks and line ends in place of the plain ones."""
    for i in _some(random, _untouched(article)):
        piece = article.pieces[i]
        piece.raw = {" ": random.choice(_SPACES), "\n": random.choice(_LINE_ENDS)}.get(piece.raw, piece.raw)


def _entity(character: str, random: Random) -> str:
    number = ord(character)
    named = f"&{_NAMED[character]};" if character in _NAMED else f"&#{number};"
    return random.choice((named, f"&#{number};", f"&#x{number:x};", f"&#X{number:X};"))


def entities(article: Damaged, random: Random) -> None:
    """Write characters as entities of HTML, those of readings too."""
    for i in _some(random, list(range(len(article.pieces)))):
        piece = article.pieces[i]
        if piece.linked or set("<&!*\n\r") & set(piece.raw):
            continue
        at = random.randrange(len(piece.raw))
        if (piece.clean and len(piece.raw) == 1 and piece.clean != "\n") or (
            piece.reading and piece.raw[at] not in _INVISIBLES
        ):
            piece.raw = piece.raw[:at] + _entity(piece.raw[at], random) + piece.raw[at + 1 :]


def readings(article: Damaged, random: Random) -> None:
    """Put a reading in brackets behind characters, each in a spelling of its own."""
    for i in _some(random, _untouched(article)):
        piece = article.pieces[i]
        if piece.read or not _is_han(_form(ord(piece.raw))):
            continue
        spellings = [random.choice(_TONED), random.choice(_DIGITS), random.choice(_BOPOMOFO)]
        if piece.raw in _NEUTRAL:
            spellings.append(_NEUTRAL[piece.raw])
        _note(article, i, random.choice(spellings), random)


def words_read(article: Damaged, random: Random) -> None:
    """Put the reading of two characters behind the second."""
    for i in _some(random, _untouched(article)):
        pair = article.pieces[i - 1 : i + 1]
        if len(pair) < 2 or any(p.read or len(p.raw) != 1 or not _is_han(_form(ord(p.raw))) for p in pair):
            continue
        start = article.clean_offset(i - 1)
        article.pairs.append((start, start + 2))
        pair[0].read = True
        _note(
            article, i, random.choice(("zhì pǔ", "zhìpǔ", "zhì’pǔ", "Zhìpǔ", "péngyou", "nǚ’ér", "zhì\xa0pǔ")), random
        )


def _note(article: Damaged, index: int, spelling: str, random: Random) -> None:
    brackets = random.choice(_BRACKETS)
    half = len(brackets) // 2
    article.pieces[index].read = True
    article.pieces.insert(index + 1, Piece("", brackets[:half] + spelling + brackets[half:], reading=True))


def invisibles(article: Damaged, random: Random) -> None:
    """Sprinkle characters that nobody sees, inside tags, entities and readings too."""
    for i in _some(random, list(range(len(article.pieces)))):
        piece, invisible = article.pieces[i], random.choice(_INVISIBLES)
        if len(piece.raw) > 1:
            at = random.randrange(1, len(piece.raw))
            piece.raw = piece.raw[:at] + invisible + piece.raw[at:]
        else:
            article.pieces.insert(i, Piece("", invisible, linked=piece.linked))


def markup(article: Damaged, random: Random) -> None:
    """Leave tags, comments and images between characters and inside readings."""
    for i in _some(random, list(range(len(article.pieces)))):
        piece, remains = article.pieces[i], random.choice(_MARKUP)
        if piece.linked:
            continue  # see test_markup_in_the_anchor_of_a_link
        if piece.reading and not set("<&!*") & set(piece.raw):
            at = random.randrange(len(piece.raw) + 1)
            piece.raw = piece.raw[:at] + remains + piece.raw[at:]
        else:
            article.pieces.insert(i, Piece("", remains))


def links(article: Damaged, random: Random) -> None:
    """Make a link of a few characters, as Markdown writes it."""
    if len(article.pieces) < 3:
        return
    start = random.randrange(len(article.pieces) - 1)
    end = random.randint(start + 1, min(len(article.pieces), start + 6))
    inner = article.pieces[start:end]
    if not any(p.clean for p in inner) or any(p.linked or set("<&!*[]\n\r") & set(p.raw) for p in inner):
        return
    a, b = article.clean_offset(start), article.clean_offset(end)
    if any(x < b and a < y for x, y in article.pairs):
        return
    for piece in inner:
        piece.linked = True
    article.pairs.append((a, b))
    url = random.choice(("https://a.cn/x?y=1&amp;z=2", "//a.cn", "http://a.cn/a_b#智"))
    article.pieces[start:end] = [Piece("", "[", linked=True), *inner, Piece("", f"]({url})", linked=True)]


def broken_lines(article: Damaged, random: Random) -> None:
    """Break lines between a number and its unit."""
    for i in _some(random, _untouched(article)):
        before, start = article.pieces[i - 1], article.clean_offset(i)
        unit = next((u for u in ("%", "亿元", "万元") if article.clean.startswith(u, start)), None)
        if not i or unit is None or not before.clean.isdecimal() or before.linked or article.pieces[i].linked:
            continue
        article.pairs.append((start - 1, start + len(unit)))
        article.pieces.insert(i, Piece("", random.choice(("\n", "\r\n", "\u2028"))))


DAMAGES: tuple[Callable[[Damaged, Random], None], ...] = (
    look_alikes, spaces, entities, readings, words_read, broken_lines, invisibles, markup, links,
)  # fmt: skip


converter = cache(OpenCC)  # to build one takes a while


def damage(words: list[str], script: str | None, kinds: list[Callable[[Damaged, Random], None]], seed: int) -> Damaged:
    """Damage an article.

    Parameters
    ----------
    words : list of str
        Of ``WORDS``.
    script : str or None
        A configuration of OpenCC's; None: Simplified.
    kinds : list of functions
        Of ``DAMAGES``, in the order in which they are applied.
    seed : int
    """
    clean, random = "".join(words), Random(seed)
    raw = "".join(w if script is None else converter(script).convert(w) for w in words)
    article = Damaged(clean, [Piece(c, r) for c, r in zip(clean, raw, strict=True)])
    for kind in kinds:
        kind(article, random)
    return article


def comes_back(words: list[str], script: str) -> bool:
    """Whether a script loses nothing, and does so character by character.

    OpenCC looks at phrases. Where it does not, a text may be cut anywhere and its parts convert as the whole.
    """
    to, back = converter(script).convert, converter("t2s").convert
    text = "".join(words)
    raw = "".join(to(w) for w in words)
    return back(raw) == text == "".join(map(back, raw))


def unbroken(words: Sequence[str]) -> list[str]:
    """Leave out line ends behind a digit, which may be damage: a number and its unit on two lines."""
    return [w for i, w in enumerate(words) if not (w == "\n" and "".join(words[:i]).rstrip("\n")[-1:].isdecimal())]


@st.composite
def damaged_articles(draw: st.DrawFn, words: Sequence[str] = WORDS) -> Damaged:
    """Articles of some words in some script with some damage."""
    words = draw(st.lists(st.sampled_from(words), min_size=1, max_size=30))
    # Two line ends in a row may be told as one: \r\n.
    words = [w for i, w in enumerate(words) if not (w == "\n" and words[i - 1 : i] == ["\n"])]
    words = unbroken(words)
    script = draw(st.sampled_from((None, *SCRIPTS)))
    assume(script is None or comes_back(words, script))
    kinds = draw(st.lists(st.sampled_from(DAMAGES), max_size=10))
    return damage(words, script, kinds, draw(st.integers(0, 2**32)))
