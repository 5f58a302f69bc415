"""Whatever the web did to an article, its clean text comes back and every offset finds its place."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from damage import DAMAGES, SCRIPTS, WORDS, Damaged, comes_back, damage, damaged_articles, unbroken
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalize import _both_scripts, _converter, _is_gb2312, normalize


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_words_of_these_tests_come_back_from_every_script(script: str) -> None:
    assert [w for w in WORDS if not comes_back([w], script)] == []


@given(damaged_articles())
def test_damage_goes(article: Damaged) -> None:
    assert normalize(article.raw)[0] == article.clean


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_clean_text_stays(words: list[str]) -> None:
    clean = "".join(unbroken(words))
    text, alignment = normalize(clean)
    assert text == clean
    assert all(alignment.to_source(i, i + 1) == (i, i + 1) for i in range(len(clean)))


@given(damaged_articles(), st.data())
def test_a_span_maps_to_the_raw_text_that_it_was_made_of(article: Damaged, data: st.DataObject) -> None:
    text, alignment = normalize(article.raw)
    assert (alignment.source_length, alignment.target_length) == (len(article.raw), len(text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw_start, raw_end = alignment.to_source(start, end)
    # Exactly so: neither a reading nor a tag nor an invisible character at either border.
    assert (raw_start, raw_end) == article.raw_span(start, end)
    assert alignment.to_target(raw_start, raw_end) == (start, end)
    if article.whole(start, end):
        assert normalize(article.raw[raw_start:raw_end])[0] == article.clean[start:end]


@given(damaged_articles())
def test_every_character_maps_in_order(article: Damaged) -> None:
    text, alignment = normalize(article.raw)
    spans = [alignment.to_source(i, i + 1) for i in range(len(text))]
    assert spans == [article.raw_span(i, i + 1) for i in range(len(text))]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("kind", DAMAGES, ids=lambda kind: kind.__name__)
def test_each_kind_of_damage_does_some(kind: Callable[[Damaged, Random], None]) -> None:
    words = ["公司", "的", "营收", " ", "5,740.5", "万元", "\n", "“", "行业", "”"]
    articles = [damage(words, "s2t", [kind], seed) for seed in range(20)]
    assert any(article.raw != damage(words, "s2t", [], 0).raw for article in articles)


@given(st.text(st.one_of(st.characters(), st.sampled_from("<>&;#![]()*\r\n\u200b來来(lái)ㄌㄞˊ甲")), max_size=60))
def test_is_total(raw: str) -> None:
    text, alignment = normalize(raw)
    assert (alignment.source_length, alignment.target_length) == (len(raw), len(text))
    spans = [alignment.to_source(i, i + 1) for i in range(len(text))]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))
    assert all(start < end for start, end in spans)


CASES = {
    # raw: clean
    "達(dá)晨(chén)": "达晨",
    "5740萬(wàn)": "5740万",
    "人民幣10.0百萬(wàn)元": "人民币10.0百万元",
    "一個(ge)人（rén）來［lái］了(le)": "一个人来了",
    "智譜(zhì pǔ)上市(shàngshì)": "智谱上市",
    "女(nǚ)兒(ér)綠(lv4)色(se4)": "女儿绿色",
    "智(ㄓˋ)譜(ㄆㄨˇ)": "智谱",
    "智(z\u200bhì)譜(p\xadǔ)": "智谱",
    "智（ｚｈì）譜(pu\u030c)": "智谱",
    "１２．５％，５，７４０万": "12.5%,5,740万",
    "ＧＬＭ－４．５（Ａ）": "GLM-4.5(A)",
    "增长﹪﹐﹙甲﹚": "增长%,(甲)",
    "⼈民币⾦额": "人民币金额",
    "\uf98e利\uf90a": "年利金",
    "￥５　亿\xa0元": "¥5 亿 元",
    "甲\r\n乙\r丙\n丁": "甲\n乙\n丙\n丁",
    "甲\r\u200b\n乙": "甲\n乙",
    "甲<br/>乙<p>丙</p>": "甲\n乙\n丙\n",
    "<td>甲</td><td>5</td>": " 甲  5 ",
    "甲<!-- 注\n释 -->乙&nbsp;丙&amp;丁": "甲乙 丙&丁",
    "甲<!-- a < b <b>--->乙<!--<!--注-->丙": "甲乙丙",
    "甲<!--乙": "甲<!--乙",
    "甲<script>乙<b>丙": "甲<script>乙丙",
    "甲<ſcript>乙</script>丙": "甲丙",
    "甲<script>document.write('<script>乙')</SCRIPT >丙<style>b{}</script>": "甲丙<style>b{}</script>",
    "<script>if (a < b) {}</script>甲<style>p{}</style>": "甲",
    '<a href="https://a.cn/?x=1">智<b\xad>谱</b></a>': "智谱",
    "![](https://a.cn/a.png)甲![图](b.png)": "甲",
    "[智谱](https://a.cn)的**营收**": "智谱的营收",
    "後來在臺灣": "后来在台湾",
    "\ud800後\udc00來": "\ufffd后\ufffd来",
    "𝟓亿𠮷😀": "5亿𠮷😀",
    "": "",
}
# What brackets of words, marks of mathematics and look-alikes of markup hold is text.
UNCHANGED = (
    "计算机视觉(CV)", "可扩展(scaling)", "台阶(L1-L5)", "我(he)", "芒果(mango)", "第一(二)期", "丙(A)", "公司(600519)",
    "法国(France)", "咖啡(café)", "波哥大(Bogotá)", "lái(lái)", "5(wàn)", "(lái)",
    "a<", "3 < 5 > 2", "R&D", "AT&T;", "a[1](2)", "5*3", "说明[注]",
    "①½㎡", "1.5 ~ 2", "“‘—…》",
)  # fmt: skip


@pytest.mark.parametrize(("raw", "clean"), CASES.items())
def test_cases(raw: str, clean: str) -> None:
    assert normalize(raw)[0] == clean


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_is_no_damage_stays(text: str) -> None:
    assert normalize(text)[0] == text


def test_the_corpus_keeps_its_words(article: str) -> None:
    text, _ = normalize(article)
    assert len(text) > len(article) / 3
    assert not set("\r\xa0\u3000\u200b，（）：；％") & set(text)


HOSTILE = (
    "<", "<b ", "<b x", "<!--", "<script ", "<script>", "<script><", "&", "&a", "&#", "[", "[a", "![", "![](", "[a](//",
    "[a](//x", "*", "一(", "一(lái", "一(lái lái ", "一[一(", "(", "\r", "\ud800", "\ud800一", "來",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def seconds(length: int) -> float:
        raw, best = piece * (length // len(piece)), float("inf")
        gc.disable()  # as timeit does: what the rest of the suite keeps alive is not this text's cost
        try:
            for _ in range(3):
                started = time.process_time()
                normalize(raw)
                best = min(best, time.process_time() - started)
        finally:
            gc.enable()
        return best

    normalize("來<b>(lái)")
    assert seconds(200_000) < max(8 * seconds(50_000), 0.5)  # linear is 4, quadratic 16


MARKUP_IN_MARKUP = {
    "a\x0bb\x0cc": "a\nb\nc",
    "昇腾芯片与乾照光电": "昇腾芯片与乾照光电",
    "[**智谱**](https://a.cn)": "智谱",
    "[智<b>谱</b>](https://a.cn)": "智谱",
    "[智&nbsp;谱](https://a.cn)": "智 谱",
    "甲[![](https://a.cn/a.png)](https://b.cn)": "甲",
    "来&zwj;了": "来了",
    "来&#65279;了": "来了",
    "甲&#13;&#10;乙": "甲\n乙",
    "智譜(zhi4 pu3)": "智谱",
    "智譜(ㄓˋ ㄆㄨˇ)": "智谱",
    "来( lái )": "来",
    "来(lɑ́i)": "来",
    "来(tiăo)": "来",
    "来<ruby>來<rt>lái</rt></ruby>": "来来",
    "⼈⺠": "人民",
    "巴拿马(Panamá)": "巴拿马(Panamá)",
    "江 南 造 纸 上 年 扭 亏\n公司": "江南造纸上年扭亏\n公司",
    "记者 周 明 摄": "记者 周 明 摄",
    "甲 乙 丙 丁 戊 己庚": "甲 乙 丙 丁 戊 己庚",
    "截至2011年1 2月3 1日": "截至2011年12月31日",
    "第1 2章, 共1 2月": "第1 2章, 共1 2月",
    "建设期24个\n月内": "建设期24个月内",
    "共3个\n月饼": "共3个\n月饼",
    "10月\n末余额": "10月末余额",
    "10月\n底部企稳": "10月\n底部企稳",
}


@pytest.mark.parametrize(("raw", "clean"), MARKUP_IN_MARKUP.items())
def test_undoes_what_stands_in_other_damage(raw: str, clean: str) -> None:
    assert normalize(raw)[0] == clean


ENDS_SENTENCES = {
    "营收12亿元.净利润增长3.5%.公司称,员工达2000.": "营收12亿元。净利润增长3.5%。公司称,员工达2000。",
    "公司称：“明年投产.”股价涨3% . 分析师认为,": "公司称:“明年投产。”股价涨3% . 分析师认为,",
    "青禾科技（Qinghe Inc.）成立. 总部在苏州. ": "青禾科技(Qinghe Inc.)成立。 总部在苏州。 ",
    "青禾科技成立．总部在苏州｡": "青禾科技成立.总部在苏州。",
    "1.营收增长.\n2.利润下降.\n一.概况见附件.\n（二）.其他": "1.营收增长。\n2.利润下降。\n一.概况见附件。\n(二).其他",
    "涨了...跌了.来源:网站.cn,人数为3. 5万.": "涨了...跌了。来源:网站.cn,人数为3. 5万。",
}
ENDS_NONE = (
    "唐纳德.特朗普表示,关税将提高。",
    "一.概况。二.经营。",
    "营收12亿元,增长3.5%",
    "投入〇.五亿元,占一.二成",
    "Corp.的股价,No.7号,v2.0版",
)


@pytest.mark.parametrize(("raw", "clean"), ENDS_SENTENCES.items())
def test_a_full_stop_of_ascii_ends_a_sentence_where_no_other_does(raw: str, clean: str) -> None:
    assert normalize(raw)[0] == clean


@pytest.mark.parametrize("text", ENDS_NONE)
def test_a_point_that_ends_no_sentence_stays(text: str) -> None:
    assert normalize(text)[0] == text


def test_opencc_changes_nothing_that_is_taken_for_simplified() -> None:
    convert = _converter().convert
    characters = [c for c in map(chr, range(0x30000)) if not 0xD800 <= ord(c) < 0xE000 and convert(c) != c]
    assert len(characters) > 3000
    assert not [c for c in characters if c not in _both_scripts() and _is_gb2312({c})]
    assert _is_gb2312(set("国务院，é①ab"))
