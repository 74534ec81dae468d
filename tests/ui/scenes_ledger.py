"""Pictures of the ledger and of what is brought to the portal from it."""

from collections.abc import Iterator
from datetime import timedelta

from app.drafting.lookup import find_entry
from app.registers.publications import publications, record_formed
from app.registers.reviews import STAGES, Signature, review, sign
from app.registers.subjects import line_subject, subject_named
from app.workspace import Workspace
from ui.pages.ledger.rows import PUBLISH
from ui.shell.window import MainWindow

_FORMED = (("05-001", 30, "10月低保对象名单"), ("05-002", 12, "特困供养政策文件"), ("05-003", 3, "临时救助办事指南"))


def ledger(window: MainWindow) -> Iterator[None]:
    """A late line, one due soon and one that has time, the first of them being reviewed."""
    window.go("ledger")
    yield
    window.desk.session.act(_write)
    yield


def publishing(window: MainWindow) -> Iterator[None]:
    """Where it is written down that a line came out."""
    yield from ledger(window)
    page = window.go("ledger")
    page.lines.list.acted.emit(page.lines.list.rows()[0].key, PUBLISH)


def portal(window: MainWindow) -> Iterator[None]:
    """The first piece to be copied."""
    yield from ledger(window)
    window.desk.session.act(_sign)
    yield
    window.go("portal")


def _write(workspace: Workspace) -> None:
    for item, days, title in reversed(_FORMED):
        formed = workspace.today() - timedelta(days)
        line = record_formed(workspace, find_entry(workspace, item).id, formed, title)
    # The one that was formed first waits for its second stage.
    facts = {"summary": "10月审核通过的低保对象"}
    review(workspace, subject_named(workspace, line), STAGES[0], opinion="名单已经遮挡", facts=facts)


def _sign(workspace: Workspace) -> None:
    line = publications(workspace)[0]
    sign(workspace, line_subject(line), [Signature(stage) for stage in STAGES[1:]])


SCENES = (("ledger", ledger), ("ledger-publishing", publishing), ("portal", portal))
