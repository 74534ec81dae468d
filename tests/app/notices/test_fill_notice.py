"""Filling notice templates: blanks, lists, figures; and that nothing personal comes out."""

import json
import unicodedata
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar import load_calendar
from app.errors import UsageError, UserFacingError
from app.notices.filled_notice import FilledNotice
from app.notices.filling import fill_notice, placeholders_of
from app.notices.joining_texts import joined
from app.notices.quantities import read_quantity
from app.standards.library import load_library
from app.standards.models import NoticeColumn, NoticeTable
from app.tables.rows import ListRow
from tests.app.notices.personal_numbers import identity_number, mobile_numbers, raw_numbers, styles, written
from tests.app.tables.list_example import COLUMNS, notice_template

LIBRARY = load_library()
CALENDAR = load_calendar()
TODAY = date(2026, 11, 22)
BLANKS = {
    "village": "双桥村",
    "year": "2026",
    "month": "11",
    "publish_date": "2026-11-23",
    "accept_unit": "兴隆镇社会事务办公室",
    "phone": "0731-55502816",
    "supervision_phone": "0731-55502801",
    "publisher": "兴隆镇人民政府",
}


def fill(template, blanks, rows=(), **options) -> FilledNotice:
    return fill_notice(template, LIBRARY.notice_rules, blanks, rows, calendar=CALENDAR, today=TODAY, **options)


def listed(*rows: dict[str, str]) -> list[ListRow]:
    """Rows as read from a sheet with one header row."""
    return [ListRow(number, row) for number, row in enumerate(rows, start=2)]


def person(name: str, **values: str) -> dict[str, str]:
    return {"group_name": "塘湾组", "name": name, "insured": "1", "amount": "420", **values}


def texts(notice: FilledNotice) -> list[str]:
    return [notice.title, *(part.text for part in notice.paragraphs), *notice.signature]


def cells(notice: FilledNotice, key: str) -> list[str]:
    index = [column.key for column in notice.table.columns].index(key)
    return [row.cells[index] for row in notice.table.rows]


def test_a_notice_is_filled_from_answers_list_and_calendar():
    notice = fill(notice_template(), BLANKS, listed(person("周桂兰"), person("李秀英", insured="2", amount="1760.5元")))
    assert notice.title == "关于双桥村2026年11月拟新增对象的公示"
    assert [part.text for part in notice.paragraphs] == [
        "将下列2户3人纳入保障，现向村民公示。",
        "公示期为7日，自2026年11月24日起至2026年11月30日止。",
        "受理单位：兴隆镇社会事务办公室。电话：0731-55502816。监督电话：0731-55502801。",
    ]
    assert notice.signature == ("发布机关（盖章）：兴隆镇人民政府", "日期：2026年11月23日")
    assert [column.key for column in notice.table.columns] == ["seq", "group_name", "name", "insured", "amount"]
    assert [row.cells for row in notice.table.rows] == [
        ("1", "塘湾组", "周桂兰", "1", "420.00"),
        ("2", "塘湾组", "李秀英", "2", "1,760.50"),
    ]
    assert [row.number for row in notice.table.rows] == [2, 3]
    assert (notice.missing, notice.warnings, notice.refused_rows) == ((), (), ())


def test_what_is_not_known_shows_as_a_labelled_gap_and_is_listed():
    notice = fill(notice_template(), {"village": "双桥村", "phone": "  "})
    assert notice.missing == (
        "year",
        "month",
        "household_count",
        "person_count",
        "start_date",
        "end_date",
        "accept_unit",
        "phone",
        "supervision_phone",
        "publisher",
        "publish_date",
    )
    assert notice.title == "关于双桥村＿＿＿＿（年份）年＿＿＿＿（月份）月拟新增对象的公示"
    assert "电话：＿＿＿＿（电话）。监督电话：＿＿＿＿（监督电话）。" in notice.paragraphs[2].text
    assert not any("{" in text for text in texts(notice))


def test_braces_in_an_answer_stay_braces():
    notice = fill(notice_template(), {**BLANKS, "village": "{phone}村"})
    assert notice.title.startswith("关于{phone}村")


