"""What is put in wrongly, by real keys alone: each time it is said what is wrong and what to do, what was typed stays,
and the keyboard leads out of it.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.drafting.adopting import adopt
from app.registers.annual_writing import correct_cells
from app.registers.request_events import record_event
from app.registers.requests import requests
from app.standards.annual_rules import CellName
from app.workspace import own_packs
from tests.app.registers.filing import filed
from tests.changed_packs import ROOT
from tests.support import COUNTY, Computer, computer
from tests.ui.drive.deskmate import Deskmate


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    return computer(tmp_path / "青山县", COUNTY, person="周敏")


def test_a_number_twice_a_reply_too_early_and_no_second_extension(sit: Callable, township: Computer):
    with township.working() as workspace:
        late = filed(workspace, date(2026, 11, 2), asked="2023年部门决算")
        record_event(workspace, late, "extended", date(2026, 11, 20), days=20, note="要查的多", by="镇长")
        early = filed(workspace, date(2026, 11, 9))

    def scene(clerk: Deskmate) -> None:
        clerk.visit("requests")
        clerk.settle()
        number_twice(clerk)
        reply_too_early(clerk, early)
        no_second_extension(clerk, late)

    sit(township.path, scene)
    with township.working() as workspace:
        assert [len(kept.case.events) for kept in requests(workspace)] == [0, 1]


def number_twice(clerk: Deskmate) -> None:
    """A second case with the number of the first: said at the number; with another number it is taken."""
    clerk.keys("ctrl+n")
    form = clerk.wait(lambda: clerk.page.side.adding, "the form")
    _write(clerk, form.way.inputs()[0], "当面提交")
    for line, text in ((form.asked, "低保名单"), (form.name, "孙丽"), (form.kind.inputs()[0], "自然人")):
        _write(clerk, line, text)
    _write(clerk, form.contact, "13800138001")
    _write(clerk, form.number, "2026-001")
    clerk.keys("ctrl+enter")
    clerk.wait(lambda: "2026-001" in form.fields["number"].line(), "what is wrong")
    clerk.look("编号重了")
    assert clerk.stage.ask(form.asked.toPlainText) == "低保名单"
    clerk.keys("esc")
    clerk.wait(lambda: clerk.page.side.adding is None, "the form left")
    clerk.look("先不登记")


def reply_too_early(clerk: Deskmate, case: str) -> None:
    """A reply on a day before the request came in: said at the day, and the form stays."""
    clerk.walk_to(clerk.page.cases.list, case)
    clerk.keys("ctrl+enter")
    form = clerk.wait(lambda: clerk.page.case.form, "the form of the reply")
    _write(clerk, form.day.inputs()[0], "2026-11-02")
    clerk.tab_to(form.grounds)
    clerk.keys("Down", "space")
    clerk.tab_to(clerk.stage.ask(lambda: next(iter(form.served._buttons.values()))))
    clerk.keys("space", "ctrl+enter")
    clerk.wait(lambda: "2026年11月9日" in form.day_field.line(), "what is wrong")
    clerk.wait(lambda: form.isAncestorOf(clerk.window.focusWidget()), "the keyboard in the form")
    clerk.look("答复早了")
    clerk.keys("esc")
    clerk.wait(lambda: clerk.page.case.form is None, "the form left")


def no_second_extension(clerk: Deskmate, case: str) -> None:
    """A case that was extended: it says that it cannot be again, and the button why."""
    clerk.walk_to(clerk.page.cases.list, case)
    clerk.read("不能再延")
    button = clerk.page.case.buttons["extended"]
    assert not clerk.stage.ask(button.isEnabled) and "不能再延" in clerk.stage.ask(button.toolTip)
    clerk.stage.hover(button)
    clerk.look("延过期的")


def _write(clerk: Deskmate, line: QWidget, text: str) -> None:
    clerk.tab_to(line)
    clerk.keys("ctrl+a")
    clerk.type(text)


def test_a_report_without_last_years_and_sums_that_do_not_fit(sit: Callable, township: Computer):
    """Each finding leads to its number; last year's are asked for, and what is no number stays as it was typed."""
    with township.working() as workspace:
        filed(workspace)
        correct_cells(workspace, 2026, {CellName("t3", "litigation_after", "total"): "4"}, "抄错")

    def scene(clerk: Deskmate) -> None:
        clerk.visit("requests")
        clerk.tab_to(clerk.stage.ask(lambda: clerk.page.header.buttons[0]))
        clerk.keys("Right")
        clerk.wait(lambda: clerk.page.place == "annual", "the report")
        clerk.settle()
        page, checks = clerk.page, clerk.page.checks.list
        (last,) = clerk.stage.ask(lambda: [row for row in checks.rows() if "没有2025年的年报" in row.title])
        assert "照上年结转" in last.detail and last.actions
        clerk.reach(checks)
        clerk.keys("Home", "enter")
        clerk.wait(page.table.table.hasFocus, "the number that does not fit")
        clerk.look("对不上的数")
        clerk.push(page.tools.carry)
        form = clerk.wait(lambda: page.table.form, "last year's numbers")
        clerk.wait(lambda: form.isAncestorOf(clerk.window.focusWidget()), "the keyboard in the form")
        clerk.look("没有上年的年报")
        clerk.keys("ctrl+a")
        clerk.type("两件")
        clerk.keys("ctrl+enter")
        clerk.wait(lambda: any(each.line() for each in form.fields.values()), "what is wrong")
        clerk.look("不是数")
        clerk.keys("esc")
        clerk.wait(lambda: page.table.form is None and page.table.table.hasFocus(), "the form left")
        clerk.look("先不填")

    sit(township.path, scene)


