"""A new version of a standard at the comparison: what follows, what is asked, what is new or gone, in one step."""

from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.following import following
from app.drafting.lookup import find_entry
from app.overview import overview
from app.proposals.proposals import waiting
from tests.changed_packs import changed_packs
from tests.support import TOWNSHIP, Computer, computer
from tests.versions import hand_on
from ui.pages.comparison.page import ComparisonPage

PACK = next(pack for pack in changed_packs() if pack.old.code == "05")
OWN = "兴隆镇便民服务中心二楼"


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    """A township with a new version of 社会救助, in which it wrote words of its own into one entry."""
    made = computer(tmp_path / "兴隆镇", TOWNSHIP)
    with made.working() as workspace:
        hand_on(workspace, PACK.old)
        adopt(workspace, field="05", all_levels=True)
        set_entry(workspace, find_entry(workspace, "05-001"), {"channels_other": OWN})
        set_entry(workspace, find_entry(workspace, "05-008"), {"elements": ["本镇的办事指南"]})
        hand_on(workspace, PACK.new, 2)
    return made


@pytest.fixture
def page(qtbot, desk, settle, township: Computer) -> ComparisonPage:
    here = desk(township)
    made = ComparisonPage(here).whole()
    qtbot.addWidget(made)
    made.resize(1286, 640)
    made.show()
    made.show_place(standard="05")
    settle(here)
    return made


def marks(page: ComparisonPage) -> dict[str, str]:
    return {row.number: row.marks[0].text for row in page.list_pane.list.rows() if not row.heading}


def test_the_start_page_tells_of_it_and_of_nothing_else(township: Computer) -> None:
    with township.working() as workspace:
        (told,) = overview(workspace).standards
        assert (told.field, told.name) == ("05", "社会救助") and told.follows and told.asked


def test_groups_are_seen_and_one_button_lets_the_rest_follow(page, settle, township, shot) -> None:
    shown = marks(page)
    assert shown["001"] == shown["008"] == "要您定" and {"拆分合并", "新增", "跟着改"} <= set(shown.values())
    assert page.finish.text() == "跟着改" and not page.list_pane.report.isHidden()
    shot(page, "comparison-standard")
    page.list_pane.list.set_current(next(r.key for r in page.list_pane.list.rows() if r.number == "001"))
    page._show_current()
    model = page.sides.table.model()
    assert [head.text for head in model.heads[1:4]] == ["旧标准的", "本单位的", "新标准的"]
    assert "channels_other" in model.keys and not any(key.startswith("entry.") for key in model.keys)
    shot(page, "comparison-standard-merge")
    page.sides.joined.emit()
    page.finish_all()
    settle(page.desk)
    with_session(page, settle, check_followed)
    page.desk.session.undo()
    settle(page.desk)
    with_session(page, settle, lambda workspace: not waiting(workspace) or pytest.fail("still asked"))


def check_followed(workspace) -> None:
    merged = find_entry(workspace, "05-001").content["values"]
    item = next(item for item in PACK.new.items if item.code == "05-001")
    assert merged["channels_other"] == OWN and merged["elements"] == item.values["elements"]
    asked = {each.theirs["item"] for each in waiting(workspace)}
    assert "05-008" in asked and "05-001" not in asked
    left = following(workspace, "05")
    assert left is not None and not left.of_group("follows")


def with_session(page: ComparisonPage, settle, work) -> None:
    page.desk.session.ask(lambda workspace: work(workspace), lambda _: None)
    settle(page.desk)
    assert not page.desk.messages.troubles
