"""Taking standard items into the unit's own catalogue."""

from dataclasses import dataclass
from typing import get_args

from msgspec import convert
from msgspec.structs import replace

from app.drafting.entry import (
    EntryContent,
    Origin,
    as_builtins,
    checked_values,
    entry_id,
    full_values,
    local_entry_id,
)
from app.drafting.history import standing_revision
from app.drafting.lookup import entry_content, find_definition, find_field, item_of, known_item, standard_items
from app.drafting.operations import Head, Operation, head_of, operation
from app.drafting.projection import PublisherAnswer, project
from app.drafting.publisher_answers import publisher_answer, record_publisher_answer
from app.drafting.tables import heading_element, own_entries
from app.errors import UsageError, UserFacingError
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace

PUBLISHER_ANSWERS: dict[PublisherAnswer, str] = {
    "own": "写本单位",
    "as-written": "照原文",
    "not-applicable": "不是本单位的，不涉及",
}
NOT_OURS = "公开主体不是本单位，本单位不产生这类信息"


@dataclass(frozen=True)
class Adoption:
    """What an act of adopting did: ids of new entries, how many stood already, whose publisher does not name us,
    and the codes of those among the standing ones that a new answer about publishers changed."""

    adopted: tuple[str, ...]
    already: int
    publisher_elsewhere: tuple[str, ...]
    answered: tuple[str, ...] = ()


def adopt(
    workspace: Workspace,
    *,
    checklist: str = STANDARD_CATALOGUE,
    field: str | None = None,
    item: str | None = None,
    all_levels: bool = False,
    answer: PublisherAnswer | None = None,
) -> Adoption:
    """Adopt the items of the unit's level in a field (or checklist), or one item. Entries that stand are left alone.

    `answer` says, once per field, what to do with items whose publisher does not list the unit's level; it is
    remembered for the field, and entries adopted under another answer follow it unless somebody edited them since.
    An entry that was removed on purpose comes back only when its item is named.
    """
    definition = find_definition(workspace, checklist)
    wanted = _wanted_items(workspace, definition, field, item, all_levels)
    field = wanted[0].field if checklist == STANDARD_CATALOGUE else None
    adopted: list[str] = []
    answered: list[str] = []
    already, elsewhere = 0, []

    def label(_: int) -> str:
        # Counted by the lists: the answer itself is a change of the same operation and no entry.
        taken = f"采用{_named(workspace, definition, field)} {len(adopted)} 项"
        return f"{taken}，另有 {len(answered)} 项改了公开主体" if answered else taken

    with operation(workspace, "adopt", label) as act:
        asked, answer = answer is not None, _settled_answer(workspace, act, checklist, field, answer)
        last = workspace.store.entries.last_position(workspace.organisation.id, workspace.edition, checklist, field)
        for standard in wanted:
            id = entry_id(workspace.organisation.id, checklist, workspace.edition, standard.code)
            head = head_of(workspace, "entry", id)
            if head.content is None:
                last = position = last + 1
            elif _comes_back(workspace, id, head, named=item is not None):
                position = head.content["position"]
            else:
                already += 1
                follows = asked and _as_answered(workspace, definition, standard, head, answer)
                if follows and act.write("entry", id, as_builtins(follows), head):
                    answered.append(standard.code)
                continue
            content, names_unit = adopted_content(workspace, definition, standard, position, answer)
            act.write("entry", id, as_builtins(content), head)
            adopted.append(id)
            if not names_unit:
                elsewhere.append(standard.code)
    return Adoption(tuple(adopted), already, tuple(elsewhere), tuple(answered))


def answer_publishers(
    workspace: Workspace, answer: PublisherAnswer, *, checklist: str = STANDARD_CATALOGUE, field: str | None = None
) -> tuple[str, ...]:
    """Say for a field (or another checklist) what to do with items whose publisher does not list the unit's level.

    The answer is remembered; standing entries follow it as in `adopt`, nothing more is adopted. Returns the codes of
    those that changed.
    """
    definition = find_definition(workspace, checklist)
    answered = []
    with operation(workspace, "adopt", f"公开主体{PUBLISHER_ANSWERS[answer]}") as act:
        record_publisher_answer(act, checklist, field, answer)
        for row in workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=workspace.edition,
            checklist=checklist,
            fields=[field] if field else None,
        ):
            item, head = item_of(workspace, entry_content(row)), Head(row.revision, row.content)
            follows = item and _as_answered(workspace, definition, item, head, answer)
            if follows and act.write("entry", row.id, row.content | as_builtins(follows), head):
                answered.append(item.code)
    return tuple(answered)