def test_an_answer_nobody_asks_for_is_wrong_usage():
    with pytest.raises(UsageError, match="vilage"):
        fill(notice_template(), {"vilage": "双桥村"})


def test_a_typed_count_that_differs_from_the_list_is_kept_and_said():
    notice = fill(notice_template(), {**BLANKS, "household_count": "5"}, listed(person("周桂兰")))
    assert "将下列5户1人" in notice.paragraphs[0].text
    assert notice.warnings == ("“户数”填的是5，名单里是1，请核对。",)


def test_a_row_with_a_raw_number_is_refused_whole_and_counted_nowhere():
    mistyped = "430302199001010060"
    rows = listed(person("周桂兰"), person("李秀英", remark="电话 138 0013 8000"), person(f"陈德明{mistyped}"))
    notice = fill(notice_template(), BLANKS, rows)
    assert cells(notice, "name") == ["周桂兰"]
    assert "将下列1户1人" in notice.paragraphs[0].text
    assert [row.row for row in notice.refused_rows] == [3, 4]
    assert "“备注”里有手机号" in notice.refused_rows[0].reason
    assert mistyped not in repr(notice)
    assert any("有2行没有列进名单" in warning for warning in notice.warnings)


def test_illness_in_a_list_of_names_is_refused_without_repeating_it():
    notice = fill(
        notice_template(), BLANKS, listed(person("刘国强", remark="尿 毒症"), person("周桂兰", remark="因病"))
    )
    assert cells(notice, "name") == ["周桂兰"]
    assert "毒症" not in notice.refused_rows[0].reason
    assert notice.refused_rows[0].row == 2


def test_digits_of_identity_numbers_show_only_where_two_people_share_a_name():
    first, second = identity_number("19600307", 241), identity_number("19900101", 105)
    rows = listed(person("陈德明", id_tail=first), person("陈 德明", id_tail=second), person("周桂兰", id_tail=first))
    notice = fill(notice_template(), BLANKS, rows)
    assert cells(notice, "id_tail") == [f"{'*' * 14}{first[-4:]}", f"{'*' * 14}{second[-4:]}", ""]
    assert [(value.row, value.column) for value in notice.masked] == [
        (2, "身份证号（重名时加）"),
        (3, "身份证号（重名时加）"),
    ]
    assert [column.label for column in notice.table.columns if column.key == "id_tail"] == ["身份证号"]


def test_without_shared_names_identity_numbers_are_dropped():
    rows = listed(person("陈德明", id_tail=identity_number("19600307", 241)), person("周桂兰"))
    notice = fill(notice_template(), BLANKS, rows)
    assert "id_tail" not in [column.key for column in notice.table.columns]


def test_one_person_in_two_rows_is_not_two_people():
    number = identity_number("19600307", 241)
    notice = fill(notice_template(), BLANKS, listed(person("陈德明", id_tail=number), person("陈德明", id_tail=number)))
    assert "id_tail" not in [column.key for column in notice.table.columns]


def test_a_namesake_whose_number_is_wrong_is_refused_and_the_other_shows_no_digits():
    right = identity_number("19600307", 241)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    rows = listed(person("陈德明", id_tail=right), person("陈德明", id_tail=wrong))
    notice = fill(notice_template(), BLANKS, rows)
    assert [row.row for row in notice.refused_rows] == [3]
    assert "id_tail" not in [column.key for column in notice.table.columns]


def test_namesakes_nobody_can_tell_apart_are_pointed_out():
    notice = fill(notice_template(), BLANKS, listed(person("陈德明"), person("陈德明"), person("周桂兰")))
    assert any("原表第2、3行姓名相同" in warning for warning in notice.warnings)


def test_a_minor_is_never_named():
    columns = (*COLUMNS, NoticeColumn("age", "年龄", "number", "none", optional=True))
    rows = listed(
        person("王小丽", age="12"),
        person("王金龙之女", age="12"),
        person("欧阳小明", id_tail=identity_number("20100101", 105)),
        person("周桂兰", age="18"),
        person("王小虎", age="12岁"),
        person("王小豹", age="35", id_tail=identity_number("20100101", 105)),
    )
    notice = fill(notice_template(columns), BLANKS, rows)
    assert cells(notice, "name") == ["王某某", "王金龙之女", "欧阳某某", "周桂兰", "王某某", "王某某"]
    assert [value.row for value in notice.masked] == [2, 4, 6, 7]
    assert "王小丽" not in repr(notice)


