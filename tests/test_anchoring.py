"""Dates that the article itself, its dateline or the day of publication places."""

from __future__ import annotations

import pytest

from extractor.facts import Date, Fact
from extractor.pipeline import load

PIPELINE = load()


def dates(text: str, reference: str | None = None) -> list[Fact]:
    return list(PIPELINE.extract(text, reference_date=reference, types=["date"]))


def said(text: str, reference: str | None = None) -> list[tuple[str, str | None, str, str | None]]:
    told = []
    for fact in dates(text, reference):
        assert isinstance(fact.value, Date)
        told.append((fact.text, fact.value.value, fact.value.basis, fact.value.anchor))
    return told


def values(text: str, reference: str | None = None) -> list[str | None]:
    return [value for _, value, _, _ in said(text, reference)]


def test_a_month_goes_with_the_year_told_before() -> None:
    assert said("2025年3月完成股改,4月办理辅导备案。") == [
        ("2025年3月", "2025-03", "explicit", None),
        ("4月", "2025-04", "context", "date-1"),
    ]


def test_the_year_holds_until_another_is_told() -> None:
    text = "2019年6月3日立案。\n6月9日,法院受理。\n2020年1月8日宣判,2月1日执行。"
    assert values(text) == ["2019-06-03", "2019-06-09", "2020-01-08", "2020-02-01"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2013年他回国。这一年公司成立", "2013"),
        ("2020年营收10亿元,占当年总额的一半", "2020"),
        ("2019年被捕,次年获释", "2020"),
        ("2019年被捕,翌年获释", "2020"),
        ("2022年投资收入6亿元,年末保有量230亿元", "2022"),
        ("2020年9月30日资产较上年末增长", "2019"),
        ("2021年8月15日签约,当天开工", "2021-08-15"),
        ("2021年12月31日签约,次日开工", "2022-01-01"),
        ("2021年8月15日签约,同月开工", "2021-08"),
        ("2021年成立,三年后上市", "2024"),
        ("2014年9月入学。两年之后,他租下一间厂房", "2016"),
        ("公司设立于2019年6月11日。\n同一年,工厂投产", "2019"),
        ("2020年售出60台。第二年,售出180台", "2021"),
        ("2020年收入1亿元,全年净利1千万元", "2020"),
    ],
)
def test_what_refers_to_the_date_told_last(text: str, value: str) -> None:
    assert said(text)[-1][1:] == (value, "context", "date-1")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年上半年收入3亿元,较上年同期减少", "2020-H1"),
        ("2024年1-9月收入3亿元,去年同期2亿元", "2023-01/2023-09"),
        ("2021年前三季度收入3亿元,较2020年底增加1户,较上年同期减少", "2020-Q1/2020-Q3"),
        ("2020年收入3亿元,2018年同期1亿元", "2018"),
    ],
)
def test_same_period(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8月CPI上涨0.6%,比上月回落", "2024-07"),
        ("8月CPI上涨。由上月下降转为上涨", "2024-07"),
        ("8月CPI上涨。公司上月完成交割", "2024-08"),
        ("2024年第二季度增长,较上一季度回落", "2024-Q1"),
    ],
)
def test_what_is_compared_goes_back_from_the_month_told(text: str, value: str) -> None:
    assert values(text, "2024-09-27")[-1] == value