def add_local(
    workspace: Workspace, values: dict, *, checklist: str = STANDARD_CATALOGUE, field: str | None = None
) -> str:
    """Add an entry that no standard item stands behind; returns its id. Raises `UserFacingError` for wrong values.

    It takes its place after the last entry under the same heading, at the end where there is none.
    """
    definition = find_definition(workspace, checklist)
    if checklist == STANDARD_CATALOGUE:
        if field is None:
            raise UsageError("field-missing", "新增事项要说明属于哪个领域，没有新增。请先选一个领域。")
        find_field(workspace, field)
    else:
        field = None
    content = EntryContent(
        organisation=workspace.organisation.id,
        checklist=checklist,
        edition=workspace.edition,
        field=field,
        item=None,
        local=True,
        position=_local_position(workspace, definition, field, values),
        values=full_values(definition, checked_values(definition, values)),
    )
    id = local_entry_id()
    with operation(workspace, "local", "新增一条标准里没有的事项") as act:
        act.write("entry", id, as_builtins(content))
    return id


def _local_position(workspace: Workspace, definition: Definition, field: str | None, values: dict) -> int:
    """Return the place of the last entry under the heading in `values`: one place may hold several entries."""
    heading = heading_element(definition)
    named = values.get(heading) if heading else None
    alike = [
        content.position
        for _, content in own_entries(workspace, definition.code, field)
        if named and content.values.get(heading) == named
    ]
    end = workspace.store.entries.last_position(workspace.organisation.id, workspace.edition, definition.code, field)
    return alike[-1] if alike else end + 1


def adopted_content(
    workspace: Workspace, definition: Definition, item: Item, position: int, answer: PublisherAnswer
) -> tuple[EntryContent, bool]:
    """Return an item as our unit adopts it, at a position of its table, and whether its publisher is of our level."""
    projection = project(definition, item, workspace.organisation, answer)
    declined = NOT_OURS if answer == "not-applicable" and not projection.names_unit else None
    field = workspace.library.fields.get(item.field) if item.field else None
    content = EntryContent(
        organisation=workspace.organisation.id,
        checklist=definition.code,
        edition=workspace.edition,
        field=item.field if definition.code == STANDARD_CATALOGUE else None,
        item=item.code,
        local=False,
        position=position,
        values=projection.values,
        not_applicable=declined,
        evidence=item.evidence,
        origin=Origin(field.version if field else definition.version, item.digest),
    )
    return content, projection.names_unit


def _wanted_items(
    workspace: Workspace, definition: Definition, field: str | None, item: str | None, all_levels: bool
) -> tuple[Item, ...]:
    if item is not None:
        found = known_item(workspace, definition.code, item)
        if found is None:
            raise UserFacingError("item-unknown", f"“{definition.name}”里没有编号为“{item}”的事项。请检查编号。")
        if field not in (None, found.field):
            raise UsageError("item-elsewhere", f"编号为“{item}”的事项不在领域“{field}”里，没有采用。请检查编号。")
        return (found,)
    if definition.code == STANDARD_CATALOGUE:
        if field is None:
            raise UsageError("field-missing", "没有说明采用哪个领域，没有采用。请先选一个领域。")
        find_field(workspace, field)
    items = standard_items(workspace, definition.code, field)
    level = workspace.organisation.facts.level
    wanted = tuple(i for i in items if all_levels or not i.levels or level in i.levels)
    if not wanted:
        raise UserFacingError(
            "nothing-to-adopt",
            f"{_named(workspace, definition, field)}里没有{workspace.organisation.facts.label}一级的事项，没有采用。"
            "确实需要的话，请把不是本级的事项也采用进来。",
        )
    return wanted


def _as_answered(
    workspace: Workspace, definition: Definition, item: Item, head: Head, answer: PublisherAnswer
) -> EntryContent | None:
    """Return a standing entry as adopting under this answer would have written its publisher; None where the
    publisher names us anyway, or where somebody has decided otherwise since."""
    content = convert(head.content, EntryContent)
    publishers = {
        project(definition, item, workspace.organisation, other).values.get("publisher")
        for other in get_args(PublisherAnswer)
    }
    fresh, names_unit = adopted_content(workspace, definition, item, content.position, answer)
    decided = content.values.get("publisher") not in publishers or content.not_applicable not in (None, NOT_OURS)
    if names_unit or content.removed or decided:
        return None
    values = content.values | {"publisher": fresh.values["publisher"]}
    followed = replace(content, values=values, not_applicable=fresh.not_applicable)
    return followed if followed == content else replace(followed, state="draft")


def _settled_answer(
    workspace: Workspace, act: Operation, checklist: str, field: str | None, answer: PublisherAnswer | None
) -> PublisherAnswer:
    """Return the field's answer about publishers, recording a new one in the same operation."""
    if answer is None:
        return publisher_answer(workspace, checklist, field)
    record_publisher_answer(act, checklist, field, answer)
    return answer


def _comes_back(workspace: Workspace, id: str, head: Head, *, named: bool) -> bool:
    """Say whether a removed entry may return: its item was named, or only its adoption was undone."""
    return head.content["removed"] and (named or standing_revision(workspace, "entry", id) is None)


def _named(workspace: Workspace, definition: Definition, field: str | None) -> str:
    return f"“{workspace.library.fields[field].name}”" if field else f"“{definition.name}”"
