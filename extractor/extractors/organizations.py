"""Organisation names: evidence from the gazetteer, form, context, lists and the article, added up.

Clues (``org_clues``, ``org_context``) are weighed for each name over the whole article. A name with enough weight is
sure, and is then found wherever it stands (``org_article``), in its short forms too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.document import Document
from extractor.extractors.org_article import Lists, occurrences
from extractor.extractors.org_clues import (
    CERTAIN,
    WORD_TOO,
    Clue,
    broken_hits,
    code_clues,
    gazetteer_clues,
    medium_clues,
    paper_clues,
    source_clues,
)
from extractor.extractors.org_coined import coined_clues, local_clues
from extractor.extractors.org_common import common_forms
from extractor.extractors.org_context import gain_clues, round_clues, trigger_clues
from extractor.extractors.org_coordinated import coordinated
from extractor.extractors.org_declared import Declaration, declaration_clues, declarations, declared_aliases
from extractor.extractors.org_forms import form_clues, unbroken
from extractor.extractors.org_known import gazetteer_refusal
from extractor.extractors.org_latin import gloss_clues, latin_clues
from extractor.extractors.org_offices import office_clues
from extractor.extractors.org_products import is_told_product
from extractor.extractors.org_refusals import REFUSALS, refusals, why_not_sure
from extractor.extractors.org_repeated import house_clues, works_clues
from extractor.extractors.org_shape import is_description, may_be_short, shape
from extractor.extractors.org_short import article_names, nicknames, short_forms
from extractor.extractors.org_vocabulary import generic_words, longest_suffix
from extractor.extractors.org_words import Words
from extractor.facts import Organization
from extractor.gazetteer import Gazetteer, Hit
from extractor.mentions import Mention, Rule
from extractor.quantities import in_address

__all__ = ["RULES", "SURE", "Evidence", "evidence", "find", "refused"]

RULES = (
    Rule(
        "org.gazetteer",
        ("周一，⟦腾讯⟧发布财报。", "他毕业于⟦清华大学⟧。", "据《⟦人民日报⟧》报道，会议开到很晚。"),
        ("她在阿里山住了三天。", "桌上放着一个苹果。", "代理律师没有出庭。"),
    ),
    Rule(
        "org.legal_form",
        (
            "原告是⟦昆山沐禾精密科技有限公司⟧。",
            "与⟦云舫检测技术（无锡）有限公司⟧签约。",
            "受让方为⟦宁波晓岚股权投资合伙企业（有限合伙）⟧。",
        ),
        ("该股份有限公司的章程须备案。", "一家有限公司由五十个以下股东出资设立。"),
    ),
    Rule(
        "org.body_form",
        (
            "⟦昆山市发展和改革委员会⟧批复了项目。",
            "⟦中国竹藤制品流通协会⟧公布了数据。",
            "此案由⟦盐城市中级人民法院⟧审理。",
        ),
        (
            "该公司否认了传闻。",
            "多家上市公司发布预告。",
            "互联网公司纷纷裁员。",
            "商业银行下调利率。",
            "上海上市公司有几百家。",
        ),
    ),
    Rule(
        "org.unit_form",
        ("⟦美的集团华东总部⟧搬迁。", "由⟦招商银行无锡分行⟧承办。"),
        ("公司在武汉设立分公司。", "实验室里堆满样品。"),
    ),
    Rule(
        "org.coined_form",
        ("⟦中信汀屿科技⟧负责施工。", "⟦用友屹澜期货⟧的楼在城西。", "他路过⟦联想屹澜科技⟧。"),
        ("⟦华为⟧屹澜系统很稳。", "⟦腾讯⟧李晓岚培训完成。"),
    ),
    Rule(
        "org.stock_code",
        ("⟦汀澜股份⟧（301999）今日停牌。", "⟦恺芯⟧(08999.HK)涨逾两成。", "受此影响，⟦远岚环境⟧(7.35,0.02,0.27%)走高。"),
        ("文件（2023）已经归档。", "总得分(3.5)不高。"),
    ),
    Rule(
        "org.declared",
        (
            "杭州汀澜软件有限公司（以下简称“⟦汀澜软件⟧”）成立。",
            "杭州汀澜软件有限公司（⟦Tinglan Soft⟧）成立了。",
        ),
        ("《办法》（以下简称“《新规》”）将施行。", "股份有限公司（下称“公司”）"),
    ),
    Rule(
        "org.left_context",
        ("全资子公司⟦汀岚科技⟧负责施工。", "云平台⟦Vantora⟧很受欢迎。"),
        ("全资子公司负责施工。", "运营商承诺降价。"),
    ),
    Rule(
        "org.right_context",
        ("⟦汀岚科技⟧董事长辞职。", "⟦沐恺生物⟧完成B轮融资。", "⟦奇点⟧完成A轮融资。", "昨日，⟦远岚光电⟧股价创新高。"),
        ("大模型完成升级。", "初创团队完成A轮融资。", "董事长辞职。", "米先生表示满意。"),
    ),
    Rule(
        "org.latin_form",
        ("买方是⟦Borantern Holdings Ltd.⟧，", "由⟦Hale & Wick LLP⟧任顾问。"),
        ("他说Thank you。", "在New York举行。"),
    ),
    Rule(
        "org.latin_gloss",
        ("只有德国⟦博兰特恩⟧（Borantern）还在生产。",),
        ("他研究深度学习（Learning）。",),
    ),
    Rule(
        "org.source_line",
        ("来源：⟦岚山周报⟧\n正文",),
        ("来源：公司公告\n正文",),
    ),
    Rule(
        "org.flash",
        ("⟦汀岚⟧：签订3亿元协议", "⟦汀岚科技⟧：与客户和解", "⟦*ST岚光⟧：明起停牌"),
        ("王建平：签订3亿元协议", "业绩预告：净利润增长", "地址：苏州市", "风险提示：股东减持"),
    ),
    Rule(
        "org.list",
        (
            "投资方包括红杉中国、⟦汀岚⟧、腾讯、美团。",
            "腾讯、小米、⟦沐恺⟧、百度等参展。",
        ),
        ("杭州、珠海、北京、上海等地出台政策。", "汽车、手机、电脑销量上升。"),
    ),
    Rule(
        "org.coordinated",
        ("⟦北京⟧、⟦上海证券交易所⟧发布规则。", "案件由⟦昆山⟧、⟦常熟市人民法院⟧分别审理。"),
        ("北京、上海的交易所发布规则。", "他到过杭州、⟦上海证券交易所⟧。"),
    ),
    Rule("org.topic", ("⟦火箭⟧不敌⟦勇士⟧，主帅赛后离场。",), ("勇士跃马扬鞭。",)),
    Rule("org.blocked"),  # a name that the user's own lexicon says is none
    Rule(
        "org.short_form",
        ("杭州汀岚科技有限公司成立。⟦汀岚⟧的楼在城西。",),
        ("⟦北京发展有限公司⟧成立。公司谋求发展。",),
    ),
    *REFUSALS,
)

SURE = 1.0  # what the clues of a name must add up to
# Of the context of a name that is a common word too: more than a preposition has.
_TELLING = 0.5
_ANOTHER_FORM = 0.8  # of a name that is a common word too, where the article has it in another form
_GENERAL_ENDS = ("公司", "集团", "集团公司", "股份", "控股")
_NAMED_SITE = "org.source_line"  # a source may go by its address
_SHORTEST, _LONGEST_SHORT = 2, 4  # characters of the short form of a known name
_COUNTING = tuple("0123456789万亿")  # before a currency or a unit
_PHRASE = -0.5  # the shape of a phrase of common words


class _Board:
    """What is known of each name: its clues by rule, the spans that they point at, and where known names are none."""

    def __init__(self, words: Words, refused: frozenset[tuple[int, int]]) -> None:
        self.words = words
        self.refused = refused
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        self.spans: dict[tuple[int, int], str] = {}
        self.shapes: dict[str, float] = {}
        self._sure: dict[tuple[int, int], str] | None = None  # until the next clue
        self._totals: dict[str, tuple[float, str]] = {}
        self.products: set[str] = set()  # names that the article tells to be those of products

    def add(self, clue: Clue) -> None:
        name = self.words.text[clue.start : clue.end]
        if name[:1] == " " or name[-1:] == " ":  # no name has a space at its edge
            start = clue.start + len(name) - len(name.lstrip(" "))
            name = name.strip(" ")
            clue = Clue(start, start + len(name), clue.rule, clue.weight)
        by_rule = self.weights[name]
        by_rule[clue.rule] = max(clue.weight, by_rule.get(clue.rule, 0.0))
        self._totals.pop(name, None)
        self._sure = None
        known = self.spans.get((clue.start, clue.end))
        if known is None and is_told_product(self.words.text, clue.start, clue.end):
            self.products.add(name)
        if known is None or by_rule[known] < clue.weight:
            self.spans[clue.start, clue.end] = clue.rule
        if name not in self.shapes:
            self.shapes[name] = shape(self.words.inside(clue.start, clue.end), name)

    def total(self, name: str) -> tuple[float, str]:
        """Add up what speaks for a name, and say how.

        A clue of 1 or more decides alone. Below that the two best count in full and each further one a little, on
        top of the shape; context alone makes no name of common words.
        """
        known = self._totals.get(name)
        if known is None:
            known = self._totals[name] = self._total(name)
        return known

    def _total(self, name: str) -> tuple[float, str]:
        by_rule = self.weights[name]
        found = sorted(by_rule.values(), reverse=True)
        if found[0] >= SURE:
            return found[0], "a clue of 1 or more decides alone"
        known, form = "org.gazetteer" in by_rule, self.shapes[name]
        if known and max((w for rule, w in by_rule.items() if rule != "org.gazetteer"), default=0.0) < _TELLING:
            return found[0], "a common word needs more context than a preposition"
        if not known and name in self.products and longest_suffix(name) is None:
            return 0.0, "the article says that it is a product"
        if not known and form <= 0:
            return 0.0, "context alone makes no name of a string that does not look like one"
        weight = sum(found[:2]) + min(0.4, 0.1 * len(found[2:]))
        if known:
            return weight, "the two best clues, and a tenth for each further one"
        return form + weight, "its shape, the two best clues, and a tenth for each further one"

    def sure(self) -> dict[tuple[int, int], str]:
        if self._sure is None:
            text, names = self.words.text, {name for name in self.weights if self.total(name)[0] >= SURE}
            self._sure = {span: rule for span, rule in self.spans.items() if text[span[0] : span[1]] in names}
        return self._sure


class Evidence(NamedTuple):
    """What speaks for one name in an article.

    Parameters
    ----------
    name : str
    spans : tuple of (start, end)
        Where clues point at it, in code points of the normalised text.
    clues : tuple of (rule, weight)
        The best clue of each rule, the best first; behind a colon stands the word that gave it.
    shape : float
        How much the string looks like a name, before any context.
    total : float
        What it adds up to; the name is sure from :data:`SURE` on.
    reason : str
        How it was added up.
    forms : tuple of str
        Short forms in which a sure name is found too.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    clues: tuple[tuple[str, float], ...]
    shape: float
    total: float
    reason: str
    forms: tuple[str, ...]


