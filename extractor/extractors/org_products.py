"""What the words around a name say that it is: the title of a work, or a product."""

from __future__ import annotations

import re
from functools import cache

from extractor.extractors.org_vocabulary import generic_words
from extractor.patterns import any_of, lazy

__all__ = ["begins_title", "is_told_product"]

_LONGEST_TITLE, _LONGEST_GENRE = 30, 8
# Titles that have the form of those of books, whatever stands around them.
_OF_BOOK = lazy(
    r"(?:[大外前列自]?传|[简正秘野外]史|的[^》\n]{1,12}|(?:没有|不是|为什么|如何)[^》\n]{1,12}"
    r"|[^》\n]{0,4}(?:模式|之道|风云|方法|法则|往事|往日|秘密|启示录|帝国|革命|哲学|内幕|沉浮录|崛起))》"
)
# Papers of an organisation, which name it: 《某某2023年财报》.
_PAPER = lazy(
    r"报告|公告|财报|[年季半]报|研报|通知|通告|决定|决定书|办法|协议|协议书|合同|说明书|函|声明|章程|规定|条例|规则|细则|意见|名单|白皮书"
    r"|指引|方案|规划|公报|倡议书|承诺书|基本法|快报|简报"
)
_READ = lazy(
    r"(?:读|著|写|编|译|出版|撰写|翻译|拍摄|观看|新书|著作|专著|传记|小说|新作|续作|书籍|图书|电影|影片|纪录片|电视剧|话剧|综艺|节目|专栏|歌曲)"
    r"(?:了|过|完|着|的|出|起)?\Z"
)
_OUT = lazy(r"(?:一书|这本书|再版|出版|上映|播出|开播|首映|热映|杀青|开机|首演|付梓|登上畅销|畅销|加印|书中|剧中|片中)")
# Behind the name of a line of products: 某某系列为公司主力产品, 某某品牌部分产品.
_OF_LINE = lazy(r"[”\"」』]?(?:系列(?![案赛活报公企机])|品牌?(?:部分|主导)+产品)")
_BEFORE_LINES = frozenset('系品”"」』')
# Behind a name and its Latin form, what the list it stands in is one of: 某某(Latin)等含某物的药剂.
_GLOSS = lazy(r" ?\([A-Za-z][A-Za-z \-]{1,30}\)")
_CALLED = lazy(r"(?:名为|名叫|取名|命名为|叫作|叫做)[“\"「『]?\Z")


def begins_title(text: str, start: int, end: int) -> bool:
    """Whether a name begins the title of a work that is called after it: 《某某传》, 读《某某二十年》."""
    close = text.find("》", end, end + _LONGEST_TITLE)
    if text[start - 1 : start] != "《" or close < 0:
        return False
    if _OF_BOOK.match(text, end):
        return True
    if close == end or re.search(rf"(?:{_PAPER.pattern})\Z", text[end:close]):
        return False
    return bool(_READ.search(text, max(0, start - _LONGEST_GENRE), start - 1) or _OUT.match(text, close + 1))


@cache
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = any_of(generic_words("ware"))
    return lazy(rf"(?:{nouns})[“\"「『《]?"), lazy(rf"[”\"」』》]?的[^\W\d]{{0,6}}?(?:{nouns})")


@cache
def _goods() -> re.Pattern[str]:
    kinds = any_of(generic_words("ware") | generic_words("drug"))
    return lazy(
        rf"(?:、[^、,。;等\n]{{1,24}}){{0,4}}等(?:内?含有?[^,。、;]{{1,8}}?的)?[^\W\d的研开推生销合]{{0,3}}?(?:{kinds})(?![企厂商公店业集巨])"
    )


def is_told_product(text: str, start: int, end: int) -> bool:
    """Whether the noun before a name, or behind what is called by it, says that it is a product.

    聊天机器人“某某”, 名为某某的应用; a company's name in front of its product is none (某某大模型).
    """
    before, behind = _kinds()
    if text[end : end + 1] in _BEFORE_LINES and _OF_LINE.match(text, end):
        return True
    gloss = _GLOSS.match(text, end)
    if _goods().match(text, gloss.end() if gloss else end):
        return True
    if (m := before.match(text, start, end)) and m.end() < end:
        return True  # 聊天机器人某某, joined by the segmenter
    if any(m.end() == start for m in before.finditer(text, max(0, start - _LONGEST_GENRE), start)):
        return True
    return bool(_CALLED.search(text, max(0, start - _LONGEST_GENRE), start) and behind.match(text, end))
