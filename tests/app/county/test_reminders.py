"""催报: who has something to do is reminded of it in words that can be sent, everybody else is left alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.county.reminder_sheets import draw_reminder_sheets, prepare_reminder_sheets, write_reminder_list
from app.county.reminders import Reminder, reminders
from app.drafting.adopting import adopt
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.handing_in import export_entries, export_start
from app.exchange.roster import find_unit
from app.exchange.taking_in import import_file
from app.exchange.verdicts import judge
from app.products.outgoing import save_outgoing
from app.workspace import Workspace
from tests.app.county.whole_desk import county_desk
from tests.app.exchange.desks import admit_sender
from tests.cli.products import pdf_text
from tests.support import EDITION, OTHER_TOWNSHIP, SUBDISTRICT, TOWNSHIP, Computer, computer

# The clock of these tests shows 23 November 2026.
DUE_LATER, OVERDUE = date(2026, 12, 1), date(2026, 11, 20)


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Computer, Computer]:
    """A township that handed in its first round, and its county, which knows two more units."""
    town, desk = computer(tmp_path / "镇", TOWNSHIP), county_desk(tmp_path / "县", (OTHER_TOWNSHIP, SUBDISTRICT))
    with town.working() as workspace:
        adopt(workspace, field="05")
        package = export_entries(workspace, tmp_path / "1.zwgk").path
    admit_sender(desk, package, TOWNSHIP.name)
    with desk.working() as county:
        import_file(county, package)
        with operation(county, "roster", "电话") as act:
            own = replace(county.organisation, contact="0830-1234567")
            act.write("organisation", own.id, own.as_content())
            other = replace(find_unit(county, OTHER_TOWNSHIP.name), contact="张敏 13800000000")
            act.write("organisation", other.id, other.as_content())
        county.reread_facts()
    return town, desk


def of(county: Workspace, name: str) -> Reminder | None:
    return next((each for each in reminders(county) if each.unit.name == name), None)


def test_who_has_not_handed_in_is_reminded_with_the_day(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        export_start(county, find_unit(county, OTHER_TOWNSHIP.name), desk.folder / "乡.zwgk", due=OVERDUE)
        late, plain = of(county, "白云乡"), of(county, "城关街道")
        assert of(county, "兴隆镇") is None
        assert (late.kinds, late.due, late.overdue_days) == (("not_submitted",), OVERDUE, 3)
        assert late.phone == "张敏 13800000000"
        assert "已经过了 3 天" in late.text
        assert "0830-1234567" in late.text
        assert (plain.due, plain.overdue_days) == (None, 0)
        assert "请尽快交来" in plain.text


def test_who_was_asked_again_and_who_let_returns_lie(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        export_start(county, find_unit(county, TOWNSHIP.name), desk.folder / "镇.zwgk", due=DUE_LATER)
        asked = of(county, "兴隆镇")
        assert (asked.kinds, asked.round, asked.overdue_days) == (("not_since_asked",), 1, 0)
        assert "请在2026年12月1日以前交来" in asked.text
        entries = [row.id for row in county.store.entries.listed(organisation=TOWNSHIP.id, edition=EDITION)]
        judge(county, entries[:3], "returned", "请写明公开时限")
        both = of(county, "兴隆镇")
        assert both.kinds == ("not_since_asked", "returns_open")
        assert (len(both.returned), both.unanswered) == (3, 3)
        assert "退回的 3 条还没有改，其中 3 条没有回复" in both.text
        judge(county, entries[:3], "accepted")
        assert of(county, "兴隆镇").kinds == ("not_since_asked",)


def test_writing_the_same_start_file_again_is_not_asking_again(desks: tuple[Computer, Computer]):
    town, desk = desks
    with desk.working() as county:
        export_start(county, find_unit(county, TOWNSHIP.name), desk.folder / "镇.zwgk", due=DUE_LATER)
    town.set("05-003", publisher="要求以后改的")
    desk.take_in(town.export("第二轮.zwgk").path)
    with desk.working() as county:
        unit = find_unit(county, TOWNSHIP.name)
        export_start(county, unit, desk.folder / "镇.zwgk", due=DUE_LATER, force=True)
        assert of(county, "兴隆镇") is None
        export_start(county, unit, desk.folder / "新.zwgk", due=date(2026, 12, 8))
        assert of(county, "兴隆镇").kinds == ("not_since_asked",)


def test_the_list_and_the_sheets_say_the_same(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        entries = [row.id for row in county.store.entries.listed(organisation=TOWNSHIP.id, edition=EDITION)]
        judge(county, entries[:2], "returned", "请写明公开时限")
        listed = write_reminder_list(county, desk.folder / "催报.xlsx")
        rows = list(load_workbook(desk.folder / "催报.xlsx").worksheets[0].values)
        assert [row[0] for row in rows[1:]] == [each.unit.name for each in listed]
        assert {row[2] for row in rows[1:]} == {None, "张敏 13800000000"}
        sheets = draw_reminder_sheets(prepare_reminder_sheets(county))
        assert sheets.pages == 3
        save_outgoing(county, sheets, desk.folder / "催报.pdf")
        text = pdf_text(desk.folder / "催报.pdf")
        assert "请写明公开时限" in text
        assert "白云乡人民政府" in text
        with pytest.raises(UserFacingError):
            prepare_reminder_sheets(county, ["没有这个镇"])