def evidence(document: Document) -> tuple[Evidence, ...]:
    """Tell what speaks for each name that any clue points at, sure or not.

    Parameters
    ----------
    document : Document

    Returns
    -------
    tuple of Evidence
        In the order of the text.
    """
    board, _, _ = _gather(document)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in sorted(board.spans):
        spans[document.text[start:end]].append((start, end))
    told = []
    for name, places in spans.items():
        total, reason = board.total(name)
        clues = sorted(board.weights[name].items(), key=lambda clue: -clue[1])
        forms = tuple(dict.fromkeys(short_forms(name))) if total >= SURE else ()
        told.append(Evidence(name, tuple(places), tuple(clues), board.shapes[name], total, reason, forms))
    return tuple(told)


def find(document: Document) -> Iterator[Mention[Organization]]:
    """Find the organisations of an article.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Organization
        In order, the longest of those that overlap.
    """
    board, hits, aliases = _gather(document)
    sure = board.sure()
    names = {document.text[s:e]: rule for (s, e), rule in sure.items()}
    kinds = {hit.entry.name: hit.entry.kind for hit in hits}
    kinds |= {document.text[hit.start : hit.end]: hit.entry.kind for hit in hits}
    nicks = nicknames(name for name in names if kinds.get(name) == "team")
    aliases |= {nick: (name, False) for nick, name in nicks.items()}
    forms = dict.fromkeys(nicks, "org.short_form") | names
    common = {(start, end): full for start, end, full in common_forms(board.words, names)}
    found = occurrences(board.words, forms, dict.fromkeys(common, "org.short_form") | sure, board.refused)
    used = {document.text[start:end] for start, end, _ in found}  # and not only within longer names
    names = {name: rule for name, rule in names.items() if name in used}
    entries = {form: known[0].name for form in names if (known := document.gazetteer.get(form))}
    canonical = article_names(names, aliases, entries, board.words)
    for (start, end), full in common.items():
        canonical.setdefault(full, document.text[start:end])
    hidden = {i: end for start, end in document.gazetteer.blocked_spans(document.text) for i in range(start, end)}
    offices = coordinated(board.words, [(start, end) for start, end, _ in found], document.gazetteer)
    for start, end, rule in sorted((*found, *((*span, "org.coordinated") for span in offices))):
        if office := offices.get((start, end)):
            yield Mention(start, end, rule, Organization(canonical.get(office[0], office[0]), office[1]))
            continue
        form = common.get((start, end), document.text[start:end])
        whole = form if form in canonical else unbroken(form)
        name = _short(document.gazetteer, canonical.get(whole, whole))
        if document.gazetteer.blocks(form) or end <= hidden.get(start, start):
            yield Mention(start, end, "org.blocked", None)
        elif rule == _NAMED_SITE or not in_address(document, start):
            yield Mention(start, end, rule.split(":", 1)[0], Organization(name, kinds.get(name) or kinds.get(form)))


