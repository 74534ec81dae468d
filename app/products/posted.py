"""Sheets that went out: kept by their hash, so that the very sheet on the wall can be printed again.

A program of next year may set the same notice a little differently; what was posted does not change with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.attachments import attach_bytes, attachment_bytes
from app.drafting.operations import Operation
from app.errors import UserFacingError
from app.workspace import Workspace

_KIND = "sheet"


@dataclass(frozen=True)
class SheetCopy:
    """What is about to go out: a notice by id and revision, its paper, and the document itself."""

    notice: str
    revision: str
    paper: str
    pages: int
    pdf: bytes


@dataclass(frozen=True)
class PostedSheet:
    """A sheet that went out: of which notice, on which paper, and when last (ISO 8601, UTC)."""

    sha256: str
    notice: str
    revision: str
    paper: str
    pages: int
    at: str


def store_copies(workspace: Workspace, copies: Iterable[SheetCopy]) -> list[tuple[str, SheetCopy]]:
    """Put the documents on the disk; they are there before anything names them. Returns each with its SHA-256.

    Raises `UserFacingError` when the disk refuses.
    """
    return [(attach_bytes(workspace, copy.pdf), copy) for copy in copies]


def name_copies(act: Operation, stored: Iterable[tuple[str, SheetCopy]]) -> None:
    """Write down, within the act of printing, which documents they are and when they went out."""
    for sha256, copy in stored:
        content = {
            "notice": copy.notice,
            "of": copy.revision,
            "paper": copy.paper,
            "pages": copy.pages,
            "at": act.workspace.timestamp(),
            "removed": False,
        }
        act.write(_KIND, sha256, content)


def posted_sheets(workspace: Workspace, notice: str) -> list[PostedSheet]:
    """Return the sheets of a notice that went out, the one that went out last first."""
    rows = [row for row in workspace.store.records.of_kind(_KIND) if row.content["notice"] == notice]
    sheets = [
        PostedSheet(row.id, notice, *(row.content[key] for key in ("of", "paper", "pages", "at"))) for row in rows
    ]
    return sorted(sheets, key=lambda sheet: sheet.at, reverse=True)


def posted_sheet(workspace: Workspace, notice: str, paper: str | None = None) -> PostedSheet:
    """Return the sheet of a notice that went out last, on a paper if one is named. Raises `UserFacingError` if none
    did."""
    sheets = [sheet for sheet in posted_sheets(workspace, notice) if paper in (None, sheet.paper)]
    if not sheets:
        on = f"用{paper}纸" if paper else ""
        raise UserFacingError(
            "never-posted", f"这份公示还没有{on}打印过（送审稿不算），没有可以原样再印的。请直接打印。"
        )
    return sheets[0]


def posted_pdf(workspace: Workspace, sheet: PostedSheet) -> bytes:
    """Return the document as it went out, to the byte. Raises `UserFacingError` when it is gone or was changed."""
    return attachment_bytes(workspace, sheet.sha256)
