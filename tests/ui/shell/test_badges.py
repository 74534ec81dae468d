"""The rail counts what calls for the clerk, whatever page is shown."""

from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.verdicts import find_entry_below, judge
from app.proposals.proposals import decide, waiting
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COUNTY, TOWNSHIP, computer
from tests.ui.support import wait_idle


def test_a_return_that_was_dealt_with_elsewhere_is_counted_no_more(tmp_path, township, qtbot, at_work):
    county = computer(tmp_path / "青山县", COUNTY, "王主任")
    first = township.export("第一轮.zwgk")
    admit_sender(county, first.path, TOWNSHIP.name)
    county.take_in(first.path)
    with county.working() as workspace:
        entry = find_entry_below(workspace, "05-004").id
        judge(workspace, [entry], "returned", "请写清楚", {"publisher": "兴隆镇"})
        back = export_return(workspace, find_unit(workspace, TOWNSHIP.name), tmp_path / "退回.zwgk")
    trust_sender(township, back.path)
    township.take_in(back.path)
    program = at_work(township)
    badge = program.window.rail.button("drafting")
    qtbot.waitUntil(lambda: badge.badge == 1)
    program.window.go("drafting")
    wait_idle(qtbot, program.jobs)
    program.session.act(lambda workspace: decide(workspace, waiting(workspace), "theirs"))
    qtbot.waitUntil(lambda: badge.badge == 0)