@pytest.mark.parametrize(("bad", "told"), [("half", "像是缺了一部分"), ("reused", "像是重新编了号")])
def test_a_pack_that_cannot_be_meant(sit: Callable, county: Computer, tmp_path: Path, bad: str, told: str):
    """One that drops most of its items, or whose codes stand for others, is not taken by pressing Esc, or Enter."""
    pack = yaml.safe_load((ROOT / "05" / "old.yaml").read_text(encoding="utf-8"))
    pack["field"]["version"] = "2027.1"
    items = pack["items"]
    if bad == "half":
        pack["items"] = items[: len(items) // 3]
    else:
        codes = [item["code"] for item in items]
        for item, code in zip(items, codes[1:] + codes[:1], strict=True):
            item["code"] = code
    path = tmp_path / "05-2027.yaml"
    path.write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")

    def scene(clerk: Deskmate) -> None:
        clerk.visit("settings")
        clerk.push(clerk.page.view.official.pack)
        clerk.name_file(path)
        clerk.wait(QApplication.activeModalWidget, "the question")
        clerk.wait(lambda: told in QApplication.activeModalWidget().informativeText(), told)
        clerk.look("标准包")
        clerk.keys("esc" if bad == "half" else "enter")
        clerk.wait(lambda: QApplication.activeModalWidget() is None, "the question answered")
        clerk.settle()
        clerk.look("没有收")

    sit(county.path, scene)
    with county.working() as workspace:
        assert not own_packs(workspace.store)


def test_a_column_that_holds_data(sit: Callable, county: Computer):
    """It is said that the data stays and is seen no more; the column goes, and comes back by undoing."""
    with county.working() as workspace:
        adopt(workspace, checklist="exemption-list")

    def scene(clerk: Deskmate) -> None:
        clerk.visit("settings")
        clerk.push(clerk.stage.ask(lambda: clerk.page.view.definitions.findChild(QAbstractButton)))
        clerk.wait(lambda: clerk.page.place == "definitions", "definitions")
        clerk.settle()
        clerk.look("定义")
        page = clerk.page
        clerk.walk_to(page.list_pane.list, "checklist/exemption-list")
        clerk.wait(lambda: "负面清单" in page.editor.title.text(), "the checklist")
        clerk.reach(page.editor.table)
        clerk.keys("End")
        clerk.settle()
        clerk.look("最后一栏")
        clerk.keys("alt+Delete")
        clerk.wait(lambda: "内容都留着" in page.editor.said, "what becomes of the data")
        clerk.look("删了一栏")
        clerk.keys("ctrl+enter")
        clerk.read("已保存")
        clerk.look("保存了")
        clerk.keys("ctrl+z")
        clerk.settle()
        clerk.look("撤销了")
        clerk.keys("esc")
        clerk.wait(lambda: clerk.page.place == "settings", "the settings")

    sit(county.path, scene)
