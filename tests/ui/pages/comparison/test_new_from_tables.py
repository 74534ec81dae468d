"""New entries of a table that may be ones we have: the clerk says whether they are wanted, now or later."""

import pytest

from app.drafting.history import undo
from app.proposals.proposals import waiting
from app.tables.importing import table_proposals
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.app.tables.understanding.test_samples import SAMPLES
from tests.support import Computer, views
from ui.pages.comparison.page import ComparisonPage

ASKED = "法治宣传教育 / 法律知识普及服务、法律法规和案例检索服务"


@pytest.fixture
def shown(qtbot, desk, settle, messages, township: Computer):
    """The comparison of a sample table with one doubtful item of a field that was not begun."""
    with township.working() as workspace:
        undo(workspace)
    opened = desk(township)
    source = read_source(SAMPLES / "same-as-above-cells.xlsx")
    batch = _asked(opened, settle, lambda workspace: table_proposals(workspace, understand(source), source))
    page = ComparisonPage(opened).whole()
    for part in (page, page.finish):
        qtbot.addWidget(part)
    page.resize(1286, 640)
    page.show()
    page.show_place(batch=batch)
    settle(opened)
    (row,) = [row for row in page.list_pane.list.rows() if not row.heading and row.title == ASKED]
    page.list_pane.list.set_current(row.key)
    page._show_current()
    return page, batch, opened


def _asked(opened, settle, read) -> object:
    found: list[object] = []
    opened.session.ask(read, found.append)
    settle(opened)
    return found[0]


def _state(page: ComparisonPage) -> str:
    return next(row.right_detail for row in page.list_pane.list.rows() if row.title == ASKED)


def _titles(opened, settle) -> set[str]:
    found = _asked(opened, settle, views)
    return {f"{view['values']['level1']} / {view['values']['level2']}" for view in found.values()}


def test_a_doubtful_new_entry_is_declined_at_once(shown, settle):
    page, batch, opened = shown
    assert _state(page) == "没定，先留着" and page.sides.ours.text() == "不要这一条"
    page.sides.ours.click()
    assert _state(page) == "不要"
    page.finish_all()
    settle(opened)
    assert len(_titles(opened, settle)) == len(batch.proposals) - 1 and ASKED not in _titles(opened, settle)
    assert not _asked(opened, settle, waiting)


def test_it_waits_undecided_and_is_taken_later(shown, settle):
    page, _, opened = shown
    page.finish_all()
    settle(opened)
    assert ASKED not in _titles(opened, settle) and len(_asked(opened, settle, waiting)) == 1
    page.show_place()
    settle(opened)
    assert _state(page) == "没定，先留着"
    page.sides.theirs.click()
    assert _state(page) == "要"
    page.finish_all()
    settle(opened)
    assert ASKED in _titles(opened, settle)
