"""The ledger (公开台账): what of an entry was formed when, published where, and taken down again.

Every step is an operation with history and undo; the records are those of `ledger_records`.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, structs, to_builtins

from app.calendar.wording import full_date, plain_date, require_supported
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.editing import own_entry
from app.drafting.lookup import entry_title
from app.drafting.operations import Operation, operation
from app.errors import UsageError, UserFacingError
from app.registers.ledger_records import (
    LONGEST_TITLE,
    OUTLET,
    PUBLICATION,
    Correction,
    KeptPublication,
    Outlet,
    Publication,
    kept_publication,
    outlet_id,
    placed_links,
)
from app.registers.web_addresses import completed, require_address
from app.workspace import Workspace

Kind = TypeVar("Kind", bound=Struct)


def record_formed(workspace: Workspace, entry: str, formed: date, title: str = "") -> str:
    """Write down that information of one of our entries was formed on a day; returns the id of the line. Raises as
    `new_line` does."""
    kept = new_line(workspace, entry, formed, title)
    _write(workspace, kept, f"记台账：形成于{plain_date(formed)}")
    return kept.id


def new_line(workspace: Workspace, entry: str, formed: date, title: str = "") -> KeptPublication:
    """Return a line for information of one of our entries that was formed on a day, not written down yet.

    Without a `title` the entry's own name is taken. Raises `UserFacingError` for an entry that is not ours, a day in
    the future, or a title that is too long or shows a personal number; `UsageError` for a day that no calendar knows.
    """
    row = own_entry(workspace, entry)
    _require_formed(workspace, formed)
    named = " ".join(title.split()) or entry_title(workspace, row)
    content = {
        "organisation": workspace.organisation.id,
        "edition": row.content["edition"],
        "entry": row.id,
        "title": named,
        "formed": formed.isoformat(),
    }
    return KeptPublication(str(uuid.uuid4()), _checked(workspace, content, Publication))


def correct(workspace: Workspace, id: str, reason: str, *, title: str = "", formed: date | None = None) -> None:
    """Write a line's title or the day it was formed anew, and keep what it said before with the reason.

    What is not named stays. Raises `UserFacingError` for a day in the future or after it was published, a title that
    is too long or shows a personal number, or where nothing would change; `UsageError` without a reason.
    """
    kept = find_publication(workspace, id)
    line, said = kept.line, " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么改，没有改动。请写明原因。")
    new_title, new_day = " ".join(title.split()) or line.title, formed or line.formed
    if (new_title, new_day) == (line.title, line.formed):
        raise UserFacingError("nothing-corrected", "名称和形成日期都和原来一样，没有改动。")
    _require_formed(workspace, new_day)
    if kept.published is not None and new_day > kept.published:
        raise UserFacingError(
            "formed-too-late", f"形成日期在公开日期{plain_date(kept.published)}以后，没有改动。请核对两个日期。"
        )
    before = Correction(line.title, line.formed, said, workspace.person, workspace.timestamp())
    wanted = {"title": new_title, "formed": new_day, "corrected": [*line.corrected, before]}
    content = to_builtins(line) | wanted
    _write(workspace, KeptPublication(kept.id, _checked(workspace, content, Publication), kept.outlets), "更正台账一行")


def record_published(
    workspace: Workspace, id: str, on: date, where: Sequence[str], link: str = "", evidence: Sequence[str] = ()
) -> None:
    """Write down when and where a line was published, or what of a place was wrong: other places stay as they are.

    `link` belongs to those of the places that are on the web, `evidence` (attachments) is added to each. Raises
    `UserFacingError` for a day before the information was formed or in the future, `UsageError` without a place or
    with a link that is no address.
    """
    kept = find_publication(workspace, id)
    require_past(workspace, on, "公开日期")
    if on < kept.line.formed:
        raise UserFacingError(
            "published-too-early",
            f"公开日期{plain_date(on)}在形成日期{plain_date(kept.line.formed)}以前，没有记下。请核对两个日期。",
        )
    places = _named(where)
    if not places:
        raise UsageError("place-missing", "没有写在哪里公开，没有记下。请写上公开渠道，例如政府网站。")
    known = {each.place: each.evidence for each in kept.outlets}
    outlets = [
        {
            "organisation": kept.line.organisation,
            "edition": kept.line.edition,
            "line": kept.id,
            "place": place,
            "published": on.isoformat(),
            "link": address,
            "evidence": list(dict.fromkeys((*known.get(place, ()), *evidence))),
        }
        for place, address in placed_links(places, _checked_link(link))
    ]
    changed = [_checked(workspace, each, Outlet) for each in outlets]
    _write_outlets(workspace, kept, changed, f"记台账：公开于{plain_date(on)}")


def record_taken_down(workspace: Workspace, id: str, on: date, reason: str, where: Sequence[str] = ()) -> None:
    """Write down when and why a published line was taken down from these places, or from wherever it is still out.
    Raises as `taken_down` does."""
    kept = taken_down(workspace, find_publication(workspace, id), on, reason, where)
    _write(workspace, kept, f"记台账：撤下于{plain_date(on)}")


def taken_down(
    workspace: Workspace, kept: KeptPublication, on: date, reason: str, where: Sequence[str] = ()
) -> KeptPublication:
    """Return a published line as it is once it was taken down from these places, or from wherever it is still out.

    Raises `UserFacingError` for one that was not published there, that is out nowhere any more, or a day before it
    came out; `UsageError` without a reason.
    """
    require_past(workspace, on, "撤下日期")
    if not kept.outlets:
        raise UserFacingError("not-published", "这一条还没有公开，不用撤下，没有记下。")
    said = " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么撤下，没有记下。请写明原因。")
    wanted = _wanted(kept, where) if where else [each for each in kept.outlets if each.taken_down is None]
    if not wanted:
        raise UserFacingError("taken-down-already", f"这一条{full_date(kept.taken_down)}就撤下了，没有再记。")
    if any(on < each.published for each in wanted):
        raise UserFacingError("taken-down-too-early", f"撤下日期{plain_date(on)}在公开日期以前，没有记下。请核对日期。")
    down = {"taken_down": on.isoformat(), "reason": said}
    changed = [_checked(workspace, to_builtins(each) | down, Outlet) for each in wanted]
    return _with_outlets(kept, changed)


def strike(workspace: Workspace, id: str, where: Sequence[str] = ()) -> None:
    """Take a line out of the ledger, or only these places out of the line, that were written by mistake; it can be
    undone. Raises `UserFacingError` for a place where it was not published."""
    kept = find_publication(workspace, id)
    if where:
        struck = [structs.replace(each, removed=True) for each in _wanted(kept, where)]
        _write_outlets(workspace, kept, struck, "划去公开的一处")
    else:
        _write(workspace, structs.replace(kept, line=structs.replace(kept.line, removed=True)), "划去台账一行")


def publications(workspace: Workspace, *, entry: str | None = None) -> list[KeptPublication]:
    """Return the lines of the ledger of this edition, and of earlier ones what is not published yet, in the order in
    which the information was formed."""
    found = [each for each in all_publications(workspace) if _is_of(each, workspace.edition)]
    wanted = [kept for kept in found if entry in (None, kept.line.entry)]
    return sorted(wanted, key=lambda kept: (kept.line.formed, kept.line.title, kept.id))


def all_publications(workspace: Workspace) -> list[KeptPublication]:
    """Return the lines of every edition, in no order."""
    records, outlets = workspace.store.records, defaultdict(list)
    for row in records.of_kind(OUTLET):
        outlets[row.content["line"]].append(row)
    return [kept_publication(row, outlets[row.id]) for row in records.of_kind(PUBLICATION)]


def find_publication(workspace: Workspace, name: str) -> KeptPublication:
    """Return a line by its id or at least 8 characters of it. Raises `UserFacingError` where there is none."""
    found = workspace.store.records.by_prefix(PUBLICATION, name) if len(name) >= 8 else []
    found = [row for row in found if not row.content["removed"]]
    if len(found) != 1:
        raise UserFacingError("publication-unknown", f"台账里没有编号为“{name}”的一行。请写编号的前 8 位。")
    outlets = workspace.store.records.of_kind(OUTLET)
    return kept_publication(found[0], (row for row in outlets if row.content["line"] == found[0].id))


def require_past(workspace: Workspace, day: date, what: str) -> None:
    """Raise `UserFacingError` (`day-in-future`) for a day that has not come yet; `what` it is the day of."""
    if day > workspace.today():
        raise UserFacingError(
            "day-in-future", f"{what}{plain_date(day)}还没有到，没有记下。请核对日期，也看看电脑的日期对不对。"
        )


def _require_formed(workspace: Workspace, formed: date) -> None:
    require_supported(formed)
    require_past(workspace, formed, "形成日期")


def _is_of(kept: KeptPublication, edition: str) -> bool:
    # What was formed in December is still to be published when the catalogue of the new year is begun.
    return kept.line.edition == edition or (kept.line.edition < edition and kept.published is None)


def _named(where: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(named for place in where if (named := " ".join(place.split()))))


def _wanted(kept: KeptPublication, where: Iterable[str]) -> list[Outlet]:
    known = {each.place: each for each in kept.outlets}
    for place in _named(where):
        if place not in known:
            there = f"记着的是：{'、'.join(known)}。" if known else ""
            raise UserFacingError("place-unknown", f"台账里没有记过在“{place[:50]}”公开，没有改动。{there}")
    return [known[place] for place in _named(where)]


def _checked_link(link: str) -> str:
    whole = completed(link)
    if whole:
        require_address(whole)
    return whole


def _checked(workspace: Workspace, content: dict[str, Any], kind: type[Kind]) -> Kind:
    stamped = content | {"person": workspace.person, "at": workspace.timestamp()}
    corrections = (each.reason for each in stamped.get("corrected", ()))
    for text in (stamped.get("title", ""), stamped.get("reason", ""), stamped.get("place", ""), *corrections):
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError(
                "ledger-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。台账会公开，请删掉号码再写。"
            )
    try:
        return convert(to_builtins(stamped), kind)
    except ValidationError as error:
        raise UserFacingError(
            "ledger-too-long", f"名称超过了 {LONGEST_TITLE} 个字，或者写得太多，没有记下。请写短一些。", str(error)
        ) from error


def _write_outlets(workspace: Workspace, kept: KeptPublication, changed: Iterable[Outlet], label: str) -> None:
    _write(workspace, _with_outlets(kept, changed), label)


def _with_outlets(kept: KeptPublication, changed: Iterable[Outlet]) -> KeptPublication:
    outlets = {each.place: each for each in (*kept.outlets, *changed)}
    return structs.replace(kept, outlets=tuple(outlets.values()))


def _write(workspace: Workspace, kept: KeptPublication, label: str) -> None:
    with operation(workspace, "ledger", label) as act:
        write_line(act, kept)


def write_line(act: Operation, kept: KeptPublication) -> None:
    """Write a line with its places down, as part of an act."""
    # All of it: what an older version wrote into the line itself goes into outlets with the first change.
    act.write(PUBLICATION, kept.id, to_builtins(kept.line))
    for each in kept.outlets:
        act.write(OUTLET, outlet_id(kept.id, each.place), to_builtins(each))