def test_age_counts_on_the_day_of_the_notice():
    born = listed(person("王小丽", id_tail=identity_number("20081123", 105)))
    assert cells(fill(notice_template(), BLANKS, born), "name") == ["王小丽"]
    day_before = {**BLANKS, "publish_date": "2026-11-22"}
    assert cells(fill(notice_template(), day_before, born), "name") == ["王某某"]


@pytest.mark.parametrize("separator", [" ", "-", "－", "."])
def test_a_minor_is_known_however_the_number_is_written(separator):
    number = identity_number("20100101", 105)
    parted = separator.join([number[:6], number[6:14], number[14:]])
    notice = fill(notice_template(), BLANKS, listed(person("王小丽", id_tail=parted)))
    assert cells(notice, "name") == ["王某某"]


@pytest.mark.parametrize("region", ["330113", "469099", "990101"])
def test_a_minor_is_known_in_every_region(region):
    number = identity_number("20150307", 3, region)
    notice = fill(notice_template(), BLANKS, listed(person("王小丽", id_tail=number)))
    assert cells(notice, "name") == ["王某某"]


@pytest.mark.parametrize("birth", ["20150307", "19600307"])
def test_a_mistyped_identity_number_is_refused_even_where_it_is_not_shown(birth):
    """With one digit wrong the birth date may be the wrong one: nobody can tell whether it is a child."""
    number = identity_number(birth, 3)
    mistyped = [number[:-1] + ("1" if number[-1] == "0" else "0"), number[:-2] + number[-1], number + "1"]
    rows = [*(person("王小丽", id_tail=wrong) for wrong in mistyped), person("周桂兰", id_tail="无")]
    notice = fill(notice_template(), BLANKS, listed(*rows))
    assert [row.row for row in notice.refused_rows] == [2, 3, 4]
    assert all("身份证号" in row.reason and "核对" in row.reason for row in notice.refused_rows)
    assert cells(notice, "name") == ["周桂兰"] and "王小丽" not in repr(notice)
    assert not any(wrong in repr(notice) for wrong in mistyped)


def test_on_the_web_names_are_partly_hidden():
    template = notice_template(title_pattern="关于{person_name}等的公示")
    notice = fill(template, BLANKS, listed(person("周桂兰"), person("王金龙之女")), medium="web")
    assert cells(notice, "name") == ["周*兰", "王*龙之女"]
    assert notice.title == "关于周*兰等的公示"
    typed = fill(template, {**BLANKS, "person_name": "李秀英"}, medium="web")
    assert typed.title == "关于李*英等的公示"


def test_a_mobile_number_is_shown_only_if_it_is_the_offices_own():
    blanks = {**BLANKS, "supervision_phone": "13800138000"}
    refused = fill(notice_template(), blanks)
    assert [(blank.key, blank.label) for blank in refused.refused_blanks] == [("supervision_phone", "监督电话")]
    assert "supervision_phone" in refused.missing
    assert "13800138000" not in repr(refused)
    allowed = fill(notice_template(), blanks, office_phones=["138-0013-8000"])
    assert "监督电话：13800138000。" in allowed.paragraphs[2].text


def test_blanks_that_make_a_number_only_together_are_refused():
    template = notice_template(title_pattern="{village}{year}{month}公示")
    with pytest.raises(UserFacingError, match="连在一起"):
        fill(template, {**BLANKS, "village": "138", "year": "0013", "month": "8000"})


def test_columns_nobody_filled_are_dropped_or_pointed_out():
    notice = fill(notice_template(), BLANKS, listed(person("周桂兰", insured=""), person("李秀英", remark="新增")))
    assert "since" not in [column.key for column in notice.table.columns]
    assert cells(notice, "remark") == ["", "新增"]
    assert "“拟保障人数”有1行没有填：原表第2行。" in notice.warnings
    assert "person_count" in notice.missing


