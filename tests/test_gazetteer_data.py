"""The tables of organisations: well formed, each form once, nothing unmarked that is a common word."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from opencc import OpenCC

from extractor.gazetteer import KINDS, Gazetteer, default_gazetteer
from extractor.lexicon import DATA, read_rows

TABLES = sorted(Path(DATA, "organizations").glob("*.tsv"))
ROWS = [(path.name, row) for path in TABLES for row in read_rows(str(path), 5)]
_CODE = re.compile(
    r"(?:(?:60|68|900)\d*\.SH|(?:00|20|30)\d*\.SZ|[489]\d{5}\.BJ|\d{5}\.HK|\d{4}\.TWO?|\d{4}\.T"
    r"|[A-Z]{1,5}(?:\.[AB])?\.US|[A-Z0-9]{1,6}\.(?:SI|AS|L))"
)
_LENGTHS = {"SH": 9, "SZ": 9}

# Characters that OpenCC would change though they are right in Simplified script: 乾 of a name is no 干, 昇 is a
# company's own spelling, and 鋐 has no simplified form that fonts have.
TRADITIONAL_ALLOWED = frozenset(("乾照光电", "奇鋐科技", "奇鋐", "昇维旭"))

# Words of everyday text, and names of other things than organisations. None may be taken as one wherever it stands.
COMMON = (
    "资本 财富 一条 多大 前瞻 盛大 机械师 自由港 日电 探探 蓝洞 中国动力 苹果 小米 理想 荣耀 平安 人大 长城 "
    "万达 新希望 思念 舍得 大唐 海螺 太阳 国王 火箭 骑士 勇士 公牛 热火 魔术 爵士 老鹰 黄蜂 雄鹿 猛龙 奇才 "
    "活塞 医学界 投资界 真格 晨星 花王 电通 厂商会 千百度 大家乐 人人乐 马蜂窝 牛弹琴 小菜园 香飘飘 美味鲜 "
    "跟谁学 去哪儿 上上签 老娘舅 世界先进 加速进化 本来生活 寻找独角兽 看看新闻 小时新闻 国际在线 外交学者 "
    "时代力量 人民力量 平安健康 和谐健康 发现金融 统一企业 成为资本 分享投资 一条视频 我们视频 绿色动力 "
    "核心医疗 四川发展 深圳国际 上海临港 未来资产 和信贷 户户送 夏普 亿欧 方太 每经 慧与 慧甚 太保 施罗德 "
    "道琼斯 罗马 里尔 都灵 桑托斯 伦敦 巴黎 纽约 北京 上海 周五 今天 明天 去年 感冒 流感 大众 生物 保险 银行 "
    "公司 集团 基金 证券 媒体 大学 医院 国会 白宫 立法会 民主党 共和党 英超 西甲 贝壳 字节 抖音 快的 得物 "
    "转转 闲鱼 海信 美的 联想 地平线 阳光城 梦工厂 皇家社会 人大常委会 AI IP IT CEO CFO CPI PPI GDP ETF IPO "
    "VR AR APP OK ID TV PC BDI UPS EPA IMO MSI RWE DOGE EPO NTN DSM G7 G8 G42 7-11 WPS IMAX GitHub Telegram "
    "Discord Apple Meta Time Nature Science Ford Oracle Shell Square Wind Kirin Flutter "
    "农产品 向日葵 大西洋 连云港 天津港 新动力 新世界 新零售 线上线下 信息发展 智慧农业 创新医疗 智能自控 上海能源 "
    "日出东方 建设机械 四川成渝 设计总院 张小泉 南极光 中国医药 统一 全国 数字 大同 农林 国产 根基 黑松 幸福"
).split()


def _forms(row: tuple[str, ...]) -> list[str]:
    return [form for form in (row[0], *row[2].split("|")) if form]


def test_there_are_nine_tables_and_more_than_twenty_one_thousand_rows() -> None:
    assert [path.stem for path in TABLES] == (
        "education exchanges finance listed media public teams technology world".split()
    )
    assert len(ROWS) > 21_000


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_every_row_has_five_columns_and_a_known_kind(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    assert [line for line in lines if line.count("\t") != 4] == []
    assert {line.split("\t")[1] for line in lines} <= KINDS


def test_a_group_and_its_listed_company_share_a_row_only_where_they_are_one() -> None:
    ends = [(row, {form[-2:] for form in _forms(row)}) for _, row in ROWS]
    assert [
        row[0] for row, found in ends if found >= {"集团", "股份"} and "is the listed company itself" not in row[4]
    ] == []


def test_forms_are_neat() -> None:
    bad = [
        (name, form)
        for name, row in ROWS
        for form in (row[0], *(row[2].split("|") if row[2] else ()))
        if not form.removeprefix("?") or form != form.strip() or re.search(r"[?？,，;；|\t]|\s\s", form[1:])
    ]
    assert bad == []


def test_no_form_stands_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name, row in ROWS:
        for form in _forms(row):
            places[form.removeprefix("?")].append(f"{name}: {row[0]}")
    assert {form: where for form, where in places.items() if len(where) > 1} == {}


def test_codes_are_well_formed_and_belong_to_one_row() -> None:
    rows: dict[str, list[str]] = defaultdict(list)
    for _, row in ROWS:
        for code in filter(None, row[3].split("|")):
            assert _CODE.fullmatch(code), (row[0], code)
            assert len(code) == _LENGTHS.get(code.rsplit(".", 1)[1], len(code)), (row[0], code)
            rows[code].append(row[0])
    assert {code: names for code, names in rows.items() if len(names) > 1} == {}


def test_names_are_in_simplified_script() -> None:
    converter = OpenCC("t2s")
    changed = {form.removeprefix("?") for _, row in ROWS for form in _forms(row) if converter.convert(form) != form}
    assert changed == TRADITIONAL_ALLOWED


def test_no_common_word_is_taken_for_an_organisation_everywhere() -> None:
    gazetteer = default_gazetteer()
    assert [word for word in COMMON if (known := gazetteer.get(word)) and known[1]] == []


def test_one_character_is_no_name() -> None:
    assert [form for _, row in ROWS for form in _forms(row) if len(form.removeprefix("?")) < 2] == []


def test_every_form_is_found_in_a_neutral_sentence() -> None:
    gazetteer = default_gazetteer()
    lost = []
    for _, row in ROWS:
        for form in _forms(row):
            bare = form.removeprefix("?")
            hits = gazetteer.find(f"“{bare}”。")
            if [(h.start, h.end, h.sure, h.entry.name) for h in hits] != [
                (1, 1 + len(bare), bare == form, row[0].removeprefix("?"))
            ]:
                lost.append(form)
    assert lost == []


EVERYDAY = """
今天早上我和邻居一起去菜市场买了两斤青菜和一条鲜活的鲤鱼。
妈妈说小菜园里的黄瓜熟了,让我去摘几根回来凉拌。
端午节前后,家家户户包粽子,满屋子粽叶香飘飘。
你周末要去哪儿玩?我打算带孩子去爬山。
消防员赶到现场,成功摘除了居民楼外的马蜂窝。
他这次是动真格的了,每天五点起床跑步。
众里寻他千百度,蓦然回首,那人却在灯火阑珊处。
珠穆朗玛峰的海拔超过八千八百米,是世界最高峰。
这款水杯采用世界先进的真空保温工艺,达到国际先进水平。
医学界普遍认为,适量运动对控制血压有好处。
如果各方面条件允许,厂商会在下个月推出新款。
大家乐呵呵地坐在一起包饺子,迎接新年。
对方太强,我们只好改变战术,加强防守。
他送来五十亿欧元的援助计划书,大家十分惊讶。
他的智慧甚至让对手佩服,智慧与勇气同样重要。
祝大家新年快乐,平安健康,万事如意。
我们视频聊天的时候,他在网上发布了一条视频。
技术进步成为资本和劳动之外的重要因素。
票据和信贷都有所增加,居民贷款意愿回升。
夏普比率越高,说明承担单位风险获得的回报越多。
亲欧派和亲俄派候选人得票相当。
张鹏博士在讲座中介绍了海洋生物的多样性。
太阳从东边升起,雄鹿在林间奔跑,老鹰在天空盘旋。
七到十一岁的儿童每天需要九个小时以上的睡眠,7-11岁尤其如此。
车辆驶入G42沪蓉高速后限速一百二十公里。
波罗的海干散货指数(BDI)连续三天上涨。
AI、IT、CEO、CPI、GDP、ETF、IP、VR、KTV都是常见的缩写。
法院经审理认为,被告应当赔偿原告的医疗费和误工费。
受冷空气影响,明后两天气温将下降八到十度,局部地区有霜冻。
期末考试分为语文、数学、英语三科,考试时间为两天。
社区开展凝聚力文化建设年活动,居民踊跃参加。
基层单位的资金现代化管理水平不断提高。
中国新能源汽车出口增长,其中光学镜头的需求上升最快。
第二届全国电子新产品博览会加快推进新产品研发。
两家同为股份制银行,手中持股份额却不一样。
县里成立新能源公司,开创国际合作新局面。
四川成渝两地共建经济圈,海南高速公路今天通车。
"""


@pytest.mark.parametrize("sentence", EVERYDAY.strip().split("\n"))
def test_everyday_text_names_no_organisation(sentence: str) -> None:
    assert [sentence[h.start : h.end] for h in default_gazetteer().find(sentence) if h.sure] == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("茅台集团", "茅台集团"),
        ("招商投资促进局", "澳门招商投资促进局"),
        ("行政法务司", "澳门行政法务司"),
        ("差饷物业估价署", "香港差饷物业估价署"),
        ("政府统计处", "香港政府统计处"),
        ("创科局", "香港创新科技及工业局"),
        ("威廉希尔", "威廉希尔"),
        ("DraftKings", "DraftKings"),
        ("诺丁汉森林", "诺丁汉森林"),
        ("OpenAI", "OpenAI"),
        ("深度求索", "深度求索"),
        ("中远海运", "中远海运"),
        ("全国人民代表大会常务委员会", "全国人大常委会"),
        ("7-ELEVEN", "7-Eleven"),
        ("illy", "意利咖啡"),
        ("国泰建设", "国泰建设"),
        ("元大投顾", "元大投顾"),
        ("湖南日报", "湖南日报"),
        ("奥德布雷希特", "奥德布雷希特"),
        ("石化公会", "台湾区石油化学工业同业公会"),
        ("中国社科院考古所", "中国社会科学院考古研究所"),
        ("新北国王", "新北国王"),
    ],
)
def test_names_in_the_news_are_known(form: str, name: str) -> None:
    known = default_gazetteer().get(form)
    assert known
    assert (known[0].name, known[1]) == (name, True)


def test_a_marked_name_counts_in_every_row() -> None:
    marked = sum(form.startswith("?") for _, row in ROWS for form in _forms(row))
    assert marked > 1_700
    gazetteer = Gazetteer([row for _, row in ROWS])
    assert len(gazetteer) == len(default_gazetteer())
