"""What governs an amount where the table of metrics does not have it: nouns that end as metrics do, nouns, verbs."""

from __future__ import annotations

from extractor.figures.governed import Governed
from extractor.figures.metrics import tail_metrics, tails
from extractor.figures.phrases import Phrase, bare_phrase, floor_before, metric_phrase, noun_phrase
from extractor.figures.scene import Amount, Scene, Sentence, beginning, covering, first_from
from extractor.figures.words import changes, tag, without_ends, words_of
from extractor.patterns import lazy

__all__ = [
    "TOWARDS", "acting", "becoming", "bound", "by_agent", "compared", "counted", "deal_behind", "meant_for",
    "noun_before", "noun_behind", "per_unit", "priced", "tailed",
]  # fmt: skip

_NOUNS = frozenset({"n", "vn", "x", "nz", "l"})
_DONE = frozenset("了到")  # behind a verb: 投了
TOWARDS = frozenset("出来下走回入掉")  # what belongs to the verb before it
_GOT = ("得", "下", "走", "入")  # with which a verb ends that the dictionary lacks: 投得
_TRADING = frozenset("卖买售签")
_LONGEST_BEHIND = 12  # characters of a noun behind an amount
_TO_VERB = 16  # characters from the price of a deal, or who does it, to its verb
_LONGEST_PURPOSE = 20  # characters of what an amount is for
_BY = lazy(r"(?:的?股权|的?股份|的?资金)?(?:仍|均|都|全部|全数|悉数|则|将|拟){0,2}由(?=\S)")
_FOR = lazy(
    r"\)?(?:\([^()\n]{1,20}\))?(?:的?资金)?(?:将|拟|会|则|计划){0,2}"
    r"(?:用于|用作|用来|用以|投向|投入到?|补充|作为?|建设?(?!行))(?=\w)"
)
_COUNT = lazy(
    r"(?<![0-9.,])[0-9][0-9.,]{0,12}[万亿千百]{0,2}[余多]?(?![年月日时分秒点元倍位成股%])[\u4e00-\u9fff]{1,3}(?=[,(])"
)  # of things, at the end of a clause
_UNIT_PRICE = lazy(
    r"(?:每|一|1)(?:股|桶|公?吨|公?斤|千?克|盎司|平方米|平米|[张份件辆台套瓶度头只片本部双盒箱包杯碗枚克人位户晚月])(?:仅|约|为|近){0,2}\Z"
)
_BECOME = lazy(
    r"[升降涨跌][\w]{0,1}[至到]|(?:[上下回走反调攀滑][升降涨跌落滑弹高低])[至到](?=(?:每\w|约|近|了|不足){0,2}\Z)"
)
_DISTANCE = lazy(r"(?:较|比|相对|相比|距|离)[^,]{1,16}?(?:有|存在)(?:约|近|逾|超过?){0,2}\Z")
_NOUN = lazy("[\u4e00-\u9fff]{2,8}(?![\u4e00-\u9fff])")
_LONGEST_UNIT = 12  # characters before an amount that tell of what unit it is the price
_TO_COUNT = 30  # characters from a count to what it has changed by
_BOUND = lazy("[上下]限")
_NO_PURPOSE = lazy(r"[^\w“”「」《》\-]|\Z")


def tailed(scene: Scene, sentence: Sentence, low: int, core: int) -> Governed | None:
    """Read a noun that the table does not have but that ends as metrics do: 退款率."""
    tail = tails().ending(scene.text, low, core)
    noun = noun_phrase(scene, core, max(low, floor_before(sentence, core))) if tail else None
    if tail and (noun is None or noun.text == tail) and core - len(tail) > low:
        before = scene.word_before(core - len(tail))  # a verb begins no noun, but makes one with its last word: 退款率
        known = before.text.isalpha() and before.text not in words_of("outside")
        noun = scene.piece(max(low, before.start), core) if known else noun
    if len(tail) > 1 and (noun is None or noun.end < core):
        noun = scene.piece(core - len(tail), core)  # 余款2574万元
    if noun is None or noun.end < core or len(noun.text) < 2:
        return None
    return Governed(Phrase(noun.text, (noun,), tail_metrics()[tail]), by="tail")


