"""Topics: what the clauses around an amount are about that no organisation is, as readers of Chinese take it."""

from __future__ import annotations

from bisect import bisect_right

from extractor.figures.governed import Governed
from extractor.figures.phrases import noun_phrase
from extractor.figures.scene import Amount, Piece, Scene, Sentence, beginning, covering
from extractor.figures.words import OPENING, tag, words_of
from extractor.patterns import lazy

__all__ = [
    "acting_place",
    "bare",
    "bearer",
    "counted_group",
    "nominal",
    "offered",
    "sized",
    "sold",
    "surpassed",
    "termed",
]

_OPENING = OPENING + "(,"
_ACTS = frozenset("vpd")  # first letters of tags of what stands behind one that acts
_LONGEST = 20
_TO_TERMS = 60  # characters from the name of a loan to its terms
_ONE = lazy("[一每][个台辆套吨件只张间部家条艘架块瓶箱份栋幢袋斤]")  # 一个运往北美的集装箱
_SOME = lazy(
    r"(?:了|出)?(?:[0-9]{1,4}|[一二两三四五六七八九十百几数多全]{1,3})?(?:[个台辆套吨件只张间部家条艘架块瓶箱份栋幢袋斤款种幅座宗项枚期盒本])?"
)
_SIZE = lazy(r"[0-9][0-9,.]{0,8}[万余多]?(?:坪|亩|公顷|平方?米)(?=[\u4e00-\u9fff])")  # 城东400余坪土地
_ENDING = frozenset({"n", "nz"})  # tags of what ends a noun phrase that is a clause of its own
_LOAN = lazy(r"(?:推出|发放|派发|申请|办理|做了|提供|开办|上线)\W?(?P<what>\w{0,8}(?:贷款|贷|消费券))\W?,")
_LAND = lazy(r"(?:竞得|摘得|拍得|拿下|出让|推出|挂牌)(?P<what>\w{0,12}(?:地块|宗地|地))\W?,")

# 20%以下的个股, 3元/股(含3元)的配售对象, 5%以上股东
_BEARING = lazy(
    r"(?:/[股吨桶克人月年])?(?:\([^()]{0,16}\))?(?:(?:以上|以下|以内|左右|上下)(?:\([^()]{0,12}\))?的?|的)(?=[\w])"
)
# 到场的中小股东共6人,代表股份3,000股
_COUNTED = lazy(
    r"(?:[0-9]{1,2}[、.])?(?P<who>\w{2,16}的(?:中小|流通)?(?:股东|投资者|债权人|持有人|委员|选民))"
    r"(?:(?:及|和)\w{2,8})?(?:\([^()]{1,16}\))?(?=[0-9共合总均所代])"
)
_NUMBER = lazy(r"(?<![0-9.])(?<![0-9],)(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,3})(?:[至到~\-] ?[0-9]{1,4})? ?\Z")
_LONGEST_NUMBER = 12
_LONGEST_BEARER = 10
_COUNT = lazy(r"[0-9]{1,6}[家份只个套项名位宗](?!月)")
_THIS_KIND = lazy(r"(?:这|此|该)(?:类|些|种|批)(?P<what>[\u4e00-\u9fff]{2,4})")
_TO_KIND = 100  # characters to what 这类 stands for
_TITLE = lazy("《(?P<title>[^《》]{2,30})》")


def bearer(scene: Scene, sentence: Sentence, amount: Amount) -> Piece | None:
    """Return whom or what an amount describes that stands before it: 市盈率低于10%的个股, 持股5%以上的股东某某.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    """
    found = _BEARING.match(scene.text, amount.end, sentence.end)
    if found is None:
        return None
    count = _COUNT.match(scene.text, found.end(), sentence.end)
    start = at = count.end() if count else found.end()
    title = _TITLE.match(scene.text, start, sentence.end)
    if title:
        return scene.piece(*title.span("title"))
    end = start  # of the noun that may be someone or something with a measure
    while at < min(sentence.end, start + _LONGEST_BEARER):
        word = scene.word_from(at)
        kinds = "nbjxzv" if end == start else "nbjxz"
        if not word.text.isalnum() or tag(word.text)[0] not in kinds or covering(sentence.orgs, at):
            break
        at = word.end
        end = at if words_of("agents", "bearers").ending(scene.text, start, at) else end
    if end == start:
        return None
    named = covering(sentence.orgs, end)
    return named.piece if named else scene.piece(start, end)


def _is_measured(scene: Scene, offset: int) -> bool:
    """Tell whether a number belongs to an amount, a date or a length of time."""
    dated = covering(scene.dates, offset) or covering(scene.durations, offset)
    return dated is not None or covering(scene.amounts, offset) is not None


