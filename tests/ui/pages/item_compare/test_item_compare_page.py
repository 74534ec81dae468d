"""One item across all units: what stands out is seen first and said why, who says the same stands together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.county.comparing import compare_item
from app.exchange.verdicts import judge
from app.standards.models import STANDARD_CATALOGUE
from tests.app.county.busy_county import fill_differences, townships
from tests.app.county.whole_desk import county_desk
from tests.support import Computer
from ui.pages.item_compare.grouping import grouped
from ui.pages.item_compare.page import ItemComparePage
from ui.widgets.labels import ElidedLabel

ITEM = "05-003"
BY_NAME = {each.name: each for each in townships()}


@pytest.fixture
def county(tmp_path) -> Computer:
    made = county_desk(tmp_path / "county", ())
    with made.working() as workspace:
        fill_differences(workspace)
    return made


@pytest.fixture
def page(qtbot, desk, settle, county) -> ItemComparePage:
    at = desk(county)
    made = ItemComparePage(at).whole()
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.show_place(item=ITEM)
    settle(at)
    return made


def rows(page: ItemComparePage) -> list[tuple[str, ...]]:
    """Return the words of every row of the table, without buttons."""
    return [tuple(cell.text for cell in row[:-1]) for row in page.view.compare.table.model().cells]


def row_of(page: ItemComparePage, name: str) -> list:
    return next(row for row in page.view.compare.table.model().cells if row[0].text.strip() == name)


def press(page: ItemComparePage, settle, name: str) -> None:
    """Press Enter on the row that begins with a name."""
    table = page.view.compare.table
    place = next(n for n, row in enumerate(table.model().cells) if row[0].text.strip() == name)
    table.set_current(table.model().keys[place])
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(page.desk)


def titles(page: ItemComparePage) -> list[tuple[str, str]]:
    return [(row.number, row.right) for row in page.view.items.list.rows() if not row.heading]


def test_a_narrow_window_names_the_item_on_its_band(page, qtbot):
    compare = page.view.compare
    before = compare.title
    assert before.isVisible() and compare.path.text() == f"05 社会救助 · {ITEM}"
    page.resize(862, 428)
    qtbot.waitUntil(lambda: not before.isVisible() and compare.table.height() > 428 / 2)
    (named,) = [each for each in page.findChildren(ElidedLabel) if each.isVisible() and ITEM in each.text()]
    assert before.text() in named.text()
    page.resize(1280, 640)
    qtbot.waitUntil(before.isVisible)


def test_the_standard_stands_on_top_and_what_stands_out_comes_first(page):
    assert rows(page)[0][0] == "标准"
    assert [cell.text for cell in row_of(page, "石桥镇")[1:4]] == ["和标准一样", "和标准一样", "云溪乡人民政府"]
    assert "写着云溪乡，不是石桥镇" in row_of(page, "石桥镇")[3].detail
    assert "没有这一项" in row_of(page, "新集镇")[1].text
    assert row_of(page, "龙潭乡")[1].text == "不涉及：本乡没有这项业务"
    assert rows(page)[-1][:2] == ("2 家没有交", "这个领域还没有交")
    assert page.view.compare.counted.text() == "12 个单位，有这一项的 9 个，8 个要看一看"


def test_units_that_say_the_same_stand_together_and_unfold(page, settle):
    same = row_of(page, "2 家相同")
    assert same[0].detail == "双河镇、柳河镇"
    assert "30个工作日" in same[2].text
    press(page, settle, "2 家相同")
    assert [text[0].strip() for text in rows(page) if text[1:4] == ("同上",) * 3] == ["双河镇", "柳河镇"]
    press(page, settle, "柳河镇")
    target = {"organisation": BY_NAME["柳河镇"].id, "checklist": STANDARD_CATALOGUE, "field": "05"}
    ((place, went),) = page.desk.went
    assert (place, {key: went[key] for key in target}) == ("review", target)
    assert went["entry"]
    press(page, settle, "2 家相同")
    assert not [text for text in rows(page) if text[1] == "同上"]


def test_only_what_differs_is_shown_and_how_many_are_not(page, settle):
    everything = len(rows(page))
    page.view.compare.only.click()
    settle(page.desk)
    assert len(rows(page)) == everything - 2
    assert page.view.compare.hidden.text() == "另外 4 个单位和标准一样，或者还没有交，没有列出。"


def test_elements_are_chosen_by_themselves_until_the_clerk_chooses(page, settle):
    assert page.view.compare.elements.usual.isChecked()
    assert page.view.compare.elements.chosen == ("elements", "deadline", "publisher")
    page.view.compare.elements.button("basis").click()
    settle(page.desk)
    heads = [head.text for head in page.view.compare.table.model().heads]
    assert heads == ["单位", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "审核", ""]
    assert "没有填" in row_of(page, "永安镇")[2].detail
    page.view.compare.elements.usual.click()
    settle(page.desk)
    assert len(page.view.compare.table.model().heads) == 6


def test_items_with_most_that_stands_out_come_first(page, settle):
    assert titles(page)[0][0] == "003"
    assert titles(page)[0][1].endswith("家")
    assert ("005", "1 家") in titles(page)
    page.view.items.list.setFocus()
    QTest.keyClick(page.view.items.list, Qt.Key.Key_Down)
    settle(page.desk)
    second = page.view.items.list.current_key()
    assert second != ITEM
    assert page.view.compare.path.text() == f"05 社会救助 · {second}"


def test_work_begins_with_the_items(page):
    page.take_focus()
    assert page.focusWidget() is page.view.items.list
    assert page.next_area()
    assert page.view.compare.isAncestorOf(page.focusWidget())


def test_an_item_that_was_asked_for_is_not_left_for_a_worse_one(page, settle):
    page.show_place(field="06")
    settle(page.desk)
    page.show_place(item="05-005")
    settle(page.desk)
    assert page.view.compare.path.text() == "05 社会救助 · 05-005"
    assert titles(page)[0][0] == "003"
    page.show_place(field="06")
    settle(page.desk)
    page.show_place(field="05")
    settle(page.desk)
    assert page.view.compare.path.text() == "05 社会救助 · 05-003"


def test_who_handed_in_nothing_is_reminded(page, settle):
    press(page, settle, "2 家没有交")
    press(page, settle, "大坪乡")
    assert page.desk.went == [("matrix", {"remind": BY_NAME["大坪乡"].id})]


def test_another_field_is_looked_through_as_well(page, settle):
    codes = [code for code, _ in page._found.fields]
    page._fields.setCurrentIndex(codes.index("06"))
    page._fields.activated.emit(codes.index("06"))
    settle(page.desk)
    assert page.view.compare.path.text().startswith("06 养老服务 · 06-")
    assert page.view.items.state.text() == "没有显眼的"
    assert rows(page)[1][0] == "12 家没有交"


def test_what_changed_elsewhere_is_seen_and_the_clerk_stays(page, settle):
    page.view.compare.table.set_current(BY_NAME["石桥镇"].id)
    entry = next(each.entry for each in page._compared.units if each.unit.name == "石桥镇")
    page.desk.session.act(lambda workspace: judge(workspace, [entry], "accepted"))
    settle(page.desk)
    assert row_of(page, "石桥镇")[4].chip.text == "已通过"
    assert page.view.items.list.current_key() == ITEM
    assert page.view.compare.table.current_key() == BY_NAME["石桥镇"].id


def test_an_unknown_item_leads_to_a_field_that_there_is(page, settle):
    page.show_place(item="99-999")
    settle(page.desk)
    assert page.view.compare.path.text().startswith("05 社会救助")


def test_without_units_the_page_leads_to_the_inbox(qtbot, desk, settle, tmp_path):
    at = desk(county_desk(tmp_path / "empty", ()))
    made = ItemComparePage(at).whole()
    qtbot.addWidget(made)
    made.show()
    settle(at)
    made._nothing.findChild(type(made.view.compare.elements.usual)).click()
    assert at.went == [("inbox", {})]


def test_of_very_many_units_some_are_shown_at_once(page, settle, monkeypatch):
    monkeypatch.setattr("ui.pages.item_compare.page._AT_ONCE", 1)
    page._limit = 1
    page.reload()
    settle(page.desk)
    assert rows(page)[-1][0] == "还有 8 种写法"
    press(page, settle, "还有 8 种写法")
    assert rows(page)[-1][0] == "还有 7 种写法"
    page._limit = 30
    page.reload()
    settle(page.desk)
    press(page, settle, "2 家没有交")
    assert [text[0].strip() for text in rows(page)[-3:]] == ["2 家没有交", "大坪乡", "还有 1 家"]
    press(page, settle, "还有 1 家")
    assert rows(page)[-1][0].strip() == "青山乡"


def test_units_of_a_group_agree_in_what_is_compared_alone(county):
    with county.working() as workspace:
        compared = compare_item(workspace, ITEM)
    by_publisher = grouped(compared, ("publisher",), only_different=False)
    assert sum(len(group.units) for group in by_publisher.groups) == len(compared.units)
    assert {group.texts["publisher"] for group in by_publisher.groups if group.texts} == {None, "云溪乡人民政府"}
