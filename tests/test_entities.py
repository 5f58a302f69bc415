"""Mentions that carry one name are one entity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.entities import group_entities
from extractor.facts import Entity, Fact, Money, Organization
from extractor.pipeline import load


def _mention(number: int, normalized: str, name: str) -> Fact:
    value = Organization(name)
    return Fact(
        f"org-{number}", "org", number * 10, number * 10 + len(normalized), "raw", normalized, "org.list", value
    )


def test_entities_stand_in_the_order_of_their_first_mentions() -> None:
    facts = [_mention(1, "沐澄", "沐澄"), _mention(2, "屹澜", "屹澜"), _mention(3, "沐澄", "沐澄")]
    assert group_entities(facts) == (Entity("沐澄", (), ("org-1", "org-3")), Entity("屹澜", (), ("org-2",)))


def test_aliases_are_the_other_forms_each_once() -> None:
    forms = ("沐澄科技有限公司", "沐澄", "沐澄科技", "沐澄科技有限公司", "沐澄")
    (entity,) = group_entities(_mention(n, form, "沐澄") for n, form in enumerate(forms))
    assert entity == Entity("沐澄", ("沐澄科技有限公司", "沐澄科技"), ("org-0", "org-1", "org-2", "org-3", "org-4"))


def test_an_alias_may_be_all_that_stands_in_the_article() -> None:
    assert group_entities([_mention(1, "工行", "工商银行")]) == (Entity("工商银行", ("工行",), ("org-1",)),)


def test_other_facts_are_no_entities() -> None:
    money = Fact("money-1", "money", 0, 3, "3亿元", "3亿元", "money.currency_amount", Money(Decimal(300000000)))
    assert group_entities([money]) == ()
    assert group_entities([]) == ()


def test_entities_of_an_article() -> None:
    text = (
        "宜春澜庭機電有限公司（以下簡稱「澜庭」）昨日停產。阿里巴巴入股澜庭2億元。"
        "阿里巴巴集團的發言人說，雙方已簽約。澜庭沒有回應。"
    )
    facts = load().extract(text)
    entities = {entity.name: entity for entity in facts.entities}
    assert list(entities) == ["澜庭", "阿里巴巴"]
    assert entities["澜庭"].aliases == ("宜春澜庭机电有限公司",)
    assert entities["阿里巴巴"].aliases == ("阿里巴巴集团",)
    by_id = {fact.id: fact.text for fact in facts}
    assert [by_id[id_] for id_ in entities["澜庭"].mentions] == ["宜春澜庭機電有限公司", "澜庭", "澜庭", "澜庭"]
    assert [by_id[id_] for id_ in entities["阿里巴巴"].mentions] == ["阿里巴巴", "阿里巴巴集團"]


def test_every_mention_belongs_to_one_entity() -> None:
    facts = load().extract("腾讯、百度、京东、沐澄到场。沐澄请客，腾讯付账2万元。")
    grouped = [id_ for entity in facts.entities for id_ in entity.mentions]
    assert sorted(grouped) == sorted(fact.id for fact in facts if fact.type == "org")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("南京澜栖电子有限公司与南京澜栖软件有限公司签约。", 2),
        ("成都珩泰实业集团有限公司持有成都珩泰供应链有限公司的股权。", 2),
        ("南京澜栖电子有限公司签约，澜栖电子负责生产。", 1),
    ],
)
def test_houses_of_one_core_and_other_trades_stay_apart(text: str, entities: int) -> None:
    assert len(load().extract(text).entities) == entities
