"""What tells of an event: patterns over sentences with signs for their mentions, each with examples.

A group of a pattern is a field of the event. A rule that ``adds`` tells fields of an event told before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.events.masks import compiled
from extractor.patterns import lazy

if TYPE_CHECKING:
    from extractor.event_values import EventType

__all__ = ["PLANNING", "REFUSED", "REFUSING", "RULES", "EventRule"]

_ROUND = (
    r"(?:(?P<round>(?:Pre-?)?[A-H][0-9]?\+{0,3}轮?|(?:天使|种子|Pre-IPO|战略)\+?轮?)"
    r"|新一轮|本轮|首轮|该轮|最新一轮|外部)?"
)
_NO_RAISING = "(?!买入|净买|偿还|余额|融券|租赁|成本|环境|渠道|需求|平台|顾问|人|者|方|客|盘|能力|难|担保)"
_MARKETS = "港股|A股|美股|科创板|创业板|北交所|上交所|深交所|港交所|纳斯达克|纽交所|新三板"
_EXCHANGE = rf"(?:(?P<exchange><O>|{_MARKETS})(?!网站|公告|官网|披露)(?:主板|科创板|创业板|GEM|上市)?|主板)"
_EACH_DAY = "(?:(?P<date><D>)(?:、|和|及|与)<D>,?<g4>)?"  # of what is told in a list: 2021年9月和2022年6月,分别
_TAKING = "(?:拿下|拿到|获得?|完成|融得|筹得|斩获)了?"
_BUYING = "(?:收购|并购|吞并|买下|全资收购)"


@dataclass(frozen=True)
class EventRule:
    """A pattern of an event.

    Parameters
    ----------
    name : str
        ``type.what``.
    pattern : str
        See :func:`extractor.events.masks.compiled`. ``trigger`` is the words that tell of the event; the other groups
        are fields.
    examples : tuple of str
        Sentences in which the rule must find an event; of one that adds, that have what it adds.
    counter_examples : tuple of str
        Sentences in which there is no event of the type.
    adds : bool
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    adds: bool = False

    @cached_property
    def type(self) -> EventType:
        """The type of the event."""
        return self.name.partition(".")[0]  # type: ignore[return-value]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when first asked for."""
        return compiled(self.pattern)


# Words before a trigger, in its clause, by which there is no event, or one to come.
REFUSING = lazy(
    "未|没有|并无|尚无|否认|终止|取消|撤回|撤销|不再|放弃|暂停|叫停|失败|中止|暂缓|最高可|可处|可被|累计|曾(?!经?$|获|被|以)|逆$|正$|分别|各被"
)
# Words behind a trigger, in its clause, by which there is no event: 收购某某一事告吹.
REFUSED = lazy(
    "[^,。;!?\n]{0,40}?(?:(?:计划|交易|方案|事项|事宜|谈判|一事)(?:的|已|已经|最终|正式|宣告|宣布){0,3}(?:被[^,。;!?\n]{0,8}?)?"
    "(?:终止|取消|失败|搁浅|叫停|中止|暂停|撤回|否决|作罢)|告吹|未果|流产|泡汤|失败(?:[,。;!?\n]|$))"
)
PLANNING = lazy(
    "拟|计划|有意|寻求|考虑|洽谈|打算|准备|可能|冲刺|谋求|或将|将(?!其|所|公司|持|旗下|手中|名下|部分|全部|\ue000|[0-9])|预计|递交|申请|提交"
)

