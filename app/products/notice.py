"""A notice on paper: seen before it is printed, printed, and remembered as printed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.checks.privacy_gate import check_pdf, require_clean
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.notices.filled_notice import FilledNotice
from app.notices.keeping import filled_of, find_notice
from app.printing.notice import NoticePrint, draw_notice
from app.workspace import Workspace
from db.filesystem import written_whole
from db.repositories.records import RecordRow

PAPERS = ("A4", "A3", "A2", "A1", "A0")
# Without a record of review before publication the paper says that it is a draft for review (条例 Art 17).
UNREVIEWED = "送审稿"


@dataclass(frozen=True)
class Sender:
    """Who posts a notice, on which day, and the mobile numbers the office itself has made public."""

    name: str
    today: date
    public_phones: Collection[str]


@dataclass(frozen=True)
class NoticePdf:
    """A finished PDF that passed the privacy gate, and what stands in it."""

    content: bytes
    printed: NoticePrint


def sender_of(workspace: Workspace) -> Sender:
    """Return who posts the notices of a workspace."""
    unit = workspace.organisation
    return Sender(unit.full_name, workspace.today(), unit.public_phones)


def notice_pdf(notice: FilledNotice, sender: Sender, paper: str = "A4", name: str = "公示") -> NoticePdf:
    """Draw a notice without marking it as printed; touches neither the store nor the disk.

    Raises UserFacingError when the finished PDF shows a personal number; `name` is what the error calls it.
    """
    content, printed = draw_notice(notice, paper, issuer=sender.name, created=sender.today, watermark=UNREVIEWED)
    require_clean(check_pdf(content, sender.public_phones, name), name)
    return NoticePdf(content, printed)


def print_kept_notice(
    workspace: Workspace, row: RecordRow, path: Path, *, paper: str = "A4", force: bool = False
) -> NoticePrint:
    """Print a kept notice; the finished PDF passes the privacy gate before it gets its name."""
    pdf = notice_pdf(filled_of(row), sender_of(workspace), paper, path.name)
    _write(pdf, path, force=force)
    _mark_printed(workspace, row)
    return pdf.printed


def release_notice(workspace: Workspace, id: str, revision: str, pdf: NoticePdf, path: Path | None = None) -> None:
    """Remember that a kept notice went on paper: by a printer, or as the file `path`, which is replaced.

    `pdf` was drawn from `revision` of the notice. Raises UserFacingError when the notice has changed or gone since
    then, or when the disk does not take the file.
    """
    row = find_notice(workspace, id)
    if row.revision != revision:
        raise UserFacingError("notice-changed", "这份公示刚才又改过，没有打印旧的这一份。请看一遍新的再打印。")
    if path is not None:
        _write(pdf, path, force=True)
    _mark_printed(workspace, row)


def _write(pdf: NoticePdf, path: Path, *, force: bool) -> None:
    with written_whole(path, force=force) as part:
        part.write_bytes(pdf.content)


def _mark_printed(workspace: Workspace, row: RecordRow) -> None:
    with operation(workspace, "print", f"打印公示 {row.content['template']}") as act:
        act.release("paper", [("notice", row.id, row.revision)])