STORIES = [
    # The year that a report is about is that of 全年, whatever day is told between.
    ("2024年度业绩预告于2025年1月20日公布,预计全年亏损3亿元", None, ["2024", "2025-01-20", "2024"]),
    # A look back ends with its paragraph, unless its days go on.
    ("2024年6月,李某入职。\n2021年3月,他在外地任职。\n5月,他返回公司", None, ["2024-06", "2021-03", "2024-05"]),
    ("2024年6月3日入职。\n2021年3月5日任职。\n5月8日返回", None, ["2024-06-03", "2021-03-05", "2021-05-08"]),
    # What lies ahead, and what reaches to the present, places nothing behind its sentence.
    ("新厂2027年3月量产。5月开工", "2025-06-18", ["2027-03", "2025-05"]),
    ("去年9月以来,公司连续扩产。10月,新厂投产", "2025-06-18", ["2024-09", "2025-10"]),
    ("2024年9月,公司扩产。10月,新厂投产", "2025-06-18", ["2024-09", "2024-10"]),
    # Behind results the news goes on in its own time, but what is part of them does not.
    ("公司2024年收入增长,其中3月增长最快", "2025-06-18", ["2024", "2024-03"]),
    ("公司2024年收入增长。3月,公司增长最快", "2025-06-18", ["2024", "2025-03"]),
    ("2024年底,公司有员工3人。3月,公司扩产", "2025-06-18", ["2024", "2025-03"]),
    # A year goes on through its paragraph, whatever paragraphs follow.
    ("公司2021年上市。3月,公司迁址。\n股价上涨", "2025-06-18", ["2021", "2021-03"]),
    ("公司2021年上市。\n3月,公司迁址。\n股价上涨", "2025-06-18", ["2021", "2025-03"]),
    # 当天 is the last whole day, 同年 and 次年 the last year, told in passing or not.
    ("2024年7月15日公布,上半年增长5%。发言人当天表示", None, ["2024-07-15", "2024-H1", "2024-07-15"]),
    ("公司成立于2008年,次年上市。2020年3月停牌,同年复牌", None, ["2008", "2009", "2020-03", "2020"]),
    # Brackets tell which day a weekday is.
    ("周三(4月16日),周四(17日)", "2025-06-18", ["2025-04-16", "2025-04-16", "2025-04-17", "2025-04-17"]),
    ("周三(2024年4月17日)下午", None, ["2024-04-17TAF"]),
    # Courts and lists look back.
    (
        "2024年11月8日,李某被查。2月3日,法院经审理查明,1月14日晚,张某盗窃",
        "2025-02-18",
        ["2024-11-08", "2025-02-03", "2025-01-14TEV"],
    ),
    ("汀岚科技2024年12月签约,曾于3月立项", "2025-06-18", ["2024-12", "2024-03"]),
    ("营收较2020年1月、12月下降", "2025-06-18", ["2020-01", "2020-12"]),
    # Distances count from what was told in their sentence.
    ("公司2020年停产。两年之后,公司上市", "2025-06-18", ["2020", "2022"]),
    ("2023年10月至12月增长,次月回落", "2025-06-18", ["2023-10/2023-12", "2024-01"]),
    ("预计全年净利润3亿元,上年同期亏损", "2025-06-18", ["2025", "2024"]),
    ("收入好于去年同期。全年目标不变", "2025-02-10", ["2024", "2025"]),
    # What ends its sentence, its paragraph, ends there.
    ("公司2020年3月停产。该厂成立于2008年。10月,工厂复产", "2025-06-18", ["2020-03", "2008", "2020-10"]),
    ("公司2024年一季度盈利,达产预计在2026年。上年同期亏损", "2025-06-18", ["2024-Q1", "2026", "2023-Q1"]),
    ("公司迁至江城是在2021年\n3月,公司扩产", "2025-06-18", ["2021", "2025-03"]),
    # What is long past, and a story of one year, go on.
    ("公司2023年收入增长。3月,公司增长最快", "2025-06-18", ["2023", "2023-03"]),
    ("2024年6月,李某入职。\n9月,他返回公司", "2025-10-18", ["2024-06", "2024-09"]),
    ("2024年6月3日入职。\n2021年3月5日任职。\n5月,他返回公司", None, ["2024-06-03", "2021-03-05", "2024-05"]),
    ("2024年6月3日入职。\n2021年3月任职。\n5月8日返回", None, ["2024-06-03", "2021-03", "2024-05-08"]),
    # Behind a month without data 上月 is that before publication; a part of a month and a rough time are periods too.
    ("公司8月停产。上月收入下降2%", "2024-09-27", ["2024-08", "2024-08"]),
    ("公司8月收入下降3%。上月收入下降2%", "2024-09-27", ["2024-08", "2024-07"]),
    ("2023年三季度左右销量3万辆,上年同期2万辆", None, ["2023-Q3", "2022-Q3"]),
    ("2023年3月初销量3万辆,上年同期2万辆", None, ["2023-03", "2022-03"]),
    ("2023年初销量3万辆,上年同期2万辆", None, ["2023", "2022"]),
]


@pytest.mark.parametrize(("text", "reference", "told"), STORIES)
def test_stories(text: str, reference: str | None, told: list[str]) -> None:
    assert values(text, reference) == told


def test_a_plan_places_nothing_behind_its_sentence() -> None:
    assert values("新厂2027年量产。下半年开工", "2025-06-18") == ["2027", "2025-H2"]