RULES = (
    EventRule(
        "funding.raised",
        rf"(?P<trigger>(?:完成|获得?|获投|拿到|斩获|筹得|敲定|揽获)了?)<g4>"
        r"(?:(?P<investors><OS>)(?:等(?:多家)?(?:机构|公司|投资者)?)?(?:联合|共同|独家)?(?:领投|投资|参投)?的?)?"
        rf"<g8>(?:(?P<amount><M>)<g6>)?{_ROUND}<g4>(?:融资|投资|注资){_NO_RAISING}"
        r"(?:,?<g8>(?:金额|总额|规模|融资)<g6>(?P<amount2><M>))?",
        (
            "青禾科技有限公司完成3亿元B轮融资。",
            "青禾科技有限公司获君联资本数千万元投资。",
            "青禾科技有限公司宣布完成天使轮融资，融资金额为2000万元。",
        ),
        ("青禾科技有限公司未能完成B轮融资。", "青禾科技有限公司获融资买入3亿元。", "公司获得银行贷款2亿元。"),
    ),
    EventRule(
        "funding.sum",
        r"(?P<company><O>)<g4>(?P<trigger>融资)(?:额|金额)?(?:约|近|超|逾|达|为|总额)?(?P<amount><M>)(?!买入)",
        ("青禾科技有限公司融资3亿元，估值翻倍。",),
        ("青禾科技有限公司累计融资3亿元。", "融资余额3亿元。", "2025年商业航天融资186亿元。"),
    ),
    EventRule(
        "funding.first",
        rf"{_EACH_DAY}(?P<trigger>分别{_TAKING})(?P<amount><M>)(?:、|和|及|与)<M><g8>(?:融资|投资|注资)",
        ("青禾科技有限公司2021年9月和2022年6月分别拿下5000万元、1.2亿元融资。",),
        ("青禾科技有限公司2021年、2022年分别获得5000万元、1.2亿元的收入。",),
    ),
    EventRule(
        "funding.second",
        rf"(?:<D>(?:、|和|及|与)(?P<date><D>),?<g4>)?分别{_TAKING}<M>(?P<trigger>、|和|及|与)(?P<amount><M>)<g8>(?:融资|投资|注资)",
        ("青禾科技有限公司2021年9月和2022年6月分别拿下5000万元、1.2亿元融资。",),
        ("青禾科技有限公司2021年、2022年分别获得5000万元、1.2亿元的收入。",),
    ),
    EventRule(
        "funding.given",
        rf"(?P<investors><OS>)(?:等)?(?:机构)?<g4>(?P<trigger>领投|跟投|参投|投资|注资)了?(?P<company><O>)"
        rf"(?:的)?<g4>{_ROUND}(?:<g6>(?P<amount><M>))?",
        ("君联资本领投了青禾集团的B轮融资。", "君联资本投资了青禾科技有限公司。"),
        ("君联资本投资总监表示看好青禾科技有限公司。",),
    ),
    EventRule(
        "funding.paid",
        r"(?P<investors><OS>)(?:等)?(?:机构)?<g8>(?P<trigger>投来|领投|跟投|跟进|投|掷)了?(?:第一笔(?:钱|资金),)?<g6>(?P<amount><M>)"
        r"(?:的)?(?:(?P<round>(?:Pre-?)?[A-H][0-9]?\+{0,3}轮|(?:天使|种子|战略)轮?))?(?!亏损|回报|收益|建设|购买)",
        ("青禾科技有限公司成立于杭州。2019年3月，启明创投领投2.1亿元A轮。",),
        ("启明创投的投资收益为3亿元。",),
    ),
    EventRule(
        "funding.round",
        r"(?P<trigger>完成|敲定|融得|拿下|筹得|拿到)了?(?:第一笔|新一轮)?<g4>(?P<amount><M>)(?:人民币)?的?"
        r"(?P<round>(?:Pre-?)?[A-H][0-9]?\+{0,3}轮|(?:天使|种子|战略)轮?)(?!次)",
        ("青禾科技有限公司敲定6000万美元的C+轮。", "青禾科技有限公司拿到3000万元天使资金。"),
        ("青禾科技有限公司完成3亿元产值。",),
    ),
    EventRule(
        "funding.round_given",
        r"(?P<investors><OS>)(?:等)?(?:机构)?<g8>(?P<trigger>给出|送来|注入)了?<g4>(?P<amount><M>)(?:的)?"
        r"(?P<round>(?:Pre-?)?[A-H][0-9]?\+{0,3}轮|(?:天使|种子|战略)轮)(?!次)",
        ("青禾科技有限公司成立于杭州。2020年9月，启明创投、君联资本联手给出12亿元C轮。",),
        ("启明创投给出12亿元估值。",),
    ),
    EventRule(
        "funding.round_sum",
        r"(?P<round>(?:Pre-?)?[A-H][0-9]?\+{0,3}轮|(?:天使|种子|战略)轮)<g2>(?P<trigger>融得|融到|筹得|募得)<g4>(?P<amount><M>)",
        ("青禾科技有限公司2021年6月的C轮融得1.2亿美元。",),
        ("青禾科技有限公司C轮估值1.2亿美元。",),
    ),
    EventRule(
        "funding.investors",
        r"(?:由)?(?P<investors><OS>)(?:等)?(?:多家)?(?:机构|公司|投资者|老股东)?<g6>"
        r"(?P<trigger>领投|跟投|参投|共同投资|联合投资|独家投资|加持)",
        ("青禾科技有限公司完成3亿元B轮融资，由君联资本领投，启明创投、高瓴跟投。",),
        adds=True,
    ),
    EventRule(
        "funding.investors_named",
        r"(?P<trigger>投资方|投资人|投资机构|投资者|领投方|跟投方|参投方)<g4>(?:包括|包含|为|有|:|是)<g4>(?P<investors><OS>)",
        ("青禾科技有限公司完成3亿元B轮融资，投资方包括君联资本、启明创投。",),
        adds=True,
    ),
    EventRule(
        "ipo.listed",
        rf"(?:在|于|登陆|登录){_EXCHANGE}<g8>(?P<trigger>挂牌上市|上市|挂牌|IPO|敲钟|首次公开发行|首次公开募股|招股)(?!公司|以来|后|前|规则|之日|委|时|日起|首日|企业|流程|进程)",
        ("青禾科技有限公司今日在港交所主板挂牌上市。", "青禾科技有限公司计划在科创板上市。"),
        ("青禾科技有限公司是在港交所上市公司。", "青禾科技有限公司终止在科创板上市。"),
    ),
    EventRule(
        "ipo.entered",
        rf"(?P<trigger>登陆|登录)(?P<exchange><O>|{_MARKETS})",
        ("青禾科技有限公司正式登陆港交所。",),
        ("用户登录平台后可查询。",),
    ),
    EventRule(
        "ipo.filed",
        r"(?:[拟划]<g2>[集募]资<g6>(?P<amount><M>),<g4>)?(?:[向在](?P<exchange><O>)(?:网站)?<g4>)?"
        r"(?P<trigger>(?:递交|提交|披露|更新|刊发)<g8>(?:招股书|招股章程|招股说明书|上市申请|IPO申请)|[递交]表(?![示格决面述白明]))",
        (
            "青禾科技有限公司向港交所递交招股书。",
            "青禾科技有限公司在港交所网站刊发招股章程。",
            "青禾科技有限公司拟集资5亿港元，已向港交所递表。",
        ),
        ("招股书显示，公司收入增长。",),
    ),
    EventRule(
        "ipo.offered",
        r"(?:<D>|今日?|明日?|今天|明天|即日)(?:早上|上午|<g4>)?(?:至|到)?(?:<D>)?(?:起|开始|正式|启动){0,2}(?P<trigger>招股)"
        r"(?![书价章说明])(?:<c24>(?:招股价|发售价|发行价)<g8>(?P<price><M>))?(?:<c12>(?:集资|募资|筹资)<g6>(?P<amount><M>))?",
        (
            "青禾科技有限公司今日起招股，发行9500万股H股，招股价8.8元，集资最多10亿港元。",
            "青禾科技有限公司9月18日至9月21日招股，发售价24.6港元。",
        ),
        ("青禾科技有限公司今日披露招股书，营收3亿元。",),
    ),
    EventRule(
        "ipo.day",
        r"(?P<date><D>)(?:早上|上午)?(?:将|可|正式|起|在<g8>|于<g8>)?(?P<trigger>挂牌|上市|开始买卖)(?!公司|以来|后|前|的|规则)",
        (
            "青禾科技有限公司今日起招股，发行9500万股H股，招股价8.8元，2025年3月22日挂牌。",
            "青禾科技有限公司2025年9月18日起招股，发售价24.6港元。预计9月28日挂牌。",
        ),
        adds=True,
    ),
    EventRule(
        "ipo.price",
        r"(?P<trigger>发行价格?|发售价|招股价|最终定价|定价|每股定价)<g8>(?P<price><M>)",
        ("青禾科技有限公司今日在港交所上市，发行价为每股10港元。",),
        adds=True,
    ),
    EventRule(
        "ipo.amount",
        r"(?P<trigger>募资|募集资金|集资|筹资|筹集)<g10>(?P<amount><M>)",
        ("青禾科技有限公司今日在港交所上市，募资净额约5亿港元。",),
        adds=True,
    ),
    EventRule(
        "buyback.paid_before",
        r"(?:耗资|斥资|使用|以|动用|投入|出资|拟用|花费)<g6>(?P<amount><M>)<g14>(?<![逆正])(?P<trigger>回购)(?!利率|协议|条款|权)",
        ("腾讯控股耗资10亿港元回购200万股。",),
        ("央行开展3000亿元逆回购操作。",),
    ),
    EventRule(
        "buyback.bought",
        r"(?<![逆正式])(?P<trigger>回购)(?!利率|协议|条款|义务|权|操作|交易)<c30>"
        r"(?:占(?:公司|其|目前|当前)?<g12>(?P<share><P>)<c24>)?"
        r"(?:耗资|金额|资金|支付|涉资|总额|代价|使用)<g14>(?P<amount><M>)",
        ("青禾科技有限公司公告，已回购股份200万股，占总股本的1.2%，成交总金额为5000万元。",),
        ("央行进行逆回购操作，金额为3000亿元。",),
    ),
    EventRule(
        "buyback.progress",
        r"(?:公司<g8>(?:<O>)?<g16>(?=买入|购回)|(?<![逆正式])(?=回购))(?P<trigger>买入|购回|回购)(?!计划|方案)<c24>股,占<c24>(?P<share><P>)"
        r"(?:,<c12><M>(?:<c12><M>)?)?<c8>(?:成交总?(?:金额|额)|支付)<g8>(?P<amount><M>)",
        (
            "青禾科技有限公司公告，公司经由深交所交易系统买入312,400股，占总股本240,060,000股的0.13%，成交价介于21.88元/股与"
            "23.76元/股之间，成交金额7,139,552元。",
            "青禾科技有限公司公告，公司累计买入148.7万股，占总股本的0.62%，最高价24.98元/股，最低价21.36元/股，成交总金额为3451万元。",
        ),
        ("青禾集团买入白杨软件有限公司148.7万股，占总股本的0.62%，成交金额为3451万元。",),
    ),
    EventRule(
        "buyback.bounded",
        r"(?:使用|动用|投入|以)<g6>不低于<g4>(?P<amount><M>),?<g4>不(?:超过|高于|超)<g4><M><c12>(?:<c8><M><g8>)?"
        r"(?<![逆正])(?P<trigger>回购)(?!利率|协议|条款|权)",
        ("青禾科技有限公司同意动用不低于5000万元且不超过1亿元的自有资金，以每股不高于18元的价格回购股份。",),
        ("青禾科技有限公司以不低于5000万元且不超过1亿元的自有资金购买理财产品。",),
    ),
    EventRule(
        "buyback.most",
        r"(?<![逆正式])(?P<trigger>回购)(?:最多|至多|最高|不超过|不多于)(?P<amount><M>)",
        ("青禾银行宣布再回购最多20亿美元股份。",),
        ("青禾银行终止回购最多20亿美元股份。",),
    ),
    EventRule(
        "buyback.sum",
        r"(?<![逆正式])(?P<trigger>回购)(?:了)?(?:约|近|超|逾)?(?P<amount><M>)(?:的)?(?:股份|股票)?",
        ("青禾科技有限公司回购3亿元股份。",),
        ("青禾科技有限公司累计回购3亿元股份。",),
    ),
    EventRule(
        "pledge.pledged",
        r"(?:(?<!持有的)(?<!持有)(?<!所持)(?P<holder><WHO>)(?:<g8>持有?的?<O>)?[^\n。;\ue000]{0,40}?)?"
        r"(?P<trigger>解除质押|质押)(?!式|率|贷款|融资|登记手续|回购|到期|期)"
        r"(?:<O><g14>)?(?:(?:给|予)(?P<pledgee><O>))?<c40>占(?:其|公司|本公司)?<g14>(?P<share><P>)",
        (
            "青禾集团将所持500万股质押给中信证券，占其所持股份的12%。",
            "控股股东张大山解除质押300万股，占公司总股本的2%。",
        ),
        ("质押式回购利率占比为5%。",),
    ),
    EventRule(
        "pledge.share_before",
        r"(?P<share><P>)的?(?:股份|股权|股票)<g4>(?P<trigger>质押)(?:给|予)(?P<pledgee><O>)",
        ("青禾集团将所持8.5%股份质押给中信证券。",),
        ("青禾集团将所持8.5%股份转让给中信证券。",),
    ),
    EventRule(
        "acquisition.paid_before",
        rf"(?:以|作价|出资|斥资|耗资|用|代价)<g6>(?P<amount><M>),?<g12>(?P<trigger>{_BUYING}|购买|受让|竞得|拿下|入主)"
        r"<g6>(?:<O>(?:所)?(?:持有|持|旗下)的?<g4>)?(?P<target><O>)(?:<g8>(?P<share><P>)<g6>(?:股权|股份|权益))?",
        ("青禾集团以3亿元收购白杨软件有限公司60%股权。",),
        ("青禾集团以3亿元购买理财产品。",),
    ),
    EventRule(
        "acquisition.bought",
        rf"(?P<amount2><M>)?(?P<trigger>{_BUYING})(?!人|方|要约|事项|案)<g4>(?:<O>(?:所)?(?:持有|持|旗下)的?<g4>)?(?P<target><O>)"
        r"(?:<g10>(?P<share><P>)<g6>(?:股权|股份|权益))?"
        r"(?:<c20>(?:对价|代价|作价|价格|金额|交易价|总价|耗资|收购价)<g10>(?P<amount><M>))?",
        (
            "青禾集团收购白杨软件有限公司60%股权，交易价格为3亿元。",
            "青禾集团拟3亿元收购白杨软件有限公司。",
            "青禾集团宣布收购白杨软件有限公司。",
        ),
        ("青禾集团终止收购白杨软件有限公司。", "青禾集团否认收购白杨软件有限公司。"),
    ),
    EventRule(
        "acquisition.shares",
        r"(?P<trigger>购买|受让|购入|买入|取得)<g4>(?:<O>(?:所)?(?:持有|持)的?<g4>)?(?P<target><O>)<g6>(?P<share><P>)"
        r"(?:的)?<g6>(?:股权|股份)(?:<c20>(?:对价|代价|作价|价格|金额|交易价|总价)<g10>(?P<amount><M>))?",
        ("青禾集团受让白杨软件有限公司60%的股权，作价3亿元。",),
        ("青禾集团购买白杨软件有限公司的服务。",),
    ),
    EventRule(
        "acquisition.sold",
        r"(?:以|作价)<g6>(?P<amount><M>)(?:将|把)(?P<target><g14>)(?P<trigger>卖给|出售给|转让给)了?(?P<buyer><O>)",
        ("青禾集团以3亿元将旗下工厂卖给白杨软件有限公司。",),
        ("青禾集团以3亿元出售旗下工厂。",),
    ),
    EventRule(
        "acquisition.passive",
        rf"(?P<target><O>)<g4>(?:被|获|遭)(?P<buyer><O>)(?:以<g4>(?P<amount2><M>))?<g6>(?P<trigger>{_BUYING})"
        r"(?:<c12>(?P<amount><M>))?",
        ("白杨软件有限公司被青禾集团收购，作价3亿元。", "白杨软件有限公司被青禾集团以3亿元收购。"),
        ("白杨软件有限公司被青禾集团起诉。",),
    ),
    EventRule(
        "tender.won",
        r"(?P<trigger>中标|中选|夺标)(?!候选|通知|公告|结果|率|人|单位|供应商|方|金额|价|总)(?:了)?(?P<procurer><O>)?"
        r"<c40>(?:金额|价格?|总价|合同额|报价|总额)?<g6>(?P<amount><M>)",
        ("青禾建设有限公司中标国家电网输电项目，中标金额2.3亿元。",),
        ("中标候选人青禾建设有限公司报价2.3亿元。",),
    ),
    EventRule(
        "tender.by",
        r"(?:(?P<procurer><O>)(?:的|<g14>)(?:项目|工程|标段)<g2>)?由(?P<winner><O>)<g4>(?P<trigger>中标|中选)"
        r"(?!候选|通知|公告|结果|率|人|单位|供应商|方|的)(?:<c12>(?:金额|价格?|总价)<g6>(?P<amount><M>))?",
        ("国家电网输电项目由青禾建设有限公司中标，金额2.3亿元。",),
        ("该项目由青禾建设有限公司承建，金额2.3亿元。",),
    ),
    EventRule(
        "tender.named",
        r"(?P<trigger>中标人|中标单位|中标供应商|成交供应商|中标商|中标方)(?:名称)?(?:为|是|:)<g4>(?P<winner><O>)"
        r"(?:<c30>(?:金额|价格?|总价|报价)<g10>(?P<amount><M>))?",
        ("中标供应商：青禾建设有限公司，中标金额：230万元。",),
        ("中标候选人：青禾建设有限公司。",),
    ),
    EventRule(
        "tender.supplier",
        r"(?P<trigger>供应商)(?:名称)?:<g2>(?P<winner><O>)",
        ("供应商名称：青禾建设有限公司。中标金额：230万元。",),
        ("供应商名称：青禾建设有限公司。注册资本：230万元。",),
    ),
    EventRule(
        "tender.amount",
        r"(?P<trigger>(?:中标|成交)(?:总)?(?:金额|价格?))<g8>(?P<amount><M>)",
        ("中标供应商：青禾建设有限公司。中标金额：230万元。",),
        adds=True,
    ),
    EventRule(
        "tender.procurer",
        r"(?P<trigger>采购人|采购单位|招标人|业主单位)(?:名称)?(?:为|是|:)<g2>(?P<procurer><O>)",
        (
            "中标供应商：青禾建设有限公司。采购人：云岭大学附属医院。",
            "供应商名称：青禾建设有限公司。中标金额：230万元。公告期限：一日。监督部门：财政厅。采购人：云岭大学附属医院。",
        ),
        adds=True,
    ),
    EventRule(
        "shareholding.passive",
        r"(?P<company><O>)<g4>(?:获|遭|被)<g6>(?P<holder><WHO>)<g4>(?P<trigger>增持|减持)"
        r"(?:(?:<c40>(?:(?<!持)股|占)<g14>|<g10>)(?<![由从至到])(?P<share><P>))?(?:<c30>(?:套现|金额|耗资|涉资|总额|共计)<g8>(?P<amount><M>))?",
        ("青禾银行获董事张大山增持20万股，涉资212万港元。",),
        ("青禾银行获增持评级，目标价3元。",),
    ),
    EventRule(
        "shareholding.changed",
        r"(?:(?P<holder><WHO>)[^\n。;\ue000]{0,40}?)?(?<!维持)(?<!给予)(?<!\")(?P<trigger>增持|减持)(?!评级|计划|指引|规定|建议|至|为|后|前|完成|完毕)"
        r"(?:了)?(?P<company><O>)?"
        r"(?:<c40>(?:(?<!持)股|占(?!<g8>(?:净资产|收入|营收|利润)))<g14>|<g10>)(?<![由从至到])(?P<share><P>)",
        ("青禾集团减持白杨软件有限公司500万股，占总股本的1.5%。", "股东张大山增持公司0.8%股份。"),
        ("券商维持增持评级，目标价上调5%。",),
    ),
    EventRule(
        "shareholding.sum",
        r"(?:(?P<holder><WHO>)[^\n。;\ue000\ue001]{0,40}?)?(?<!维持)(?<!给予)(?<!\")(?P<trigger>增持|减持)(?!评级|计划|指引|规定|建议|至|为|后|前|完成|完毕)"
        r"(?:了)?(?P<company><O>)?<c30>(?:套现|金额|耗资|涉资|总额|共计)<g8>(?P<amount><M>)",
        ("青禾集团减持白杨软件有限公司500万股，套现3亿元。",),
        ("机构给予增持评级，目标价3元。",),
    ),
    EventRule(
        "shareholding.moved",
        r"(?:(?P<holder><WHO>)[^\n。;\ue000\ue001]{0,40}?)?(?P<trigger>增持|减持)了?(?P<company><O>)?<c40>持股(?:比例|量)?<g6>"
        r"[由从]<P>(?:增|升|降|减|上升|下降|增加|减少)?(?:至|到)(?P<after><P>)",
        ("青禾集团增持白杨软件有限公司，持股量由51.2%增至51.6%。",),
        ("青禾集团增持计划公布，持股量未变。",),
    ),
    EventRule(
        "shareholding.after",
        r"(?P<trigger>持股(?:比例|量)?)<g12>(?:[由从]<P>)?(?:增|升|降|减|下降|上升|增加|减少|变为|变动)(?:至|到|为)<g2>(?P<after><P>)",
        ("青禾集团减持白杨软件有限公司500万股，占总股本的1.5%，持股比例降至4.9%。",),
        adds=True,
    ),
    EventRule(
        "penalty.by",
        r"(?:(?P<authority><O>)<g8>)?(?:对|向)(?P<party><WHO>)<c24>"
        r"(?P<trigger>处以|罚款|开出|处罚|罚没|判罚|处)<g14>(?P<amount><M>)",
        ("证监会对青禾科技有限公司处以300万元罚款。",),
        ("证监会对青禾科技有限公司最高可处以300万元罚款。",),
    ),
    EventRule(
        "penalty.suffered",
        r"(?P<party><WHO>)?(?<![各别均])(?:被|遭|受到|收到)<g2>(?P<authority><O>)?<c20>(?P<trigger>罚款|处罚|罚没|处以|罚)<g14>(?P<amount><M>)",
        ("青禾科技有限公司因信息披露违规被证监会罚款300万元。", "青禾银行被罚200万元。"),
        ("青禾科技有限公司未被罚款，营收3亿元。", "青禾银行的两名员工各被罚5万元。"),
    ),
    EventRule(
        "penalty.imposed",
        r"(?P<trigger>处以|并处|罚没|罚款|[再又另]罚)(?:,?(?:人民币|合计|共计|约|逾|超)){0,3}(?P<amount><M>)(?!以下|以上)",
        (
            "青禾科技有限公司虚增收入，证监会责令改正，并处以300万元罚款。",
            "青禾科技有限公司被处三倍罚款，合计约4570万元。",
        ),
        ("情节严重的，处以30万元以上50万元以下罚款。", "青禾银行两名员工分别被处以5万元罚款。"),
    ),
)
