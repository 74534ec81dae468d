"""Every way people write a number is seen through; nothing that offices publish every day is taken for one."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import numdb

from app.checks.personal_data import find_in_number, find_personal_data, is_certain_id, masked_cell, masked_text
from app.checks.region_codes import is_county_code
from tests.app.checks.seeded_numbers import (
    CARD_16,
    CARD_19,
    ID_PLAIN,
    ID_WITH_X,
    MOBILE,
    OLD_ID,
    SEEDED,
    bank_card,
    id_number,
)

ORDINARY = Path(__file__).parents[2] / "data/checks/ordinary-texts.txt"
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")

id_numbers = st.builds(
    lambda region, born, order: id_number(f"{region}{born:%Y%m%d}{order:03}"),
    st.integers(110000, 829999),
    st.dates(date(1910, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.one_of(st.from_regex(r"62[0-9]{16}", fullmatch=True), st.from_regex(r"[45][0-9]{14}", fullmatch=True)).map(
    bank_card
)


def found(text: str, **options) -> list[tuple[str, str]]:
    return [(hit.kind, hit.text_masked) for hit in find_personal_data(text, **options)]


def cut(number: str, sizes: list[int], gap: str) -> str:
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return gap.join([*parts, rest] if rest else parts)


@pytest.mark.parametrize("number", SEEDED)
@pytest.mark.parametrize(
    "around",
    ["{}", "张三{}男", "电话:{}。", "({})", "1 {} 200", "No{}", "{}、", "12,{},3", "第1项{}；\n2"],
)
def test_seeded_number_is_found_whatever_stands_around(number, around):
    assert found(around.format(number)) == [SEEDED[number]]


@pytest.mark.parametrize("number", SEEDED)
@pytest.mark.parametrize("numerals", ["〇一二三四五六七八九", "零一二三四五六七八九", "○一二三四五六七八九"])
def test_chinese_numerals_are_seen_through(number, numerals):
    plain = re.sub("[ -]", "", number)
    assert found(f"备注{plain.translate(str.maketrans('0123456789', numerals))}。") == [SEEDED[number]]


@pytest.mark.parametrize("number", SEEDED)
@pytest.mark.parametrize("gap", ["\u200b", "\u00ad", "\ufeff"])
def test_invisible_characters_are_seen_through(number, gap):
    assert found(gap.join(number)) == [SEEDED[number]]


@pytest.mark.parametrize("number", SEEDED)
def test_full_width_digits_are_seen_through(number):
    assert found(f"号码：{number.translate(FULL_WIDTH)}") == [SEEDED[number]]


@pytest.mark.parametrize(
    "written",
    [
        "51O5O2198OO1O11235",
        "5l05o2198001011235",
        "51Ｏ502１98001011235",
        "51O502 19800101 1235",
        "510502，19800101，1235",
        "510502,19800101,1235",
        "510502、19800101、1235",
        "510502 / 1980/01/01 / 1235",
        "510502，198001011235",
        "、".join("510502198001011235"),
    ],
)
def test_letters_for_digits_and_commas_in_an_identity_number_are_seen_through(written):
    assert found(f"户主3，{written}。") == [("id_number", "**************1235")]
    assert found(f"户主张三{written}，已核") == [("id_number", "**************1235")]


@pytest.mark.parametrize(
    "text",
    [
        "收入510,502,198,001,011,235元",
        "年度2019、2020、2021、2022、2023",
        "邮编510502、198001、011235",
        "川农〔2019〕12、13、14号，20190101、20200101、20210101",
        "510502，19801301，1235",
        "510502、19800101、1234",
        "编号SOO5105O2198001011235A",
    ],
)
def test_lists_and_amounts_with_commas_are_no_identity_number(text):
    assert found(text) == []


@pytest.mark.parametrize("gap", [" ", "\u3000", "\u00a0", "-", "－", "—", " - ", "\n"])
@pytest.mark.parametrize(
    ("number", "sizes"),
    [
        (ID_WITH_X, [6, 8]),
        (ID_WITH_X, [6, 4, 4]),
        (ID_PLAIN, [3, 3, 4, 4]),
        (OLD_ID, [6, 6]),
        (MOBILE, [3, 4]),
        (MOBILE, [3]),
        (MOBILE, [7]),
        (CARD_19, [4, 4, 4, 4]),
        (CARD_19, [6]),
        (CARD_16, [4, 4, 4]),
    ],
)
def test_usual_groups_are_seen_through(number, sizes, gap):
    assert found(f"联系方式号码：{cut(number, sizes, gap)}") == [SEEDED[number]]


@given(st.sampled_from(sorted(SEEDED)), st.data())
def test_number_broken_by_a_line_end_anywhere_is_found(number, data):
    position = data.draw(st.integers(1, len(number) - 1))
    text = f"请拨打或者登记的号码是{number[:position]}\n{number[position:]}，谢谢"
    assert found(text) == [SEEDED[number]]


@given(st.sampled_from(sorted(SEEDED)), st.integers(4, 9))
def test_number_wrapped_in_a_narrow_cell_is_found(number, width):
    lines = [number[start : start + width] for start in range(0, len(number), width)]
    assert found("\n".join(lines)) == [SEEDED[number]]


@given(st.sampled_from([ID_WITH_X, ID_PLAIN]), st.data())
def test_identity_number_over_two_cells_is_found(number, data):
    position = data.draw(st.integers(1, 17))
    assert found(f"{number[:position]}\t{number[position:]}") == [SEEDED[number]]


@pytest.mark.parametrize("number", SEEDED)
def test_one_digit_in_each_cell_is_found(number):
    assert SEEDED[number] in found("\t".join(number)) or number == OLD_ID


@given(st.one_of(id_numbers, mobiles, cards))
def test_generated_numbers_are_found_and_never_repeated(number):
    hits = find_personal_data(f"号码{number}。")

    assert [(hit.start, hit.end) for hit in hits] == [(2, 2 + len(number))]
    assert number not in repr(hits)
    assert hits[0].text_masked.endswith(number[-4:])
    assert sum(character.isdigit() for character in hits[0].text_masked) <= 7


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text):
    for hit in find_personal_data(text):
        assert 0 <= hit.start < hit.end <= len(text)


def test_several_numbers_in_one_text_come_in_order():
    text = f"{MOBILE}、13900139000；{ID_PLAIN} {CARD_16}"

    assert [kind for kind, _ in found(text)] == ["phone", "phone", "id_number", "bank_card"]


def test_country_code_before_a_mobile_number():
    for written in ("+8613800138000", "+86 138 0013 8000", "(+86)138-0013-8000", "008613800138000", "86-13800138000"):
        assert found(written) == [("phone", "138****8000")]


def test_the_offices_own_mobile_number_may_be_shown():
    assert found("值班手机138 0013 8000", allowed=["+86 13800138000"]) == []
    assert found("值班手机138 0013 8000", allowed=["13900139000"]) == [("phone", "138****8000")]


def test_an_identity_number_is_never_allowed():
    assert found(ID_PLAIN, allowed=[ID_PLAIN]) == [SEEDED[ID_PLAIN]]


def test_texts_that_offices_publish_raise_no_alarm():
    lines = ORDINARY.read_text(encoding="utf-8").splitlines()

    assert len(lines) > 100
    assert [(line, hits) for line in lines if (hits := found(line))] == []
    assert found("\n".join(lines)) == []


@pytest.mark.parametrize(
    "text",
    [
        ID_PLAIN[:-1] + str((int(ID_PLAIN[-1]) + 1) % 10),
        f"1{ID_PLAIN}",
        f"{MOBILE}1",
        f"{CARD_19}12",
        CARD_16[:-1] + str((int(CARD_16[-1]) + 1) % 10),
        "990124199013011036",
        "510124551302001",
        "12345678901",
        "13,800,138,000",
        "13800138000.00",
        "91510124MA6ABCDE1X",
        "13\n990124101",
        "135\n20260101",
        "1500000\t2026",
        "13500\t180000",
        "150\t1200\t3000",
        "135\t20260101",
        "1949-2019-100",
        "1998-10-01 200",
        "0830-1234567\n0830-7654321",
        "A138B00138000",
        "f47ac10b-58cc-4372-a567-813800138000",
        "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
    ],
)
def test_what_only_looks_like_a_number_of_a_person(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (MOBILE, [SEEDED[MOBILE]]),
        ("13800138000.0", [SEEDED[MOBILE]]),
        ("1.3800138E10", [SEEDED[MOBILE]]),
        ("5.1012419900101E+17", [("id_number", f"{'*' * 14}0000")]),
        ("6.222029901241230E18", [("bank_card", f"{'*' * 15}0000")]),
        ("46293", []),
        ("1500000.5", []),
        ("1.5E+17", []),
        ("NaN", []),
        ("Infinity", []),
        ("1E999999999", []),
        ("", []),
    ],
)
def test_numbers_stored_as_numbers(stored, expected):
    assert [(hit.kind, hit.text_masked) for hit in find_in_number(stored)] == expected


def test_running_numbers_below_each_other_are_no_number_of_a_person():
    """118 to 122, read downwards at the end of a sheet, has the form of an old identity number."""
    columns = ["\n".join(map(str, range(first, first + rows))) for first in range(1, 2001) for rows in range(3, 8)]
    assert [column for column in columns if found(column)] == []


@pytest.mark.parametrize("column", ["3311111111111111", "13521346211"])
def test_sizes_of_households_below_each_other_are_no_number_of_a_person(column):
    """One digit a line: a column of a list that is set close, on a board for example."""
    assert found(column)
    assert found("\n".join(column)) == []


def test_a_number_among_running_numbers_is_found():
    for column in (range(118, 123), range(118, 121)):
        assert [kind for kind, _ in found("\n".join([*map(str, column), OLD_ID]))] == [found(OLD_ID)[0][0]]


def test_a_cell_is_shown_without_the_numbers_in_it_also_where_the_file_lost_their_last_digits():
    assert masked_cell("张三 11010519491231002X") == "张三 **************002X"
    assert masked_cell("110105194912310000") == masked_cell("1.1010519491231E+17") == "**************0000"
    assert masked_cell("13812345678.5") == masked_text("13812345678.5") and masked_cell("0.5") == "0.5"
    assert masked_cell("13812345678", ("13812345678",)) == "13812345678"


@pytest.mark.parametrize(
    ("number", "is_certain"),
    [
        ("110101900307453", True),
        (ID_PLAIN, True),
        (f"{ID_PLAIN[:-1]}{(int(ID_PLAIN[-1]) + 1) % 10}", False),
        ("110199900307453", False),  # no county has this code
        ("110101900231453", False),  # no such day
        ("510821100201036", False),  # a village of a town and its households: a birth in 1910
        ("110101900307000", False),
    ],
)
def test_fifteen_digits_are_certain_by_county_and_birth(number, is_certain):
    assert is_certain_id(number) is is_certain


def test_county_codes_are_those_of_stdnum():
    regions = numdb.get("cn/loc")
    known = [
        code for code in map(str, range(110000, 830000, 7)) if any("county" in say for _, say in regions.info(code))
    ]
    assert [code for code in map(str, range(110000, 830000, 7)) if is_county_code(code)] == [
        code for code in known if not code.endswith("0000")
    ]