def counted_group(scene: Scene, sentence: Sentence) -> Piece | None:
    """Return the group that a sentence begins with and counts: 到场的中小股东共6人,占总数的0.7%.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    """
    found = _COUNTED.match(scene.text, sentence.start, sentence.end)
    return scene.piece(*found.span("who")) if found else None


def nominal(scene: Scene, piece: Piece, *, acts: bool) -> Piece | None:
    """Return the part of words before a metric that is a noun: no 协商确定, no 主要, and 铜 of 铜增仓.

    Parameters
    ----------
    scene : Scene
    piece : Piece
    acts : bool
        Whether a verb stands behind them, so that a verb at their end may be told of what the noun before it does.
    """
    start, end = piece.start, piece.end
    last = scene.word_before(end)
    cut = scene.word_from(last.start).end > end and last.start > start  # the metric begins inside of a word
    if cut and end - last.start > 1:
        end = last.start
    while end > start:
        last = scene.word_before(end)
        kind = tag(last.text)
        if len(last.text) < 2 or kind[0] not in "vdpcr" or kind == "vn":
            break
        end = last.start
    done = scene.text.startswith("的", piece.end) or scene.word_from(piece.end).text in words_of("outside")
    if end < piece.end and done and not cut and not acts:
        return None  # 双方协商确定的价格
    while start < end:
        first = scene.word_from(start)
        if tag(first.text)[0] not in "dpc" and (first.text not in words_of("no_subject") or first.end >= end):
            break
        start = first.end
    if count := _NUMBER.search(scene.text, max(0, start - _LONGEST_NUMBER), start):
        start = count.start() if end > start and not _is_measured(scene, count.start()) else start  # 4至5星级酒店
    alone = end > start and start == scene.word_before(end).start and tag(scene.text[start:end])[0] == "b"
    return scene.piece(start, end) if end > start and not alone else None


def bare(scene: Scene, sentence: Sentence, offset: int) -> Piece | None:
    """Return the clause before that of an offset if it is a noun phrase and nothing else: 一个集装箱,运费为3000元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    offset : int
    """
    at = bisect_right(sentence.clauses, offset) - 2
    if at < 0:
        return None
    start, end = sentence.clauses[at], sentence.clauses[at + 1] - 1
    phrase = scene.piece(start, end)
    if scene.text[end] != "," or not 2 <= len(phrase.text) <= _LONGEST or not phrase.text.isalnum():
        return None
    named = bool(beginning(sentence.orgs, start, end))
    dated = bool(beginning(sentence.dates, start, end))
    told = bool(beginning(sentence.amounts, start, end))
    if named or dated or told or sentence.hits_in(start, end):
        return None
    if not _ONE.match(phrase.text) and not _all_nouns(scene, start, end):
        return None
    last = scene.word_before(end).text
    ends = tag(last) in _ENDING and last not in words_of("no_subject")
    return phrase if ends and not words_of("no_topic").ending(phrase.text, 0, len(phrase.text)) else None


