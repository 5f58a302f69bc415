"""Which metric governs an amount, and whether the amount is one of a change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.figures.governed import Governed
from extractor.figures.groups import part_of_group
from extractor.figures.metrics import Hit
from extractor.figures.phrases import Phrase, bare_phrase, floor_before, metric_phrase, noun_phrase, with_act
from extractor.figures.scene import (
    Amount,
    Piece,
    Scene,
    Sentence,
    beginning,
    covering,
    first_from,
    last_before,
)
from extractor.figures.signs import changed_behind, in_brackets, is_quote
from extractor.figures.unlisted import (
    TOWARDS,
    acting,
    bound,
    by_agent,
    compared,
    deal_behind,
    meant_for,
    noun_before,
    noun_behind,
    per_unit,
    priced,
    tailed,
)
from extractor.figures.words import Words, changes, without_ends, words_of
from extractor.patterns import lazy

__all__ = ["FROM", "govern"]


_WINDOW = 40  # characters before an amount in which its metric stands
_LONGEST_NAME = 6  # characters of a name that no organisation has
_TO_DEAL = 2  # characters from a sum that is spent to the verb of what it is spent on
_ACROSS = 16  # characters from a metric to an amount in the clause behind it
# What may stand between an amount and the metric behind it: 1.5亿美元B轮融资, 5%左右的股份, 2亿元的天使轮融资.
_TO_NOUN = lazy(
    r"(?:\s|\(含税\)|以上|左右|上下|以内|以下|多|余|规模|人民币|现金|等值|\([A-Z]{3}\))*"
    r"(?:的(?P<modifier>[\w+]{0,10}?)|(?![A-H][+12]?轮|(?:天使|种子|战略|Pre-A)轮)(?P<round>[A-Za-z+]{1,6}\+?|天使|战略|种子))?(?=\S)"
)
_RESULTING = Words({"至", "到", "达", "达到", "至约", "到约", "至近", ",至", ",达", ",为"})  # 下降5%至2亿元
_UNIT = lazy(
    "(?:/(?:股|吨|桶|[台件克斤手度人月年天日席颗辆箱瓶张]|千?克|公斤|盎司|加仑|平方?米|千?瓦时?|小时|[A-Za-z]{1,4})"
    "|整|左右|上下|以上|以下)?"
)  # behind an amount: 18.60元/股
_LONGEST_POINTS = 15  # characters of a number of points
_POINTS = lazy(r"(?<![0-9.,])[0-9][0-9.,]{0,12}(?:点|仙|元|美分|港元|美元)\Z")  # 跌11点或0.1%
_ABOUT = Words({"约", "近", "超", "逾", "超过", "不足", "不到", "大约", "将近"})
# From an amount to what it has become: 由不足六成提升到85%.
_BECOMING = lazy(
    r"(?:以上|以下|左右|上下|多|,)?(?:统一|逐步|大幅)?[上下]?[升降涨跌调提增减滑缩扩放改变收转加跳压拉]\w{0,3}?[至到]"
)
_SHARE = lazy(r"(?<!\S)?占(?:据|到|了|比|据了)?(?![地用有率领])")
_SHARE_WORD = lazy(r"(?:\([^()]{1,40}\)?)?的?(?:比[例重率])?的?\Z")  # behind the whole: 占总股本的比例
_RATIO_OF = lazy(
    "(?:比例|占比|比重)(?:最高|最低|合计|[约均])?(?:为|是|达|不?超过|不?低于|不?高于)[^,;]{1,16}的(?:约|近|逾|超过?){0,2}\\Z"
)
_COUNTED = lazy(r"[0-9][0-9.,]{0,40}(?:[百千万亿]{0,4})股")
FROM = lazy(r"(?:由|从)(?:[每一]\w)?\Z")
_COMPARED = lazy(r"(?<![同环占相对])(?:比|较)(?![例重率值为])[\w·]{2,12}\Z")
# What a metric is told to be like before its amount is: 占比不高,约2成.
_BEING = lazy(
    "[并也都仍却还已]?(?:相当|十分|非常|比较|相对|普遍|[很较最更不甚颇极略偏稍]){0,2}"
    "(?:[高低大小多少贵]|可观|有限|惊人|不菲|不俗|稳定|突出|稳健)"
)


_WITH_SHARES = frozenset({"收购", "回购"})  # acts by which shares change hands
_HAVING_OBJECTS = frozenset({"贷款", "募资", "罚"})  # verbs whose object behind the amount tells what it is


def govern(scene: Scene, sentence: Sentence, amount: Amount, floor: int) -> Governed:
    """Tell what governs an amount.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    floor : int
        Where the words that may govern it begin: behind the amount before it.
    """
    text, low = scene.text, max(floor, sentence.clause_at(amount.start), amount.start - _WINDOW)
    if low == floor and floor > sentence.start:
        low = _UNIT.match(text, floor, amount.start).end()  # type: ignore[union-attr]
    if amount.percent and is_quote(text, sentence.start, amount.start):
        return Governed(None, "quote", by="quote")
    core = without_ends(text, words_of("filler"), low, amount.start, sentence.hit_ends)
    points = _POINTS.search(text, max(low, core - _LONGEST_POINTS), core)
    core = _before_former(sentence, text, low, core)
    from_what = FROM.search(text, max(low, core - _LONGEST_NAME), core)
    if from_what:  # 离境税由每名120元调高至200元
        core = without_ends(text, words_of("filler"), low, from_what.start(), sentence.hit_ends)
    if points and text[core : core + 1] == "或":
        core = without_ends(text, words_of("filler"), low, points.start(), sentence.hit_ends)
    end = without_ends(text, _ABOUT, floor, amount.start)
    when = covering(sentence.dates, end - 1 - text.startswith("的", end - 1))  # 升至2024年的70%
    if floor > sentence.start and _BECOMING.fullmatch(text, floor, when.start if when else end):
        return Governed(None, "repeated", by="resulting")
    readings = _readings(scene, sentence, amount, low, core, floor, moving=from_what is not None)
    return next((found for found in readings if found), Governed(None))


def _before_former(sentence: Sentence, text: str, low: int, core: int) -> int:
    """Go back over the date at which something was what it is no more: 由年初的82%降至74%."""
    if text.find("由", low, core) < 0 and text.find("从", low, core) < 0:
        return core
    date = covering(sentence.dates, core - 1) or covering(sentence.dates, core - 2)
    return date.start if date and date.start > low and FROM.search(text, low, date.start) else core


def _readings(
    scene: Scene, sentence: Sentence, amount: Amount, low: int, core: int, floor: int, *, moving: bool
) -> Iterator[Governed | None]:
    """Yield what the words around an amount may say, the surest first; ``moving``: it is what something was before."""
    if amount.percent:
        yield part_of_group(scene, sentence, amount, low)
        yield in_brackets(scene, sentence, amount, low, floor)
        yield changed_behind(scene, sentence, amount, low)
        yield _ratio_of(scene, sentence, amount, low)
        yield compared(scene, sentence, amount, low)
    yield _extent(scene, sentence, core, low)
    yield _changed(scene, sentence, core, low, floor, scene.text[core : amount.start])
    right = _behind(scene, sentence, amount)
    if amount.percent:
        yield _share(scene, sentence, low, core, right)
    if scene.text.endswith(("现金", "资金"), low, core):
        yield priced(scene, sentence, amount, low)  # 以现金3亿元收购
    yield from _listed(scene, sentence, amount, low, core, right)
    yield _across(scene, sentence, amount, low, core, floor)
    yield priced(scene, sentence, amount, low)
    yield by_agent(scene, sentence, amount)
    yield meant_for(scene, sentence, amount)
    if moving:
        yield noun_before(scene, sentence, low, core)
    yield _level_of(scene, sentence, amount)
    if core > low or scene.text.startswith("的", amount.end):
        yield noun_behind(scene, sentence, amount)
    yield bound(scene, core, amount)
    yield per_unit(scene, sentence, low, amount)
    yield _going_on(scene, sentence, amount, low, core, floor)
    if core > low:
        yield acting(scene, sentence, low, core)
        if not amount.percent:
            yield noun_before(scene, sentence, low, core)


def _level_of(scene: Scene, sentence: Sentence, amount: Amount) -> Governed | None:
    """Read the metric of an earlier clause of whose level an amount is: 增速放缓,仍有9%的水平."""
    if not scene.text.startswith("的", amount.end) or not amount.percent:
        return None
    before = last_before(sentence.amounts, amount.start)
    level = words_of("levels").beginning(scene.text, amount.end + 1, sentence.end)
    hits = sentence.hits_in(before.end if before else sentence.start, amount.start) if level else []
    return _left(scene, sentence, hits[-1], "before") if hits else None


def _listed(
    scene: Scene, sentence: Sentence, amount: Amount, low: int, core: int, right: Phrase | None
) -> Iterator[Governed | None]:
    """Yield what the metrics before and behind an amount may say that the table has, or that end as its metrics do."""
    hits = sentence.hits_in(low, core)
    adjacent = hits[-1] if hits and hits[-1].end == core else None
    if adjacent and scene.text[adjacent.start - 1] == "(" and len(hits) > 1 and hits[-2].end == adjacent.start - 1:
        adjacent = hits[-2]  # 每股盈余(EPS)
    if adjacent and adjacent.metric.part == "verb":
        yield _of_verb(scene, sentence, amount, adjacent, right)
    if adjacent:
        yield _left(scene, sentence, adjacent, "adjacent")
    if core > low:
        yield tailed(scene, sentence, low, core)
    if right:
        yield _of_act(scene, sentence, amount, low, right) or Governed(right, subject=right.modifier, by="right")
    fitting = [h for h in hits if amount.percent or h.metric.unit != "percent"]
    if fitting:
        yield _object(scene, sentence, fitting[-1], core) or _left(scene, sentence, fitting[-1], "left")


def _ratio_of(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read a ratio that is told of something: 跟投比例为发行数量的3%."""
    if scene.text.find("的", max(low, amount.start - _TO_DEAL - 1), amount.start) < 0:
        return None
    told = _RATIO_OF.search(scene.text, low, amount.start)
    hit = last_before(sentence.hits, told.start() + 2) if told else None
    return _left(scene, sentence, hit, "ratio") if told and hit and hit.end == told.start() + 2 else None


