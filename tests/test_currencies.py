"""Which currency a bare 元, and a number without any, is in."""

from __future__ import annotations

import pytest
from amounts import PIPELINE
from opencc import OpenCC

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


# Short articles, each of one place, of which most name another one too.
MAINLAND = [
    "黔北一家酒厂发布年报,贵州省国资委控股,营业总收入130.9亿元,香港中央结算有限公司持股4.67%。",
    "富士康郑州厂区恢复生产。河南省去年对台湾进出口1200亿元,增长3%。",
    "海尔智家(600690.SH)在香港上市满三年,上半年归母净利润89亿元,同比增长12%。",
    "深圳前海管理局表示,香港青年创业可获最高50万元资助,香港企业已入驻1.2万家。",
    "两岸论坛在厦门开幕,台湾客商签约23个项目,总投资额46亿元。",
    "新加坡淡马锡入股西安一家芯片企业,陕西国资跟投2.5亿元。",
    "珠海横琴口岸升级改造投入5亿元,澳门居民通关更便捷。",
    "中国平安保费收入2100亿元,公司总部位于深圳,香港业务占比不足一成。",
    "台积电南京厂满产,江北新区去年集成电路产值达800亿元。",
    "泸州一家酒厂发布年报,营业收入302亿元,香港中央结算有限公司为第三大股东。",
    "北京冬奥村改造的酒店开业,投资约9亿元,首批客人来自香港和澳门。",
    "江西赣州的稀土企业签约,合同金额3.8亿元,买方为一家香港贸易公司。",
]
TAIWAN = [
    "立法院三讀通過,軍公教調薪3%,行政院估計每年增加支出300億元,國民黨團要求再加碼。",
    "台積電與鴻海領軍,台股收高120點,三大法人買超85億元,聯發科同步走揚。",
    "高雄捷運黃線動工,總經費1442億元,內政部與新北市代表出席。",
    "台塑集團公布配息,每股發放現金3元,董監改選後主計總處下修成長率,立法院關切。",
    "金管會裁罰富邦與國泰金各200萬元,新竹分行主管解職。",
    "賴清德參訪新竹伺服器廠,業者說在江蘇、廣東的產能陸續移出,行政院補助80億元。",
]
HONG_KONG = [
    "財政司司長陳茂波在立法會公布,今年度赤字預計為872億元,本港經濟增長約2%。",
    "港鐵與市建局合作,觀塘項目補地價45億元,居屋單位佔三分之一。",
    "醫管局宣布,屯門及元朗兩間醫院擴建,工程費用380億元,政務司司長將主持動土。",
    "特首發表施政報告,向貿發局注資5億元,協助港商開拓北京、浙江和福建市場。",
    "旺角一個舖位以6800萬元成交,差餉由業主負責,買家為本港投資者,在尖沙咀另有三個單位。",
    "強積金成員上季人均虧損1.2萬元,積金局指內地股市回落,金管局料香港市況反覆。",
]
# Too few words of the place for Simplified script, in which it is the less likely one.
TRADITIONAL = {
    "TWD": [
        "台北訊,半導體設備商上季營收18億元,年增二成,董事長說訂單能見度到年底。",
        "聯電在廈門與蘇州設廠,法人估今年資本支出900億元,台股投資人關注。",
        "鴻海鄭州廠加薪搶工,河南當地政府補助員工,公司公告配息約750億元。",
        "主計總處指出,上月外銷訂單轉佳,工業區廠商每坪地價18萬元。",
        "台商回流帶動廠房需求,新竹科學園區標租金額達25億元,蘇州與東莞產能移回。",
        "新台幣升值侵蝕毛利,代工廠和碩單季獲利降到35億元,上海廠占營收四成。",
    ],
    "HKD": [
        "財政司司長說,消費券再派5000元,市民可於六月登記。",
        "本港樓市回暖,將軍澳一個兩房單位以820萬元沽出,實用面積480呎。",
        "房委會擬加租一成,公屋住戶每月最多多交430元。",
        "一間上海菜館在旺角結業,東主說月租由12萬元加至18萬元,北京及廣東旅客未見回升。",
        "警務處指,元朗一名老婦被騙去300萬元,騙徒自稱深圳公安。",
        "政府統計處公布,七月零售業總銷貨價值為291億元,北京、上海旅客消費減少。",
    ],
}


def _currencies(text: str) -> set[str | None]:
    return {fact.value.to_dict()["currency"] for fact in PIPELINE.extract(text, types=["money"])}


@pytest.mark.parametrize("script", ["s2s", "s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("text", MAINLAND)
def test_the_mainland_in_both_scripts(text: str, script: str) -> None:
    assert _currencies(text if script == "s2s" else OpenCC(script).convert(text)) == {"CNY"}


@pytest.mark.parametrize("simplified", [False, True])
@pytest.mark.parametrize(("text", "code"), [*((t, "TWD") for t in TAIWAN), *((t, "HKD") for t in HONG_KONG)])
def test_taiwan_and_hong_kong_in_both_scripts(text: str, code: str, simplified: bool) -> None:
    assert _currencies(OpenCC("t2s").convert(text) if simplified else text) == {code}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in TRADITIONAL.items() for text in texts])
def test_few_words_of_a_place_in_its_script(code: str, text: str) -> None:
    assert _currencies(text) == {code}


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
