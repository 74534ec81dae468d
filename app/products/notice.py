"""A kept notice on paper."""

from pathlib import Path

from app.checks.privacy_gate import check_pdf, require_clean
from app.drafting.operations import operation
from app.notices.keeping import filled_of
from app.printing.notice import NoticePrint, print_notice
from app.workspace import Workspace
from db.filesystem import written_whole
from db.repositories.records import RecordRow

# Without a record of review before publication the paper says that it is a draft for review (条例 Art 17).
UNREVIEWED = "送审稿"


def print_kept_notice(
    workspace: Workspace, row: RecordRow, path: Path, *, paper: str = "A4", force: bool = False
) -> NoticePrint:
    """Print a kept notice; the finished PDF passes the privacy gate before it gets its name."""
    notice = filled_of(row)
    with written_whole(path, force=force) as part:
        printed = print_notice(
            notice,
            part,
            paper,
            issuer=workspace.organisation.full_name,
            created=workspace.today(),
            watermark=UNREVIEWED,
        )
        require_clean(check_pdf(part, workspace.organisation.public_phones, path.name), path.name)
    with operation(workspace, "print", f"打印公示 {notice.template}") as act:
        act.release("paper", [("notice", row.id, row.revision)])
    return printed
