"""A new version of a standard, by a real mouse alone: looked through, decided singly and in bulk, followed, taken back,
and its report on paper.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.proposals.proposals import waiting
from tests.changed_packs import changed_packs
from tests.support import Computer
from tests.ui.drive.deskmate import Deskmate
from tests.ui.pages.reading_pdf import pages_of
from tests.versions import hand_on

PACK = next(pack for pack in changed_packs() if pack.old.code == "05")
OWN = "兴隆镇便民服务中心二楼"


def test_a_new_standard_is_followed_by_mouse(sit: Callable, township: Computer, tmp_path: Path):
    before = Path(os.environ.get("SHOTS") or tmp_path) / "变化报告.pdf"
    with township.working() as workspace:
        hand_on(workspace, PACK.old)
        adopt(workspace, field="05", all_levels=True)
        set_entry(workspace, find_entry(workspace, "05-001"), {"channels_other": OWN})
        set_entry(workspace, find_entry(workspace, "05-008"), {"elements": ["本镇的办事指南"]})
        hand_on(workspace, PACK.new, 2)

    def scene(clerk: Deskmate) -> None:
        tasks = clerk.page.view.tasks
        clerk.look("标准换了版")
        clerk.act(tasks, "standard:05", "去看看")
        clerk.wait(lambda: clerk.page.place == "comparison" and clerk.page.current, "the comparison")
        page = clerk.page
        clerk.look("对照")
        # Singly: the merge of one entry as it stands, one element of another the other way.
        clerk.press("合在一起")
        clerk.settle()
        clerk.look("合起来了")
        _choose(clerk, "008")
        element = clerk.stage.ask(lambda: page.current.asks[0])
        clerk.act(page.sides.table, element, "本单位的")
        clerk.look("一栏取本单位的")
        # In bulk: everything new.
        clerk.tab(page.list_pane.tabs, "新增")
        clerk.stage.click(page.list_pane.tick_all)
        clerk.settle()
        clerk.look("新增的都勾选")
        clerk.stage.click(page.sides.theirs)
        clerk.settle()
        clerk.look("新增的都要")
        _save_report(clerk, before, "改以前的报告")
        clerk.stage.click(page.finish)
        clerk.wait(lambda: clerk.page.place != "comparison" or clerk.page is not page, "the way back")
        clerk.settle()
        clerk.look("跟着改了")
        clerk.stage.click(clerk.stage.ask(lambda: clerk.window.toasts.findChild(QAbstractButton)))
        clerk.settle()
        clerk.look("点了提示里的")

    sit(township.path, scene, by_mouse=True)
    with township.working() as workspace:
        assert find_entry(workspace, "05-001").content["values"]["channels_other"] == OWN
        assert not waiting(workspace)


def _choose(clerk: Deskmate, number: str) -> None:
    """Have a row in sight and click it."""
    rows, key = clerk.page.list_pane.list, _key(clerk, number)
    place = clerk.stage.ask(lambda: [row.key for row in rows.rows()].index(key))
    clerk.stage.ask(lambda: rows.scrollTo(rows.model().index(place)))
    clerk.stand_still()
    clerk.choose(rows, key)


def _save_report(clerk: Deskmate, path: Path, name: str) -> None:
    clerk.stage.click(clerk.page.list_pane.report)
    clerk.name_file(path)
    clerk.wait(path.exists, "the report")
    clerk.settle()
    clerk.look(name)
    assert pages_of(path)


def _key(clerk: Deskmate, number: str) -> str:
    rows = clerk.page.list_pane.list
    return clerk.wait(lambda: next((row.key for row in rows.rows() if row.number == number), None), number)