def test_dates_and_months_are_written_as_in_a_notice():
    columns = (
        COLUMNS[2],
        NoticeColumn("since", "纳入时间", "date", "none"),
        NoticeColumn("stop", "终止月份", "date", "none"),
    )
    rows = listed(
        {"name": "周桂兰", "since": "2026-11-01", "stop": "2026/11/1"}, {"name": "李秀英", "since": "2026-11"}
    )
    notice = fill(notice_template(columns), BLANKS, rows)
    assert cells(notice, "since") == ["2026年11月1日", "2026年11月"]
    assert cells(notice, "stop") == ["2026年11月", ""]


def test_a_text_where_a_sum_is_asked_for_refuses_the_row():
    template = notice_template(table=NoticeTable("名单", COLUMNS, "合计户数、人数、金额"))
    notice = fill(template, BLANKS, listed(person("周桂兰", amount="四百"), person("李秀英")))
    assert [row.row for row in notice.refused_rows] == [2]
    assert "不是数字" in notice.refused_rows[0].reason
    assert notice.table.total_row == ("合计", "", "1户", "1", "420.00")


def test_amounts_stand_right_and_sources_of_money_written_out_stand_left():
    fund = NoticeColumn("fund", "资金来源和金额（元）", "money", "none")
    template = notice_template((NoticeColumn("name", "项目名称", "text", "none"), fund))

    def align(*funds: str) -> str:
        rows = listed(*({"name": f"项目{number}", "fund": text} for number, text in enumerate(funds)))
        return fill(template, BLANKS, rows).table.columns[-1].align

    assert align("1250000", "86000") == align("12345678901.25") == "right"
    assert align("中央财政衔接资金1250000元；县级配套350000元", "县级资金86000元") == "left"


def test_figures_of_a_column_stand_point_under_point():
    rows = listed(*(person("甲某", area=area, amount="10") for area in ("3", "2.5", "1.25")))
    notice = fill(LIBRARY.notice_templates["NT-14"], {}, rows)
    assert cells(notice, "area") == ["3.00", "2.50", "1.25"] and "6.75" in notice.table.total_row
    assert {column.align for column in notice.table.columns if column.key in ("area", "amount")} == {"right"}
    told = fill(LIBRARY.notice_templates["NT-41"], {}, listed(person("甲某", shares="3"), person("乙某", shares="2")))
    assert cells(told, "shares") == ["3", "2"]


def test_words_typed_along_with_an_answer_do_not_stand_twice():
    typed = {"insurance_name": "城乡居民基本医疗保险", "year": "2027年"}
    notice = fill(LIBRARY.notice_templates["NT-52"], typed)
    assert notice.title == "关于缴纳2027年度城乡居民基本医疗保险的通知"
    assert not any("村务监督委员会" in line for line in notice.signature)
    assert joined("石桥村2026年", "2026年10月") == "石桥村2026年10月" and joined("2026年", "10月") == "2026年10月"
    assert joined("位于", "于家湾") == "位于于家湾" and joined("双桥村", "村民委员会") == "双桥村村民委员会"


def test_the_way_out_of_a_flood_reads_well_with_and_without_along():
    for route in ("沿村道到镇中心小学", "村道经大湾子桥到镇中心小学"):
        notice = fill(LIBRARY.notice_templates["NT-45"], {"route": route, "shelter": "镇中心小学"})
        assert any(f"到镇中心小学，路线：{route}；" in paragraph.text for paragraph in notice.paragraphs)


def test_amounts_are_rounded_to_cents_before_they_are_added_and_that_is_said():
    template = notice_template(table=NoticeTable("名单", COLUMNS, "合计金额"))
    notice = fill(template, BLANKS, listed(person("周桂兰", amount="0.005"), person("李秀英", amount="0.005")))
    assert cells(notice, "amount") == ["0.01", "0.01"]
    assert notice.table.total_row[-1] == "0.02"
    assert any("四舍五入" in warning for warning in notice.warnings)


def test_an_empty_list_keeps_its_columns_for_filling_in_by_hand():
    notice = fill(notice_template(), BLANKS)
    assert [column.key for column in notice.table.columns] == ["seq", "group_name", "name", "insured", "amount"]
    assert notice.table.rows == ()
    assert notice.table.total_row is None