def counted(scene: Scene, sentence: Sentence, amount: Amount, floor: int) -> Phrase | None:
    """Read what was counted before a change of it: 成交 in 成交3,985宗，按月增长5%."""
    found = _COUNT.finditer(scene.text, max(floor, amount.start - _TO_COUNT), amount.start)
    counts = [
        m.start()
        for m in found
        if not covering(sentence.dates, m.start()) and scene.text.find(",", m.end() + 1, amount.start) < 0
    ]
    if not counts:
        return None
    end = without_ends(scene.text, words_of("filler"), max(floor, sentence.start), counts[-1], sentence.hit_ends)
    noun = noun_phrase(scene, end, max(floor, floor_before(sentence, end)))
    earlier = sentence.hits_in(max(floor, sentence.start), end)
    if (noun is None or noun.end < end) and earlier and earlier[-1].metric.part == "noun":
        return metric_phrase(scene, sentence, earlier[-1])  # 货物吞吐量稳定,超过490万吨
    if noun is None or noun.end < end:
        noun = scene.word_before(end)  # 交付3,985辆
    if len(noun.text) < 2 or noun.text in words_of("outside", "filler"):
        return None
    known = sentence.hits_in(noun.start, noun.end)
    return Phrase(noun.text, (noun,), known[-1].metric if known else None)


def per_unit(scene: Scene, sentence: Sentence, low: int, amount: Amount) -> Governed | None:
    """Read a price of which only its unit is told: 每股20元, 一片8元."""
    if amount.percent or sentence.hits_in(sentence.start, amount.start):
        return None
    found = _UNIT_PRICE.search(scene.text, max(low, amount.start - _LONGEST_UNIT), amount.start)
    piece = scene.piece(found.start(), found.start() + 2) if found else None
    if piece is None:
        return None
    before = noun_phrase(scene, piece.start, max(low, floor_before(sentence, piece.start)))
    return Governed(Phrase(piece.text, (piece,)), subject=before, by="unit")


def becoming(scene: Scene, sentence: Sentence, amount: Amount, floor: int) -> Governed | None:
    """Read what an amount has become where nothing tells what it is: 下降至70美元."""
    low = max(floor, sentence.clause_at(amount.start), amount.start - _LONGEST_UNIT)
    found = _BECOME.search(scene.text, low, amount.start)
    piece = scene.piece(found.start(), found.end()) if found else None
    return Governed(Phrase(piece.text, (piece,)), by="become") if piece else None


