"""What was posted stays: the very sheet can be printed again, and a change of it is another notice."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.attachments import attachment_files
from app.errors import UserFacingError
from app.notices.keeping import (
    filled_notice,
    find_notice,
    find_template,
    keep_notice,
    known_answers,
    make_notice,
)
from app.opening import create_workspace
from app.products.notice import draw_prepared_notice, posted_again, prepare_notice, print_kept_notice
from app.products.outgoing import save_outgoing
from app.workspace import Workspace
from tests.app.registers.signing import sign
from tests.support import EDITION, TOWNSHIP, Clock

BLANKS = {"village": "青石村", "start_date": "2026-11-24", "phone": "0990-6120118"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as made:
        yield made


def test_the_sheet_on_the_wall_is_printed_again_to_the_byte(workspace: Workspace, tmp_path: Path) -> None:
    kept = make_notice(workspace, "NT-01", BLANKS)
    with pytest.raises(UserFacingError, match="还没有打印过"):
        posted_again(workspace, find_notice(workspace, kept.id))
    posted, wanted = tmp_path / "贴出.pdf", find_notice(workspace, kept.id)
    # A draft for review goes to whoever signs it, not onto the wall.
    print_kept_notice(workspace, wanted, tmp_path / "送审.pdf")
    with pytest.raises(UserFacingError, match="送审稿不算"):
        posted_again(workspace, wanted)
    sign(workspace, kept.id)
    print_kept_notice(workspace, wanted, posted)
    print_kept_notice(workspace, wanted, tmp_path / "大字.pdf", paper="A3")
    template = find_template(workspace, "NT-01")
    changed = filled_notice(workspace, template, known_answers(workspace, template) | BLANKS | {"village": "白马村"})
    assert keep_notice(workspace, changed, kept.id) != kept.id
    again = posted_again(workspace, find_notice(workspace, kept.id), "A4")
    save_outgoing(workspace, again, tmp_path / "再印.pdf")
    assert (tmp_path / "再印.pdf").read_bytes() == posted.read_bytes()
    assert posted_again(workspace, find_notice(workspace, kept.id)).pdf == (tmp_path / "大字.pdf").read_bytes()
    for path in attachment_files(workspace.path):
        path.write_bytes(b"%PDF-1.4 other")
    with pytest.raises(UserFacingError, match="被改动过，没有拿它打印"):
        posted_again(workspace, find_notice(workspace, kept.id))


def test_a_notice_drawn_on_another_day_is_the_same_to_the_byte(tmp_path: Path) -> None:
    clock = Clock()
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=clock) as workspace:
        kept = make_notice(workspace, "NT-49", BLANKS)
        drawn = [draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, kept.id))).outgoing.pdf]
        clock._now += timedelta(days=40)
        drawn.append(draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, kept.id))).outgoing.pdf)
        assert drawn[0] == drawn[1]
