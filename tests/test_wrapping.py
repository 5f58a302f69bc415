"""Lines that were broken where they were full are joined, numbers that were cut too; rows, cells and lists stay."""

from __future__ import annotations

from itertools import pairwise

import pytest
from metamorphic import CHANGES, apply

from extractor.normalize import normalize
from extractor.pipeline import load

PROSE = (
    "青禾科技昨日公布年报，全年营业收入为12.5亿元，同比增长3.5%，归属于股东的净利润为2024万元。董事会提议，"
    "每10股派发现金红利1.20元，股权登记日为2024年11月12日。\n公司表示，新厂将于2025年1月在苏州投产，"
    "总投资约30亿元，其中银行贷款18亿元，其余由股东按持股比例出资。\n"
)
LONG = 2 * PROSE.replace("\n", "") + "\n"
WRAPPED = [name for name in CHANGES if name.startswith("wrapped")]


# At 78 columns no more than two lines of PROSE are full and go on, which is too few to tell a width.
@pytest.mark.parametrize(
    ("name", "prose"),
    [*((name, LONG) for name in WRAPPED), *((name, PROSE) for name in WRAPPED if "78" not in name)],
)
def test_prose_of_a_fixed_width_is_prose_again(name: str, prose: str) -> None:
    changed = apply(CHANGES[name], prose, seed=1)
    assert changed is not None
    assert changed.text.count("\n") >= prose.count("\n") + 3
    # Where a sentence fills its line, the line end may stay.
    assert normalize(changed.text)[0].replace("。\n", "。") == normalize(prose)[0].replace("。\n", "。")


def test_facts_point_into_the_lines_that_were_read() -> None:
    raw = "\r\n".join(PROSE[at : at + 17] for at in range(0, PROSE.index("\n"), 17))
    facts = load().extract(raw, reference_date="2025-03-01").facts
    assert all(fact.text == raw[fact.start : fact.end] for fact in facts)
    assert {fact.text.replace("\r\n", "") for fact in facts} >= {"12.5亿元", "3.5%", "2024万元", "2024年11月12日"}
    assert any("\r\n" in fact.text for fact in facts)


