"""The completeness check: nothing required is empty, nothing personal stands in a text, nothing is forgotten."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from app.checks.finding import Finding
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.concern import not_concerned
from app.drafting.entry import REASON, EntryContent, item_title, title_of
from app.drafting.lookup import entry_content, find_definition, standard_items
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.standards.values import is_required
from app.workspace import Workspace
from db.repositories.entries import EntryRow

# 国办发〔2019〕54号 names the least elements of an item; the further ones are the definition's own.
LEAST_ELEMENTS = "国办发〔2019〕54号：目录至少写明名称、内容、依据、时限、主体、方式、渠道和对象"


def entry_findings(workspace: Workspace, id: str, content: EntryContent) -> list[Finding]:
    """Return what is missing or must not stand in one entry."""
    if content.removed:
        return []
    definition = find_definition(workspace, content.checklist)
    found = [] if content.not_applicable else list(_missing(workspace, definition, content, id))
    return found + list(_personal_data(workspace, definition, content, id))


def shown_title(workspace: Workspace, content: EntryContent) -> str:
    """Return an entry's name for messages, with the digits hidden that it must not have."""
    title = title_of(find_definition(workspace, content.checklist), content.values)
    for hit in reversed(find_personal_data(title, workspace.organisation.public_phones)):
        title = title[: hit.start] + hit.text_masked + title[hit.end :]
    return title


def check_workspace(workspace: Workspace, *, field: str | None = None) -> list[Finding]:
    """Check every live entry of this edition, of one field when named, in table order."""
    rows = workspace.store.entries.listed(edition=workspace.edition, fields=[field] if field else None, removed=True)
    return _check(workspace, rows, [(STANDARD_CATALOGUE, field)] if field else [])


def check_table(workspace: Workspace, checklist: str, field: str | None = None) -> list[Finding]:
    """Check our own entries of one table (a field, or a checklist without fields), in table order."""
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id,
        edition=workspace.edition,
        checklist=checklist,
        fields=[field] if field else None,
        removed=True,
    )
    return _check(workspace, rows, [(checklist, field)])


def _check(workspace: Workspace, rows: Iterable[EntryRow], tables: Iterable[tuple[str, str | None]]) -> list[Finding]:
    """Check entries, and our own tables among them and `tables` for items that were forgotten."""
    found: list[Finding] = []
    unconfirmed: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    started: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for row in rows:
        content = entry_content(row)
        if content.organisation == workspace.organisation.id and content.item:
            started[content.checklist, content.field].add(content.item)
        if content.removed:
            continue
        found += entry_findings(workspace, row.id, content)
        if content.evidence in ("partly", "recalled") and content.confirmed is None:
            unconfirmed[content.organisation, content.checklist, content.field].append(content.item or "")
    found += [_unconfirmed(workspace, *place, codes) for place, codes in unconfirmed.items()]
    for table in tables:
        started.setdefault(table, set())
    left_out = not_concerned(workspace)
    for (checklist, code), items in started.items():
        # A field that does not concern us counts again once somebody began it all the same.
        if not items and checklist == STANDARD_CATALOGUE and code in left_out:
            continue
        found += _untouched(workspace, checklist, code, items)
    return found


def _missing(workspace: Workspace, definition: Definition, content: EntryContent, id: str) -> Iterator[Finding]:
    for element in definition.elements:
        if is_required(element, content.values) and content.values.get(element.key) in (None, "", []):
            yield Finding(
                "element-missing",
                "block",
                f"“{shown_title(workspace, content)}”没有填“{element.label}”。{element.help or ''}",
                content.organisation,
                content.field,
                content.item,
                id,
                element.key,
                LEAST_ELEMENTS if definition.code == STANDARD_CATALOGUE else definition.name,
            )


def _personal_data(workspace: Workspace, definition: Definition, content: EntryContent, id: str) -> Iterator[Finding]:
    values = content.values | {REASON.key: content.not_applicable}
    for element in (*definition.elements, REASON):
        for text in _texts(values.get(element.key)):
            for hit in find_personal_data(text, workspace.organisation.public_phones):
                yield Finding(
                    "personal-data",
                    "block",
                    f"“{shown_title(workspace, content)}”的“{element.label}”里有{KIND_LABELS[hit.kind]}"
                    f"（{hit.text_masked}）。目录是公开的，请删掉它。",
                    content.organisation,
                    content.field,
                    content.item,
                    id,
                    element.key,
                    "个人信息保护法第六条、第二十五条",
                )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _unconfirmed(
    workspace: Workspace, organisation: str, checklist: str, field: str | None, codes: list[str]
) -> Finding:
    name = workspace.library.fields[field].name if field else find_definition(workspace, checklist).name
    listed = "、".join(codes[:10]) + (f" 等 {len(codes)} 项" if len(codes) > 10 else "")
    return Finding(
        "standard-unconfirmed",
        "warn",
        f"“{name}”有 {len(codes)} 项的标准文字还没有对照部委原文核对：{listed}。核对后请记下“核对过了”。",
        organisation,
        field,
        source="标准包里每一项的核对程度",
    )


def _untouched(workspace: Workspace, checklist: str, field: str | None, items: set[str]) -> Iterator[Finding]:
    definition = find_definition(workspace, checklist)
    level = workspace.organisation.facts.level
    for item in standard_items(workspace, checklist, field):
        if item.code in items or (item.levels and level not in item.levels):
            continue
        yield Finding(
            "item-untouched",
            "warn",
            f"标准里的“{item_title(definition, item)}”（{item.code}）还没动过。请采用它，或者标为不涉及并写理由。",
            workspace.organisation.id,
            field,
            item.code,
            source=definition.name,
        )
