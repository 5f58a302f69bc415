"""The article as a whole: lists, short forms, every occurrence of a sure name, one name for an organisation."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.extractors.org_article import Lists, occurrences
from extractor.extractors.org_short import article_names, short_forms
from extractor.extractors.org_words import Words
from extractor.extractors.organizations import SURE


def _words(text: str) -> Words:
    return Words(Document(text))


def _told(text: str, *sure: str, guessed: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> dict[str, float]:
    """Tell the clues of the lists of a text in which some names are sure, guessed by context or known as words."""
    spans = {
        (text.index(name), text.index(name) + len(name)): rule
        for names, rule in ((sure, "org.legal_form"), (guessed, "org.right_context"), (known, "org.gazetteer"))
        for name in names
    }
    certain = {span: rule for span, rule in spans.items() if text[span[0] : span[1]] in sure}
    return {text[c.start : c.end]: c.weight for c in Lists(_words(text)).clues(certain, spans)}


# --- lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲岚、乙岚、丙岚、沐澄", {"沐澄"}),
        ("参展的有沐澄、甲岚、乙岚、丙岚", {"沐澄"}),
        ("甲岚、乙岚、丙岚和沐澄到场", {"沐澄"}),
        ("甲岚、乙岚、丙岚、睿澄以及沐澄", {"睿澄", "沐澄"}),
        ("甲岚、乙岚、丙岚、沐澄(SH)", {"沐澄"}),
        ("甲岚、乙岚、丙岚、沐澄(深圳)和睿澄", {"沐澄", "睿澄"}),
        ("甲岚、乙岚、沐澄(深圳)、丙岚", {"沐澄"}),
        ("甲岚、乙岚、德国沐澄、丙岚", {"沐澄"}),
        ("甲岚、乙岚、丙岚、德国沐澄", {"沐澄"}),
        ("甲岚、乙岚、丙岚、王建平", set()),
        ("甲岚、乙岚、王建平、丙岚", set()),
        ("甲岚、乙岚、欧阳兰、丙岚", set()),
        ("甲岚、乙岚、沐澄女士、丙岚", set()),
        ("甲岚、乙岚、沐澄教授、丙岚", set()),
        ("甲岚、乙岚、沐澄总监、丙岚", set()),
        ("甲岚、乙岚、昆山、丙岚", set()),
        ("甲岚、乙岚、昆山公司、丙岚", set()),
        ("甲岚、乙岚、供应商、丙岚", set()),
        ("甲岚、乙岚、光伏、丙岚", set()),
        ("甲岚、乙岚、2021、丙岚", set()),
        ("甲岚、乙岚、沐、丙岚", set()),
        ("甲岚,乙岚,丙岚,沐澄", set()),
        ("甲岚与沐澄", set()),
    ],
)
def test_what_stands_beside_organisations(text: str, names: set[str]) -> None:
    sure = [name for name in ("甲岚", "乙岚", "丙岚") if name in text]
    assert set(_told(text, *sure)) == names


def test_a_list_without_a_sure_name_tells_nothing() -> None:
    assert _told("睿澄、沐澄、迈岚") == {}


def test_the_more_sure_names_a_list_has_the_more_it_tells() -> None:
    one, two = _told("甲岚、沐澄、睿澄、迈岚", "甲岚"), _told("甲岚、乙岚、睿澄、迈岚", "甲岚", "乙岚")
    assert one["睿澄"] < two["睿澄"] < SURE


def test_three_sure_names_and_most_of_a_list_decide_alone() -> None:
    assert _told("甲岚、乙岚、丙岚、沐澄", "甲岚", "乙岚", "丙岚")["沐澄"] >= SURE
    assert _told("甲岚、乙岚、沐澄", "甲岚", "乙岚")["沐澄"] < SURE  # most of it, but two
    few = _told("甲岚、乙岚、丙岚、沐澄、睿澄、迈岚、澜庭", "甲岚", "乙岚", "丙岚")
    assert few["沐澄"] < SURE  # three, but fewer than most


def test_a_common_word_is_an_item_where_the_gazetteer_has_it() -> None:
    assert set(_told("甲岚、乙岚、丙岚、小米", "甲岚", "乙岚", "丙岚", known=("小米",))) == {"小米"}
    assert _told("甲岚、乙岚、丙岚、汪小明", "甲岚", "乙岚", "丙岚", known=("汪小明",)).keys() == {"汪小明"}


def test_a_guess_of_the_context_tells_where_the_last_item_ends() -> None:
    text = "甲岚、乙岚、丙岚、沐澄飞行器"
    assert set(_told(text, "甲岚", "乙岚", "丙岚", guessed=("沐澄",))) == {"沐澄"}


# --- short forms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("深圳屹澜科技股份有限公司", {"深圳屹澜科技", "深圳屹澜", "屹澜科技", "屹澜"}),
        ("江苏苏州屹澜医药有限公司", {"江苏苏州屹澜医药", "江苏苏州屹澜", "屹澜医药", "屹澜"}),
        ("睿澄能源集团有限公司", {"睿澄能源", "睿澄"}),
        ("睿澄集团", {"睿澄"}),
        ("屹澜科技", {"屹澜"}),
        ("北京发展有限公司", {"北京发展"}),
        ("大众有限公司", set()),
        ("昆山市教育局", set()),
        ("昆山分局", set()),
        ("Alderwick Holdings Ltd.", {"Alderwick"}),
        ("Alderwick, Inc.", {"Alderwick"}),
        ("IBM Corp.", set()),
        ("the Group", set()),
        ("Alderwick", set()),
    ],
)
def test_short_forms(name: str, forms: set[str]) -> None:
    found = list(short_forms(name))
    assert set(found) == forms
    assert name not in found


# --- occurrences ----------------------------------------------------------------------------------------------------


def _found(text: str, *names: str, sure: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    spans = {(text.index(name), text.index(name) + len(name)): "org.legal_form" for name in sure}
    told = occurrences(_words(text), dict.fromkeys((*names, *sure), "org.legal_form"), spans, frozenset())
    return [(text[start:end], rule.removeprefix("org.")) for start, end, rule in told]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("屹澜停产。屹澜的工人说屹澜没钱。", "屹澜", ["屹澜"] * 3),
        ("屹澜科技有限公司停产。屹澜科技没钱，屹澜关门", "屹澜科技有限公司", ["屹澜科技有限公司", "屹澜科技", "屹澜"]),
        ("沈听澜创办听澜", "听澜有限公司", ["听澜"]),
        ("沈听澜创办听澜", "听澜", ["听澜"] * 2),
        ("Orrin与Orrins与MyOrrin", "Orrin", ["Orrin"]),
        ("用Orrin好", "Orrin", ["Orrin"]),
        ("他去了阿里山", "阿里", []),
        ("他去了阿里", "阿里", ["阿里"]),
        ("LANTING屹澜上市", "屹澜", ["LANTING屹澜"]),
        ("LANTING 屹澜上市", "屹澜", ["屹澜"]),
        ("ALANTING1屹澜上市", "屹澜", ["屹澜"]),
        ("屹澜合伙企业(有限合伙)入股", "屹澜合伙企业", ["屹澜合伙企业(有限合伙)"]),
        ("屹澜合伙企业(无锡)入股", "屹澜合伙企业", ["屹澜合伙企业"]),
        ("江苏省常州市法院开庭", "常州市法院", ["江苏省常州市法院"]),
        ("在江苏常州市法院开庭", "常州市法院", ["常州市法院"]),
        ("", "屹澜", []),
    ],
)
def test_occurrences(text: str, name: str, found: list[str]) -> None:
    assert [form for form, _ in _found(text, name)] == found


def test_an_occurrence_tells_the_rule_that_found_it() -> None:
    assert _found("屹澜科技有限公司停产。屹澜关门", sure=("屹澜科技有限公司",)) == [
        ("屹澜科技有限公司", "legal_form"),
        ("屹澜", "short_form"),
    ]


def test_of_overlapping_names_the_longest_stays() -> None:
    assert [form for form, _ in _found("中屹澜科技停产", sure=("中屹澜", "屹澜科技"))] == ["屹澜科技"]
    assert [form for form, _ in _found("中国屹澜科技停产", "科技", sure=("屹澜科", "科技停"))] == ["屹澜科"]


# --- one name an organisation ---------------------------------------------------------------------------------------


def _named(
    text: str, *names: str, aliases: dict[str, str] | None = None, entries: dict[str, str] | None = None
) -> dict[str, str]:
    declared = {short: (full, True) for short, full in (aliases or {}).items()}
    return article_names(dict.fromkeys(names, "org.legal_form"), declared, entries or {}, _words(text))


def test_a_declared_form_is_the_name_of_both() -> None:
    assert _named("", aliases={"澜庭": "宜春澜庭有限公司"}) == {"澜庭": "澜庭", "宜春澜庭有限公司": "澜庭"}


def test_a_former_name_is_not_the_name() -> None:
    named = article_names({}, {"沐澄": ("澜庭", False)}, {}, _words(""))
    assert named == {"沐澄": "澜庭", "澜庭": "澜庭"}


def test_a_latin_form_is_not_the_name_where_there_is_a_chinese_one() -> None:
    assert _named("", aliases={"Lanting": "澜庭"}) == {"Lanting": "澜庭", "澜庭": "澜庭"}
    assert _named("", aliases={"澜庭": "Lanting"}) == {"Lanting": "澜庭", "澜庭": "澜庭"}


def test_forms_of_one_entry_carry_the_usual_name_if_the_article_has_it() -> None:
    forms = {"腾讯": "腾讯", "腾讯公司": "腾讯"}
    assert _named("", entries=forms) == {"腾讯": "腾讯", "腾讯公司": "腾讯"}


def test_forms_of_one_entry_carry_else_the_fuller_form_that_is_no_legal_name() -> None:
    forms = dict.fromkeys(("工行", "中国工商银行", "中国工商银行股份有限公司", "ICBC Ltd and Co"), "工商银行")
    assert set(_named("", entries=forms).values()) == {"中国工商银行"}


def test_a_declared_form_is_the_name_of_an_entry() -> None:
    named = _named("", aliases={"行方": "工商银行"}, entries={"工商银行": "工商银行", "工行": "工商银行"})
    assert set(named.values()) == {"行方"}


def test_a_legal_name_carries_its_short_form_if_the_article_has_it() -> None:
    text = "深圳屹澜科技有限公司停产。屹澜科技没钱。"
    assert _named(text, "深圳屹澜科技有限公司")["深圳屹澜科技有限公司"] == "屹澜科技"
    assert _named(text, "深圳屹澜科技有限公司", "屹澜科技")["屹澜科技"] == "屹澜科技"
    assert _named("深圳屹澜科技有限公司停产", "深圳屹澜科技有限公司") == {}


def test_a_trade_name_is_fuller_than_its_short_form() -> None:
    named = _named("屹澜科技停产。屹澜关门", "屹澜科技", "屹澜")
    assert named["屹澜科技"] == named["屹澜"] == "屹澜科技"
