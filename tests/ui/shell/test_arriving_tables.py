"""Tables dropped on the window: what offices give back is collected, any other table is read as a catalogue."""

from pathlib import Path

from app.drafting.adopting import adopt
from app.offices.handing import hand_round
from tests.support import TOWNSHIP, computer
from tests.ui.support import wait_idle
from ui.shell.arrivals import Arrivals


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
    for files, expected in (
        ([renamed], ("offices", {"files": [renamed]})),
        ([other], ("table-import", {"file": other})),
    ):
        arrivals.take(files)
        wait_idle(qtbot, opened.jobs)
        assert opened.went[-1] == expected
    arrivals.take([other, renamed])
    wait_idle(qtbot, opened.jobs)
    assert opened.went[-1] == ("offices", {"files": [renamed]})
    assert "还有 1 份表格没有动：“目录.csv”" in opened.messages.toasts[-1]


def test_tables_wait_until_a_file_is_open(qtbot, desk, messages, tmp_path: Path) -> None:
    opened = desk(computer(tmp_path / "兴隆镇", TOWNSHIP))
    opened.session.close()
    qtbot.waitUntil(lambda: not opened.session.is_open)
    Arrivals(opened).take([tmp_path / "目录.xlsx"])
    assert "先要打开或新建工作文件" in messages.troubles[-1].message and not opened.went
