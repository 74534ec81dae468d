"""What may be shown is shown, what may not is hidden, and what is not recognised is refused instead of let through."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.personal_data import find_personal_data
from app.errors import UserFacingError
from app.notices.masking import MaskResult, mask
from app.notices.masking_table import built_in_table, parse_masking_table
from tests.app.checks.seeded_numbers import CARD_16, CARD_19, ID_PLAIN, ID_WITH_X, MOBILE, OLD_ID, bank_card, id_number

MEDIA = ("paper", "web", "package")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
KINDS = ("none", "name", "name_partial", "minor", "id_number", "phone", "bank_card", "address")
ID_TAIL = ID_WITH_X[-4:]
STRICTER = """
title: 青山县遮挡表
version: '1'
date: 2026-01-01
kinds:
  id_number:
    label: 身份证号
    paper: {}
    web: {keep_tail: 2}
    package: {keep_head: 6, keep_tail: 18}
  name:
    label: 姓名
    paper: {level: partial}
    web: {level: full}
    package: {level: hidden}
  address:
    label: 住址
    paper: {level: township}
    web: {level: group}
    package: {level: hidden}
"""

id_numbers = st.builds(
    lambda region, born, order: id_number(f"{region}{born:%Y%m%d}{order:03}"),
    st.integers(110000, 829999),
    st.dates(date(1910, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
numbers = st.one_of(
    st.tuples(st.just("id_number"), id_numbers),
    st.tuples(st.just("phone"), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)),
    st.tuples(st.just("bank_card"), st.from_regex(r"62[0-9]{13,16}", fullmatch=True).map(bank_card)),
)
gaps = st.sampled_from(["", " ", "　", "-", "\u200b", "－", "\n"])
no_digits = st.characters(exclude_categories=("Nd", "Cs"))
han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def shown(kind: str, value: str, medium: str = "paper", **options) -> str:
    result = mask(kind, value, medium, **options)
    assert result.refused_reason == ""
    assert result.changed == (result.text != value.strip())
    return result.text


def refusal(kind: str, value: str, medium: str = "paper", **options) -> str:
    result = mask(kind, value, medium, **options)
    assert (result.text, result.changed) == ("", False)
    return result.refused_reason


# Numbers


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(
    "written",
    [
        ID_WITH_X,
        ID_WITH_X.lower(),
        ID_WITH_X.translate(FULL_WIDTH),
        f"{ID_WITH_X[:6]} {ID_WITH_X[6:14]} {ID_TAIL}",
        f"{ID_WITH_X[:6]}－{ID_WITH_X[6:14]}－{ID_TAIL}",
        f" '{ID_WITH_X}\n",
        f"{ID_WITH_X[:-1]}×",
    ],
)
def test_identity_number_however_written_keeps_its_last_four(written, medium):
    assert shown("id_number", written, medium) == f"{'*' * 14}{ID_TAIL}"


def test_old_identity_number_keeps_its_last_four():
    assert shown("id_number", OLD_ID) == f"{'*' * 11}{OLD_ID[-4:]}"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("id_number", "**************1234"),
        ("id_number", "***********1234"),
        ("id_number", "****123X"),
        ("id_number", "1234"),
        ("phone", "138****8000"),
        ("phone", "*******8000"),
        ("bank_card", "***************0128"),
        ("bank_card", "0128"),
        ("name_partial", "王*某"),
        ("name_partial", "王某某"),
        ("name_partial", "欧阳*"),
        ("name_partial", "阿***·**提"),
        ("minor", "王某某"),
        ("minor", "王大强之子（女）"),
    ],
)
def test_what_is_masked_already_stays_as_it_is(kind, value):
    assert mask(kind, value, "paper") == MaskResult(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("id_number", "990124********123X", "**************123X"),
        ("id_number", "990124xxxxxxxx123x", "**************123X"),
        ("id_number", "990124＊＊＊＊＊＊＊＊123X", "**************123X"),
        ("id_number", "99012419900101****", "******************"),
        ("phone", "1380****000", "138*****000"),
        ("phone", "138001380**", "138****80**"),
        ("bank_card", "6222 **** **** **** 128", "***************" + "*128"),
    ],
)
def test_what_is_masked_too_little_is_masked_further(kind, value, expected):
    assert shown(kind, value) == expected


def test_phone_numbers():
    assert shown("phone", MOBILE) == "138****8000"
    assert shown("phone", "+86 138-0013-8000") == "138****8000"
    assert shown("phone", MOBILE.translate(FULL_WIDTH)) == "138****8000"
    assert shown("phone", "0830-1234567") == "0830-*****67"
    assert shown("phone", "028 12345678") == "028-******78"
    assert shown("phone", "1234567") == "*****67"


@pytest.mark.parametrize("value", ["12345", "110", "12348", "95598", "4008123456"])
def test_public_service_numbers_stay(value):
    assert mask("phone", value, "web") == MaskResult(value)


def test_the_offices_own_numbers_stay():
    assert mask("phone", "138 0013 8000", "web", allowed=[MOBILE]) == MaskResult("138 0013 8000")
    assert mask("phone", "0830-1234567", "web", allowed=["08301234567"]) == MaskResult("0830-1234567")
    assert mask("none", f"值班{MOBILE}", "web", allowed=[MOBILE]) == MaskResult(f"值班{MOBILE}")


def test_bank_cards_keep_their_last_four():
    assert shown("bank_card", CARD_19) == f"{'*' * 15}{CARD_19[-4:]}"
    assert (
        shown("bank_card", f"{CARD_16[:4]} {CARD_16[4:8]} {CARD_16[8:12]} {CARD_16[12:]}")
        == f"{'*' * 12}{CARD_16[-4:]}"
    )


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("id_number", ID_PLAIN[:-1] + "X", "身份证号（位数、出生日期或校验码不对）"),
        ("id_number", ID_PLAIN[:-1], "身份证号"),
        ("id_number", "990124199013011036", "身份证号"),
        ("id_number", MOBILE, "身份证号"),
        ("id_number", "无", "身份证号"),
        ("id_number", f"张三{ID_PLAIN}", "身份证号"),
        ("id_number", "张三**************1234", "遮挡过的身份证号"),
        ("id_number", "990124****12345678", ""),
        ("id_number", "1990****", "位数不对"),
        ("phone", f"{MOBILE}、13900139000", "一格请只写一个号码"),
        ("phone", ID_PLAIN, "电话号码"),
        ("phone", "138****800012", "位数不对"),
        ("bank_card", CARD_19[:-1] + str((int(CARD_19[-1]) + 1) % 10), "存折账号请只填后四位"),
        ("bank_card", "尾号1234", "银行卡号"),
        ("none", f"联系{MOBILE}", "手机号 138****8000"),
        ("none", ID_PLAIN, "身份证号"),
    ],
)
def test_what_is_not_recognised_is_refused(kind, value, reason):
    if reason:
        assert reason in refusal(kind, value)
    else:
        assert shown(kind, value) == "**************5678"


@given(numbers, gaps, st.sampled_from(MEDIA), st.booleans())
def test_masked_number_never_shows_the_digits(kind_and_number, gap, medium, full_width):
    kind, number = kind_and_number
    written = gap.join([number[:3], number[3:8], number[8:]])
    text = shown(kind, written.translate(FULL_WIDTH) if full_width else written, medium)

    assert len(text) == len(number)
    assert text.count("*") >= len(number) - 7
    assert all(own == of for own, of in zip(text, number, strict=True) if own != "*")
    assert find_personal_data(text) == ()
    assert mask(kind, text, medium) == MaskResult(text)


@given(st.sampled_from(KINDS), st.text(no_digits, max_size=30), st.sampled_from(MEDIA), numbers)
def test_no_column_lets_a_raw_number_through(kind, around, medium, kind_and_number):
    _, number = kind_and_number
    for value in (number, f"{around}{number}", f"{number}{around}"):
        result = mask(kind, value, medium)
        assert number not in result.text
        assert number not in result.refused_reason


@given(st.sampled_from(KINDS), st.text(max_size=40), st.sampled_from(MEDIA))
def test_any_value_is_either_shown_or_refused_with_a_reason(kind, value, medium):
    result = mask(kind, value, medium)

    assert not (result.text and result.refused_reason)
    assert result.text or result.refused_reason or not value.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_empty_values_stay_empty(kind):
    assert mask(kind, "  ", "web") == MaskResult("")


# Names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王某明", "王某明"),
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("王 五", "王*"),
        ("王　五", "王*"),
        ("欧阳明", "欧阳*"),
        ("欧阳明日", "欧阳*日"),
        ("司马", "司*"),
        ("王李小明", "王**明"),
        ("阿依古丽·买买提", "阿***·**提"),
        ("阿依古丽•买买提", "阿***·**提"),
        ("扎西次仁旺堆", "扎****堆"),
        ("𬭎三", "𬭎*"),
        ("张䶮𫖯", "张*𫖯"),
        ("青山县兴隆食品有限公司", "青山县兴隆食品有限公司"),
        ("红星村农机合作社", "红星村农机合作社"),
    ],
)
def test_names_keep_surname_and_last_character(name, expected):
    assert shown("name_partial", name) == expected


@pytest.mark.parametrize("name", ["张", "John Smith", "王五（户主）", "王五、李四", "王五13", f"王五{MOBILE}"])
def test_what_is_no_single_name_is_refused(name):
    assert "认不出是姓名" in refusal("name_partial", name)


def test_a_number_within_the_name_of_an_organisation_is_refused():
    assert "手机号" in refusal("name_partial", f"王五{MOBILE}便利店")


def test_names_are_full_on_paper_and_partial_on_the_web():
    assert [shown("name", "王小明", medium) for medium in MEDIA] == ["王小明", "王*明", "王小明"]


@given(st.text(han, min_size=2, max_size=6))
def test_partial_name_hides_at_least_one_character(name):
    text = mask("name_partial", name, "web").text

    if "*" in text:
        assert len(text) == len(name)
        assert all(own in {"*", of} for own, of in zip(text, name, strict=True))
    else:
        assert text == name
        assert "某" in name or len(name) >= 5


@pytest.mark.parametrize(
    ("child", "parent", "medium", "expected"),
    [
        ("王小明", "王大强", "paper", "王大强之子（女）"),
        ("王小明", "王大强", "web", "王*强之子（女）"),
        ("", "王大强", "paper", "王大强之子（女）"),
        ("王小明", "", "paper", "王某某"),
        ("欧阳小明", "", "paper", "欧阳某某"),
        ("王大强之女", "", "paper", "王大强之子（女）"),
        ("王大强之子（女）", "", "web", "王*强之子（女）"),
        ("王*强之子（女）", "", "web", "王*强之子（女）"),
    ],
)
def test_minors_are_never_named(child, parent, medium, expected):
    assert shown("minor", child, medium, parent=parent) == expected


@pytest.mark.parametrize(("child", "parent"), [("王小明3岁", ""), ("王小明", "王大强13800138000")])
def test_minor_that_cannot_be_named_otherwise_is_refused(child, parent):
    assert "认不出是姓名" in refusal("minor", child, parent=parent)


# Addresses


@pytest.mark.parametrize(
    ("address", "paper", "web"),
    [
        ("青山县兴隆镇红星村3组25号", "青山县兴隆镇红星村3组", "青山县兴隆镇"),
        ("兴隆镇红星村委会三组王家院子", "兴隆镇红星村委会三组", "兴隆镇"),
        ("江阳区兴隆街道幸福社区3栋2单元", "江阳区兴隆街道幸福社区", "江阳区兴隆街道"),
        ("景德镇市浮梁县鹅湖镇良溪村8号", "景德镇市浮梁县鹅湖镇良溪村", "景德镇市浮梁县鹅湖镇"),
        ("镇江市丹徒区世业镇世业村", "镇江市丹徒区世业镇世业村", "镇江市丹徒区世业镇"),
        (
            "双江拉祜族佤族布朗族傣族自治县勐勐镇2村",
            "双江拉祜族佤族布朗族傣族自治县勐勐镇2村",
            "双江拉祜族佤族布朗族傣族自治县勐勐镇",
        ),
        ("兴隆街道建设路25号", "兴隆街道", "兴隆街道"),
        ("兴隆镇政府街12号", "兴隆镇", "兴隆镇"),
    ],
)
def test_addresses_end_at_the_villagers_group_or_the_township(address, paper, web):
    assert shown("address", address, "paper") == paper
    assert shown("address", address, "web") == web
    assert shown("address", address, "package") == web


@pytest.mark.parametrize(
    ("address", "medium"), [("建设路25号", "paper"), ("红星村3组", "web"), ("红星村3组5号", "web")]
)
def test_address_without_the_wanted_place_is_refused(address, medium):
    assert "住址里认不出" in refusal("address", address, medium)


# Profiles


def test_a_profile_may_hide_more_but_never_less():
    table = built_in_table().combined_with(parse_masking_table(STRICTER.encode(), "青山县.yaml"))

    assert shown("id_number", ID_WITH_X, "paper", table=table) == "*" * 18
    assert shown("id_number", ID_WITH_X, "web", table=table) == "*" * 16 + ID_WITH_X[-2:]
    assert shown("id_number", ID_WITH_X, "package", table=table) == f"{'*' * 14}{ID_TAIL}"
    assert [shown("name", "王小明", medium, table=table) for medium in MEDIA] == ["王*明", "王*明", "***"]
    assert shown("address", "兴隆镇红星村3组", "paper", table=table) == "兴隆镇"
    assert shown("address", "兴隆镇红星村3组", "web", table=table) == "兴隆镇"
    assert shown("phone", MOBILE, "web", table=table) == "138****8000"
    assert shown("id_number", "1234", "paper", table=table) == "****"


def test_a_profile_may_leave_children_out_but_never_name_them():
    hidden, open_ = (
        built_in_table().combined_with(
            parse_masking_table(STRICTER.partition("kinds:")[0].encode() + rule.encode(), "青山县.yaml")
        )
        for rule in (
            "kinds: {minor: {label: 孩子, paper: {level: hidden}, web: {level: hidden}, package: {level: hidden}}}",
            "kinds: {minor: {label: 孩子, paper: {level: full}, web: {level: full}, package: {level: full}}}",
        )
    )
    assert [shown("minor", "王小明", medium, table=hidden) for medium in MEDIA] == ["***"] * 3
    assert [shown("minor", "王小明", medium, table=open_) for medium in MEDIA] == ["王某某"] * 3


@pytest.mark.parametrize("content", ["", "kinds: [", "title: x", STRICTER.replace("keep_tail: 2", "keep_tail: 两位")])
def test_a_wrong_profile_is_refused_by_name(content):
    with pytest.raises(UserFacingError, match=r"青山县\.yaml"):
        parse_masking_table(content.encode(), "青山县.yaml")