def test_a_kept_notice_reads_back_the_same():
    notice = fill(notice_template(), BLANKS, listed(person("周桂兰")))
    assert msgspec.convert(json.loads(msgspec.json.encode(notice)), FilledNotice) == notice


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        (
            "NT-02",
            [{"name": "甲某", "insured": "2", "amount": "100.10"}] * 2,
            ("合计", "", "2户", "4", "200.20", "", ""),
        ),
        ("NT-08", [{"name": "甲某", "standard": "50", "amount": "150"}] * 2, ("合计", "", "2人", "", "", "300.00")),
        (
            "NT-09",
            [{"name": "甲某", "area": "1.25", "standard": "80", "amount": "100"}] * 2,
            ("合计", "", "2户", "2.50", "", "200.00"),
        ),
        (
            "NT-23",
            [{"name": "甲某", "persons": "3", "per_person": "9", "amount": "27"}] * 2,
            ("合计", "", "", "6", "", "54.00"),
        ),
        (
            "NT-34",
            [{"summary": "甲", "income": "5", "expense": "2", "balance": "3"}] * 2,
            ("合计", "", "", "", "", "10.00", "4.00", ""),
        ),
        (
            "NT-36",
            [{"name": "甲某", "persons": "3", "fund": "45", "labour": "2"}] * 2,
            ("合计", "", "", "", "90.00", "4", ""),
        ),
        ("NT-41", [{"name": "甲某", "shares": "1.5", "amount": "10"}] * 2, ("合计", "", "", "3.0", "20.00")),
        ("NT-43", [{"name": "甲某", "persons": "3", "amount": "10"}] * 2, ("合计", "", "2户", "6", "", "20.00")),
    ],
)
def test_the_total_row_adds_what_the_template_names(code, rows, expected):
    assert fill(LIBRARY.notice_templates[code], {}, listed(*rows)).table.total_row == expected


@pytest.mark.parametrize(
    ("code", "rows", "figures"),
    [
        (
            "NT-10",
            [{"name": "甲某", "plot": "东", "area": "1"}, {"name": "甲某", "plot": "西", "area": "2"}],
            ["种植3亩，涉及1户"],
        ),
        ("NT-11", [{"name": "甲某", "count": "2", "amount": "9"}] * 2, ["共4台", "补贴18.00元"]),
        ("NT-12", [{"name": "甲某", "subsidy": "耕地", "amount": "9"}] * 2, ["共1项、18.00元"]),
        ("NT-17", [{"name": "甲某"}, {"name": "乙某"}], ["关于甲某等户"]),
        ("NT-23", [{"name": "甲某", "persons": "3", "amount": "9"}], ["补偿费＿＿＿＿（合计金额）元"]),
        ("NT-34", [{"income": "5", "expense": "2"}] * 2, ["收入10.00元，支出4.00元"]),
        ("NT-48", [{"school": "一小", "plan": "90"}, {"school": "二小", "plan": "45"}], ["135人"]),
    ],
)
def test_texts_take_their_figures_from_the_list(code, rows, figures):
    notice = fill(LIBRARY.notice_templates[code], {}, listed(*rows))
    whole = "".join(texts(notice))
    assert [figure for figure in figures if figure not in whole] == []


def test_the_basis_is_cited_only_where_it_was_read_and_holds_everywhere():
    notice = fill(LIBRARY.notice_templates["NT-01"], BLANKS, show_article=LIBRARY.laws.shows_article)
    assert notice.paragraphs[0].text.startswith("按照《社会救助暂行办法》")
    assert "第57号" not in notice.paragraphs[0].text


ANSWER_BY_KIND = {"date": "2026-11-23", "money": "1234.5", "phone": "0731-55502816"}
CELL_BY_KIND = {"number": "3", "money": "1234.5", "date": "2026-11-01", "text": "内容"}


def answers_for(template) -> dict[str, str]:
    kinds = {placeholder.key: placeholder.kind for placeholder in LIBRARY.notice_rules.placeholders}
    computed = {"notice_unit", "end_date", "start_date", "household_count", "person_count"}
    return {
        key: ANSWER_BY_KIND.get(kinds[key], "7" if key == "notice_days" else "某处")
        for key in placeholders_of(template)
        if key not in computed or template.table is None
    }


