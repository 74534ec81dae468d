"""A notice on paper: drawn as it will be printed, then written as a file."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.checks.privacy_gate import check_drawn, check_pdf
from app.notices.filled_notice import FilledNotice
from app.notices.keeping import filled_of, require_even
from app.printing.notice import NoticePrint, draw_notice
from app.products.outgoing import Outgoing, pages_told, save_outgoing
from app.products.posted import SheetCopy, posted_pdf, posted_sheet
from app.registers.signatures import is_signed
from app.registers.subjects import notice_subject
from app.workspace import Workspace
from db.repositories.records import RecordRow

PAPERS = ("A4", "A3", "A2", "A1", "A0")
# Without a record of review before publication the paper says that it is a draft for review (条例 Art 17).
UNREVIEWED = "送审稿"
_PRODUCT = "公示"


@dataclass(frozen=True)
class Sender:
    """Who posts a notice, the day it bears, and the mobile numbers the office itself has made public."""

    name: str
    today: date
    public_phones: Collection[str]


@dataclass(frozen=True)
class PreparedNotice:
    """All that drawing needs: the notice, who posts it, (kind, id, revision) of it where it is kept, and the words
    across the paper until it is signed for publication."""

    notice: FilledNotice
    sender: Sender
    shown: tuple[tuple[str, str, str], ...] = ()
    watermark: str = UNREVIEWED


@dataclass(frozen=True)
class DrawnNotice:
    """A notice as a document, and what stands in it."""

    outgoing: Outgoing
    printed: NoticePrint


def sender_of(workspace: Workspace, day: date | None = None) -> Sender:
    """Return who posts the notices of a workspace; `day` is that of the notice, today where it is not kept yet."""
    unit = workspace.organisation
    return Sender(unit.full_name, day or workspace.today(), unit.public_phones)


def prepare_notice(workspace: Workspace, row: RecordRow) -> PreparedNotice:
    """Read what a kept notice is drawn from. Nothing is marked as printed.

    It bears the day on which it was made: the same notice gives the same bytes on any day.
    """
    made_on = datetime.fromisoformat(row.content["made_at"]).astimezone().date()
    watermark = "" if is_signed(workspace, notice_subject(workspace, row.id)) else UNREVIEWED
    shown = (("notice", row.id, row.revision),)
    return PreparedNotice(filled_of(row), sender_of(workspace, made_on), shown, watermark)


def draw_prepared_notice(
    prepared: PreparedNotice, paper: str = "A4", progress: Callable[[int, int], None] | None = None
) -> DrawnNotice:
    """Draw a notice on a paper. Needs no store and may run on another thread.

    `progress(done, total)` counts sheets looked through and may raise to end the work. Whoever shows it looks first
    whether something was `found`: names and numbers of a list are people's own, and not even seen in a preview.
    """
    notice, sender = prepared.notice, prepared.sender
    pdf, printed = draw_notice(notice, paper, issuer=sender.name, created=sender.today, watermark=prepared.watermark)
    done = pages_told(progress, printed.pages)
    found = check_drawn(printed.runs, printed.texts, printed.outside, sender.public_phones, done)
    # What bears the word of a draft is never what hangs on the wall: it is not kept to be printed again as that.
    kept = () if prepared.watermark else prepared.shown
    copies = tuple(SheetCopy(id, revision, paper, printed.pages, pdf) for _, id, revision in kept)
    label = f"打印公示 {notice.template}"
    outgoing = Outgoing(pdf, printed.pages, found, label, prepared.shown, copies, printed.stand_ins)
    return DrawnNotice(outgoing, printed)


def posted_again(workspace: Workspace, row: RecordRow, paper: str | None = None) -> Outgoing:
    """Return the very sheet of a notice that went out last, on a paper if one is named.

    It was looked through anew. Raises `UserFacingError` when none went out, or its copy is gone or was changed.
    """
    sheet = posted_sheet(workspace, row.id, paper)
    pdf = posted_pdf(workspace, sheet)
    found = check_pdf(pdf, workspace.organisation.public_phones, _PRODUCT)
    label = f"再打印公示 {row.content['template']}"
    return Outgoing(pdf, sheet.pages, found, label, (("notice", row.id, sheet.revision),))


def print_kept_notice(
    workspace: Workspace, row: RecordRow, path: Path, *, paper: str = "A4", force: bool = False
) -> NoticePrint:
    """Print a kept notice; the finished PDF passes the privacy gate before it gets its name."""
    require_even(filled_of(row))
    drawn = draw_prepared_notice(prepare_notice(workspace, row), paper)
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return drawn.printed