def _short(gazetteer: Gazetteer, name: str) -> str:
    """Return a name without a bare 公司 behind it where a known name is left: 腾讯 of 腾讯公司."""
    bare = name.removesuffix("公司")
    return bare if bare != name and gazetteer.get(bare) else name


def refused(document: Document) -> Iterator[Mention[Organization]]:
    """Tell what looks like an organisation's name and is none.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Organization
        Without a value, with the rule that refuses the span.
    """
    board, hits, _ = _gather(document)
    sure, found = board.sure(), [(m.start, m.end) for m in find(document)]
    unsure = dict.fromkeys(document.gazetteer.blocked_spans(document.text), "org.blocked")
    for start, end in sorted(board.spans.keys() - sure.keys() - unsure.keys()):
        name = document.text[start:end]
        known, told = "org.gazetteer" in board.weights[name], name in board.products
        unsure[start, end] = why_not_sure(board.words, start, end, known=known, told_product=told)
    return refusals(board.words, hits, unsure, found)


def _gather(document: Document) -> tuple[_Board, list[Hit], dict[str, tuple[str, bool]]]:
    """Put all clues of an article on a board; return it with the known names and the declared forms."""
    words = Words(document)
    hits = document.gazetteer.find(document.text)
    if broken := list(broken_hits(document.text, document.gazetteer)):
        hits = sorted([*hits, *broken])
    board = _Board(words, frozenset((hit.start, hit.end) for hit in hits if gazetteer_refusal(words, hit)))
    declared = list(declarations(words))
    for clue in _clues(words, hits, board.refused, declared):
        board.add(clue)
    begins = {hit.start for hit in hits}
    owned = {span for span, rule in board.spans.items() if rule == "org.coined_form" and span[0] in begins}
    for clue in trigger_clues(words, hits, board.sure(), owned):
        board.add(clue)
    for clue in _known_forms(hits, board):
        board.add(clue)
    for clue in _called_short(board, document.gazetteer):
        board.add(clue)
    lists = Lists(words)
    for clue in lists.clues(board.sure(), board.spans):
        board.add(clue)
    for clue in _called_short(board, document.gazetteer, "org.list"):
        board.add(clue)
    for clue in [*lists.pairs(board.sure(), board.spans)]:
        board.add(clue)
    return board, hits, _declare(board, board.sure(), hits, declared)


