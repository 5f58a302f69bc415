"""The year in which an article is written, as far as it lets guess it: the one that it calls 今年."""

from __future__ import annotations

import pytest

from extractor.facts import Date
from extractor.pipeline import extract


def this_year(text: str) -> str | None:
    facts = [fact for fact in extract(text, types=["date"]) if fact.text == "今年"]
    assert facts, text
    assert isinstance(facts[-1].value, Date)
    return facts[-1].value.value


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # 16 April 2025 is a Wednesday.
        ("公司2024年3月签约。周三(4月16日)开工,今年投产", "2025"),
        ("公司2024年3月签约。4月16日(周三)开工,今年投产", "2025"),
        ("公司2024年3月签约。4月16日,周三,工程开工,今年投产", "2025"),
        ("公司2025年3月签约。4月16日(周三)开工,今年投产", "2025"),
        ("公司2024年3月签约。4月16日(周六)开工,今年投产", "2024"),
        ("公司2014年4月16日(周三)迁址。2024年3月1日签约,今年投产", "2024"),
        ("公司2024年3月签约。2月30日(周三)开工,今年投产", "2024"),
        ("公司2024年3月签约。4月16日,上周三停牌的甲公司复牌,今年投产", "2024"),
        ("公司2024年3月签约。上周三,4月16日停牌的甲公司复牌,今年投产", "2024"),
        ("公司2024年3月签约。4月16日开工。周三下雨,今年投产", "2024"),
    ],
)
def test_a_weekday_corrects_the_year(text: str, year: str) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("昨日公告,去年产量较2023年增长,今年回落", "2025"),
        ("去年产量较2023年3月增长,今年回落", None),
        ("前年产量较2023年增长,今年回落", None),
        ("去年产量较2023年同期增长,今年回落", None),
        ("去年产量高。2023年增长,今年回落", None),
        ("去年产量较2019年疫情前增长,今年回落", None),
    ],
)
def test_the_year_that_the_last_one_is_compared_with(text: str, year: str | None) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年1月至12月,公司扩产。今年回落", None),
        ("2023年2月至12月,公司扩产。今年回落", "2023"),
        ("2023年以来,公司已扩产,今年再扩", "2023"),
        ("自2023年以来,公司已扩产,今年再扩", None),
        ("2023年至今,公司扩产三次,今年再扩", None),
    ],
)
def test_whole_years_tell_no_year_of_publication(text: str, year: str | None) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("截至2023年12月底,公司总资产2亿元。3月9日公告,今年收入增长", "2024"),
        ("截至2023年11月底,公司总资产2亿元。3月9日公告,今年收入增长", "2023"),
        ("公司2023年第四季度收入5亿元。3月9日公告,今年收入增长", "2024"),
        ("公司2023年下半年收入5亿元。3月9日公告,今年收入增长", "2024"),
        ("公司2023年第三季度收入5亿元。3月9日公告,今年收入增长", "2023"),
        ("2021年12月31日,公司公告签约。9月已开工,今年扩产", "2021"),
    ],
)
def test_the_end_of_a_year_is_told_in_the_spring_behind_it(text: str, year: str) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("公司2023年营收3亿元。公司2023年5月签约,今年扩产", "2024"),
        ("公司2023财年营收3亿元。公司2023年5月签约,今年扩产", "2023"),
        ("公司2022年收入8000万元,2023年1.6亿元。公司2023年5月签约,今年扩产", "2024"),
        ("公司2022年收入8000万元。2023年1.6亿元到账。公司2023年5月签约,今年扩产", "2023"),
        ("2021年至2023年,公司累计投入3亿元。公司2023年5月签约,今年扩产", "2024"),
        ("2021年至2023年,公司将累计投入3亿元。公司2023年5月签约,今年扩产", "2023"),
    ],
)
def test_a_year_whose_results_are_told_is_over(text: str, year: str) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("去年(2023年)亏损,今年盈利", "2024"),
        ("去年(2023年)5月亏损,今年盈利", "2024"),
        ("公司2022年5月停产,次年(2023年)4月复产,今年扩产", "2023"),
        ("公司2022年5月停产,去年(5月)复产,今年扩产", "2022"),
        ("去年,2023年计划搁置,今年扩产", None),
    ],
)
def test_brackets_tell_the_year(text: str, year: str | None) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # Behind the report on a year stands the spring of the next one.
        ("公司2023年业绩增长。今年3月扩产,今年盈利", "2024"),
        ("公司2023年业绩增长。今年6月扩产,今年盈利", "2023"),
        ("公司2023年业绩增长。4月9日公告,今年扩产", "2024"),
        ("公司2023年业绩增长。5月9日公告,今年扩产", "2023"),
        ("公司2023年上半年业绩增长。3月9日公告,今年扩产", "2023"),
        ("公司2023年一季度业绩增长。4月9日公告,今年扩产", "2023"),
        ("公司公布2023年年度报告,今年分红", "2024"),
        ("公司公布2023年年报,今年分红", "2024"),
        ("公司2022年营收3亿元,2021年营收2亿元。公司2022年5月签约,今年扩产", "2023"),
        ("预计2023年营收3亿元。公司2023年5月签约,今年扩产", "2023"),
        ("公司FY2023营收3亿元。公司2023年5月签约,今年扩产", "2023"),
        ("公司2023会计年度营收3亿元。公司2023年5月签约,今年扩产", "2023"),
    ],
)
def test_reports_come_out_behind_their_year(text: str, year: str) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年5月至2023年3月,公司扩产。今年盈利", "2023"),
        ("2023年第5周,公司扩产。今年盈利", "2023"),
        ("2023年春节,公司扩产。今年盈利", "2023"),
        ("2023年三季度,公司扩产。今年盈利", "2023"),
        ("2023年5月以来,公司扩产。今年盈利", "2023"),
        ("公司2023年5月前完成搬迁,今年扩产", None),
        ("公司2023年5月前三周完成搬迁,今年扩产", "2023"),
        ("预计2023年前三季度净利润增长,今年扩产", "2023"),
        ("目标明确,2023年5月已投产,今年扩产", "2023"),
        ("目标明确,2023年5月投产,今年扩产", None),
        ("公司2008年5月成立,今年扩产", None),
        ("公司较2023年5月扩产,今年盈利", None),
        ("预算案2025出炉。今年开支增加", "2025"),
        ("预算案2025出炉,预算案2024结束。今年开支增加", None),
        ("预算案。" + "市民意见不一。" * 20 + "预算案2025出炉。今年开支增加", None),
    ],
)
def test_what_tells_a_year_and_what_does_not(text: str, year: str | None) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("昨日公告。公司2023年5月签约,2023年6月开工,今年扩产", "date-2"),
        ("昨日公告。去年(2022年)亏损,今年盈利", "date-2"),
        ("昨日公告,去年产量较2023年增长,今年回落", "date-3"),
        ("4月12日,球队夺冠。2023/24赛季落幕,今年再战", "date-2"),
    ],
)
def test_the_fact_that_tells_the_year(text: str, anchor: str) -> None:
    fact = next(fact for fact in extract(text, types=["date"]) if fact.text == "今年")
    assert isinstance(fact.value, Date)
    assert fact.value.anchor == anchor


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # A year told twice is surer than one told once; one too far off is believed no more than the plan.
        ("2021年上半年公司已扩产。一期在2022年上半年。二期在2022年三季度。三期在2023年一季度。今年开工", "2022"),
        ("2021年上半年公司已扩产。一期在2022年上半年。三期在2023年一季度。今年开工", None),
        ("公司2021年3月5日签约,一期在2023年上半年。二期在2023年三季度。今年开工", "2021"),
        ("公司2021年3月5日签约,2021年6月建厂。二期在2023年上半年。今年扩产", "2021"),
    ],
)
def test_a_whole_day_and_what_is_told_again_are_surer_than_a_plan(text: str, year: str | None) -> None:
    assert this_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023/24赛季揭幕。4月12日,球队夺冠,今年再战", "2024"),
        ("2023/24赛季揭幕。11月12日,球队夺冠,今年再战", "2023"),
        ("4月12日,球队夺冠。2023/24赛季落幕,今年再战", "2024"),
        ("2023/24赛季揭幕,今年再战", None),
        ("2023/24赛季揭幕。6月12日,球队夺冠,今年再战", "2024"),
        ("2023/24赛季揭幕。7月12日,球队夺冠,今年再战", "2023"),
        ("2023/24学年揭幕。6月12日,球队夺冠,今年再战", None),
    ],
)
def test_the_season_in_which_a_day_is_told(text: str, year: str | None) -> None:
    assert this_year(text) == year
