"""Tables dropped on the window: what offices give back is collected, any other table is read as a catalogue."""

from pathlib import Path

from app.drafting.adopting import adopt
from app.offices.handing import hand_round
from app.tables.sources.reading import read_source
from tests.support import TOWNSHIP, computer
from tests.ui.support import wait_idle
from ui.pages.table_import.page import TableImportPage
from ui.shell.arrivals import Arrivals
from ui.widgets.note import Note


def test_tables_are_told_by_their_content(qtbot, desk, tmp_path: Path) -> None:
    at = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with at.working() as workspace:
        adopt(workspace, field="05")
        answer = hand_round(workspace, tmp_path / "发", fields=["05"]).given[0].path
    renamed = answer.rename(tmp_path / "民政的.xlsx")
    other = tmp_path / "目录.csv"
    other.write_text("序号,公开事项\n1,临时救助\n", encoding="utf-8")
    opened = desk(at)
    arrivals = Arrivals(opened)
    arrivals.take([renamed])
    wait_idle(qtbot, opened.jobs)
    assert opened.went[-1] == ("offices", {"files": [renamed], "opened": {renamed: read_source(renamed)}})
    arrivals.take([other])
    wait_idle(qtbot, opened.jobs)
    place, target = opened.went[-1]
    # The cells go along: the page need not read the file again.
    assert place == "table-import" and target["file"] == other and target["opened"] == read_source(other)
    arrivals.take([other, renamed])
    wait_idle(qtbot, opened.jobs)
    assert opened.went[-1] == ("offices", {"files": [renamed], "opened": {renamed: read_source(renamed)}})
    assert "还有 1 份表格没有动：“目录.csv”" in opened.messages.toasts[-1]


def test_a_table_that_cannot_be_read_is_refused_by_the_page_without_reading_it_again(qtbot, desk, tmp_path: Path):
    opened = desk(computer(tmp_path / "兴隆镇", TOWNSHIP))
    damaged = tmp_path / "坏的目录.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + b"x" * 200)
    Arrivals(opened).take([damaged])
    wait_idle(qtbot, opened.jobs)
    damaged.unlink()
    place, target = opened.went[-1]
    page = TableImportPage(opened).whole()
    for part in (page, page.steps, page.other_file):
        qtbot.addWidget(part)
    page.show_place(**target)
    wait_idle(qtbot, opened.jobs)
    assert place == "table-import" and "坏了或者没有拷完" in page.findChild(Note).accessibleName()


def test_tables_wait_until_a_file_is_open(qtbot, desk, messages, tmp_path: Path) -> None:
    opened = desk(computer(tmp_path / "兴隆镇", TOWNSHIP))
    opened.session.close()
    qtbot.waitUntil(lambda: not opened.session.is_open)
    Arrivals(opened).take([tmp_path / "目录.xlsx"])
    assert "先要打开或新建工作文件" in messages.troubles[-1].message and not opened.went