def test_the_day_of_publication_places_a_holiday_and_leaves_its_value_open() -> None:
    for text, value, start in [
        ("国庆", "XXXX-10-01", "2025-10-01"),
        ("春节", None, "2026-02-17"),
        ("妇女节已放假", "XXXX-03-08", "2025-03-08"),
        ("公司双11已售罄", "XXXX-11-11", "2024-11-11"),
        ("将于元旦开业", "XXXX-01-01", "2026-01-01"),
        ("公司双11期间销售额大增", "XXXX-11-11", "2024-11-11"),
        ("公司预计双11期间销售额大增", "XXXX-11-11", "2025-11-11"),
    ]:
        (fact,) = dates(text, "2025-06-18")
        assert isinstance(fact.value, Date)
        assert (fact.value.value, fact.value.start) == (value, start), text


def test_a_gloss_tells_the_year_of_publication() -> None:
    text = "今年(2024年)4月开幕。去年下降,明年回升。"
    assert values(text) == ["2024-04", "2023", "2025"]


def test_what_the_article_tells_later_places_what_it_tells_first() -> None:
    assert values("10月29日,公司发布2020年三季度报告") == ["2020-10-29", "2020-Q3"]


def test_a_forecast_of_results_tells_the_year() -> None:
    assert values("10月11日,公司预计2019年前三季度归属于股东的净利润下降")[0] == "2019-10-11"
    assert values("10月11日,项目预计2021年上半年完成")[0] == "XXXX-10-11"


def test_a_yearly_report_comes_out_in_the_next_year() -> None:
    assert values("公司发布2020年年度报告。此前1月22日披露预告") == ["2020", "2021-01-22"]


@pytest.mark.parametrize(
    "text",
    [
        "公司成立于2008年。6月3日完成融资",
        "项目直至2028年4月竣工。6月3日开工",
        "营收较2019年增长。6月3日开工",
        "2015年出资11亿元。\n6月3日开工",
    ],
)
def test_a_year_in_passing_tells_no_year_of_publication(text: str) -> None:
    told = {t: v for t, v, _, _ in said("5月2日公告。" + text)}
    assert told["5月2日"] == "XXXX-05-02"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2022年5月9日,公司发布新品。今年首批交付。管理层预计2023年底前盈利,2024年上半年申报上市。", "2022"),
        ("5月9日公告。今年已交付。二号厂房2027年一季度建成,三号厂房2028年6月投用。", None),
        ("公司2021年收入2亿元,今年收入4亿元,租期至2029年8月。", None),
        ("公司2021年收入2亿元,今年收入4亿元。贷款期限为2022年4月1日至2026年3月31日。", None),
        ("2021年10月,公司迁址。今年收入4亿元。2022年上半年收入同比增长。答案在2023年第二季度。", "2022"),
        ("3月9日公告,截至2021年12月31日总资产2亿元。今年收入增长", "2022"),
        ("公司2021年度利润分配方案披露,今年分红", "2022"),
        ("公司今年扩产。至2022年7月,会员已逾百万", "2022"),
        ("公司发布2022年一季度报告。4月9日复牌,今年已交付。", "2022"),
    ],
)
def test_plans_and_terms_tell_no_year_of_publication(text: str, first: str | None) -> None:
    told = {t: v for t, v, _, _ in said(text)}
    assert told["今年"] == first


def test_the_day_of_publication_comes_after_the_article() -> None:
    assert said("公司今日公告,去年亏损", "2025-06-18") == [
        ("今日", "2025-06-18", "reference", None),
        ("去年", "2024", "reference", None),
    ]


