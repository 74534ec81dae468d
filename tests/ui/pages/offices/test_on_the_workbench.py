"""Offices that have not answered stand on the workbench, in one row."""

from datetime import timedelta
from pathlib import Path

from app.drafting.adopting import adopt
from app.offices.handing import hand_round, standings
from app.offices.rounds import record_by_hand
from app.overview import overview
from tests.support import TOWNSHIP, computer
from ui.pages.workbench.tasks import groups


def test_late_offices_are_one_task_until_they_have_answered(tmp_path: Path) -> None:
    at = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with at.working() as workspace:
        adopt(workspace, field="05")
        today = workspace.today()
        assert not overview(workspace).offices
        hand_round(workspace, tmp_path / "发", names=["民政办"], until=today - timedelta(days=2))
        hand_round(workspace, tmp_path / "发", names=["派出所"])
        [group] = [each for each in groups(overview(workspace), today, "township") if each.key == "offices"]
        [task] = group.tasks
        assert (task.row.title, task.row.detail, task.row.right) == ("1 个科室过期没交", "民政办", "过了 2 天")
        assert task.place == "offices"
        for each in standings(workspace):
            if each.unanswered:
                record_by_hand(workspace, each)
        assert not overview(workspace).offices