def _all_nouns(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a clause has no other words than nouns and what goes before them."""
    at = start
    while at < end:
        word = scene.word_from(at)
        if tag(word.text)[0] not in "nxbjlzsa" or word.text in words_of("outside") or word.text[0] == "一":
            return False
        at = word.end
    return True


def acting_place(scene: Scene, sentence: Sentence, offset: int) -> Piece | None:
    """Return the place that a sentence begins with as the one that acts: 杭州出让3宗宅地,总价62亿元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    offset : int
        Before which it names no organisation.
    """
    place = sentence.places[0] if sentence.places else None
    if place is None or place.end > offset or beginning(sentence.orgs, sentence.start, offset):
        return None
    date = covering(sentence.dates, sentence.start)
    start = date.end if date else sentence.start
    begins = not scene.text[start : place.start].strip(_OPENING)
    return place if begins and tag(scene.word_from(place.end).text)[0] in _ACTS else None


def sold(scene: Scene, sentence: Sentence, amount: Amount, governed: Governed) -> Piece | None:
    """Return what is sold for a price that no one is told to pay: 一个单位以880万元易手.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    governed : Governed
    """
    if governed.phrase is None or governed.phrase.text not in words_of("sold"):
        return None
    start = sentence.clause_at(amount.start)
    date = covering(sentence.dates, start)
    start = date.end if date else start
    thing = scene.piece(start, max(start, scene.text.rfind("以", start, amount.start)))
    fits = 2 <= len(thing.text) <= _LONGEST and thing.text.isalnum()
    return thing if fits and not beginning(sentence.orgs, start, thing.end) else None


def termed(scene: Scene, sentence: Sentence, offset: int) -> Piece | None:
    """Return the loan or land whose terms the clauses behind it tell: 推出科创贷,最高额度500万元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    offset : int
    """
    start = sentence.clause_at(offset)
    low = max(sentence.start, start - _TO_TERMS)
    found = next(reversed([*_LOAN.finditer(scene.text, low, start)]), None)
    found = found or _LAND.search(scene.text, max(low, start - _LONGEST), start)
    return scene.piece(*found.span("what")) if found else None


def offered(scene: Scene, sentence: Sentence, offset: int) -> Piece | None:
    """Return what a clause before puts on the market, whose price is told: 推出新款手表,售价1999元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    offset : int
    """
    low = max(sentence.start, offset - _TO_TERMS)
    starts = [start for start in sentence.clauses if start >= low or start == sentence.clause_at(low)]
    end = sentence.clause_at(offset)
    for start in reversed([start for start in starts if start < end]):
        at = words_of("offering").last_in(scene.text, start, end)
        if at >= 0:
            return _good(scene, sentence, at, sentence.clause_end(at))
    return None


def _good(scene: Scene, sentence: Sentence, start: int, end: int) -> Piece | None:
    """Return the noun phrase that a clause ends with behind its verb: no shares, and nobody."""
    text = scene.text
    count = _SOME.match(text, start, end)
    start = count.end() if count else start
    phrase = scene.piece(start, end)
    if not 2 <= len(phrase.text) <= _LONGEST or beginning(sentence.orgs, end - 1, end):
        return None
    if words_of("no_goods").ending(text, start, end) or tag(scene.word_before(end).text)[0] not in "nxjlz":
        return None
    size = _SIZE.search(phrase.text)
    return Piece(phrase.text[: size.start()] + phrase.text[size.end() :], start, end) if size else phrase


def surpassed(scene: Scene, sentence: Sentence, amount: Amount) -> Piece | None:
    """Return with whom or what something is compared that has the amount: 毛利率高于行业平均的30%.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    """
    text = scene.text
    if not (text.startswith("的", amount.end) or text.endswith("的", 0, amount.start)):
        return None
    at = words_of("surpassing").last_in(text, sentence.clause_at(amount.start), amount.start)
    if at < 0 or at == amount.start:
        return None
    org = next(iter(beginning(sentence.orgs, at, amount.start)), None)
    if org:
        return org.piece
    place = next((place for place in sentence.places if at <= place.start < amount.start), None)
    if place:
        return place
    end = words_of("sized").last_in(text, at, amount.start)
    phrase = noun_phrase(scene, end, at) if end >= 0 else None
    return phrase if phrase and not words_of("foresight").first_in(text, at, amount.start) >= 0 else None


def sized(scene: Scene, sentence: Sentence, amount: Amount, governed: Governed) -> Piece | None:
    """Return the market whose size is told: 预制菜市场每年有3000亿元的规模, 200亿元储能市场.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    governed : Governed
    """
    phrase = governed.phrase
    if phrase is None or amount.percent:
        return None
    if governed.by == "behind":
        return phrase.pieces[0] if words_of("sized").ending(phrase.text, 0, len(phrase.text)) else None
    if not phrase.text.endswith("规模"):
        return None
    start = sentence.clause_at(amount.start)
    end = words_of("sized").last_in(scene.text, start, amount.start)
    thing = governed.subject
    if thing and words_of("sized").beginning(scene.text, thing.end, end):
        return thing  # 光模块市场规模: the noun before the metric
    market = noun_phrase(scene, end, start) if end > 0 else None
    if market is None or len(market.text) <= 2 or beginning(sentence.orgs, end, amount.start):
        return None
    return market


def of_kind(scene: Scene, sentence: Sentence, offset: int) -> Piece | None:
    """Return what 这类企业 stands for that the clause of an offset begins with, or one before it.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    offset : int
    """
    if _THIS_KIND.search(scene.text, sentence.start, offset) is None:
        return None
    for start in reversed(sentence.clauses[: bisect_right(sentence.clauses, offset)]):
        found = _THIS_KIND.match(scene.text, start, sentence.end)
        if found is None:
            if beginning(sentence.orgs, start, offset):
                return None
            continue
        noun = scene.word_from(found.start("what"))
        at = scene.text.rfind(noun.text, max(0, start - _TO_KIND), start) if len(noun.text) > 1 else -1
        of_what = noun_phrase(scene, at, max(0, start - _TO_KIND)) if at > 0 else None
        named = scene.piece(of_what.start, at + len(noun.text)) if of_what and of_what.end == at else None
        return named or scene.piece(found.start(), noun.end)
    return None