def _of_act(scene: Scene, sentence: Sentence, amount: Amount, low: int, right: Phrase) -> Governed | None:
    """Read the act that deals with the shares behind an amount: 收购某公司60%的股权."""
    if not amount.percent or right.metric is None or right.metric.canonical != "持股":
        return None
    acts = [hit for hit in sentence.hits_in(low, amount.start) if hit.metric.canonical in _WITH_SHARES]
    if not acts or acts[-1].metric.part != "verb":
        return None
    return Governed(bare_phrase(scene, acts[-1]), subject=None, by="act")


def _of_verb(scene: Scene, sentence: Sentence, amount: Amount, verb: Hit, right: Phrase | None) -> Governed | None:
    """Read the noun behind an amount that the verb before it has for its object: 领投2亿元A轮, 支付2亿元终止费."""
    if right and right.metric and right.metric.canonical == "融资轮次":
        return Governed(right, by="right")
    if verb.metric.canonical == "投资" and (deal := deal_behind(scene, sentence, amount, _TO_DEAL)):
        return deal
    acted = right and right.metric and right.metric.canonical == "持股" and verb.metric.canonical in _WITH_SHARES
    if right and amount.percent and not right.modifier and not acted:
        return Governed(right, by="right")
    if amount.percent or verb.metric.canonical not in _HAVING_OBJECTS:
        return None
    if right and right.metric and right.metric.part != "verb":
        return Governed(right, by="right")
    return noun_behind(scene, sentence, amount)


