"""Why a number, or a word with a unit of money in it, is no amount: for those who ask, and never looked at otherwise.

The extractor passes over most numbers without a thought, since nothing at them says money. Here each of them gets the
name of what it is instead. A rule looks only at what no rule before it and no rule of the extractor has taken.
"""

from __future__ import annotations

from extractor.characters import HAN
from extractor.currency_names import CODE_BEHIND, alternation
from extractor.document import Document
from extractor.extractors.money_units import words_with
from extractor.mentions import Rule
from extractor.money_context import counted, counts
from extractor.numerals import NUMERAL_CHARACTERS
from extractor.quantities import QUANTITY, QUANTITY_CHARACTERS
from extractor.refusing import CODES, PHONE, STOCK_CODE, YEAR, LookAlikes, Sources

__all__ = ["RULES", "UNGOVERNED", "refusals"]

UNGOVERNED = "money.ungoverned"  # nothing is known of the number, and nothing says that it is money

RULES = (
    Rule("money.document_number", (), ("市府办〔2021〕37号文", "公告编号:2022-018", "沪01民终(2020)5512号")),
    Rule("money.phone", (), ("电话021-55501234", "请拨13912345678", "客服热线400-820-5555", "传真:8825 1122")),
    Rule(
        "money.stock_code",
        (),
        (
            "东岭股份(603999.SH)",
            "证券代码:002999",
            "(港股01999)",
            "股票HK$00512",
            "HKD01810",
            "京东方A 000725",
            "东岭股份(600519)",
        ),
    ),
    Rule("money.year", (), ("2023年的计划", "二〇二一年", "2019-2021年", "1998款")),
    Rule("money.date", (), ("3月至5月", "2024年12月31日", "十一月的销量", "截至30日")),
    Rule(
        "money.model_name", (), ("新款X70手机", "TK-4.5大模型", "采用RTX4090显卡", "5nm芯片", "B2B平台", "波音737客机")
    ),
    Rule("money.address", (), ("见http://example.com/3亿元.html",)),
    Rule("money.fraction", (), ("三分之二的股权", "几分之一")),
    Rule(
        "money.count",
        (),
        (
            "发行9500万股",
            "注册用户400万",
            "270万家企业",
            "万亿参数",
            "新建40万吨产能",
            "员工1200人",
            "面积5000平方米",
            "日活突破两千万",
            "270万+企业",
        ),
    ),
    Rule("money.currency_alone", (), ("美元走强", "人民币汇率", "持有港元")),
    Rule(
        "money.word",
        (),
        (
            "三元正极材料",
            "今年元旦",
            "元宇宙概念",
            "百亿元宇宙市场",
            "多元化经营",
            "一块石头",
            "李四人民币",
            "五角大楼",
            "二元期权",
            "一一列举",
        ),
    ),
    Rule("money.magnitude_word", (), ("亿邦动力发布报告", "万科涨停", "万一下雨", "成千上万")),
    Rule(UNGOVERNED, (), ("比分3:2", "9·11事件", "沪指报3021.55", "今年定个3000万的小目标")),
)

_NUMBER = rf"(?<![0-9.{NUMERAL_CHARACTERS}])(?=[{QUANTITY_CHARACTERS}])(?:{QUANTITY})"


def _sources() -> Sources:
    return (
        ("address", r"https?://[^\s,，。;；)）]{1,300}"),
        (
            "document_number",
            rf"{CODES}|(?<!\d){YEAR}-[0-9]{{3,4}}(?![0-9])|第? ?[0-9]{{1,8}} ?号(?!线)",
        ),
        ("phone", PHONE),
        ("stock_code", STOCK_CODE),
        (
            "year",
            rf"(?<![0-9.]){YEAR}(?=[-—~至到]{YEAR} ?年| ?[年款版届])|(?<=[-—~至到]){YEAR}(?= ?年)"
            r"|[一二][〇零○一二三四五六七八九]{3}(?=年)",
        ),
        (
            "date",
            r"(?<![0-9.])(?:1[0-2]|0?[1-9])(?= ?月)|(?<![0-9.])(?:[12][0-9]|3[01]|0?[1-9])(?= ?日(?![均活内]))"
            rf"|(?<![{NUMERAL_CHARACTERS}])[一二三四五六七八九十]{{1,2}}(?=月)",
        ),
        (
            "model_name",
            r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,12}[- ]?[0-9][A-Za-z0-9.\-]{0,12}"
            r"|[0-9]{1,5}(?!bn|mn)[A-Za-z]{1,4})(?![A-Za-z0-9])"
            r"|(?:波音|空客|长征|东风|神舟|天宫|[歼运轰直])-?[0-9]{1,3}(?![0-9.万亿元])",
        ),
        ("word", rf"一一(?={HAN})|三三两两"),
        ("fraction", rf"(?:{_NUMBER}|几)分之(?:{_NUMBER}|几)"),
        ("count", _NUMBER),
        ("currency_alone", rf"(?<![0-9{NUMERAL_CHARACTERS}]){alternation(CODE_BEHIND)}(?!{words_with('name')})"),
        ("word", rf"{_NUMBER}[元圆块角毛分厘仙](?={HAN})|元{HAN}"),
        ("magnitude_word", rf"(?<![0-9 {NUMERAL_CHARACTERS}几数])[万亿]{HAN}{{1,3}}|成千上万"),
        ("ungoverned", rf"{_NUMBER}|[0-9]+"),
    )


def _allows(document: Document, rule: str, start: int, end: int) -> bool:
    """Tell whether a number counts something, for the rule of counts; the other rules see it by themselves."""
    text = document.text
    return (
        rule != "money.count"
        or counts(text, end + text.startswith("+", end))
        or counted(text, start, document.sentence_at(start).start)
    )


refusals = LookAlikes("money", _sources, _allows)
