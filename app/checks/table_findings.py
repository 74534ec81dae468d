"""What the check says about whole tables: about each entry, and once a table what concerns many of them alike."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from app.checks.completeness import entry_findings, shown_title
from app.checks.dismissing import Dismissal, Sorted, sort_findings
from app.checks.doubts import entry_doubts
from app.checks.finding import Finding, Fix, Severity
from app.checks.yardstick import Yardstick, yardstick_of
from app.drafting.concern import not_concerned
from app.drafting.editions import StandardChange, standard_change
from app.drafting.entry import EntryContent, item_title
from app.drafting.hidden_values import hidden_elements
from app.drafting.lookup import entry_content
from app.drafting.row_memory import RowMemory, table_heads
from app.drafting.tables import own_items
from app.standards.models import STANDARD_CATALOGUE
from app.standards.own_definitions import definition_id
from app.workspace import Workspace
from db.repositories.entries import EntryRow

Table = tuple[str, str | None]
_NAMED = 10
# More entries than this whose standard changed are told as one finding.
_SINGLY = 3


class Checked(NamedTuple):
    """What the check found in one entry, and whether it belongs to what is told once a table."""

    id: str
    item: str
    findings: tuple[Finding, ...]
    is_unconfirmed: bool
    is_elsewhere: bool
    change: StandardChange | None
    hidden: tuple[str, ...] = ()


class TableFindings:
    """The live findings of our tables; an entry is looked at again only when it, or what it is held against, changed.

    Belongs to the thread of the workspace; what it returns does not.
    """

    def __init__(self) -> None:
        self._dismissed: dict[Table, tuple[tuple[Finding, Dismissal], ...]] = {}
        self._memories: dict[Table, RowMemory[Checked]] = {}

    def read(
        self,
        workspace: Workspace,
        checklist: str,
        field: str | None = None,
        looked_at: Callable[[], object] = lambda: None,
    ) -> tuple[Finding, ...]:
        """Check our own entries of one table (a field, or a checklist without fields), in table order.

        `looked_at` is called before each entry that is looked at. What it raises ends the reading; what was found by
        then is remembered.
        """
        table = (checklist, field)
        yardstick = yardstick_of(workspace, workspace.organisation.id, *table)
        heads = table_heads(workspace, table, removed=True)
        live = [head for head in heads if not head.removed]
        memory = self._memories.setdefault(table, RowMemory())

        def look(row: EntryRow) -> Checked:
            looked_at()
            return _checked(yardstick, row)

        read = memory.read(workspace, live, table, yardstick.rules, look)
        memory.keep_only(live)
        checked = [each.made for each in read]
        found = sort_findings(workspace, _of_table(yardstick, checked, {head.item for head in heads if head.item}))
        self._dismissed[table] = found.dismissed
        return found.standing

    def dismissed(self, checklist: str, field: str | None = None) -> tuple[tuple[Finding, Dismissal], ...]:
        """Return what the last reading of a table found and somebody had let stand."""
        return self._dismissed.get((checklist, field), ())


def check_table(workspace: Workspace, checklist: str, field: str | None = None) -> list[Finding]:
    """Check our own entries of one table once, in table order."""
    return list(TableFindings().read(workspace, checklist, field))


def check_workspace(workspace: Workspace, *, field: str | None = None) -> list[Finding]:
    """Check every live entry of this edition, of one field when named, and our own tables that were begun.

    The named field is checked even if nobody began it. What somebody let stand is left out: see `check_all`.
    """
    return list(check_all(workspace, field=field).standing)


def check_all(workspace: Workspace, *, field: str | None = None) -> Sorted:
    """Check as `check_workspace` does; what somebody let stand is told apart."""
    return sort_findings(workspace, _found(workspace, field))


def _found(workspace: Workspace, field: str | None) -> list[Finding]:
    rows = workspace.store.entries.listed(edition=workspace.edition, fields=[field] if field else None, removed=True)
    found: list[Finding] = []
    own: set[Table] = {(STANDARD_CATALOGUE, field)} if field else set()
    for (organisation, *table), of_table in groupby(rows, key=_place):
        yardstick = yardstick_of(workspace, organisation, *table)
        listed = list(of_table)
        checked = [_checked(yardstick, row) for row in listed if not row.content["removed"]]
        begun = {row.content["item"] for row in listed if row.content["item"]}
        found += _of_table(yardstick, checked, begun)
        if yardstick.is_own:
            own.discard(tuple(table))
    for table in own:
        found += _of_table(yardstick_of(workspace, workspace.organisation.id, *table), (), set())
    return found


def _place(row: EntryRow) -> tuple[str, str, str | None]:
    return row.content["organisation"], row.content["checklist"], row.content["field"]


def _checked(yardstick: Yardstick, row: EntryRow) -> Checked:
    content = entry_content(row)
    found = entry_findings(yardstick.workspace, row.id, content, yardstick)
    return Checked(
        row.id,
        content.item or "",
        (*found, *entry_doubts(yardstick, row.id, content)),
        content.evidence in ("partly", "recalled") and content.confirmed is None,
        not yardstick.means_unit(content),
        _change(yardstick, row, content) if yardstick.is_own else None,
        hidden_elements(yardstick.definition, content.values),
    )


def _change(yardstick: Yardstick, row: EntryRow, content: EntryContent) -> StandardChange | None:
    change = standard_change(yardstick.workspace, row, content)
    return change and replace(change, title=shown_title(yardstick.workspace, content))


def _of_table(yardstick: Yardstick, checked: Sequence[Checked], begun: Collection[str]) -> Iterator[Finding]:
    """Yield the findings of a table; `begun`: items that have, or had, an entry."""
    for each in checked:
        yield from each.findings
    unconfirmed = [each for each in checked if each.is_unconfirmed]
    if unconfirmed:
        yield _unconfirmed(yardstick, unconfirmed)
    yield from _changed(yardstick, [each for each in checked if each.change is not None])
    yield from _hidden(yardstick, checked)
    yield from _unusable(yardstick)
    if not yardstick.is_own:
        return
    elsewhere = [each for each in checked if each.is_elsewhere]
    if elsewhere and not yardstick.is_answered:
        yield _elsewhere(yardstick, elsewhere)
    yield from _untouched(yardstick, begun)


def _unconfirmed(yardstick: Yardstick, entries: Sequence[Checked]) -> Finding:
    told = f"有 {len(entries)} 项的标准文字还没有对照部委原文核对：{_listed(entries)}。核对后请记下“核对过了”。"
    ids = tuple(each.id for each in entries)
    fix = Fix("核对过了", action="confirm", entries=ids) if yardstick.is_own else None
    return _about_table(yardstick, "standard-unconfirmed", told, "标准包里每一项的核对程度", fix)


def _changed(yardstick: Yardstick, entries: Sequence[Checked]) -> Iterator[Finding]:
    """Yield what the standard says otherwise since it was adopted, as one finding where that are many entries."""
    if len(entries) > _SINGLY:
        told = f"有 {len(entries)} 项的标准在采用以后改过：{_listed(entries)}。请逐项对照新的标准，再记下“核对过了”。"
        fix = Fix("核对过了", action="confirm", entries=tuple(each.id for each in entries))
        yield _about_table(yardstick, "standard-changed", told, yardstick.definition.name, fix)
        return
    for each in entries:
        elements = [yardstick.definition.element(key).label for key in each.change.elements]
        how = f"改过，现在不同的有：{'、'.join(elements)}" if elements else "删去了这一项"
        yield Finding(
            "standard-changed",
            "warn",
            f"“{each.change.title}”（{each.item}）采用以后，标准{how}。请对照新的标准看一遍，再记下“核对过了”。",
            yardstick.unit.id,
            yardstick.field,
            each.item,
            each.id,
            next(iter(each.change.elements), yardstick.definition.title_elements[-1]),
            yardstick.definition.name,
            Fix("核对过了", action="confirm", entries=(each.id,)),
        )


def _hidden(yardstick: Yardstick, entries: Sequence[Checked]) -> Iterator[Finding]:
    """Yield what is filled in and asked no more, as one finding for each element."""
    for element in yardstick.definition.retired:
        if count := sum(element.key in each.hidden for each in entries):
            told = (
                f"不再有“{element.label}”这一栏，有 {count} 条填过它：内容都留着，不再显示和打印。"
                "要看、要用，请在定义里把这一栏加回来。"
            )
            yield _about_table(yardstick, "element-hidden", told, yardstick.definition.name, None, "hint")


def _unusable(yardstick: Yardstick) -> Iterator[Finding]:
    """Yield that the checklist is asked as before, where what was set last cannot be gone by."""
    id = definition_id("checklist", yardstick.definition.code)
    if why := yardstick.workspace.library.unusable.get(id):
        told = f"新的定义用不了，照以前的填，填过的都在：{why}请告诉改这份定义的人。"
        yield _about_table(yardstick, "definition-unusable", told, yardstick.definition.name, None)


def _elsewhere(yardstick: Yardstick, entries: Sequence[Checked]) -> Finding:
    told = (
        f"有 {len(entries)} 项的公开主体，标准里写的不是{yardstick.unit.facts.label}：{_listed(entries)}。"
        "请说明怎样处理：写本单位、照原文，还是不涉及。"
    )
    fix = Fix("说明公开主体", action="answer-publishers", entries=tuple(each.id for each in entries))
    return _about_table(yardstick, "publisher-not-ours", told, yardstick.definition.name, fix)


def _untouched(yardstick: Yardstick, begun: Collection[str]) -> Iterator[Finding]:
    """Yield the items of our level that have no entry, as one finding where none has."""
    workspace, definition, field = yardstick.workspace, yardstick.definition, yardstick.field
    items = own_items(workspace, definition.code, field)
    if not begun:
        # A field that does not concern us counts again once somebody began it all the same.
        if items and field not in not_concerned(workspace):
            told = f"的 {len(items)} 项都还没动过。请采用它们，或者说明与本单位无关。"
            yield _about_table(yardstick, "item-untouched", told, definition.name, Fix("全部采用", action="adopt"))
        return
    for item in items:
        if item.code not in begun:
            yield Finding(
                "item-untouched",
                "warn",
                f"标准里的“{item_title(definition, item)}”（{item.code}）还没动过。请采用它，或者标为不涉及并写理由。",
                workspace.organisation.id,
                field,
                item.code,
                source=definition.name,
                fix=Fix("采用", action="adopt"),
            )


def _about_table(
    yardstick: Yardstick, code: str, told: str, source: str, fix: Fix | None, severity: Severity = "warn"
) -> Finding:
    field = yardstick.field
    name = yardstick.workspace.library.fields[field].name if field else yardstick.definition.name
    return Finding(code, severity, f"“{name}”{told}", yardstick.unit.id, field, source=source, fix=fix)


def _listed(entries: Sequence[Checked]) -> str:
    codes = [each.item for each in entries]
    return "、".join(codes[:_NAMED]) + (f" 等 {len(codes)} 项" if len(codes) > _NAMED else "")