def test_nothing_is_invented() -> None:
    assert said("5月18日开会,去年亏损,昨日公告") == [
        ("5月18日", "XXXX-05-18", "none", None),
        ("去年", None, "none", None),
        ("昨日", None, "none", None),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("某公司获得融资\n2024-06-18 08:30\n今日,公司宣布", "2024-06-18"),
        ("2024年5月签约。下周一(2024年5月6日)停牌,昨(30)日公告。公司今日宣布", "2024-05-01"),
        ("2024年06月18日 来源:某某网\n公司今日宣布", "2024-06-18"),
        ("2024-06-18 17:40  财经\n公司今日宣布", "2024-06-18"),
        ("关于回购的公告\n公司今日宣布回购。\n特此公告。\n某公司董事会\n二〇二四年六月十八日", "2024-06-18"),
        ("新华社北京6月18日电 公司发布2024年一季度报告,今日开盘", "2024-06-18"),
        ("2024年6月18日讯,某车企今日交付首批新车", "2024-06-18"),
        ("2024年6月18日,某财经网获悉,公司今日完成融资", "2024-06-18"),
        ("某公司获得融资\n2024年6月18日发布\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n2024年6月18日(星期二)\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\nPublished 2024-06-18\n公司今日宣布", "2024-06-18"),
        ("某公司发布公告,截至本公告日(2024年6月18日),今日持股不变", "2024-06-18"),
        ("某公司获得融资\n江城日报 2024-06-18 09:20\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n作者:王某 2024-06-18\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n发布时间:2024-06-18 浏览次数:12\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n2024-06-18T09:20:15+08:00\n公司今日宣布", "2024-06-18"),
        ("本报江城2024年6月18日讯 公司今日宣布", "2024-06-18"),
        ("上海2024年6月18日 /某通讯社/ -- 公司今日宣布", "2024-06-18"),
        ("2024年6月18日,上海——公司今日宣布", "2024-06-18"),
        ("某公司获得融资(2024-06-18)\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n作者:王某 | 发布时间:2024-06-18\n公司今日宣布", "2024-06-18"),
        ("江海社香港2024年6月18日电 今日,港股上涨", "2024-06-18"),
        ("（江海社記者王某台北2024年6月18日電）公司今日宣布", "2024-06-18"),
        ("某某日报江城2024年6月18日讯(记者王某)公司今日宣布", "2024-06-18"),
        ("江海北京2024年6月18日电 公司今日宣布", "2024-06-18"),
        ("（中国江城，2024年6月18日）——公司今日宣布", "2024-06-18"),
        ("(香港,2024年6月18日)公司今日宣布", "2024-06-18"),
        ("江城,2024年6月18日——公司今日宣布", "2024-06-18"),
        ("中国江城 - 2024年6月18日 - 公司今日宣布", "2024-06-18"),
        ("香港 - Newswire - 2024年6月18日 - 公司今日宣布", "2024-06-18"),
        ("【2024年6月18日】公司今日宣布", "2024-06-18"),
        ("[2024-06-18] 公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n(2024-06-18 09:20:15) 公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n本报记者 王某 2024年6月18日\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n王某 · 2024-06-18 · 阅读 12\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n原创 王某 江城财经 2024-06-18 09:20 上海\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n江城新聞網 王某 2024/06/18 09:20\n公司今日宣布", "2024-06-18"),
        ("请教\n1楼 2024-06-18 09:20\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n更新於：2024-06-18T09:20:15+08:00\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n发布时间:2024-06-18T09:20:15-05:00\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n中華民國113年6月18日\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n113/06/18 09:20\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\nPublished: Jun. 18, 2024\n公司今日宣布", "2024-06-18"),
        ("Posted on June 18, 2024 by admin\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\nTue, 18 Jun 2024 09:20:15 +0800\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n18-Jun-2024\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n2024年6月18日，星期二\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n来源 江城日报 2024年06月18日 第05版\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n《江城日报》(2024年6月18日 第05版)\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n索引号:12 发文日期:2024年6月18日 主题:金融\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n本文首发于2024年6月18日\n公司今日宣布", "2024-06-18"),
        ("某公司获得融资\n王某 2024-06-18 09:20\n公司今日宣布", "2024-06-18"),
        ("某公司公告\n公司今日宣布。\n主席\n王某\n香港,2024年6月18日\n于本公告日期,董事为王某。", "2024-06-18"),
        # What makes a chronicle, a day of the moon or another one today ends no search.
        (
            "2016年9月1日\n开业\n2017年3月8日\n迁址\n2019年5月6日\n上市\n江海社北京2024年6月18日电 公司今日宣布",
            "2024-06-18",
        ),
        ("今天是农历五月十三,今天是2024年6月18日。公司今日宣布", "2024-06-18"),
        ("公司2024年5月签约。今天是2024年6月18日,公司今日宣布", "2024-06-18"),
        ("公司2024年5月签约。今天是6月18日,公司今日宣布", "2024-06-18"),
        ("预计下周一(2024年5月6日)停牌,昨(30)日公告。公司今日宣布", "2024-05-01"),
        # Days without a year on their lines are a programme; a correction tells no other day of the article.
        ("某公司获得融资\n2024-06-18\n日程\n6月20日\n开幕\n6月22日\n闭幕\n公司今日宣布", "2024-06-18"),
        ("江城日报2024年6月18日讯 公司今日宣布融资。\n2025年1月3日,本文更正了金额。", "2024-06-18"),
        ("某公司获得融资(发布时间:2024年6月18日)\n公司今日宣布", "2024-06-18"),
        (
            "关于回购的公告\n公司今日宣布回购。\n"
            + "本公司及董事会全体成员保证内容真实。" * 30
            + "\n某公司董事会2024年6月18日\n(完)",
            "2024-06-18",
        ),
    ],
)
def test_dateline(text: str, day: str) -> None:
    facts = PIPELINE.extract(text, types=["date"])
    assert (facts.reference_date, facts.reference_date_source) == (day, "dateline")
    today = next(f.value for f in facts if f.text == "今日")
    assert isinstance(today, Date)
    assert (today.value, today.basis) == (day, "reference")


