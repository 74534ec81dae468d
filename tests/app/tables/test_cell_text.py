"""Values in cells of Excel and WPS: written, read back, and read from what people really write there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.standards.deadlines import speaks_in_parts
from app.standards.library import load_library
from app.standards.models import Element
from app.standards.plain_text import visible_text
from app.standards.values import check_value
from app.tables.cell_text import cell_text, companion, read_cell, read_with_rest
from app.tables.pasted import copied_text, pasted_cells

LIBRARY = load_library()
DEFINITION = LIBRARY.definitions["standard-catalogue"]
CATALOGUES = [definition for definition in LIBRARY.definitions.values() if definition.shape == "catalogue"]
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t1.；;、●《》（）[]\"'䶮𬭎😀２"))
TEXTS = LETTERS.map(lambda text: check_value(Element("k", "名称", "text"), visible_text(text))).filter(bool)
MARKED = st.text("甲乙丙办法规定条例", min_size=2, max_size=8)
CITATIONS = st.builds(
    lambda title, number, article: {"title": title, "number": number, "kind": None, "article": article},
    MARKED.filter(lambda title: LIBRARY.laws.find(title) is None),
    st.none() | st.integers(1, 999).map(lambda number: f"国务院令第{number}号"),
    st.none() | st.sampled_from(["第十五条", "第三条第二款"]),
)
VALUES = {
    "text": TEXTS,
    "long_text": TEXTS,
    "phone": st.text("0123456789-（）、 ", min_size=1).map(str.strip).filter(bool),
    "list": st.lists(TEXTS, min_size=1),
    "citations": st.lists(CITATIONS, min_size=1),
    "deadline": st.sampled_from(
        [
            value
            for item in LIBRARY.items("standard-catalogue")
            if (value := item.values.get("deadline")) and speaks_in_parts(value) and value["event"] == "信息形成"
        ]
    ),
    "date": st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    "money": st.decimals(-(10**12), 10**12, places=2).map(lambda amount: f"{amount:f}"),
    "number": st.integers(-(10**14), 10**14)
    | st.floats(-1e14, 1e14, allow_subnormal=False).filter(lambda number: number != int(number)),
    "flag": st.booleans(),
    "attachment": st.lists(st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}"), min_size=1),
}


def element(key: str) -> Element:
    return DEFINITION.element(key)


@st.composite
def filled_elements(draw: st.DrawFn) -> tuple[Element, object]:
    """An element of some catalogue with a value in its shape."""
    elements = [element for definition in CATALOGUES for element in definition.elements]
    kinds = sorted({element.kind for element in elements} | VALUES.keys())
    kind = draw(st.sampled_from(kinds))
    chosen = draw(st.sampled_from([each for each in elements if each.kind == kind] or [Element("k", "要素", kind)]))
    if kind == "choice":
        return chosen, draw(st.sampled_from(chosen.choice_labels))
    if kind == "choices":
        labels = draw(st.sets(st.sampled_from(chosen.choice_labels), min_size=1))
        return chosen, [label for label in chosen.choice_labels if label in labels]
    return chosen, draw(VALUES[kind])


@given(filled_elements())
def test_what_is_written_into_a_cell_is_read_back(filled: tuple[Element, object]):
    element, value = filled
    assert read_cell(element, cell_text(element, value)) == value


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=4), max_size=5))
def test_cells_go_to_the_clipboard_and_back(rows: list[list[str]]):
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    assert pasted_cells(copied_text(rows)) == rows


def test_cells_with_line_breaks_are_quoted_as_office_programs_quote_them():
    assert copied_text([["一组", "上半年\n下半年"], ['"好"', ""]]) == '一组\t"上半年\n下半年"\r\n"""好"""\t\r\n'


def test_every_standard_value_is_read_back_and_a_deadline_where_it_stands():
    for definition in CATALOGUES:
        for item in LIBRARY.items(definition.code):
            for element in definition.elements:
                value = item.values.get(element.key)
                # The words of a deadline may say less than its parts.
                standing = value if element.kind == "deadline" else None
                assert read_cell(element, cell_text(element, value), standing) == value


@pytest.mark.parametrize(
    ("key", "text", "value", "rest"),
    [
        ("channels", "■政府网站　□政府公报\n■两微一端\n■其他（村广播）", ["政府网站", "两微一端", "其他"], "村广播"),
        ("channels", "R政府网站£政府公报R公示栏", ["政府网站", "社区/企事业单位/村公示栏（电子屏）"], ""),
        ("channels", "口政府网站 þ两微一端", ["两微一端"], ""),
        (
            "channels",
            "√政府网站 ✓精准推送 ☑听证会 ●报纸 ☐其他",
            ["政府网站", "发布会/听证会", "纸质媒体", "精准推送"],
            "",
        ),
        ("channels", "政府网站；村村响大喇叭", ["政府网站", "其他"], "村村响大喇叭"),
        ("channels", "政 府网站 入户、现场", ["政府网站", "入户/现场"], ""),
        ("channels", "■政府网站 ■其他_部门网站、财政部门网站_", ["政府网站", "其他"], "部门网站、财政部门网站"),
        ("channels", "■政府网站 ■其他 村广播、大喇叭 □便民服务站", ["政府网站", "其他"], "村广播、大喇叭"),
        ("channels", "■政府网站；其他：镇村微信群", ["政府网站", "其他"], "镇村微信群"),
        ("channels", "√政府网站 √其他法律服务网", ["政府网站", "其他"], "法律服务网"),
        ("channels", "1.政府网站2.公开查阅点\n3.政务服务中心", ["政府网站", "公开查阅点", "政务服务中心"], ""),
        ("audience", "全 社会", "全社会", ""),
        ("audience", "√全社会 √特定群体（申请人）", "全社会和特定群体", "申请人"),
        ("audience", "申请人", "特定群体", "申请人"),
        ("mode", "依申 请", "依申请公开", ""),
        ("levels", "乡、村级", ["乡级", "村级"], ""),
        ("elements", "1.甲；2.乙；3.丙", ["甲", "乙", "丙"], ""),
        ("elements", "●甲\n●乙；\n●丙", ["甲", "乙", "丙"], ""),
        ("elements", "一、甲\n续行\n二、姓名、金额", ["甲\n续行", "姓名、金额"], ""),
        ("elements", "5.5公顷以上\n1.5公顷以下", ["5.5公顷以上", "1.5公顷以下"], ""),
        ("publisher", " 兴隆镇䶮𬭎😀 ", "兴隆镇䶮𬭎😀", ""),
        ("publisher", "  ", None, ""),
        ("publisher", "\ufeff兴隆镇\u200b民政\u202d办", "兴隆镇民政办", ""),
    ],
)
def test_what_people_write_is_understood(key: str, text: str, value: object, rest: str):
    assert read_with_rest(element(key), text) == (value, rest)


@pytest.mark.parametrize("key", ["channels", "audience", "mode", "levels"])
def test_a_tick_alone_names_no_answer(key: str):
    with pytest.raises(UserFacingError, match="看不出选了哪一项"):
        read_cell(element(key), "√")


@pytest.mark.parametrize("text", ["制定或获取信息之日起10 个工作日内", "制定或获取信息之日起10个工作日\n内"])
def test_blanks_and_line_breaks_within_a_deadline_do_not_hide_its_parts(text: str):
    read = read_cell(element("deadline"), text)
    assert (read["text"], read["count"], read["unit"]) == ("制定或获取信息之日起10个工作日内", 10, "workday")


def test_a_title_broken_over_lines_is_one_title():
    read = read_cell(element("basis"), "《中华人民共和国政府信息\n公开条例》及相关规定")
    assert [each["title"] for each in read] == ["中华人民共和国政府信息公开条例"]


def test_when_a_law_was_amended_stays_beside_it():
    read = read_cell(element("basis"), "《中华人民共和国村民委员会组织法》（2018年修正）第三十条")
    assert (read[0]["number"], read[0]["article"]) == ("2018年修正", "第三十条")


def test_deadlines_bring_their_parts():
    read = read_cell(element("deadline"), "信息形成之日起２０个工作日内")
    assert (read["text"], read["count"], read["unit"]) == ("信息形成之日起20个工作日内", 20, "workday")
    soon = read_cell(element("deadline"), "尽快")
    assert (soon["text"], soon["count"], soon["unit"]) == ("尽快", None, "other")
    assert read_cell(element("deadline"), "每年1月31日前")["unit"] == "year"


def test_citations_bring_number_article_and_kind():
    read = read_cell(
        element("basis"), "1.《社会救助暂行办法》(国务院令第649号，2019年修订)第九条；\n2.各地相关政策法规文件"
    )
    assert read[0] == {
        "title": "社会救助暂行办法",
        "number": "国务院令第649号，2019年修订",
        "kind": "行政法规",
        "article": "第九条",
    }
    assert (read[1]["title"], read[1]["kind"]) == ("各地相关政策法规文件", "其他")
    with pytest.raises(UserFacingError, match="一行写一个依据"):
        read_cell(element("basis"), "《社会救助暂行办法》和本镇自己定的村规民约")


@pytest.mark.parametrize(("text", "value"), [("√", True), ("□", False), ("是", True), ("无", False), ("þ", True)])
def test_a_tick_says_yes(text: str, value: bool):
    assert read_cell(Element("k", "需遮挡", "flag"), text) is value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "2026年3月1日", "2026-03-01"),
        ("date", "２０２６/３/１", "2026-03-01"),
        ("money", "¥1,234.50元", "1234.50"),
        ("number", "１２", 12),
        ("phone", "０８３０-1234567", "0830-1234567"),
    ],
)
def test_forms_of_numbers_and_dates(kind: str, text: str, value: object):
    assert read_cell(Element("k", "要素", kind), text) == value


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("publisher", "长" * 100_000, "100000"),
        ("elements", "长" * 100_000, "100000"),
        ("basis", "《" * 100_000, "100000"),
        ("publisher", "兴隆镇\x07", "U+0007"),
        ("elements", "甲\n乙\x00", "U+0000"),
        ("audience", "大家", "全社会"),
        ("levels", "国家级", "乡级"),
        ("mode", "主动公开、全文发布", "全文发布"),
        ("channels", "□政府网站", "空框"),
    ],
)
def test_what_cannot_be_read_is_said_for_the_place(key: str, text: str, told: str):
    with pytest.raises(UserFacingError) as refusal:
        read_cell(element(key), text)
    assert told in refusal.value.message
    assert f"“{element(key).label}”" in refusal.value.message


def test_a_number_that_is_cut_is_masked_before():
    with pytest.raises(UserFacingError) as told:
        read_cell(element("basis"), "《社会救助暂行办法》（国务院令第649号）请打电话给村会计王小明13812345678也行")
    assert "138*" in told.value.message and "1381" not in told.value.message


def test_an_answer_that_belongs_beside_is_not_cut_in_silence():
    with pytest.raises(UserFacingError, match="村村响"):
        read_cell(element("channels"), "政府网站、村村响")
    assert companion(DEFINITION, element("channels")) == element("channels_other")
    assert companion(DEFINITION, element("audience")) == element("audience_group")
    assert companion(DEFINITION, element("mode")) is None