def rows_for(template) -> list[ListRow]:
    if template.table is None:
        return []
    row = {
        column.key: "周桂兰"
        if column.key in ("name", "party")
        else "34"
        if column.key == "age"
        else CELL_BY_KIND[column.kind]
        for column in template.table.columns
        if column.mask not in ("id_number", "bank_card")
    }
    return listed(row, row, row)


@pytest.mark.parametrize("code", sorted(LIBRARY.notice_templates))
@pytest.mark.parametrize("medium", ["paper", "web"])
def test_every_template_fills_without_a_gap_nobody_knows_of(code, medium):
    template = LIBRARY.notice_templates[code]
    notice = fill(template, answers_for(template), rows_for(template), medium=medium)
    whole = "".join(texts(notice))
    assert not notice.refused_rows
    assert whole.count("＿＿＿＿") == sum(whole.count(f"＿＿＿＿（{label}）") for label in labels(notice.missing))
    assert set(notice.missing) <= {"household_count", "person_count", "start_date", "end_date", "notice_unit"}
    assert "{" not in whole
    if template.table is not None:
        assert len(notice.table.rows) == 3
        assert all(len(row.cells) == len(notice.table.columns) for row in notice.table.rows)
        assert notice.table.total_row is None or len(notice.table.total_row) == len(notice.table.columns)
        assert (notice.table.total_row is None) == (template.table.total_row is None)
    if medium == "web" and template.table and any(column.mask_web for column in template.table.columns):
        assert "周桂兰" not in repr(notice)


def labels(keys) -> list[str]:
    names = {placeholder.key: placeholder.label for placeholder in LIBRARY.notice_rules.placeholders}
    return [names[key] for key in keys]


amounts = st.decimals(min_value=0, max_value=10**7, places=2)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=30))
def test_the_total_is_the_sum_of_what_the_column_shows(column):
    template = notice_template(table=NoticeTable("名单", COLUMNS, "合计户数、人数、金额"))
    notice = fill(
        template, BLANKS, listed(*(person(f"某{'甲' * n}", amount=str(amount)) for n, amount in enumerate(column, 1)))
    )
    shown = [read_quantity(text) for text in cells(notice, "amount")]
    assert shown == column
    assert read_quantity(notice.table.total_row[-1]) == sum(column, Decimal(0))
    assert notice.table.total_row[2] == f"{len(column)}户"


def digits_only(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


@settings(deadline=None)
@given(
    number=raw_numbers,
    style=styles,
    place=st.sampled_from([column.key for column in COLUMNS if column.key != "seq"]),
    beside=st.sampled_from(["", "电话", "（", "："]),
    medium=st.sampled_from(["paper", "web"]),
)
def test_no_number_in_any_cell_gets_out(number, style, place, beside, medium):
    rows = listed(person("周桂兰"), {**person("周桂兰"), place: f"{beside}{written(number, style)}"})
    notice = fill(notice_template(), BLANKS, rows, medium=medium)
    for output in (repr(notice), msgspec.json.encode(notice).decode()):
        assert number not in digits_only(output)


@settings(deadline=None)
@given(
    number=raw_numbers, style=styles, key=st.sampled_from(sorted(BLANKS)), beside=st.sampled_from(["", "电话", "（"])
)
def test_no_number_in_any_blank_gets_out(number, style, key, beside):
    notice = fill(notice_template(), {**BLANKS, key: f"{beside}{written(number, style)}"}, listed(person("周桂兰")))
    assert number not in digits_only(repr(notice))
    assert number not in digits_only(msgspec.json.encode(notice).decode())
    assert [blank.key for blank in notice.refused_blanks] == [key]


@settings(deadline=None)
@given(number=mobile_numbers, head=st.sampled_from(["联系电话", "手机"]))
def test_columns_the_template_does_not_have_never_get_in(number, head):
    notice = fill(notice_template(), BLANKS, listed(person("周桂兰", **{head: number})))
    assert number not in repr(notice)
    assert len(notice.table.rows) == 1