def _going_on(scene: Scene, sentence: Sentence, amount: Amount, low: int, core: int, floor: int) -> Governed | None:
    """Read an amount before which no metric is told: what was told before it goes on."""
    if scene.text[floor : amount.start].strip(" )") in _RESULTING:
        return Governed(None, "repeated", by="resulting")
    between = scene.text[floor : amount.start].strip(" ,")
    if between in words_of("equal") or between == "(":
        return Governed(None, "repeated", by="equal")
    if scene.text[low:core].strip("( ") in words_of("former"):
        return Governed(None, "repeated", by="repeated")
    if core <= low:
        return Governed(None, "repeated", by="repeated")
    level = words_of("no_measure").ending(scene.text, low, core)
    if _before_dates(scene, sentence, low, core - len(level)) <= low:
        return Governed(None, "named", by="named")  # 上半年为3亿元: what is told of another time
    if name := _only_name(scene, sentence, low, core):
        return Governed(None, "named", subject=name, by="named")
    if any(_ends_at(sentence, end) for end in (core, _before_bracket(scene, low, core))):
        return Governed(None, "named", by="named")
    return None


def _before_dates(scene: Scene, sentence: Sentence, low: int, end: int) -> int:
    """Go back over dates and words in their place, and over the fillers before and between them."""
    while True:
        told = (last_before(sentence.dates, end), last_before(sentence.durations, end))
        when = next((when for when in told if when and when.end == end and when.start >= low), None)
        left = without_ends(scene.text, words_of("filler"), low, end, sentence.hit_ends)
        if when is None and left == end:
            left = without_ends(scene.text, words_of("then", "before_subject"), low, end, sentence.hit_ends)
            if left == end:
                return end
        end = when.start if when else left


