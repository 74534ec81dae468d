"""Carrying our catalogue over to a new version of a field's standard, as one operation that is undone in one step."""

from collections.abc import Mapping
from dataclasses import replace

from app.drafting.field_versions import note_followed, text_digest
from app.drafting.following import STANDARD, Following, following
from app.drafting.operations import Head, Operation, operation
from app.errors import UserFacingError
from app.proposals.comparison import REMOVED, Side
from app.proposals.proposals import Decisions, Outcome, apply_defaults
from app.safekeeping.series import BULK
from app.workspace import Workspace


def carry_over(
    workspace: Workspace, shown: Following, decisions: Decisions | None = None, *, is_confirmed: bool = False
) -> Outcome:
    """Let the entries follow that nobody adapted, and those that were decided; the rest waits for a person. Entries
    that the standard has no more are kept unless they were decided to go.

    What has changed here since is held against what stands now. Raises `UserFacingError` where the new version hardly
    is one and nobody confirmed it, or where the standard or the edition is another by now.
    """
    if shown.alarm and not is_confirmed:
        raise UserFacingError(
            "standard-doubtful",
            f"“{shown.new.name}”的新版要先核对，一项也没有跟着改：{shown.alarm}请对照正式文本，确实是换版再确认。",
        )
    decided = decisions or {}
    workspace.safeguard(BULK)
    with workspace.store.transaction():
        fresh = following(workspace, shown.new.code)
        if fresh is None:
            return Outcome()
        _require_same(workspace, shown, fresh)
        with operation(workspace, "standard", f"“{fresh.new.name}”跟着标准的新版改") as act:
            taken = {each.subject_id for each in fresh.of_group("gone") if _goes(decided.get(each.subject_id, {}))}
            _note(act, fresh, taken)
            gone = {each.subject_id for each in fresh.of_group("gone")} - taken
            wanted = tuple(each for each in fresh.proposals if each.subject_id not in gone)
            _close_overtaken(act, fresh)
            outcome = apply_defaults(workspace, replace(fresh, proposals=wanted), act, decided)
    outcome.counts["kept"] = len(gone)
    return outcome


def _require_same(workspace: Workspace, shown: Following, fresh: Following) -> None:
    is_same = text_digest(shown.new) == text_digest(fresh.new)
    if not is_same or any(each.theirs["edition"] != workspace.edition for each in shown.proposals):
        raise UserFacingError(
            "standard-changed", "这期间标准或者年份又换了，没有跟着改，什么也没有改。请重新打开再看一遍。"
        )


def _note(act: Operation, fresh: Following, taken: set[str]) -> None:
    """Note which version the field goes by, and where the text of entries is from in which nothing changes."""
    note_followed(act, fresh.new)
    for id, (row, told) in fresh.noted.items():
        if id not in taken:
            act.write("entry", id, row.content | told, Head(row.revision, row.content))


def _close_overtaken(act: Operation, fresh: Following) -> None:
    """Close what waits of a version before: nobody is to take words that the standard has no more."""
    words = {item.code: item.digest for item in fresh.new.items}
    store, overtaken = act.workspace.store.proposals, []
    for row in store.waiting_from(STANDARD, act.workspace.edition):
        theirs = row["body"]["theirs"]
        if theirs["field"] == fresh.new.code and words.get(theirs["item"]) != (theirs.get("origin") or {}).get(
            "digest"
        ):
            overtaken.append(row["number"])
    if overtaken:
        store.settle(overtaken, "superseded", None, act.number())


def _goes(sides: Mapping[str, Side]) -> bool:
    return any(sides.get(element) == "theirs" for element in REMOVED)
