"""The ledger (公开台账): what of an entry was formed when, published where, and taken down again.

Each line is a record of its own (`publication`) that belongs to an entry; every step is an operation with history and
undo.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from msgspec import Meta, Struct, ValidationError, convert, structs, to_builtins

from app.calendar.wording import require_supported
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.editing import own_entry
from app.drafting.lookup import entry_title
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.workspace import Workspace

PUBLICATION = "publication"
LONGEST_TITLE = 200  # characters

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class Publication(Struct, frozen=True):
    """One line of the ledger.

    `formed`: when the information was formed or changed. `published`, `where`, `link`, `evidence` (attachments):
    when and where it came out. `taken_down` and `reason`: when and why it went. `person`, `at`: who wrote last, when.
    """

    organisation: str
    edition: str
    entry: str
    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
    formed: date
    person: str | None
    at: str
    published: date | None = None
    where: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=100)], ...], Meta(max_length=20)] = ()
    link: Annotated[str, Meta(max_length=1000)] = ""
    evidence: Annotated[tuple[Sha256, ...], Meta(max_length=50)] = ()
    taken_down: date | None = None
    reason: Annotated[str, Meta(max_length=500)] = ""
    removed: bool = False


class KeptPublication(Struct, frozen=True):
    """A line with the id it is kept under."""

    id: str
    line: Publication


def record_formed(workspace: Workspace, entry: str, formed: date, title: str = "") -> str:
    """Write down that information of one of our entries was formed on a day; returns the id of the line.

    Without a `title` the entry's own name is taken. Raises `UserFacingError` for an entry that is not ours, a day in
    the future, or a title that is too long or shows a personal number; `UsageError` for a day that no calendar knows.
    """
    row = own_entry(workspace, entry)
    require_supported(formed)
    require_past(workspace, formed, "形成日期")
    named = " ".join(title.split()) or entry_title(workspace, row)
    id = str(uuid.uuid4())
    line = _checked(
        workspace,
        {
            "organisation": workspace.organisation.id,
            "edition": row.content["edition"],
            "entry": row.id,
            "title": named,
            "formed": formed.isoformat(),
        },
    )
    _write(workspace, id, line, f"记台账：形成于 {formed.isoformat()}")
    return id


def record_published(
    workspace: Workspace, id: str, on: date, where: Sequence[str], link: str = "", evidence: Sequence[str] = ()
) -> None:
    """Write down when, where and under which address a line was published, with attachments that prove it.

    Raises `UserFacingError` for a day before the information was formed or in the future, `UsageError` without a
    place or with a link that is no address.
    """
    kept = find_publication(workspace, id)
    require_past(workspace, on, "公开日期")
    if on < kept.line.formed:
        raise UserFacingError(
            "published-too-early",
            f"公开日期 {on} 在形成日期 {kept.line.formed} 以前，没有记下。请核对两个日期。",
        )
    places = [place.strip() for place in where if place.strip()]
    if not places:
        raise UsageError("place-missing", "没有写在哪里公开，没有记下。请写上公开渠道，例如政府网站。")
    changes = {
        "published": on.isoformat(),
        "where": places,
        "link": _checked_link(link),
        "evidence": list(dict.fromkeys((*kept.line.evidence, *evidence))),
        "taken_down": None,
        "reason": "",
    }
    line = _checked(workspace, to_builtins(kept.line) | changes)
    _write(workspace, kept.id, line, f"记台账：公开于 {on.isoformat()}")


def record_taken_down(workspace: Workspace, id: str, on: date, reason: str) -> None:
    """Write down when and why a published line was taken down. Raises `UserFacingError` for one that was not published
    or a day before that, `UsageError` without a reason."""
    kept = find_publication(workspace, id)
    require_past(workspace, on, "撤下日期")
    if kept.line.published is None:
        raise UserFacingError("not-published", "这一条还没有公开，不用撤下，没有记下。")
    if on < kept.line.published:
        raise UserFacingError("taken-down-too-early", f"撤下日期 {on} 在公开日期以前，没有记下。请核对日期。")
    said = " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么撤下，没有记下。请写明原因。")
    line = _checked(workspace, to_builtins(kept.line) | {"taken_down": on.isoformat(), "reason": said})
    _write(workspace, kept.id, line, f"记台账：撤下于 {on.isoformat()}")


def strike(workspace: Workspace, id: str) -> None:
    """Take a line out of the ledger that was written by mistake; it can be undone."""
    kept = find_publication(workspace, id)
    _write(workspace, kept.id, structs.replace(kept.line, removed=True), "划去台账一行")


def publications(workspace: Workspace, *, entry: str | None = None) -> list[KeptPublication]:
    """Return the lines of the ledger of this edition, and of earlier ones what is not published yet, in the order in
    which the information was formed."""
    rows = workspace.store.records.of_kind(PUBLICATION)
    found = [KeptPublication(row.id, convert(row.content, Publication)) for row in rows]
    wanted = [kept for kept in found if _is_of(kept.line, workspace.edition) and entry in (None, kept.line.entry)]
    return sorted(wanted, key=lambda kept: (kept.line.formed, kept.line.title, kept.id))


def find_publication(workspace: Workspace, name: str) -> KeptPublication:
    """Return a line by its id or at least 8 characters of it. Raises `UserFacingError` where there is none."""
    found = workspace.store.records.by_prefix(PUBLICATION, name) if len(name) >= 8 else []
    found = [row for row in found if not row.content["removed"]]
    if len(found) != 1:
        raise UserFacingError("publication-unknown", f"台账里没有编号为“{name}”的一行。请写编号的前 8 位。")
    return KeptPublication(found[0].id, convert(found[0].content, Publication))


def _is_of(line: Publication, edition: str) -> bool:
    # What was formed in December is still to be published when the catalogue of the new year is begun.
    return line.edition == edition or (line.edition < edition and line.published is None)


def require_past(workspace: Workspace, day: date, what: str) -> None:
    """Raise `UserFacingError` (`day-in-future`) for a day that has not come yet; `what` it is the day of."""
    if day > workspace.today():
        raise UserFacingError("day-in-future", f"{what} {day} 还没有到，没有记下。请核对日期，也看看电脑的日期对不对。")


def _checked_link(link: str) -> str:
    plain = link.strip()
    if plain and not _is_address(plain):
        raise UsageError("link-wrong", f"“{plain[:60]}”不是网页地址，没有记下。请从浏览器地址栏复制，以 http 开头。")
    return plain


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text.split()) == 1


def _checked(workspace: Workspace, content: dict[str, Any]) -> Publication:
    stamped = content | {"person": workspace.person, "at": workspace.timestamp()}
    for text in (stamped["title"], stamped.get("reason", ""), *stamped.get("where", ())):
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError(
                "ledger-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。台账会公开，请删掉号码再写。"
            )
    try:
        return convert(stamped, Publication)
    except ValidationError as error:
        raise UserFacingError(
            "ledger-too-long", f"名称超过了 {LONGEST_TITLE} 个字，或者写得太多，没有记下。请写短一些。", str(error)
        ) from error


def _write(workspace: Workspace, id: str, line: Publication, label: str) -> None:
    with operation(workspace, "ledger", label) as act:
        act.write(PUBLICATION, id, to_builtins(line))