# What lines of one width may be too.
ROWS = {
    "dates of posts": "2024-11-05 12:12:03\n" * 9,
    "rows": "".join(f"{i} 青禾{i}号 1,20{i}.50 4.1{i}\n" for i in range(9)),
    "items without a sentence's end": "".join(f"青禾{i}号：收入1{i}亿元，增长{i}%\n" for i in range(9)),
    "items with one": "".join(f"青禾{i}号：收入1{i}亿元，增长{i}%。\n" for i in range(9)),
    "dated rows, a lead and a closing sentence": "青禾科技上周继续回购。明细如下，均按当日汇率计算：\n"
    + "".join(f"2025-01-0{i} 回购39{i}万股，耗资1{i}.0亿港元，均价38{i}.6\n" for i in range(1, 9))
    + "以上数据来自公司公告。\n",
    "a chronicle": "".join(f"201{i}年在苏州设厂，收入{i}亿元，员工1{i}\n" for i in range(1, 9))
    + "此后公司多次增资。\n",
    "quarters": "".join(f"202{y}年{q}季度，营收1{y}亿元，毛利率35\n" for y in range(2, 5) for q in "一二三四")
    + "毛利率的单位为百分点。\n",
    "contracts": "青禾科技近日签约。各项如下，均已生效：\n"
    + "".join(
        f"{name}拟投资，金额2{i}亿元，合作方为中国石油\n"
        for i, name in enumerate(
            "浙江能源集团 江苏交通集团 广东水务集团 四川路桥集团 山西焦煤集团 河南机械集团 福建船舶集团".split()
        )
    )
    + "以上数据来自公司公告。\n",
    "rows that end alike": "".join(
        f"{name}集团投资{i}8亿元。合作方为中国石油\n"
        for i, name in enumerate("浙江 江苏 广东 四川 山西 河南".split(), 1)
    ),
    "items behind semicolons": "".join(
        f"收入{i}亿元，其中{c}占比1{i}%；\n" for i, c in enumerate("出口内销租赁服务其他" * 2)
    )
    + "以上数据来自公司公告。\n",
    "items of one first word": "".join(f"公司{c}，收入1{i}亿元，利润增长\n" for i, c in enumerate("甲乙丙丁戊己"))
    + "以上数据来自公司公告。\n",
    "cells": "项目\n2023年\n2024年\n营业收入\n12\n15\n净利润\n3\n4\n毛利率\n35.1%\n36.2%\n",
    "digits": "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
    "verses": "天色渐渐暗了下来\n街上的人慢慢少了\n谁家的灯还亮着呢\n风里有桂花的味道\n",
    "paragraphs": PROSE * 3,
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_rows_of_one_width_stay(rows: str) -> None:
    assert normalize(rows)[0].count("\n") == rows.count("\n")


def test_a_list_in_a_wrapped_article_stays() -> None:
    rows = "".join(f"2025-01-0{i} 回购39{i}万股，均价38{i}.6\n" for i in range(1, 9))
    text = normalize(_wrapped(PROSE) + rows + _wrapped(PROSE))[0]
    assert rows.replace("，", ",") in text
    assert text.count("为12.5亿元,同比增长") == 2


@pytest.mark.parametrize(
    ("left", "right"), [("公司员工12", "2017年"), ("毛利率为35", "2024-01"), ("约合12", "12月"), ("上涨35", "15日")]
)
def test_digits_that_make_no_number_stay_apart(left: str, right: str) -> None:
    lines = _wrapped(PROSE).split("\n")
    padding = "青" * (17 - len(left) + sum(c.isdecimal() for c in left) // 2)
    raw = "\n".join([*lines[:7], padding + left, right + "青禾科技公布了年报。", *lines[7:]])
    assert f"{left}\n{right}" in normalize(raw)[0]


def test_some_lines_of_one_width_among_longer_ones_make_no_wrapped_text() -> None:
    head = "青禾科技去年赚了三亿，每股4.58元\n"
    raw = (head + "，".join(["青禾科技公布年报"] * 15) + "\n") * 4
    assert normalize(raw)[0].count("\n") == raw.count("\n")


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [
        "　　青禾科技昨日公布，全年收入为12",
        "亿元，同比增长3.5%，利润为2024万元",
        "　　公司表示，新厂将于明年一月投产",
        "，总投资三十亿元。",
    ]
    text = normalize("\n".join(lines * 3))[0]
    assert text.count("\n") == 5
    assert "收入为12亿元" in text
    assert "投产,总投资" in text


def _wrapped(text: str) -> str:
    changed = apply(CHANGES["wrapped at 34 columns"], text, seed=1)
    assert changed is not None
    return changed.text


def test_a_link_may_be_wider_and_stays_by_itself() -> None:
    link = "https://qinghe.cn/" + "annual-report/" * 3
    wrapped = _wrapped(PROSE)
    text = normalize(f"{wrapped}{link}\n\n{'青禾科技，' * 40}\n{link}\n{wrapped}")[0]
    assert text.count(f"\n{link}\n") == 2
    assert text.count("为12.5亿元,同比增长") == 2


def test_a_blank_of_the_text_stays_where_a_line_was_broken_at_it() -> None:
    spaced = (2 * PROSE).replace("，", "， ").replace("总投资", " Wuxi Xishan Qinghe Annual Report ")
    assert normalize(_wrapped(spaced))[0].replace("。\n", "。") == normalize(spaced)[0].replace("。\n", "。")


def test_blanks_behind_every_line_go() -> None:
    padded = "\n".join(line + " " for line in _wrapped(PROSE).split("\n"))
    assert "为12.5亿元,同比增长3.5%,归属于股东的净利润为2024万元。" in normalize(padded)[0]


# Text of free length: what stands before the line end, behind it, and what both make.
CUT = {
    "青禾科技全年营业收入达到人民币12\n0亿元，同比增长": "人民币120亿元,",
    "青禾科技全年净利润同比增长了3.\n5%，高于预期": "增长了3.5%,",
    "青禾科技全年净利润同比增长了3\n.5%，高于预期": "增长了3.5%,",
    "青禾科技全年营业收入达到人民币1\n,200万元，同比": "人民币1,200万元,",
    "青禾科技全年营业收入达到人民币1,2\n00万元，同比": "人民币1,200万元,",
    "青禾科技宣布，新厂将于2024年1\n2月在苏州投产": "2024年12月在",
    "青禾科技宣布，新厂将于2024年12月1\n8日在苏州投产": "12月18日在",
    "青禾科技宣布，苏州的新厂将于20\n24年在苏州投产": "将于2024年在",
    "青禾科技宣布，苏州新厂的建设期为1\n8个月，比计划短": "为18个月,",
    "青禾科技在臺灣的營業收入，約新臺幣1\n8億元，比去年多": "新台币18亿元,",
    "青禾科技连涨三天，昨日股价已涨到8.\n15元\n": "涨到8.15元\n",
}
WHOLE = (
    "青禾科技全年营业收入连续三年高于12\n3.5.1 行业概况，以及",  # a heading's number
    "青禾科技、岚汀、柚果等公司上榜财富500强2024\n5月3日，记者获悉",  # a year ends the headline
    "青禾科技各季度营业收入与净利润见表1\n2023年，公司收入",  # and a number of a table, figure or page
    "青禾科技各季度营业收入与净利润见表1\n5亿元以上的有三项",
    "青禾科技各地区的营业收入，见第1\n2月收入为3亿元，比",
    "青禾科技宣布，新厂将于2024年1\n5月投产的还有岚汀",  # no month
    "青禾科技宣布，新厂将于12月3\n5日在苏州投产",  # no day
    "全年营业收入 17.62 20.95\n3亿元，同比增长",  # a row
    "营业收入12\n3亿元，同比增长",  # a cell
    "青禾科技全年营业收入和净利润各为12\n3亿元\n",  # a cell behind
    "来源：青禾网 2024-12-03 21:46\n46.8亿美元的收购案",  # a moment
    "来源：青禾网，2024-12-1\n46.8亿美元的收购案",
    "青禾科技七月的工业生产同比保持平稳1\n2月份，该公司",  # a footnote's number
    "青禾科技与岚汀的股份数量，其数分别为100,\n200万元，用于",  # two items
    "青禾科技的联系人与电话号码：68851234\n3亿元人民币，来源",
)  # fmt: skip


@pytest.mark.parametrize(("raw", "found"), CUT.items())
def test_a_number_cut_in_two_is_one(raw: str, found: str) -> None:
    assert found in normalize(raw)[0]


@pytest.mark.parametrize("raw", WHOLE)
def test_two_numbers_stay_two(raw: str) -> None:
    assert normalize(raw)[0].count("\n") == raw.count("\n")


@pytest.mark.parametrize(
    "raw",
    [
        "青禾科技于2024年\n4月30日发布年报",
        "青禾科技，2024 年\n4 月 30 日发布年报",
        "青禾科技的公告发布于2024年4月\n30日，同日复牌",
        "青禾科技董事会及全体股东大会通过2024年\n四月三十日的议案",
    ],
)
def test_a_date_cut_behind_a_unit_is_one(raw: str) -> None:
    assert "\n" not in normalize(raw)[0]


@pytest.mark.parametrize(
    "raw",
    [
        "2024年\n4月30日，青禾科技上市",  # a heading
        "青禾科技大事记2024年\n4月30日，上市",
        "收入 2024年\n4月 3月\n12 13",
        "青禾科技于2024年\n40家门店开业",
        "4月\n30日",
    ],
)
def test_a_year_that_heads_a_line_stays(raw: str) -> None:
    assert normalize(raw)[0].count("\n") == raw.count("\n")


def test_no_line_end_is_taken_twice() -> None:
    raw = ("青禾科技全年营业收入达到人民币12\n" + "0亿元，") * 9
    _, alignment = normalize(raw)
    spans = [alignment.to_source(i, i + 1) for i in range(alignment.target_length)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
