"""What two computers of ours said differently of a unit's entries, and nobody has decided yet: a return that goes out
before that says what was said here."""

from collections.abc import Sequence

from app.drafting.lookup import entry_title
from app.errors import UserFacingError
from app.exchange.verdicts import VERDICT
from app.organisations import Organisation
from app.proposals.proposals import waiting
from app.workspace import Workspace

_MOST_NAMED = 3


def undecided_entries(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return by unit id the titles of its entries of which two computers of ours said different things; units without
    any are absent."""
    said = [each.theirs for each in waiting(workspace) if each.subject_kind == VERDICT]
    entries = workspace.store.entries.many({content["entry"] for content in said})
    found: dict[str, list[str]] = {}
    for content in said:
        title = entry_title(workspace, entries.get(content["entry"]))
        found.setdefault(content["organisation"], []).append(title)
    return {unit: tuple(titles) for unit, titles in found.items()}


def undecided_words(titles: Sequence[str]) -> str:
    """Say of which entries nobody has decided, and what of them goes out."""
    named = "、".join(f"“{title}”" for title in titles[:_MOST_NAMED])
    rest = "等" if len(titles) > _MOST_NAMED else ""
    return f"有 {len(titles)} 条和同事审得不一样，还没有定用哪一边：{named}{rest}。现在写出去的是这台电脑上的意见。"


def require_decided(workspace: Workspace, unit: Organisation) -> None:
    """Raise `UserFacingError` where two computers of ours said different things of a unit's entries."""
    if titles := undecided_entries(workspace).get(unit.id):
        raise UserFacingError(
            "verdicts-undecided", f"{undecided_words(titles)}还没有写。请先定下来；不等了，就写明照这台电脑上的写。"
        )