@pytest.mark.parametrize(
    "text",
    [
        "公司于2024年6月18日公告,昨日停牌",
        "今天是2024年2月30日,公司今日公告",
        "企业名称:某科技公司\n成立日期:2011-04-08\n公司今日公告",
        "董事长履历\n出生日期:1970年8月5日\n公司今日公告",
        "转债到期日期:2031年7月9日\n公司今日公告",
        "会议召开时间:2023年4月6日\n公司今日公告",
        "时间:2023年4月6日\n地点:成都\n公司今日公告",
        "报告期|2022年6月30日|\n公司今日公告",
        "依照框架协议(2018年9月12日),公司今日收到货款",
        "公司大事记\n2016年9月1日\n公司在成都开业",
        "2016年9月1日\n开业\n2017年3月8日\n迁址\n2019年5月6日\n上市",
        "公司简介\n统计截止2016年9月1日\n公司今日公告",
        "2016年9月1日公司向证监会申报材料",
        "公司简史\n【2016年9月1日】开业。\n【2017年3月8日】迁址。\n【2019年5月6日】上市。",
        "[2016-09-01] 开业\n[2017-03-08] 迁址\n[2019-05-06] 上市",
        "据报2016年9月1日电话会议上,公司称今日停产",
        "某网站2016年9月1日讯问王某,今日公开",
        "(成立日期:2016年9月1日)公司今日公告",
        "(图为2016年9月1日,工人在车间)公司今日公告",
        "(图为2016年9月1日)\n公司今日公告",
        "展期\n2016年9月1日至5日\n公司今日公告",
        "公司公告\n2016年农历八月初一\n公司今日公告",
        "今天是2016年农历八月初一,公司今日公告",
        "北京,2016年9月1日,公司成立,今日有百人",
        "签约仪式 2016年9月1日\n公司今日公告",
        "路演 2016年9月1日 19:30\n公司今日公告",
        "计划 2016年9月1日 19:30\n公司今日公告",
        "股权登记日:2016年9月1日 除息日:2016年9月2日\n公司今日公告",
        "上海2016年9月1日——开业\n北京2017年3月8日——迁址\n广州2019年5月6日——上市",
        "甲公司记者会 2016年9月1日\n公司今日公告",
    ],
)
def test_no_dateline(text: str) -> None:
    assert PIPELINE.extract(text, types=["date"]).reference_date is None


def test_the_caller_knows_better_than_the_dateline() -> None:
    facts = PIPELINE.extract("标题\n2024-06-18\n今日开盘", reference_date="2025-01-02", types=["date"])
    assert facts.reference_date == "2025-01-02"


def test_to_and_from() -> None:
    (whole, clock) = (f.to_dict() for f in dates("2025年上半年。2025年6月11日上午9点"))
    assert (whole["from"], whole["to"]) == ("2025-01-01", "2025-07-01")
    assert (clock["from"], clock["to"]) == ("2025-06-11T09:00:00", None)


def test_ids_of_anchors_are_ids_of_facts() -> None:
    facts = PIPELINE.extract("2025年3月收入5亿元,4月增长3%,当年扭亏。次年分红")
    ids = {f.id for f in facts}
    for fact in facts:
        if isinstance(fact.value, Date) and fact.value.anchor:
            assert fact.value.anchor in ids


def test_an_anchor_is_the_date_that_was_told_last() -> None:
    assert said("2025年3月收入5亿元。2024年5月增长3%,6月增长2%,当年扭亏") == [
        ("2025年3月", "2025-03", "explicit", None),
        ("2024年5月", "2024-05", "explicit", None),
        ("6月", "2024-06", "context", "date-2"),
        ("当年", "2024", "context", "date-3"),
    ]
    assert [fact.rule for fact in dates("2025年3月,去年同期")] == ["date.absolute", "date.same"]


@pytest.mark.parametrize("reference", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "text", ["上上周五", "大前年", "大后年第一周", "明晚", "上财年W53", "去年春节", "100天前", "次日"]
)
def test_the_calendar_has_ends(text: str, reference: str) -> None:
    for fact in dates(text, reference):
        assert isinstance(fact.value, Date)
        assert fact.value.end is None or fact.value.start is not None