def _only_name(scene: Scene, sentence: Sentence, low: int, core: int) -> Piece | None:
    """Return the words of a clause before its amount where they are a name and nothing else: 李博士4%."""
    start = low + len(scene.text[low:core]) - len(scene.text[low:core].lstrip(" 、及和"))
    start += len(words_of("parts").beginning(scene.text, start, core))
    told, orgs = sentence.hits_in(start, core), beginning(sentence.orgs, low, core)
    if told or orgs or not 2 <= core - start <= _LONGEST_NAME:
        return None
    name = noun_phrase(scene, core, start)
    return name if name and name.start == start and name.end == core else None


def _before_bracket(scene: Scene, low: int, end: int) -> int:
    """Return where the brackets open that close at an offset, else the offset."""
    return scene.text.rfind("(", low, end) if scene.text[end - 1] == ")" else end


def _ends_at(sentence: Sentence, offset: int) -> bool:
    """Tell whether a name ends at an offset."""
    org = last_before(sentence.orgs, offset)
    return org is not None and org.end == offset


def _left(scene: Scene, sentence: Sentence, hit: Hit, by: str) -> Governed:
    if hit.metric.part == "verb" and hit.end - hit.start == 1 and scene.text[hit.end] in TOWARDS:
        hit = hit._replace(end=hit.end + 1)  # 捐出
    phrase = metric_phrase(scene, sentence, hit)
    if hit.metric.part == "head" and phrase.modifier is None and phrase.start == hit.start:
        amount = last_before(sentence.amounts, hit.start)
        before = sentence.hits_in(amount.end if amount else sentence.start, hit.start)
        if before and before[-1].metric.part in ("verb", "deal"):
            verb = bare_phrase(scene, before[-1])
            head = phrase.pieces[-1]
            phrase = Phrase(verb.text + head.text, (*verb.pieces, head), before[-1].metric)
    subject = phrase.modifier
    if hit.metric.part == "verb":
        subject = noun_phrase(scene, hit.start, floor_before(sentence, hit.start))
    return Governed(phrase, subject=subject, by=by)


def _object(scene: Scene, sentence: Sentence, hit: Hit, core: int) -> Governed | None:
    """Read a verb with its object as what is measured: 购买设备 in 购买设备2亿元."""
    if hit.metric.part != "verb" or covering(sentence.orgs, hit.start) or beginning(sentence.orgs, hit.start, core):
        return None
    thing = noun_phrase(scene, core, hit.end)
    if thing is None or thing.start != hit.end:
        return None
    piece = scene.piece(hit.start, core)
    return Governed(Phrase(piece.text, (piece,), hit.metric), by="object")


def _behind(scene: Scene, sentence: Sentence, amount: Amount) -> Phrase | None:
    """Read the metric right behind an amount."""
    later = first_from(sentence.amounts, amount.end)
    end = min(sentence.clause_end(amount.end), later.start if later else sentence.end)
    bridge = _TO_NOUN.match(scene.text, amount.end, end)
    if bridge is None:
        return None
    loose = bridge.group("modifier") is not None
    for hit in sentence.hits_in(bridge.end() if not loose else bridge.start("modifier"), end):
        between = scene.text[bridge.start("modifier") if loose else bridge.end() : hit.start]
        if hit.metric.unit == "percent" and hit.metric.kind != "share" and not loose:
            return None
        if between and not (loose and len(between) <= 10 and between.isalnum() and hit.metric.part != "verb"):
            return None
        start = bridge.start("round") if bridge["round"] else hit.start  # 天使资金
        start = hit.start - len(between) + between.rfind("的") + 1 if between else start  # 识别准确率
        start = amount.end if not loose and scene.text[hit.start] == "轮" else start  # B轮融资
        piece = scene.piece(start, hit.end)
        return Phrase(piece.text.strip(), (piece,), hit.metric)
    return None


