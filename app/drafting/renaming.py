"""A name that changed, of a field, an organ or anything else, put in the place of the old one in all our tables.

It only proposes: the comparison shows each place before and after, and what is taken is one operation.
"""

from collections.abc import Iterator
from typing import Final

from app.drafting.bringing import apply_brought
from app.drafting.changing import change_proposal
from app.drafting.lookup import find_field
from app.drafting.replacing import find_text, replaced_values
from app.errors import UsageError
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace

RENAMING: Final = "rename"
"""The source of proposals that a changed name makes."""


def renaming_proposals(
    workspace: Workspace, old: str, new: str, *, field: str | None = None, whole: bool = False
) -> Batch:
    """Return what putting a new name in the place of an old one proposes for our entries, of all tables or one field;
    nothing is changed. `whole`: only where a text is nothing but the name.

    Where the new name already stands it is left: it may hold the old one. So are citations: what a document is called
    goes with its number, and one that was issued keeps its name, see `law_replacing`. Raises `UserFacingError` for an
    empty or overlong name and an unknown field, `UsageError` where both are the same.
    """
    if old.strip() == new.strip() or not new.strip():
        raise UsageError("rename-same", "请写明原来的名称和现在的名称，两个要不一样。什么也没有改。")
    if field is not None:
        find_field(workspace, field)
    rows = {
        row.id: row
        for row in workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=workspace.edition,
            checklist=STANDARD_CATALOGUE if field else None,
            fields=[field] if field else None,
        )
    }
    tables = dict.fromkeys((row.content["checklist"], row.content["field"]) for row in rows.values())
    proposals: list[Proposal] = []
    cited: set[str] = set()
    for checklist, of_field in tables:
        everywhere = find_text(workspace, checklist, of_field, old, new, whole=whole, unless=new)
        citing = {each.key for each in workspace.library.definitions[checklist].known if each.kind == "citations"}
        cited |= {each.entry for each in everywhere if each.element in citing}
        found = [each for each in everywhere if each.element not in citing]
        for id, values in replaced_values(found).items():
            proposals.append(change_proposal(workspace, rows[id], values, f"写着“{old}”"))
    notes = tuple(_notes(old, new, len(proposals), len(cited)))
    label = f"“{old}”改称“{new}”"
    return Batch(RENAMING, label, workspace.organisation.id, None, tuple(proposals), notes=notes)


def _notes(old: str, new: str, count: int, cited: int) -> Iterator[str]:
    if count:
        yield f"“{old}”换成“{new}”：{count} 条里有。标准的原文不在这里改，标准换版会带来新名称。"
    if cited:
        yield (
            f"另有 {cited} 条的依据里写着“{old}”，没有换："
            "文件名称要和文号一起换，请到法规页用“替换”，命令行用 laws replace。"
        )


def apply_renaming(workspace: Workspace, batch: Batch, decisions: Decisions | None = None) -> Outcome:
    """Apply what `renaming_proposals` returned, as one operation that is undone in one step.

    What has changed here since is held against what stands now. Raises `UserFacingError` when another edition is worked
    in by now.
    """
    return apply_brought(
        workspace,
        batch,
        decisions,
        kind="set",
        label=batch.label,
        overtaken="这期间换到了别的年份，没有改名，什么也没有改。请再做一次。",
    )
