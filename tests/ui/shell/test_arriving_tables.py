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