def _extent(scene: Scene, sentence: Sentence, core: int, low: int) -> Governed | None:
    word = words_of("extent").ending(scene.text, low, core)
    if not word:
        return None
    start = core - len(word)
    piece = scene.piece(start, core)
    whole = next((h for h in sentence.hits_in(low, core) if h.end == core and h.start < start), None)
    if whole:
        return _left(scene, sentence, whole, "adjacent")
    end = _before_base(scene, sentence, start, low)  # 零售总额按年增速
    before = noun_phrase(scene, end, floor_before(sentence, end))
    inside = sentence.hits_in(before.start, before.end) if before else []
    if before and inside:
        return Governed(Phrase(before.text, (before,), inside[-1].metric), "extent", word=piece, by="extent")
    own = [h for h in sentence.hits_in(start, core) if h.end == core]
    phrase = Phrase(piece.text, (piece,), own[-1].metric if own else None)
    return Governed(phrase, "extent", subject=before, word=piece, by="extent")


_BASES = tuple(word for name in ("yoy", "mom", "qoq", "chain", "ytd", "other") for word in sorted(words_of(name)))
_BASE_END = lazy("(?:" + "|".join(map(re.escape, sorted(_BASES, key=len, reverse=True))) + r")\Z")


def _changed(scene: Scene, sentence: Sentence, core: int, low: int, floor: int, between: str) -> Governed | None:
    word = changes().ending(scene.text, low, core)
    base = _BASE_END.search(scene.text, max(low, core - 8), core)
    dated = covering(sentence.dates, core - 1)
    if not word and dated and words_of("compared").ending(scene.text, low, dated.start) and "的" in between:
        return Governed(None, "base", by="base")  # 较7月末的3亿元增长5%, 已超过2023年全年的3亿元
    signed = scene.text[core + len(between)] in "+-"
    if not word and dated and signed and words_of("compared").ending(scene.text, low, dated.start):
        return Governed(None, "changed", by="change")  # 较2023年末+5%
    if not word and (not base or (base.group().endswith("同期") and "为" in between)):
        return None  # 去年同期为3亿元: a level of then, no change
    if not word and base and dated and "的" in between:
        return Governed(None, "base", by="base")  # 较去年同期的3亿元增长5%
    date = covering(sentence.dates, core - len(word))
    if date and date.start < core - len(word):
        word = changes().ending(scene.text, core - len(word) + 1, core)  # 全年增: 增, not 年增
    start = core - len(word)
    piece = scene.piece(start, core) if word else None
    end = _before_base(scene, sentence, start, low)
    compared = _COMPARED.search(scene.text, low, end)
    if word and compared:  # 功耗比传统方案低30%
        end = without_ends(scene.text, words_of("filler"), low, compared.start(), sentence.hit_ends)
    hits = sentence.hits_in(low, end)
    if len(hits) > 1 and hits[-1].metric.canonical == "增速" and scene.text[hits[-2].end : hits[-1].start] in _BASES:
        hits = hits[:-1]  # 零售总额按年增速加快至4%
    if (
        hits
        and hits[0].start == hits[-1].start == low
        and hits[0].end == end
        and scene.text[low:end] in words_of("extent")
    ):
        return Governed(None, "changed", word=scene.piece(low, end), by="growth")  # 营收增长4%,增速较上年加快1个百分点
    if hits:
        phrase = metric_phrase(scene, sentence, hits[-1])
        if hits[-1].metric.part == "verb" and hits[-1].end < end:
            thing = noun_phrase(scene, end, hits[-1].end)
            joined = scene.piece(hits[-1].start, end)
            phrase = (
                Phrase(joined.text, (joined,), hits[-1].metric) if thing and thing.start == hits[-1].end else phrase
            )
        return Governed(phrase, "changed", subject=phrase.modifier, word=piece, by="change")
    before = noun_phrase(scene, end, max(low, floor_before(sentence, end)))
    moving = piece is not None and piece.text in words_of("movement")  # 收报19560点,跌419点: the index moves
    if before is None and not moving and end <= low and floor < low and floor == sentence.start:
        earlier = without_ends(scene.text, words_of("comma"), floor, low)
        before = noun_phrase(scene, earlier, floor_before(sentence, earlier - 1))
        told = sentence.hits_in(before.start, before.end) if before else []
        if before and told:
            return Governed(Phrase(before.text, (before,), told[-1].metric), "changed", word=piece, by="across")
        before = None
    return Governed(None, "changed", subject=before, word=piece, by="change")