def compared(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read the noun behind a distance from something: 较现价有20%的上升空间."""
    if not scene.text.startswith("的", amount.end):
        return None
    noun = _NOUN.match(scene.text, amount.end + 1, sentence.end)
    if noun is None or not _DISTANCE.search(scene.text, max(low, amount.start - _TO_COUNT), amount.start):
        return None
    return Governed(Phrase(noun.group(), (scene.piece(noun.start(), noun.end()),)), by="distance")


def by_agent(scene: Scene, sentence: Sentence, amount: Amount) -> Governed | None:
    """Read the verb behind an amount and by whom it is done: 余下16.2%由某银行持有."""
    end = sentence.clause_end(amount.end)
    by = _BY.match(scene.text, amount.end, end)
    agents = beginning(sentence.orgs, by.end(), end) if by else []
    if by is None or not agents or agents[0].start != by.end():
        return None
    org = agents[-1]  # 由某银行参股公司某公司持有: the last one
    at, end = org.end, min(end, org.end + _TO_VERB)
    while at < end:
        word = scene.word_from(at)
        if tag(word.text).startswith("v") and word.text not in words_of("outside"):
            return Governed(Phrase(word.text, (word,)), subject=org.piece, by="agent")
        at = word.end
    return None


def meant_for(scene: Scene, sentence: Sentence, amount: Amount) -> Governed | None:
    """Read what an amount is for: 其中3亿元用于研发中心建设."""
    purpose = _FOR.match(scene.text, amount.end, sentence.end)
    if purpose is None:
        return None
    start = purpose.end()
    limit = min(start + _LONGEST_PURPOSE, sentence.end)
    ended = _NO_PURPOSE.search(scene.text, start, limit)
    piece = scene.piece(start, ended.start() if ended else limit)
    if len(piece.text) < 2 or beginning(sentence.amounts, piece.start, piece.end):
        return None
    return Governed(Phrase(piece.text, (piece,)), by="purpose")


def noun_before(scene: Scene, sentence: Sentence, low: int, core: int) -> Governed | None:
    """Read a noun right before an amount that nothing else tells the meaning of: 同业存单12.5亿元."""
    noun = noun_phrase(scene, core, max(low, floor_before(sentence, core)))
    if noun is None or noun.end < core or len(noun.text) < 2 or beginning(sentence.orgs, noun.start, core):
        return None
    last = scene.word_before(core)
    if tag(last.text) not in _NOUNS or words_of("no_measure").ending(noun.text, 0, len(noun.text)):
        return None
    return Governed(Phrase(noun.text, (noun,)), by="noun")


def priced(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read the verb behind the price of a deal: 以3亿元收购某公司, 以880万元易手."""
    if amount.percent or not words_of("price_before").ending(scene.text, low, _before_about(scene, low, amount.start)):
        return None
    if deal := deal_behind(scene, sentence, amount, _TO_VERB):
        return deal
    at, end = amount.end, min(sentence.clause_end(amount.end), amount.end + _TO_VERB)
    while at < end:
        word = scene.word_from(at)
        known = tag(word.text) == "v" or word.text.endswith(_GOT)
        if known and (len(word.text) > 1 or word.text in _TRADING) and word.text not in words_of("outside"):
            return Governed(Phrase(word.text, (word,)), by="price")
        at = word.end
    return None


def deal_behind(scene: Scene, sentence: Sentence, amount: Amount, reach: int) -> Governed | None:
    """Read the verb behind an amount that the table has, which begins within some characters: 耗资3亿元回购."""
    end = sentence.clause_end(amount.end)
    hits = [hit for hit in sentence.hits_in(amount.end, min(end, amount.end + _TO_VERB)) if hit.metric.part == "verb"]
    hit = hits[0] if hits and hits[0].start <= amount.end + reach else None
    return Governed(bare_phrase(scene, hit), by="price") if hit else None


def _before_about(scene: Scene, low: int, end: int) -> int:
    """Go back over 约, 不超过 and the like."""
    about = words_of("bounds").ending(scene.text, low, end)
    return end - (len(about) or (end > low and scene.text[end - 1] in "约近超逾"))


def acting(scene: Scene, sentence: Sentence, low: int, core: int) -> Governed | None:
    """Read a verb that the table does not have: 认缴62%, 筹得3亿元."""
    word = scene.word_before(core)
    start = max(low, word.start)
    end = core - (scene.text[core - 1] in _DONE and core - start > 1)
    end += scene.text[core] in TOWARDS and core == end  # 捐出
    verb = scene.piece(start, end)
    if not verb.text.isalpha() or verb.text in words_of("outside", "filler") or not tag(verb.text).startswith("v"):
        return None
    subject = noun_phrase(scene, start, max(low, floor_before(sentence, start)))
    return Governed(Phrase(verb.text, (verb,)), subject=subject, by="verb")


def noun_behind(scene: Scene, sentence: Sentence, amount: Amount) -> Governed | None:
    """Read the noun behind an amount that the table does not have: 2亿元综合授信, 380万元的订单."""
    later = first_from(sentence.amounts, amount.end)
    end = min(sentence.clause_end(amount.end), later.start if later else sentence.end, amount.end + _LONGEST_BEHIND)
    text, at = scene.text, amount.end
    loose = text.startswith("的", at)
    at += loose
    start = last = first = at
    while at < end:
        known = next((hit for hit in sentence.hits_in(at, end) if hit.start == at), None)
        if known and text[at : known.end] not in changes():  # 综合授信, whose last word is a verb to the table
            at = last = known.end
            continue
        word = scene.word_from(at)
        kind = tag(word.text)
        if not word.text.isalnum() or word.end > end or word.text in words_of("outside"):
            break
        head = scene.word_from(word.end) if word.end < end else None
        if head and head.text in tail_metrics():  # 分手费, whose first word is a verb
            at = last = head.end
            continue
        made_noun = (
            at == first and loose and kind == "v" and not text[word.end : word.end + 1].isalnum()
        )  # 50万元的贴息
        if kind == "v" and last > first and head and head.text in words_of("deeds"):  # 茶叶采购协议
            at = last = head.end
            continue
        if word.text in changes() or not (kind[0] in "nabjlzx" or kind == "vn" or made_noun):
            break
        at = word.end
        last = at if kind[0] in "nx" or kind == "vn" or made_noun else last
    noun = scene.piece(start, last)
    if len(noun.text) < 2 or covering(sentence.orgs, start):
        return None
    return Governed(Phrase(noun.text, (noun,)), by="behind")


def bound(scene: Scene, core: int, amount: Amount) -> Governed | None:
    """Read a bound that nothing tells of what it is one: 每个单位上限500元."""
    found = None if amount.percent else _BOUND.search(scene.text, core, amount.start)
    piece = scene.piece(found.start(), found.end()) if found else None
    return Governed(Phrase(piece.text, (piece,)), by="bound") if piece else None
