"""What there is to bring to the portal: read on the store's thread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.calendar.office_calendar import office_calendar
from app.drafting.form_drafts import kept_forms
from app.drafting.lookup import entry_content, entry_title
from app.errors import UserFacingError
from app.registers.channels import channels_of
from app.registers.ledger import LedgerLine, ledger
from app.registers.portal import PortalPiece, portal_piece
from app.registers.publications import find_publication
from app.registers.reviews import Standing, condition_of, review_of
from app.registers.signatures import line_standings
from app.registers.subjects import line_subject
from app.workspace import Workspace

FORM = "portal"
_WEBSITE = "网站"
_USUAL_PLACE = "政府网站"


@dataclass(frozen=True)
class PortalItem:
    """One thing to bring there: an open line of the ledger, or an entry that has none (`line` None, no `review`)."""

    key: str
    entry: str
    item: str
    title: str
    line: str | None = None
    review: Standing | None = None
    is_out: bool = False


@dataclass(frozen=True)
class Piece:
    """What of an item goes to the clipboard, or why nothing does; `place` is where the entry says it comes out,
    `condition` what its review asks to heed."""

    key: str
    piece: PortalPiece | None
    refusal: UserFacingError | None
    place: str
    condition: str = ""
    revision: str = ""
    """What the entry stood at: what was let out is stopped again once its entry changed."""

    def is_told_like(self, other: "Piece | None") -> bool:
        """Whether it shows the same as another; each refusal is its own."""
        if other is None:
            return False
        said = [each.refusal and each.refusal.details for each in (self, other)]
        return replace(self, refusal=None) == replace(other, refusal=None) and said[0] == said[1]


@dataclass(frozen=True)
class PortalSeen:
    """What there is to bring there, and by its key what was typed about one and not written down yet."""

    items: list[PortalItem]
    typed: Mapping[str, Any]


def read_portal(workspace: Workspace, entries: Sequence[str], done: Collection[str]) -> PortalSeen:
    """Return what is to be brought to the portal, of these entries where some are named."""
    return PortalSeen(read_items(workspace, entries, done), kept_forms(workspace, FORM))


def read_items(workspace: Workspace, entries: Sequence[str], done: Collection[str]) -> list[PortalItem]:
    """Return the lines that are still to come out, or came out only elsewhere while their entry names a website, of
    these entries where some are named, and those brought there just now (`done`); then the named entries without such
    a line."""
    lines = ledger(workspace, office_calendar(workspace))
    wanted = [each for each in lines if each.is_open or _lacks_website(each) or each.kept.id in done]
    wanted = [each for each in wanted if not entries or each.kept.line.entry in entries]
    reviews = line_standings(workspace, (each.kept for each in wanted), (_USUAL_PLACE,))
    found = [_of_line(each, reviews[each.kept.id]) for each in wanted]
    named = {each.entry for each in found}
    return [*found, *(_of_entry(workspace, each) for each in entries if each not in named)]


def read_piece(workspace: Workspace, item: PortalItem) -> Piece:
    """Return what of an item is copied."""
    try:
        return passed_piece(workspace, item)
    except UserFacingError as error:
        return Piece(item.key, None, error, _place(workspace, item.entry), revision=_revision(workspace, item))


def passed_piece(workspace: Workspace, item: PortalItem) -> Piece:
    """Return what of an item is copied. Raises as `portal_piece` does, so that the gate can be asked to let it out."""
    piece, condition = portal_piece(workspace, item.entry), _condition(workspace, item)
    return Piece(item.key, piece, None, _place(workspace, item.entry), condition, _revision(workspace, item))


def _revision(workspace: Workspace, item: PortalItem) -> str:
    row = workspace.store.entries.get(item.entry)
    return row.revision if row is not None else ""


def _condition(workspace: Workspace, item: PortalItem) -> str:
    if item.line is None:
        return ""
    return condition_of(review_of(workspace, line_subject(find_publication(workspace, item.line))))


def _of_line(line: LedgerLine, review: Standing) -> PortalItem:
    kept = line.kept
    is_out = kept.published is not None and not _lacks_website(line)
    return PortalItem(kept.id, kept.line.entry, line.item or "", kept.line.title, kept.id, review, is_out)


def _lacks_website(line: LedgerLine) -> bool:
    return any(_WEBSITE in each for each in line.missing)


def _of_entry(workspace: Workspace, entry: str) -> PortalItem:
    row = workspace.store.entries.get(entry)
    return PortalItem(entry, entry, (row and row.content["item"]) or "", entry_title(workspace, row))


def _place(workspace: Workspace, entry: str) -> str:
    row = workspace.store.entries.get(entry)
    channels = channels_of(entry_content(row)) if row is not None else ()
    return next((each for each in channels if _WEBSITE in each), _USUAL_PLACE)