def _before_base(scene: Scene, sentence: Sentence, end: int, low: int) -> int:
    """Go back over the words and dates that tell the base of a change, with its adverbs."""
    moved = True
    while moved:
        moved = False
        end = without_ends(scene.text, words_of("filler"), low, end, sentence.hit_ends)
        base = _BASE_END.search(scene.text, max(low, end - 8), end)
        if base:
            end, moved = base.start(), True
        date = last_before(sentence.dates, end)
        if date and date.end == end and low <= date.start:
            end, moved = date.start, True
    return end


def _share(scene: Scene, sentence: Sentence, low: int, core: int, right: Phrase | None) -> Governed | None:
    """Read a share: 占 with its whole, and what is a part of it."""
    text = scene.text
    at = text.rfind("占", low, core)
    if at < 0 or not _SHARE.match(text, at, core):
        return None
    if covering(sentence.hits, at):
        return None
    whole_start = _SHARE.match(text, at, core).end()  # type: ignore[union-attr]
    date = covering(sentence.dates, whole_start)
    if date and date.start == whole_start:
        whole_start = date.end
    owner = _owner(scene, sentence, whole_start, core)
    if owner and owner.text != "公司" and owner.text in words_of("pronoun"):
        whole_start, owner = owner.end, None
    counted = _COUNTED.search(text, whole_start, core)  # 占总股本1,000股的5%
    whole_end = counted.start() if counted else core
    part_end = without_ends(text, words_of("filler"), low, at, sentence.hit_ends)
    part_hits = sentence.hits_in(low, part_end)
    part = with_act(scene, sentence, noun_phrase(scene, part_end, floor_before(sentence, part_end)))
    sign = scene.piece(at, at + 1)
    if right and right.metric and right.metric.kind == "share":
        return Governed(right, subject=part, by="right")
    if right:
        return Governed(
            Phrase(sign.text + right.text, (sign, *right.pieces), right.metric), subject=part, by="share of"
        )
    if owner and part and part_hits:
        whole_start, owner = owner.end, None  # 商誉占公司净资产: who has the part has the whole
    pieces: tuple[Piece, ...] = (sign, *_around_dates(scene, sentence, whole_start, whole_end))
    if part and part_hits:
        pieces = (part, *pieces)
        part = None
    told = _SHARE_WORD.sub("", "".join(p.text for p in pieces))
    known = part_hits or sentence.hits_in(whole_start, core)
    return Governed(Phrase(told, pieces, known[-1].metric if known else None, owner), subject=part, by="share")


def _around_dates(scene: Scene, sentence: Sentence, start: int, end: int) -> Iterator[Piece]:
    """Yield a stretch without the dates in it: 美国市场销量 in 2005年美国市场销量."""
    for date in beginning(sentence.dates, start, end):
        if date.start > start:
            yield scene.piece(start, date.start)
        start = date.end
    if start < end:
        yield scene.piece(start, end)


def _owner(scene: Scene, sentence: Sentence, start: int, end: int) -> Piece | None:
    """Return whose the whole is of which a share is told: 公司 in 占公司总股本, nobody in 占其所持股份."""
    text = scene.text
    pronoun = words_of("pronoun").beginning(text, start, end)
    if pronoun and not (pronoun == "其" and text.startswith(("所持", "持有"), start + 1)):
        return scene.piece(start, start + len(pronoun))
    org = first_from(sentence.orgs, start)
    return scene.piece(start, org.end) if org and org.start == start and org.end < end else None


def _across(scene: Scene, sentence: Sentence, amount: Amount, low: int, core: int, floor: int) -> Governed | None:
    """Read the metric that ends the clause before, where an amount's own clause says nothing new."""
    if core > low or low <= floor:
        return None
    end = without_ends(scene.text, words_of("comma", "opening"), floor, low)
    hits = sentence.hits_in(max(floor, end - _WINDOW), end)
    if (
        hits
        and hits[-1].end < end
        and hits[-1].metric.part != "verb"
        and _BEING.fullmatch(scene.text, hits[-1].end, end)
    ):
        end = hits[-1].end
    if not hits or hits[-1].end < end or amount.start - hits[-1].end > _ACROSS:
        return None
    return _left(scene, sentence, hits[-1], "across")
