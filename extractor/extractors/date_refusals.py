"""Why what looks like a date is none: for those who ask, and never looked at otherwise.

The extractor passes over most of them without a thought. Here each gets the name of what it is instead.
"""

from __future__ import annotations

from extractor.mentions import Rule
from extractor.refusing import CODES, COUNT, LABEL, PHONE, STOCK_CODE, YEAR, LookAlikes, Sources

__all__ = ["RULES", "refusals"]

RULES = (
    Rule("date.phone", (), ("电话888-000-9999", "010-6552-1234", "请拨13912345678")),
    Rule(
        "date.number", (), ("股票代码600519", "证监许可〔2021〕123号", "身份证号140302197706220124", "汀岚(01999.HK)")
    ),
    Rule("date.network_address", (), ("服务器192.168.255.255",)),
    Rule("date.quote", (), ("(7.270,0.15,2.11%)",)),
    Rule("date.version", (), ("版本3.2.1", "移动4/5G", "GLM-4.5发布", "升级到v2.0")),
    Rule("date.score", (), ("以2比1取胜", "3-2险胜", "比分3:2")),
    Rule("date.ratio", (), ("占比1/3", "比例2019/33")),
    Rule("date.model", (), ("2025年款轿车", "2025款轿车", "奥迪Q5L", "H1N1流感")),
    Rule("date.bare_year", (), ("世界杯2022", "型号2022、款式3")),
    Rule("date.ordinal", (), ("第3届大会", "第十二批名单", "第2019期")),
    Rule("date.idiom", (), ("万年青", "三月兔", "百年树人", "一朝一夕", "一年四季")),
    Rule("date.vague", (), ("近年来增长", "目前亏损", "此前公告", "未来可期", "近日获悉")),
    Rule("date.session", (), ("早盘高开", "尾盘跳水")),
    Rule("date.comparison", (), ("同比增长", "环比下降", "按季回升")),
)

_SHORT = r"(?<![0-9A-Za-z.])[0-9]{1,4}"
_WORDS_OF_TIME = (
    "近年来?|近些年来?|多年来|近[期日来]|日[前后]|目前|当[前时]|眼下|如今|现[在时]|此前|之前|过去|未来|将来|以往|历来"
    "|最近|不久前|不久|长期以来|一直以来|[至迄]今|一段时间|短期内?|长期"
)


def _sources() -> Sources:
    return (
        ("phone", rf"{PHONE}|(?<![0-9\-])[0-9]{{3,4}}-[0-9]{{3,4}}-[0-9]{{4}}(?![0-9\-])"),
        ("number", rf"{CODES}|{STOCK_CODE}|{LABEL}[0-9]{{6,20}}|(?<![0-9.])[0-9]{{9,20}}(?![0-9.])"),
        ("network_address", r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])"),
        ("quote", r"(?<![0-9.])-?[0-9]+\.[0-9]+(?:, ?-?[0-9]+\.[0-9]+%?){1,9}"),
        (
            "version",
            r"(?:版本|[vV](?:er)?\.?) ?[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}"
            r"|(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,3}){2}(?![0-9.])"
            r"|(?<![0-9])[0-9]/[0-9]G|[A-Za-z]{2,12}-?[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])",
        ),
        ("ratio", rf"{_SHORT}/[0-9]{{1,4}}(?![0-9/])|{_SHORT}:[0-9]{{1,4}}(?=的?比)"),
        ("score", rf"{_SHORT} ?[:\-比] ?[0-9]{{1,3}}(?![0-9\-:])|{COUNT}比{COUNT}"),
        ("model", rf"{YEAR} ?[款型版]|(?<![A-Za-z0-9])[A-Za-z]{{1,6}}-?[0-9]{{1,4}}[A-Za-z0-9]{{0,6}}"),
        ("ordinal", rf"第 ?{COUNT} ?[届期号批轮次名位]"),
        (
            "idiom",
            r"[一二三四五六七八九十百千万]{1,2}[年月日天](?:千里|万里|[兔青树虫嫂饼牙球]|如一日|春秋|寒窗|大计|四季)"
            r"|一朝一夕|一年四季|日新月异|岁岁年年|年复一年|日复一日",
        ),
        ("set", "每个?[年月周日天晚季]|逐年|年均"),
        ("bare_year", rf"(?<![0-9.]){YEAR}(?![0-9.])"),
        ("session", "[早午尾]盘|盘[中初]"),
        ("comparison", "同比|环比|按[年季月](?=[增减升跌下上回持])"),
        ("vague", _WORDS_OF_TIME),
    )


refusals = LookAlikes("date", _sources)
