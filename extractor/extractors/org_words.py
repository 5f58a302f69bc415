"""The words of an article, by offset, and where a name among them can begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import pairwise

from extractor.characters import HAN
from extractor.document import Document, Token
from extractor.extractors.org_edges import LINKS, closes, is_edge, is_glued, leading, long_roles, roles
from extractor.extractors.org_shape import begins_name, is_coined, is_invented, is_placed, is_plain
from extractor.extractors.org_vocabulary import (
    CONJUNCTIONS,
    FUNCTION,
    GLUED,
    LONGEST_NAME,
    LONGEST_PERSON,
    NAME_TAGS,
    ROLE_ENDS,
    VERB_TAGS,
    business_nouns,
    countries,
    generic_words,
    is_place,
    is_surname,
    longest_suffix,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.lexicon import table
from extractor.patterns import any_of, lazy
from extractor.segment import is_word

__all__ = ["PREMISES", "Words"]

_DATE_UNITS = frozenset("年月日号时亿万元")
# Funds of one house are numbered: 澜图一号股权投资基金.
_SERIES = lazy(r"[一二三四五六七八九十]{1,3}[号期]\Z")
_OF_FUNDS = ("股权", "创业", "产业", "投资", "私募", "基金")
_DATE_EDGE = lazy(r"(?:[0-9〇一二三四五六七八九十][年月日号时]|[0-9][亿万元])\Z")
_MOST_ASKED = 4096  # words that are remembered: what asks for them stays near one place for long
_LONGEST_TRIGGER = 4  # characters of most triggers of several words: 数据显示
PREMISES = ("城", "园", "馆", "街", "楼", "产业园", "产业城", "大厦", "广场", "中心")  # places, not organisations
_SHORTEST, _LONGEST_TAIL = 3, 6  # characters of a name with its line of business; of what follows it
_FUNCTION_CHARACTER = lazy(f"[{''.join(sorted(FUNCTION))}]")
_NO_FIRST = frozenset("和与及或在从向对由被把将为按据以等并且而但则即如其该")  # of an item of a list
_NO_SYLLABLE = LINKS | frozenset("着了过")  # 站着
_STATED_OF = tuple("告人者某")  # 被告系某某公司
_FOREIGN_TAGS = NAME_TAGS | {"nrt"}  # of words in the names of foreign companies: 休斯
_FORMER, _HOLDS, _SAID_OF = "前", "任", frozenset("占称")
_SHARES = "股"  # at the end of the words for those of a sector: 内房股龙湖
_BEFORE_NUMBERS = frozenset("第约近逾超")
_ADJECTIVES = ("持续", "再生", "穿戴")  # with 可 before them, which ends any other name
_BEFORE_PERSONS, _PERSONS = frozenset("由被把让使给从"), frozenset(("nr", "nrt"))
_BRACKETED = (("集团",), ("控股",))  # 沐澄(集团)有限公司
_BRACKETED_PLACE = lazy(rf" ?\( ?({HAN}{{2,8}}) ?\)\Z")
_LONGEST_BRACKETED = 14  # characters, with blanks
# 曾任沐岚科技副总裁, 李某原为汀屿公司会计, 被告系汀屿公司员工: verbs of a course of life that the segmenter joins to a
# name.
_STATED = r"(?<=[曾现原历兼])任|(?<=[告人者某])系|[^,。]{0,4}?(?:[原现曾]为|[原现告人者某]系|[曾现原历兼]任)"


class Words:
    """The words of a document, by offset.

    Parameters
    ----------
    document : Document
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._words = document.words
        self._starts = document.word_starts
        self._edges = frozenset((*self._starts, len(document.text)))
        self._asked: dict[int, Token] = {}  # most places are asked for more than once

    def at(self, offset: int) -> Token:
        """Return the word that covers an offset of the text."""
        token = self._asked.get(offset)
        if token is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            i = bisect_right(self._starts, offset) - 1
            start, word = self._starts[i], self._words[i]
            token = self._asked[offset] = Token(start, start + len(word), word)
        return token

    def are_whole(self, start: int, end: int) -> bool:
        """Whether a span begins and ends with words."""
        return start in self._edges and end in self._edges

    def are_free(self, start: int, end: int) -> bool:
        """Whether a span is made of words, but for what the segmenter joined to a name: 由沐澄 of 由 and 沐澄."""
        return (start in self._edges or (end - start > 1 and not is_word(self.at(start).text))) and (
            end in self._edges or not is_word(self.at(end - 1).text)
        )

    def is_part(self, start: int, end: int) -> bool:
        """Whether a span is a part of a clause by itself, with marks, function words or verbs on either side."""
        if not (start in self._edges and end in self._edges):
            return False
        before = self.at(start - 1).text if start else ""
        begins = not before or is_edge(before, verbs=True) or before in generic_words("whole")  # 管理人某某证券
        return begins and (end == len(self.text) or is_edge(self.at(end).text, verbs=True))

    def sentence(self, offset: int) -> str:
        """Return the sentence that an offset stands in."""
        start, end = self.document.sentence_at(offset)
        return self.text[start:end]

    def inside(self, start: int, end: int) -> tuple[str, ...]:
        """Return the words, or parts of words, that a span covers."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        cuts = (start, *self._starts[first:last], end)
        return tuple(self.text[a:b] for a, b in pairwise(cuts)) if start < end else ()

    def splits_word(self, start: int, end: int) -> bool:
        """Whether a span cuts a piece out of a word of the dictionary, as 阿里 out of 阿里山.

        A segmenter that does not know a name may join its last character to a function word behind it (瑞交|所在); what
        is left of the word then is only that, and the span may stand. So it may before a role of which the word takes
        the first character (恒大清盘人).
        """
        if self.text.startswith(long_roles(), end):
            return False  # 联电子公司 too
        for token in {self.at(start), self.at(end - 1)}:
            left = self.text[token.start : max(token.start, start)] + self.text[min(end, token.end) : token.end]
            if (
                left
                and left not in countries()
                and left not in triggers("right")
                and left not in generic_words("head")  # 事务所律师
                and not (FUNCTION | GLUED).issuperset(left)
                and is_word(token.text)
                and not longest_suffix(token.text)
            ):
                return True
        return False

    def left_edge(self, end: int, *, verbs: bool = False) -> int:
        """Walk left from the end of a name to where it can begin at the earliest.

        Parameters
        ----------
        end : int
            Where the name, or its suffix, ends.
        verbs : bool
            Stop at verbs and adverbs too.

        Returns
        -------
        int
            ``end`` where nothing before it can be part of a name.
        """
        position, floor = end, max(0, end - LONGEST_NAME)
        while position > floor:
            before = self.text[position - 1]
            if before == ")" and (
                m := _BRACKETED_PLACE.search(self.text, max(0, position - _LONGEST_BRACKETED), position)
            ):
                inside = self.inside(*m.span(1))
                if inside in _BRACKETED or all(is_place(p) for p in inside):
                    position = m.start()
                    continue
                break
            series = _SERIES.search(self.text, max(0, position - 4), position) if before in "号期" else None
            if series and self.text.startswith(_OF_FUNDS, position):
                position = series.start()
                continue
            if before in _DATE_UNITS and _DATE_EDGE.search(self.text, max(0, position - 2), position):
                position += self.text.startswith("度", position)  # 2021年度
                break
            if before == " " and self._joins_latin(position - 1):
                position -= 1
                continue
            token = self.at(position - 1)
            if token.text == "21" and self.text.startswith("世纪", position):
                return token.start
            if not verbs and (joined := self._conjoined(token)):
                position = joined
                continue
            business = position == end and (token.text in suffixes() or self.is_business(token))
            edge = is_edge(token.text, verbs=verbs and not business)
            if edge and not self._is_adjective(token) and not (not verbs and self._is_syllable(token)):
                if self._begins_item(token):
                    position = token.start
                break
            position = token.start
            if is_glued(token.text) and self.text[position - 1 : position] != "、":
                return position + 1
            if token.text[0] in _DATE_UNITS and _DATE_EDGE.match(self.text, max(0, position - 1), position + 1):
                return token.end if is_word(token.text) else position + 1  # 2024, 年度; but 2024, 年智谱
        return min(max(position, floor), end)

    def core(self, suffix: int) -> int:
        """Where the word begins that a line of business needs before it, a verb as well: 启明创投, 钛和生物."""
        token = self.at(suffix - 1) if suffix else None
        if token and self._is_syllable(token):
            return self.at(token.start - 1).start
        if token and is_edge(token.text, verbs=True) and not is_edge(token.text, verbs=False):
            return token.start
        return suffix

    def _is_adjective(self, token: Token) -> bool:
        """Whether 可 is a part of an adjective: 可持续发展委员会."""
        return token.text == "可" and self.text.startswith(_ADJECTIVES, token.end)

    def _conjoined(self, token: Token) -> int:
        """Where the words before a conjunction begin that is part of an office's name; 0 where it is none."""
        if token.text not in CONJUNCTIONS:
            return 0
        for before, behind in table("org_conjunctions", 2):
            start = token.start - len(before)
            if self.text.startswith(behind, token.end) and self.text.startswith(before, max(start, 0)):
                return start
        return 0

    def joined(self, start: int) -> int:
        """Where a name begins of which a conjunction joins the fields, a place before them: 昆山电池及氢能协会."""
        conjunction = self.at(start - 1) if start else None
        if conjunction is None or conjunction.text not in CONJUNCTIONS:
            return start
        begin = self.left_edge(conjunction.start, verbs=True)
        field = self.text[begin : conjunction.start]
        if not field or longest_suffix(field) or is_place(self.at(start).text):
            return start  # 昆山报社和常熟学会
        place = self.at(begin).text
        return begin if place != field and is_place(place) else start

    def _begins_item(self, token: Token) -> bool:
        """Whether a function word is the first character of an item of a list, and so of a name: 、自澜坊."""
        before = self.text[token.start - 1 : token.start]
        return before == "、" and len(token.text) == 1 and token.text.isalpha() and token.text not in _NO_FIRST

    def _is_syllable(self, token: Token) -> bool:
        """Whether a function word is the second character of a name that the segmenter does not know: 佳|都|科技."""
        if len(token.text) > 1 or not token.text.isalpha() or token.start < 1 or token.text in _NO_SYLLABLE:
            return False
        before = self.at(token.start - 1)
        return len(before.text) == 1 and before.text.isalpha() and before.text not in stops("function", "verb")

    def _is_last_syllable(self, token: Token) -> bool:
        """Whether a function word ends a coinage before a line of business: 澜|图|投资."""
        behind = self.at(token.end).text if token.end < len(self.text) else ""
        return behind in suffixes() and self._is_syllable(token)

    def behind_glue(self, start: int) -> int:
        """Where a word begins proper to which the segmenter joined what stands before it: 据|启岳, 被告, 系|启岳."""
        stated = self.text[start] == "系" and self.text[start - 1 : start] in _STATED_OF
        role = self.text[max(0, start - 2) : start + 1] in generic_words("whole")  # 管理|人国融|证券
        amount = self.text[start] in "万亿" and self.text[start - 1 : start].isdigit()
        return start + (stated or role or amount or is_glued(self.at(start).text))

    def right_edge(self, start: int) -> int:
        """Walk right from the beginning of a name to where it must have ended."""
        position, ceiling = start, min(len(self.text), start + LONGEST_NAME)
        latin = self.text[start : start + 1].isascii()
        while position < ceiling:
            if self.text[position] == " " and self._joins_latin(position):
                position += 1
                continue
            token = self.at(position)
            business = position > start and self.is_business(token)
            verbs = position == start or not (business or token.text in suffixes())
            if (
                (is_edge(token.text, verbs=verbs) and not (position > start and self._is_last_syllable(token)))
                or (token.text in generic_words("head") and not business)
                or token.text in triggers("right")
                or self.text[position : position + _LONGEST_TRIGGER] in triggers("right")
            ):
                break
            if token.text in _BEFORE_NUMBERS and self.text[token.end : token.end + 2].lstrip(" ")[:1].isdigit():
                break
            if latin and len(token.text) == 1 and not token.text.isascii():
                break  # Acme后
            if not is_word(token.text):  # a guess of the segmenter
                if position > start and (is_glued(token.text) or FUNCTION.issuperset(token.text)):
                    break  # 王建平, 及壹谷; 丰澄科技, 已获
                if m := _FUNCTION_CHARACTER.search(token.text, 1):  # that runs on: 证券来
                    return self.business_end(start, token.start + m.start())
            position = token.end
        position -= position > start and self.text[position - 1] == " "  # before a word that ended the name
        return self.business_end(start, position)

    def is_business(self, token: Token) -> bool:
        """Whether a common noun is the line of business of a coined name: 朗屿软件, but 聊天软件."""
        if not token.start or (token.text not in suffixes() and token.text not in business_nouns()):
            return False
        before = self.at(token.start - 1)
        start = self.at(before.start - 1).start if len(before.text) == 1 and before.start else before.start
        return is_coined(self.inside(self.behind_glue(start), token.start))

    def business_end(self, start: int, end: int) -> int:
        """Where a run ends that goes on behind a line of business with words that end no name: 保诚人寿举牌."""
        if longest_suffix(self.text[start:end]):
            return end
        position = end
        while position - start >= _SHORTEST and end - position <= _LONGEST_TAIL:
            word = self.at(position - 1)
            suffix = suffixes().get(word.text)
            if suffix and position < end and suffix.strength in ("trade", "legal"):
                return end if self.text.startswith(PREMISES, position) else position
            position = word.start
        return end

    def _joins_latin(self, space: int) -> bool:
        """Whether a space stands between two words of a Latin name."""
        if not 0 < space < len(self.text) - 1:
            return False
        left, right = self.text[space - 1], self.text[space + 1]
        return left.isascii() and left.isalnum() and right.isascii() and right.isupper()

    def trim(self, start: int, end: int, *, whole: bool = False) -> int:
        """Move the start of a run of words past what only describes a name: 云平台Vercel, 知名车企某某汽车.

        Parameters
        ----------
        start, end : int
            The run.
        whole : bool
            The run may consist of common nouns, as the names of associations do (供应商协会); only words that never
            begin a name are taken off.

        Returns
        -------
        int
            Where the name begins: behind the last head noun that is not at the end, behind a verb or a closed
            legal name that something like a name follows, and behind a country that describes.
        """
        position = begin = start
        earlier = before = ""
        while position < end:
            token_end = min(self.at(position).end, end)
            word = self.text[position:token_end]
            person = token_end < end and word in generic_words("person")
            head = person or (token_end < end and word in generic_words("head") and self.text[token_end] != ")")
            if head and not self._is_description(token_end, end, whole=whole):
                head = False
            head = head or (
                word[-1] == _SHARES and word not in suffixes() and begin < token_end - 1 and token_end < end
            )
            if position > begin and word[0] == "厂" and len(word) > 1 and not is_word(word):
                begin = position + 1  # a guess of the segmenter: 连接器, 厂沐澄
            elif position == begin and position > start and word[0] in ROLE_ENDS and is_coined((word[1:],)):
                begin = position + 1  # 交易|对手|方恒舟
            elif word[0] == _HOLDS and part_of_speech(before) in _PERSONS and is_coined((word[1:],)):
                begin = position + 1  # 李建国, 任汀岚
            elif head or closes(word) or (position == begin and self._leads(position, word, end, whole=whole)):
                begin = self._behind_person(token_end, end) if person else token_end
            elif before and (proper := self._proper_start(earlier, before, position, end)):
                begin = proper
            earlier, before, position = before, word, token_end
        if m := _stated().match(self.text, begin, end):
            begin = m.end()
        if begin < end and self.text[begin] in _SAID_OF and is_coined((self.inside(begin, end)[0][1:],)):
            begin += 1  # 占青禾|银行
        begin += begin < end and self.text[begin] in ROLE_ENDS and self.text[max(0, begin - 2) : begin + 1] in roles()
        if begin < end and self.text[begin] in _BEFORE_PERSONS and part_of_speech(self.at(begin).text) in _PERSONS:
            begin += 1  # 由摩尔, which the dictionary takes for a person
        if (
            end - begin > 2
            and (self.text[begin] in GLUED or self.text[begin] == _FORMER)
            and self.text[begin - 1 : begin] != "、"
            and not is_word(self.inside(begin, end)[0])
        ):
            begin += 1
        return begin if whole else begin + self.country(begin, end)

    def _proper_start(self, earlier: str, before: str, position: int, end: int) -> int:
        """Where a name begins behind the word before it, which is none of it, and one earlier; 0 where it may be.

        It is none that is a verb (立案|调查), or any word that ends no name where a place and a coinage follow
        (交易对方苏州某某), or a role (担保|方, 受让人).
        """
        following, tag = self.inside(position, end), part_of_speech(before)
        word = following[0]
        verb = tag in VERB_TAGS and before not in suffixes() and not is_place(before)
        if (verb or earlier + before in stops("verb")) and (is_place(word) or is_invented(word)):
            return position
        first_trade = not earlier and before in stops("trade") and len(word) >= LONGEST_PERSON
        if first_trade and part_of_speech(word) in _PERSONS:
            return position  # 销售|迈尔斯|娱乐
        plain = is_plain(before) and tag not in NAME_TAGS
        if before[-1] == "系" and not is_word(before) and is_placed(following):
            return position  # 张三系|苏州|某某
        role = (
            before[-1] in ROLE_ENDS
            and not is_place(before)
            and (  # 北京东方
                len(before) > 2 or (len(before) == 1 and self.text[max(0, position - 2) : position - 1].isalnum())
            )
        )
        if (plain and is_placed(following)) or (role and begins_name(following)):
            return position
        if plain and word[0] in ROLE_ENDS and before not in generic_words("person") and is_coined((word[1:],)):
            return position + 1  # 供货, 方恒舟
        latin = word[0].isupper() and len(word) > 2 and word.isascii()
        return position if latin and tag == "n" and is_word(before) else 0  # 零售店Telia

    def _leads(self, start: int, word: str, end: int, *, whole: bool) -> bool:
        """Whether a word stands before names and never begins one; of status it does where one character would be left.

        中资远控股集团, but 民营澜图控股集团.
        """
        if word not in leading(whole) or self._is_adjective(self.at(start)):
            return False
        if word not in generic_words("status"):
            return True
        rest = self.text[start + len(word) : end]
        suffix = longest_suffix(rest)
        return len(rest) - (len(suffix.word) if suffix else 0) != 1 or rest[0] in stops("function")

    def _behind_person(self, start: int, end: int) -> int:
        """Step over the person whom a role introduces: 董事长某某某在 before the name proper."""
        m = _FUNCTION_CHARACTER.search(self.text, start + 2, min(start + 5, end))
        return m.end() if m and is_surname(self.text[start]) else start

    def _is_description(self, start: int, end: int, *, whole: bool) -> bool:
        """Whether a head noun that ends at ``start`` describes what follows, and is no part of it.

        企业 is a part of 企业管理有限公司, and in names of common nouns every head noun is, unless a place begins
        the name proper: 供应商协会, but 部门江北区统计局.
        """
        following = self.text[start : min(self.at(start).end, end)]
        if whole:
            return is_place(following) or self.at(start - 1).text.endswith("子公司")
        return following not in generic_words("qualifier") and not following.startswith(tuple(stops("trade")))

    def country(self, start: int, end: int) -> int:
        """Length of a country's name that stands before a name that is one without it."""
        first = self.text[start : min(self.at(start).end, end)] if start < end else ""
        rest = start + len(first)
        if first not in countries() or end - rest <= (2 if first == "中国" else 0):
            return 0
        named = self.text[rest].isascii() or any(
            is_invented(p) or part_of_speech(p) in _FOREIGN_TAGS for p in self.inside(rest, end)
        )
        return len(first) if named else 0


@cache
def _stated() -> re.Pattern[str]:
    """Build the pattern of what is stated before a name, and of roles that the segmenter cuts: 一致行动人, 第三人."""
    parties = any_of(word for word in generic_words("whole") if word[-1] == "人")
    return lazy(f"(?:{_STATED}|(?:{parties})(?!民))(?=..)")
