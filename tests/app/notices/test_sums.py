"""Money in notices: it comes out even, one sheet begins where the last one ended, and amounts stand in words."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar import load_calendar
from app.errors import UserFacingError
from app.notices.amount_words import BEYOND, amount_words
from app.notices.book_period import read_book_period
from app.notices.filled_notice import FilledNotice
from app.notices.filling import fill_notice
from app.notices.keeping import (
    explain_sums,
    filled_notice,
    filled_of,
    find_notice,
    find_template,
    keep_notice,
    kept_notices,
    known_answers,
)
from app.opening import create_workspace
from app.products.notice import print_kept_notice
from app.standards.library import load_library
from app.standards.sums import read_sum
from app.tables.rows import ListRow
from app.workspace import Workspace
from tests.app.printing.page_checks import read_back
from tests.support import EDITION, VILLAGE, Clock

LIBRARY = load_library()
MONTH = {"year": "2026", "period_name": "9月", "village": "白马村"}


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "白马村.qd", VILLAGE, EDITION, person="李梅", now=Clock()) as made:
        yield made


def accounts(*rows: tuple[str, str, str]) -> list[ListRow]:
    """Rows of income, expense and balance."""
    keys = ("income", "expense", "balance")
    return [
        ListRow(number, {"summary": "往来", **{key: text for key, text in zip(keys, row, strict=True) if text}})
        for number, row in enumerate(rows, start=2)
    ]


USUAL = accounts(("20000", "", ""), ("", "1,260.50", ""), ("8800", "", ""))


def fill(code: str, answers: dict[str, str], rows: list[ListRow]) -> FilledNotice:
    template = LIBRARY.notice_templates[code]
    return fill_notice(
        template, LIBRARY.notice_rules, answers, rows, calendar=load_calendar(), today=date(2026, 11, 22)
    )


def test_the_closing_balance_and_those_of_the_rows_are_worked_out() -> None:
    notice = fill("NT-34", MONTH | {"opening_amount": "5000"}, USUAL)
    assert notice.unbalanced == ()
    assert "期初结余5,000.00元，收入28,800.00元，支出1,260.50元，期末结余32,539.50元" in notice.paragraphs[0].text
    keys = [column.key for column in notice.table.columns]
    assert [row.cells[keys.index("balance")] for row in notice.table.rows] == ["25,000.00", "23,739.50", "32,539.50"]
    assert notice.notes == (
        "收入合计（大写）：贰万捌仟捌佰元整",
        "支出合计（大写）：壹仟贰佰陆拾元伍角",
        "期末结余（大写）：叁万贰仟伍佰叁拾玖元伍角",
    )
    assert not any("没有填" in warning and "收入" in warning for warning in notice.warnings)


@pytest.mark.parametrize(
    ("code", "answers", "rows", "told"),
    [
        (
            "NT-34",
            MONTH | {"opening_amount": "5000", "closing_amount": "30000"},
            USUAL,
            "期初结余＋收入－支出是32,539.50元，期末结余是30,000.00元，差2,539.50元",
        ),
        (
            "NT-34",
            MONTH | {"income_amount": "28000"},
            USUAL,
            "“收入”填的是28,000.00元，名单里加起来是28,800.00元，差800.00元",
        ),
        (
            "NT-34",
            MONTH | {"opening_amount": "100"},
            accounts(("50", "", "150"), ("", "20", "140"), ("", "10", "130")),
            "序号2（原表第3行）的余额不等于上一行的余额加收入减支出，差10.00元",
        ),
        (
            "NT-31",
            {"plan_amount": "100000", "actual_amount": "98000", "surplus_amount": "200"},
            [],
            "计划金额－实际支出是2,000.00元，结余是200.00元，差1,800.00元",
        ),
        (
            "NT-23",
            {"total_amount": "1000", "retained_amount": "100"},
            [ListRow(2, {"name": "周桂兰", "amount": "800", "persons": "1", "per_person": "800"})],
            "合计金额－留存金额是900.00元，名单里应得金额的合计是800.00元",
        ),
    ],
)
def test_what_does_not_come_out_is_told(code: str, answers: dict[str, str], rows: list[ListRow], told: str) -> None:
    notice = fill(code, answers, rows)
    assert any(told in sentence for sentence in notice.unbalanced), notice.unbalanced
    assert notice.waits and not fill(code, answers | {"sums_reason": "上年调账"}, rows).waits


@pytest.mark.parametrize("summary", ["上月结转", "上期结余", "期初余额", "承前页"])
@pytest.mark.parametrize("balances", [("32,345.67", "31,085.17"), ("", "")])
def test_a_first_row_that_carries_over_is_the_opening_balance(summary: str, balances: tuple[str, str]) -> None:
    rows = accounts(("", "", "12,345.67"), ("20000", "", balances[0]), ("", "1,260.50", balances[1]))
    rows[0] = ListRow(2, {"summary": summary, "balance": "12,345.67"})
    notice = fill("NT-34", MONTH, rows)
    assert "期初结余12,345.67元，收入20,000.00元，支出1,260.50元，期末结余31,085.17元" in notice.paragraphs[0].text
    assert {"opening_amount", "income_amount", "expense_amount", "closing_amount"}.isdisjoint(notice.missing)
    assert notice.unbalanced == () and not any("收入" in each for each in notice.warnings)
    keys = [column.key for column in notice.table.columns]
    assert [row.cells[keys.index("balance")] for row in notice.table.rows][1:] == ["32,345.67", "31,085.17"]


def test_a_carried_balance_that_is_not_the_one_typed_is_told() -> None:
    rows = [ListRow(2, {"summary": "上月结转", "balance": "12,345.67"}), *USUAL]
    notice = fill("NT-34", MONTH | {"opening_amount": "12000"}, rows)
    assert notice.unbalanced and "差345.67元" in notice.unbalanced[0]


def test_a_forgotten_amount_is_no_opening_balance() -> None:
    notice = fill("NT-34", MONTH, accounts(("", "", "12,345.67"), ("20000", "", "32,345.67")))
    assert {"opening_amount", "income_amount"} <= set(notice.missing)


@pytest.mark.parametrize("amount", ["1万", "1.5万元", "三百元", "叁佰元整"])
def test_an_amount_in_words_is_refused_with_how_to_write_it(amount: str) -> None:
    notice = fill("NT-34", MONTH | {"opening_amount": amount}, [*USUAL, *accounts(("", amount, ""))])
    assert "1万写成10000" in notice.refused_rows[0].reason and "1万写成10000" in notice.refused_blanks[0].reason
    assert "opening_amount" in notice.missing and len(notice.table.rows) == len(USUAL)


def test_an_amount_in_brackets_is_taken_off() -> None:
    notice = fill("NT-34", MONTH | {"opening_amount": "（300）"}, accounts(("1000", "", ""), ("", "（200）", "")))
    assert "期初结余-300.00元，收入1,000.00元，支出-200.00元，期末结余900.00元" in notice.paragraphs[0].text


def test_a_rate_that_does_not_make_the_amount_is_worth_a_look_only() -> None:
    rows = [ListRow(2, {"name": "周桂兰", "area": "3.5", "standard": "100", "amount": "360"})]
    notice = fill("NT-14", {}, rows)
    assert "原表第2行的“面积”×“标准”和“金额”对不上，请核对。" in notice.warnings and not notice.waits


def keep(workspace: Workspace, rows: list[ListRow] = USUAL, **answers: str) -> str:
    template = find_template(workspace, "NT-34")
    known = known_answers(workspace, template) | MONTH | answers
    return keep_notice(workspace, filled_notice(workspace, template, known, rows))


def test_who_must_sign_by_law_is_known_beforehand(village: Workspace) -> None:
    def publisher(code: str) -> str | None:
        return known_answers(village, find_template(village, code)).get("publisher")

    place = village.organisation.name
    assert publisher("NT-37") == f"{place}村民选举委员会" and publisher("NT-40") == f"{place}集体经济组织"
    assert publisher("NT-34") == village.organisation.full_name
    assert publisher("NT-56") is None  # a village does not know its county


def test_a_month_begins_with_what_the_month_before_came_to(village: Workspace) -> None:
    keep(village, opening_amount="5000")
    following = filled_of(find_notice(village, keep(village, period_name="10月份")))
    assert "期初结余32,539.50元" in following.paragraphs[0].text and not following.waits
    other = filled_of(find_notice(village, keep(village, period_name="10月", opening_amount="30000")))
    assert "上一期《白马村2026年9月财务收支公布表》结下来是32,539.50元，差2,539.50元" in other.unbalanced[0]
    later = filled_of(find_notice(village, keep(village, period_name="12月", opening_amount="1")))
    assert later.unbalanced == ()


def test_printing_waits_for_even_money_or_for_a_reason_that_stands_on_the_paper(
    village: Workspace, tmp_path: Path
) -> None:
    row = find_notice(village, keep(village, opening_amount="5000", closing_amount="1"))
    with pytest.raises(UserFacingError, match=r"金额对不上.*没有打印") as caught:
        print_kept_notice(village, row, tmp_path / "a.pdf")
    assert caught.value.code == "sums-uneven" and not (tmp_path / "a.pdf").exists()
    for wrong in (" ", "电话 138 0013 8000"):
        with pytest.raises(UserFacingError, match="没有改动"):
            explain_sums(village, row, wrong)
    explain_sums(village, row, "先写错的原因")
    row = explain_sums(village, find_notice(village, row.id), "9月有一笔往来 10月才入账。")
    print_kept_notice(village, row, tmp_path / "a.pdf")
    paper = read_back(tmp_path / "a.pdf")
    assert "账目核对：期初结余＋收入－支出是32,539.50元，期末结余是1.00元，差32,538.50元。" in paper
    assert paper.count("说明：") == 1 and "说明：9月有一笔往来10月才入账。" in paper and "。。" not in paper
    assert len(kept_notices(village)) == 1


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("10月", (10, 10)),
        ("１０月份", (10, 10)),
        ("十二月", (12, 12)),
        ("第三季度", (7, 9)),
        ("4季度", (10, 12)),
        ("1-3月", (1, 3)),
        ("1月至6月", (1, 6)),
        ("下半年", (7, 12)),
        ("2026年9月", (9, 9)),
        ("13月", None),
        ("春节", None),
    ],
)
def test_months_of_accounts_are_read_as_people_write_them(name: str, months: tuple[int, int] | None) -> None:
    begin = 2026 * 12 - 1
    read = read_book_period("2026", name)
    assert read == (None if months is None else (begin + months[0], begin + months[1]))


def test_a_period_nobody_can_place_is_told() -> None:
    warnings = fill("NT-34", MONTH | {"period_name": "近期"}, USUAL).warnings
    assert any("“近期”看不出是哪几个月，期初没有和上一期核对" in warning for warning in warnings)
    assert not any("看不出" in warning for warning in fill("NT-34", MONTH, USUAL).warnings)


def test_accounts_go_on_over_the_turn_of_the_year() -> None:
    assert read_book_period("2027年", "1月").follows(read_book_period("2026", "四季度"))


@pytest.mark.parametrize("text", ["a", "a = b = c", "a + b * c = d", "a / b = c", "__import__ = a(b)", "a+b = c"])
def test_nothing_but_sums_is_read_as_a_sum(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        read_sum(text)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("-3.2", "负叁元贰角"),
    ],
)
def test_amounts_in_words_as_the_banks_rules_show_them(amount: str, words: str) -> None:
    assert amount_words(Decimal(amount)) == words


@given(st.decimals(min_value=0, max_value=BEYOND - 1, places=2))
def test_every_amount_can_be_read_back_from_its_words(amount: Decimal) -> None:
    words = amount_words(amount)
    assert read_words(words) == amount
    assert "零零" not in words and not words.startswith("零角")


def read_words(words: str) -> Decimal:
    """The amount that words stand for, by adding up digits times places."""
    whole, _, parts = words.rpartition("元") if "元" in words else ("", "", words)
    cents = sum(
        "零壹贰叁肆伍陆柒捌玖".index(digit) * {"角": 10, "分": 1}[place]
        for digit, place in pairwise(parts)
        if place in "角分"
    )
    total = group = digit = 0
    for word in whole:
        if word in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(word)
        elif word in "拾佰仟":
            group, digit = group + digit * 10 ** ("拾佰仟".index(word) + 1), 0
        elif word == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        else:
            total, group, digit = (total + group + digit) * 100_000_000, 0, 0
    return Decimal(total + group + digit) + Decimal(cents) / 100
