"""法规登记: a law is found, what became of it is written down, and it is replaced by way of the comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.drafting.history import undo
from tests.app.county.whole_desk import county_desk, put_entries, unchanged
from tests.support import TOWNSHIP, Computer
from tests.ui.support import RecordedMessages, TestDesk, wait_idle
from ui.pages.comparison.page import ComparisonPage
from ui.pages.laws import reading
from ui.pages.laws.page import LawsPage
from ui.pages.laws.rows import CITED

OLD, NEW = "特困人员认定办法", "中华人民共和国社会救助法"


@dataclass
class Sitting:
    """A clerk in front of the page."""

    qtbot: object
    desk: TestDesk
    page: LawsPage

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)
        self.qtbot.waitUntil(lambda: not self.page._ask_soon.isActive())
        wait_idle(self.qtbot, self.desk.jobs)

    def titles(self) -> list[str]:
        return [row.key for row in self.page.list_pane.list.rows()]

    def find(self, text: str) -> None:
        self.page.list_pane.wanted.selectAll()
        self.page.list_pane.wanted.insert(text)
        self.wait()

    def repeal(self) -> None:
        form = self.page.law_pane.recording
        form.state.buttons[2].click()
        for line, text in ((form.instead, "社会救助法"), (form.since, "2026年11月1日"), (form.basis, "民政部公告")):
            line.selectAll()
            line.insert(text)
        self.qtbot.mouseClick(form.record, Qt.MouseButton.LeftButton)
        self.wait()


@pytest.fixture
def sit(qtbot, desk: Callable) -> Callable[[Computer], Sitting]:
    def sit_down(at: Computer) -> Sitting:
        opened = desk(at)
        page = LawsPage(opened).whole()
        qtbot.addWidget(page)
        page.resize(1286, 600)
        page.show()
        sitting = Sitting(qtbot, opened, page)
        page.show_place()
        sitting.wait()
        return sitting

    return sit_down


def test_a_law_is_found_by_pinyin_and_tells_who_cites_it(sit, township: Computer):
    at: Sitting = sit(township)
    assert len(at.titles()) == 360 and at.page.context == "核到2026年11月22日"
    at.find("tkryrd")
    assert at.titles()[0] == OLD and at.page.law_pane.title.text() == f"《{OLD}》"
    places = at.page.law_pane.places
    assert [row.title for row in places.rows() if row.heading] == ["本单位 2 处"]
    first = next(row for row in places.rows() if not row.heading)
    places.acted.emit(first.key, "open")
    place, target = at.desk.went[-1]
    assert (place, target["element"]) == ("drafting", "basis") and target["entry"]
    at.find("没有这样的法规")
    assert at.titles() == [] and at.page.list_pane.count.isVisible()


def test_only_cited_laws_and_those_of_a_state_are_listed(sit, township: Computer):
    at: Sitting = sit(township)
    tabs = at.page.list_pane.tabs
    tabs.buttons[1].click()
    assert tabs.current() == CITED and OLD in at.titles() and len(at.titles()) == 7
    tabs.buttons[4].click()
    assert len(at.titles()) == 31


def test_a_repeal_is_written_down_replaced_and_taken_back(sit, qtbot, township: Computer, messages: RecordedMessages):
    at: Sitting = sit(township)
    at.page.show_place(law=OLD)
    at.wait()
    at.repeal()
    assert messages.toasts == [f"已登记《{OLD}》"]
    assert "本单位登记" in at.page.list_pane.list.rows()[at.titles().index(OLD)].detail
    at.page.replace()
    at.wait()
    place, target = at.desk.went[-1]
    assert place == "comparison" and target["batch"].source == "law"
    comparison = ComparisonPage(at.desk).whole()
    qtbot.addWidget(comparison)
    comparison.show()
    comparison.show_place(**target)
    at.wait()
    assert comparison.finish.text() == "替换"
    comparison.finish_all()
    at.wait()
    assert messages.toasts[-1] == "已替换 2 条的依据" and at.desk.went[-1][0] == "laws"
    assert at.page.law_pane.title.text() == f"《{OLD}》" and not at.page.law_pane.replace.isEnabled()
    at.desk.session.act(lambda workspace: (undo(workspace), undo(workspace)))
    at.wait()
    assert at.page.current.law.state == "unknown" and at.page.current.entries == 2


def test_what_is_to_stand_instead_is_asked_for_until_it_is_written(sit, township: Computer):
    at: Sitting = sit(township)
    at.page.show_place(law=OLD)
    at.wait()
    at.page.replace()
    form = at.page.law_pane.recording
    assert "写明换成哪一件" in form.instead_field.line() and form.instead.isVisible()
    form.instead.insert("社会救助法")
    assert "写明换成哪一件" not in form.instead_field.line()


def test_what_is_half_written_of_a_law_is_there_again(sit, township: Computer):
    at: Sitting = sit(township)
    at.page.show_place(law=OLD)
    at.wait()
    at.page.law_pane.recording.state.buttons[2].click()
    at.page.law_pane.recording.basis.insert("民政部公")
    at.find(NEW)
    assert at.page.law_pane.recording.basis.text() == ""
    at.page.begin_new()
    at.page.law_pane.recording.new.name.insert("村务公开办法")
    at.desk.session.close()
    at.wait()
    again = sit(township)
    again.page.show_place(law=OLD)
    again.wait()
    form = again.page.law_pane.recording
    assert (form.basis.text(), form.state.current()) == ("民政部公", "repealed") and form.instead_field.isVisible()
    again.page.begin_new()
    assert again.page.law_pane.recording.new.name.text().endswith("村务公开办法")
    again.page.show_place(law=OLD)
    again.wait()
    again.repeal()
    again.page.show_place(law=NEW)
    again.page.show_place(law=OLD)
    again.wait()
    assert form.half_written is None and form.basis.text().endswith("民政部公告")


def test_what_is_missing_is_asked_for_in_its_place(sit, township: Computer):
    at: Sitting = sit(township)
    at.page.show_place(law=OLD)
    at.wait()
    form = at.page.law_pane.recording
    at.qtbot.mouseClick(form.record, Qt.MouseButton.LeftButton)
    assert form.basis_field.line() == "写明在哪里看到的。"
    at.page.replace()
    assert form.instead_field.line().startswith("写明换成哪一件") and form.instead_field.isVisible()
    form.instead.insert("没有的办法")
    form.basis.insert("还没写完")
    at.page.reload()
    at.wait()
    assert form.basis.text() == "还没写完"
    at.page.replace()
    at.wait()
    assert "法规登记里没有“没有的办法”" in form.instead_field.line()


def test_a_county_sees_its_units_and_suggests_what_to_write(
    sit, tmp_path: Path, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
):
    # As where very many cite a law: looked for with 停下, and not all are listed.
    monkeypatch.setattr(reading, "_MOST_QUIET", 2)
    monkeypatch.setattr(reading, "MOST_PLACES", 1)
    county = county_desk(tmp_path / "county")
    with county.working() as workspace:
        put_entries(workspace, TOWNSHIP, "05", unchanged)
    at: Sitting = sit(county)
    at.page.show_place(law=OLD)
    at.wait()
    pane = at.page.law_pane
    headings = [row.title for row in pane.places.rows() if row.heading]
    assert headings == ["兴隆镇 2 处", "另外还有 1 处，这里没有列出"]
    assert not pane.replace.isEnabled() and pane.suggest.isVisible()
    pane.suggest.click()
    assert pane.recording.instead_field.line() == "写明换成哪一件，再按一次。"
    pane.recording.instead.insert("社会救助法")
    pane.suggest.click()
    at.wait()
    assert messages.toasts == ["给下级写上了 2 条建议，下次退回时带去。"]
    pane.places.acted.emit("0", "open")
    assert at.desk.went[-1][0] == "review" and at.desk.went[-1][1]["organisation"] == TOWNSHIP.id


def test_a_county_counts_who_cites_below_it(sit, tmp_path: Path):
    county = county_desk(tmp_path / "县", [TOWNSHIP])
    with county.working() as workspace:
        put_entries(workspace, TOWNSHIP, "05", unchanged)
    at: Sitting = sit(county)
    at.page.list_pane.tabs.set_current(CITED)
    at.page._show_list()
    row = next(row for row in at.page.list_pane.list.rows() if row.key == OLD)
    assert "下级 2 条" in row.detail and "引用" not in row.detail
    cited = [tab.text() for tab in at.page.list_pane.tabs.buttons]
    at.find(OLD)
    at.page.list_pane.list.set_current(OLD)
    at.repeal()
    assert cited[1] == at.page.list_pane.tabs.buttons[1].text() != "在引用 0", "what was counted stands"


def test_a_law_that_is_missing_is_written_down(sit, township: Computer, messages: RecordedMessages):
    at: Sitting = sit(township)
    at.find("低收入人口认定办法（新）")
    assert at.titles() == []
    at.page.list_pane.new.click()
    form = at.page.law_pane.recording
    assert form.new.isVisible() and form.new.name.text() == "低收入人口认定办法（新）"
    form.new.number.insert("民发〔2026〕9号")
    form.basis.insert("民政部网站")
    form.record.click()
    at.wait()
    assert messages.toasts == ["已登记《低收入人口认定办法（新）》"]
    line = at.page.current
    assert (line.law.title, line.law.number, line.law.kind) == (
        "低收入人口认定办法（新）",
        "民发〔2026〕9号",
        "规范性文件",
    )
    assert not form.new.isVisible() and form.withdraw.isVisible() and len(at.titles()) == 361


def test_renumbered_articles_are_told_until_they_are_compared(sit, township: Computer):
    at: Sitting = sit(township)
    at.page.show_place(law=OLD)
    at.wait()
    form = at.page.law_pane.recording
    form.state.buttons[1].click()
    assert form.shifted_field.isVisible() and form.checked.isHidden() and form.instead_field.isHidden()
    form.basis.insert("民政部公告")
    form.shifted.insert("十一月")
    at.qtbot.mouseClick(form.record, Qt.MouseButton.LeftButton)
    assert form.shifted_field.line().startswith("写明年月日")
    form.shifted.clear()
    form.shifted.insert("2026年11月1日")
    form.checked.click()
    at.qtbot.mouseClick(form.record, Qt.MouseButton.LeftButton)
    at.wait()
    law = at.page.current.law
    assert (law.articles_shifted_on, at.page.current.change.articles_checked_on is not None) == ("2026-11-01", True)
    assert form.shifted.text() == "2026-11-01" and form.checked.isChecked()