def _known_forms(hits: list[Hit], board: _Board) -> Iterator[Clue]:
    """Yield a clue for each known name that is a common word too and has another form that is sure: 阿里巴巴, 阿里."""
    sure = board.sure()
    named = {
        hit.entry.name
        for hit in hits
        if (hit.start, hit.end) in sure or any((hit.start, hit.end + len(end)) in sure for end in _GENERAL_ENDS)
    }
    for hit in hits:
        span = hit.start, hit.end
        if span in board.spans and span not in sure and span not in board.refused and hit.entry.name in named:
            yield Clue(hit.start, hit.end, "org.short_form", _ANOTHER_FORM)


def _called_short(board: _Board, gazetteer: Gazetteer, rule: str = "") -> Iterator[Clue]:
    """Yield a clue for each unknown name that is a known one without its line of business: 甘李 of 甘李药业.

    Such a form is like a name that is a common word too: context must say that it is one.
    """
    for (start, end), by in [*board.spans.items()]:
        if not _SHORTEST <= end - start <= _LONGEST_SHORT or not by.startswith(rule):
            continue
        name = board.words.text[start:end]
        told = "org.gazetteer" in board.weights[name] or (start, end) in board.refused or not may_be_short(name)
        counted = board.words.text[start - 1 : start] in _COUNTING
        if not told and not counted and gazetteer.has_longer(name, generic_words("dropped")):
            yield Clue(start, end, "org.gazetteer", WORD_TOO)


