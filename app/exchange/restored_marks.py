"""A backup that is put back knows nothing of what was taken out since: the file whose place it takes tells it."""

from pathlib import Path

from msgspec import convert

from app.drafting.operations import operation
from app.drafting.redaction_marks import clear_beside, finish, keep_out
from app.exchange.redaction_rows import RedactionRowIn, all_redaction_rows, take_up_redactions
from app.opening import open_workspace


def bring_marks(old: Path, restored: Path) -> None:
    """Take out of a restored workspace what was taken out of the one that stood in its place.

    Raises `UserFacingError` when the old one cannot be read, which may be why a backup was asked for.
    """
    with open_workspace(old, read_only=True) as before, before.store.plain_errors():
        unit = before.organisation.id
        rows = [convert(row, RedactionRowIn) for row in all_redaction_rows(before)]
    if not rows:
        return
    with open_workspace(restored) as workspace, workspace.store.plain_errors():
        if workspace.organisation.id != unit:
            return
        with operation(workspace, "redact", "照恢复前的标记删去个人信息") as act:
            take_up_redactions(workspace, act, rows, (), is_work=True)
            keep_out(workspace, act)
            clear_beside(workspace)
        finish(workspace)
