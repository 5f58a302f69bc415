"""Which currency a bare 元, and a number without any, is in."""

from __future__ import annotations

import pytest
from amounts import PIPELINE

from extractor.lexicon import table

ARTICLES = {
    "a mainland article": (
        "公司去年营收30亿元,净利润3亿。",
        [("30亿元", "CNY", "explicit"), ("3亿", "CNY", "context")],
    ),
    "a number alone": ("公司去年营收30亿。", [("30亿", "CNY", "none")]),
    "a mainland article on a share of Hong Kong": (
        "公司在香港上市,港股市值500亿港元。去年营收30亿元,北京总部投入2亿元。",
        [("500亿港元", "HKD", "explicit"), ("30亿元", "CNY", "explicit"), ("2亿元", "CNY", "explicit")],
    ),
    "an article of Hong Kong": (
        "財政司司長表示,本港今年撥款30億元,立法會將審議。",
        [("30億元", "HKD", "context")],
    ),
    "an article of Macau": ("澳門博監局公布,上月賭收為190億元。", [("190億元", "MOP", "context")]),
    "an article of Taiwan": ("台北訊,鴻海前5月營收達3,000億元。", [("3,000億元", "TWD", "context")]),
    "an article of Taiwan, by its words": ("記憶體廠3月營收月增三成,達20億元。", [("20億元", "TWD", "context")]),
    "an article of Taiwan in Simplified script, by many words": (
        "台北报导，每坪单价月增两成，台股收高，捷运旁的案子要价3000万元，另收人民币80万元。",
        [("3000万元", "TWD", "context"), ("人民币80万元", "CNY", "explicit")],
    ),
    "a mainland article on Taiwan": (
        "北京、上海两地的台湾企业，从台北、新竹来的最多，报导称去年投资3000万元，另有上柜公司投资80万元。",
        [("3000万元", "CNY", "explicit"), ("80万元", "CNY", "explicit")],
    ),
    "an article of Taiwan that names another place's dollar": (
        "台湾立法院通过预算，行政院称台积电、鸿海、联发科去年缴税3000万元，另有外商缴80万港元。",
        [("3000万元", "TWD", "context"), ("80万港元", "HKD", "explicit")],
    ),
    "a mainland article in Traditional script": (
        "北京消息,公司在上海證券交易所發布公告,營收為5億元。",
        [("5億元", "CNY", "explicit")],
    ),
    "the sentence of another amount": (
        "该股收报2.36港元,成交额905万。",
        [("2.36港元", "HKD", "explicit"), ("905万", "HKD", "context")],
    ),
    "the only currency of the article": (
        "公司估值50亿美元。本轮融资3亿。",
        [("50亿美元", "USD", "explicit"), ("3亿", "USD", "context")],
    ),
    "a 元 with a name in its sentence": (
        "台北訊,高雄旅客在內地買衣服從人民幣10元起,最後8元成交。在家則要50元。",
        [("人民幣10元", "CNY", "explicit"), ("8元", "CNY", "explicit"), ("50元", "TWD", "context")],
    ),
    "a name that countries share": (
        "墨西哥央行表示,援助2亿比索。瑞典公司出价3亿克朗。",
        [("2亿比索", "MXN", "context"), ("3亿克朗", "SEK", "context")],
    ),
    "a name that countries share, and none is named": ("门票2000比索。", [("2000比索", None, "none")]),
    "an article in Traditional script that names its yuan": (
        "瀚海收入3.1億元,年租人民幣80萬元,研發開支RMB 6,000萬。擬募資HK$9億。毛利2億元。",
        [
            ("3.1億元", "CNY", "explicit"),
            ("人民幣80萬元", "CNY", "explicit"),
            ("RMB 6,000萬", "CNY", "explicit"),
            ("HK$9億", "HKD", "explicit"),
            ("2億元", "CNY", "explicit"),
        ],
    ),
    "a price of a share says nothing of the statements": (
        "蓝鲸科技收报21.5港元。上半年收入38亿,净利4亿。",
        [("21.5港元", "HKD", "explicit"), ("38亿", "CNY", "none"), ("4亿", "CNY", "none")],
    ),
    "an item has the currency of the last item": (
        "蓝鲸科技收入90亿元,市值70亿美元,净利润8亿。",
        [("90亿元", "CNY", "explicit"), ("70亿美元", "USD", "explicit"), ("8亿", "CNY", "context")],
    ),
    "an article of Hong Kong in Simplified script": (
        "香港特区政府公布,房委会将上调租金,最高每月多交300元,房屋局司长说多数住户受影响有限。",
        [("300元", "HKD", "context")],
    ),
    "a 元 with its name behind it": (
        "联发科营收1300亿元新台币,净利260亿元。",
        [("1300亿元新台币", "TWD", "explicit"), ("260亿元", "TWD", "context")],
    ),
    "a 元 of Macau in a sentence of Hong Kong's": (
        "澳門博監局數字公布後,集團首季淨收益80億港元,EBITDA為21億元。另外市民獲發1萬元。",
        [("80億港元", "HKD", "explicit"), ("21億元", "HKD", "context"), ("1萬元", "MOP", "context")],
    ),
    "the sign that yuan and yen share": ("日本厂商投资¥20亿。", [("¥20亿", "JPY", "explicit")]),
    "words that hold the names of places": (
        "新款中大型SUV售价29.98万元,该车定位中大型轿车市场,是一款中大型家用车。科大讯飞与理大合作,科大讯飞投入3亿元。",
        [("29.98万元", "CNY", "explicit"), ("3亿元", "CNY", "explicit")],
    ),
    "foreign capital in a mainland article": (
        "外资加仓,外资机构认为,外资流入将达500亿元,法人股东与经济部门均看好。",
        [("500亿元", "CNY", "explicit")],
    ),
    "two foreign currencies say nothing of a number alone": (
        "两队报价7000万欧元、4500万英镑。此前引进花费1150万。",
        [("7000万欧元", "EUR", "explicit"), ("4500万英镑", "GBP", "explicit"), ("1150万", "CNY", "none")],
    ),
    "a list": ("每股盈利0.46、0.50港元。", [("0.46", "HKD", "shared"), ("0.50港元", "HKD", "explicit")]),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_article(name: str) -> None:
    text, expected = ARTICLES[name]
    facts = PIPELINE.extract(text, types=["money"])
    said = [(f.text, f.value.to_dict()["currency"], f.value.to_dict()["currency_basis"]) for f in facts]
    assert said == expected


@pytest.mark.parametrize("row", table("currencies", 4), ids=lambda row: row[0])
def test_every_name_of_a_currency(row: tuple[str, ...]) -> None:
    name, behind, before, hundredths = row
    code = name if name.isascii() else None  # several countries share a name that is no code
    written = [f"5亿{name}" for name in behind.split(" ")]
    written += [f"{name}3.5亿" for name in before.split(" ") if name]
    written += [f"8{name}" for name in hundredths.split(" ") if name]
    for amount in written:
        facts = PIPELINE.extract(f"共计{amount}。", types=["money"])
        assert [(f.text, f.value.to_dict()["currency"]) for f in facts] == [(amount, code)]