def _clues(
    words: Words, hits: list[Hit], refused: frozenset[tuple[int, int]], declared: list[Declaration]
) -> Iterator[Clue]:
    yield from gazetteer_clues(words, hits, refused)
    yield from form_clues(words, hits)
    yield from office_clues(words, hits)
    yield from coined_clues(words, hits)
    yield from local_clues(words)
    yield from works_clues(words)
    yield from house_clues(words, hits)
    yield from latin_clues(words.text)
    yield from code_clues(words, hits)
    yield from declaration_clues(declared)
    yield from gloss_clues(words)
    yield from source_clues(words)
    yield from medium_clues(words)
    yield from paper_clues(words)
    yield from gain_clues(words)
    yield from round_clues(words)


def _declare(
    board: _Board, sure: dict[tuple[int, int], str], hits: list[Hit], declared: list[Declaration]
) -> dict[str, tuple[str, bool]]:
    """Add the declared forms of sure names; return each form's name, and whether the form stands for it from there on.

    A name that is a common word is sure where another form of it stands in brackets behind it: 三星(Samsung); one that
    is not known at all where a sure name is its former one.
    """
    text = board.words.text
    ends = {hit.end: hit.start for hit, other in pairwise(hits) if hit.entry is other.entry}
    for start, end, *form, _ in declared:
        if tuple(form) in sure and shape(board.words.inside(start, end), text[start:end]) >= 0:
            ends[end] = start
    ends |= {end: start for start, end in sorted(sure, reverse=True)}
    aliases: dict[str, tuple[str, bool]] = {}
    for name_start, name_end, start, end, goes_on in declared_aliases(text, ends):
        if is_description(board.words.inside(start, end)) or text[start:end] in generic_words("whole"):
            continue  # “标的公司”, “被告”
        if not goes_on and shape(board.words.inside(start, end), text[start:end]) <= _PHRASE:
            continue  # 即 before a verb
        if (name_start, name_end) not in sure:
            board.add(Clue(name_start, name_end, "org.declared", CERTAIN))
        board.add(Clue(start, end, "org.declared", CERTAIN))
        aliases[text[start:end]] = text[name_start:name_end], goes_on
    return aliases
