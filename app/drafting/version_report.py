"""What became of a field, item by item, when its standard changed: said before, said now, ours, and what was done."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.drafting.entry import EntryContent, title_of
from app.drafting.field_versions import FOLLOWED, known_versions, nearest_version, own_entries_of, text_digest
from app.drafting.following import STANDARD
from app.drafting.lookup import find_definition, find_field
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.errors import UserFacingError
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.models import STANDARD_CATALOGUE, Element, Field, Item
from app.standards.version_changes import KIND_WORDS, ItemChange, VersionChange
from app.standards.version_matching import compare_versions
from app.tables.official import standard_text
from app.workspace import Workspace


@dataclass(frozen=True)
class ElementLine:
    """One element of an item in words; `ours` "" where our entry says what the standard says now."""

    label: str
    before: str
    now: str
    ours: str


@dataclass(frozen=True)
class ItemLine:
    """An item of the new version, or one that it has no more (`kind` 取消). `code` and `was`: its code now and before;
    `standing`: what has become of our entry."""

    code: str
    was: str
    title: str
    kind: str
    standing: str
    elements: tuple[ElementLine, ...]


@dataclass(frozen=True)
class VersionReport:
    """A field's change from `old` to `new`; items that did not change at all are only counted."""

    field: str
    name: str
    old: str
    new: str
    lines: tuple[ItemLine, ...]
    unchanged: int
    alarm: str


def version_report(workspace: Workspace, code: str) -> VersionReport:
    """Return what the last change of a field's standard did, or would do, to our catalogue.

    Raises `UserFacingError` for an unknown field and for one whose standard never changed here.
    """
    new = find_field(workspace, code)
    old = _version_before(workspace, new)
    if old is None:
        raise UserFacingError(
            "standard-never-changed", f"“{new.name}”的标准在这里没有换过版，没有变化可以报告。请看选的是不是这个领域。"
        )
    return _Report(workspace, old, new).report()


def _version_before(workspace: Workspace, new: Field) -> Field | None:
    """Return the version that our catalogue went by before this one."""
    versions, now = known_versions(workspace, new.code), text_digest(new)
    followed = workspace.store.revisions.of_subjects(FOLLOWED, [new.code]).get(new.code, [])
    digests = [row["content"]["digest"] for row in followed if row["content"]["digest"] != now]
    by_digest = {text_digest(version): version for version in versions}
    if told := next((by_digest[digest] for digest in reversed(digests) if digest in by_digest), None):
        return told
    contents = [content for _, content in own_entries_of(workspace, new.code)]
    nearest = nearest_version(versions, contents)
    return nearest if nearest is not None and text_digest(nearest) != now else None


class _Report:
    def __init__(self, workspace: Workspace, old: Field, new: Field) -> None:
        self._workspace, self._old, self._new = workspace, old, new
        self._definition = find_definition(workspace, STANDARD_CATALOGUE)
        self._elements = [each for each in self._definition.elements if each.key in STANDARD_ITEM_KEYS]
        self._before = {item.code: item for item in old.items}
        self._now = {item.code: item for item in new.items}
        rows = own_entries_of(workspace, new.code)
        self._ours = {str(content.item): (row.id, content) for row, content in rows}
        asked = workspace.store.proposals.waiting_from(STANDARD, workspace.edition)
        self._waiting = {row["subject_id"] for row in asked}
        self._asked_new = {row["body"]["theirs"].get("item") for row in asked}
        self._answer = publisher_answer(workspace, STANDARD_CATALOGUE, new.code)

    def report(self) -> VersionReport:
        change = compare_versions(self._old, self._new)
        lines = [*self._item_lines(change), *map(self._dropped, change.dropped)]
        told = tuple(line for line in lines if line is not None)
        unchanged = len(lines) - len(told)
        return VersionReport(
            self._new.code, self._new.name, self._old.version, self._new.version, told, unchanged, change.alarm
        )

    def _item_lines(self, change: VersionChange) -> Iterator[ItemLine | None]:
        for each in change.changes:
            item = self._now[each.new]
            before = self._before[each.old[0]] if each.old else None
            elements = tuple(self._element_lines(before, item, each))
            is_same = each.kind == "unchanged" or (each.kind == "reordered" and not each.also and not elements)
            if is_same and not elements:
                yield None
                continue
            kinds = "、".join(KIND_WORDS[kind] for kind in (each.kind, *each.also))
            title = title_of(self._definition, item.values)
            yield ItemLine(each.new, "、".join(each.old), title, kinds, self._standing(each), elements)

    def _element_lines(self, before: Item | None, item: Item, change: ItemChange) -> Iterator[ElementLine]:
        _, content = self._ours.get(change.new, ("", None))
        standard = project(self._definition, item, self._workspace.organisation, self._answer).values
        for element in self._elements:
            was = standard_text(element, before.values.get(element.key)) if before else ""
            now = standard_text(element, item.values.get(element.key))
            ours = self._own(element, content, standard) if content and change.new in change.old else ""
            if was != now and before is not None:
                yield ElementLine(element.label, was, now, ours)

    @staticmethod
    def _own(element: Element, content: EntryContent, standard: dict[str, object]) -> str:
        value = content.values.get(element.key)
        return "" if value == standard.get(element.key) else standard_text(element, value) or "（空）"

    def _standing(self, change: ItemChange) -> str:
        id, content = self._ours.get(change.new, ("", None))
        if content is None:
            return "等着定要不要" if change.new in self._asked_new else "没有采用"
        if id in self._waiting:
            return "等着定"
        if content.origin is not None and content.origin.digest == self._now[change.new].digest:
            kept = any(self._is_adapted(content, self._now[change.new]))
            return "已定，留着本单位写的" if kept else "已跟着改"
        return "还没有跟着改"

    def _is_adapted(self, content: EntryContent, item: Item) -> Iterator[bool]:
        standard = project(self._definition, item, self._workspace.organisation, self._answer).values
        return (content.values.get(each.key) != standard.get(each.key) for each in self._elements)

    def _dropped(self, code: str) -> ItemLine:
        item = self._before[code]
        standing = "保留，标明已取消" if code in self._ours else "没有采用过，或者已经去掉"
        return ItemLine(code, code, title_of(self._definition, item.values), "取消", standing, ())
