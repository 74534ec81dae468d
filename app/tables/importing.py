"""A catalogue that was read from somebody's table, brought into ours: it only proposes, the comparison decides.

What the standard says for our unit is the common ancestor, or what the last table brought. Nothing is dropped without
saying so: what is not proposed stands in the rows' `left_out` and, in sentences, in the notes of the batch.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from msgspec import Struct

from app.drafting.bringing import Bringing, apply_brought
from app.drafting.copy_places import Places, Target
from app.drafting.entry import derived_entry_id
from app.drafting.lookup import find_definition, find_field
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal
from app.standards.matching import Kind, Match, Named, match, plain
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.import_notes import Told, notes_of
from app.tables.import_values import RowValues, as_ours, name_values, row_values
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import LIKELY, ReadCatalogue, ReadRow, ReadTable
from app.tables.understanding.fields import field_named
from app.workspace import Workspace

RowKey = tuple[int, int]
"""An item of a file: the place of its table in `ReadCatalogue.tables` and its own in `ReadTable.rows`, from 0."""

LeftOut = Literal["", "hidden", "nameless", "level", "removed"]
LEFT_OUT_WORDS: dict[LeftOut, str] = {
    "hidden": "文件里隐藏的行",
    "nameless": "没有事项名称",
    "level": "不是本级的事项",
    "removed": "这里已经删除",
}


class RowPlace(Struct, frozen=True):
    """What becomes of an item of the file.

    `subject`: the id of the entry it is for (`Proposal.subject_id`), None where it is not proposed; then `left_out`
    says why. `kind`, `how`, `likeness`: what it was matched with; `title`: of that, "" for new ones. `asks`: why a
    person has to decide, in sentences.
    """

    row: RowKey
    subject: str | None
    kind: Kind
    how: str
    likeness: float
    title: str = ""
    left_out: LeftOut = ""
    asks: tuple[str, ...] = ()


class MissingItem(Struct, frozen=True):
    """Something of ours that the table does not have. `code` is None for entries without an item."""

    field: str
    code: str | None
    title: str


@dataclass(frozen=True)
class TableBatch(Batch):
    """What a file proposes. `rows`: every item of it in order; `missing`: what only we have in its fields; `untold`:
    the tables (places in `ReadCatalogue.tables`) whose field nobody has said: nothing of them is proposed."""

    rows: tuple[RowPlace, ...] = ()
    missing: tuple[MissingItem, ...] = ()
    untold: tuple[int, ...] = ()


def table_proposals(
    workspace: Workspace,
    read: ReadCatalogue,
    source: Source,
    *,
    fields: Mapping[int, str | None] | None = None,
    include: Collection[RowKey] = (),
    carried: Collection[str] = (),
    checklist: str = STANDARD_CATALOGUE,
) -> TableBatch:
    """Return what a file that was read proposes for our entries of the current edition; nothing is changed.

    `fields`: by the place of a table in `read.tables` its field, where the clerk says so; None leaves the table out.
    `include`: items to propose though they are hidden, of other levels or removed here. `carried`: heads of columns
    without a meaning whose text goes along. `source` is what `read` was read from. Raises `UserFacingError` for a
    field or checklist that is not there.
    """
    definition = find_definition(workspace, checklist)
    for code in (fields or {}).values():
        if code is not None:
            find_field(workspace, code)
    return _Importing(workspace, definition, read, source, fields or {}, frozenset(include), carried).batch()


def apply_table_import(workspace: Workspace, batch: Batch, decisions: Decisions | None = None) -> Outcome:
    """Apply what `table_proposals` returned, as one operation that is undone in one step.

    `decisions` answers as in `apply_defaults`; what nobody decided waits. What has changed here since is held against
    what stands now. Raises `UserFacingError` when another edition is worked in by now.
    """
    return apply_brought(
        workspace,
        batch,
        decisions,
        kind="table",
        label=f"从表格“{batch.label}”导入",
        overtaken="这期间换到了别的年份，没有导入，什么也没有改。请再导入一次。",
    )


class _Item(Struct, frozen=True):
    """An item of the file with the field it is for."""

    key: RowKey
    table: ReadTable
    row: ReadRow
    field: str | None
    said: RowValues

    @property
    def id(self) -> str:
        return f"{self.key[0]}:{self.key[1]}"


class _Importing:
    """One file held against our entries."""

    def __init__(
        self,
        workspace: Workspace,
        definition: Definition,
        read: ReadCatalogue,
        source: Source,
        fields: Mapping[int, str | None],
        include: frozenset[RowKey],
        carried: Collection[str],
    ):
        self._workspace = workspace
        self._definition = definition
        self._read = read
        self._source = source
        self._told_fields = fields
        self._include = include
        self._carried = carried
        self._elements = {element.key: element for element in definition.elements}
        self._has_fields = definition.code == STANDARD_CATALOGUE
        self._bringing = Bringing(workspace, definition)
        self._places = Places(workspace, definition, None, is_own=True, is_other_field=False)
        self._items: dict[str, _Item] = {}
        self._used: set[str] = set()
        self._untold: list[int] = []
        self._removed_by_name: dict[tuple[str, ...], list[tuple[Named, Target]]] | None = None
        self._told = Told(source)

    def batch(self) -> TableBatch:
        """Return the proposals with what became of every item."""
        rows: dict[RowKey, RowPlace] = {}
        proposals: list[Proposal] = []
        for item in self._all_items():
            if why := self._kept_back(item):
                rows[item.key] = RowPlace(item.key, None, "local", "", 0.0, left_out=why)
            else:
                self._items[item.id] = item
        missing: list[MissingItem] = []
        for found, item, target, title in self._matched(missing):
            place, proposal = self._proposed(found, item, target, title)
            rows[item.key] = place
            proposals += [proposal] if proposal else []
        ordered = tuple(rows[key] for key in sorted(rows))
        named = {item.key: item for item in self._items.values()}
        self._told.left_out(
            (LEFT_OUT_WORDS[place.left_out], self._where(place.row, named)) for place in ordered if place.left_out
        )
        return TableBatch(
            "table",
            self._read.name,
            self._workspace.organisation.id,
            None,
            tuple(proposals),
            file=self._read.name,
            notes=tuple(notes_of(self._read, self._told, self._bringing.personal_note(), missing, self._untold)),
            rows=ordered,
            missing=tuple(missing),
            untold=tuple(self._untold),
        )

    def _all_items(self) -> Iterator[_Item]:
        shown = self._workspace.organisation.facts.shown
        for number, table in enumerate(self._read.tables):
            field = self._told_fields.get(number, table.field_code)
            if self._has_fields and field is None and table.rows:
                if number not in self._told_fields:
                    self._untold.append(number)
                continue
            for place, row in enumerate(table.rows):
                said = row_values(self._definition, row.answers, row.extra, shown, self._carried)
                own = self._field_of(row) if number not in self._told_fields else None
                yield _Item((number, place), table, row, (own or field) if self._has_fields else None, said)

    def _field_of(self, row: ReadRow) -> str | None:
        """Return the field that an item itself names."""
        named = field_named(str(row.answers["field"].value)) if "field" in row.answers else None
        return named[1] if named else None

    def _kept_back(self, item: _Item) -> LeftOut:
        if not any(map(plain, item.said.names)):
            return "nameless"
        return "hidden" if item.row.is_hidden and item.key not in self._include else ""

    # --- matching --------------------------------------------------------------------------------------------------

    def _matched(self, missing: list[MissingItem]) -> Iterator[tuple[Match, _Item, Target, str]]:
        """Yield each item with its place here and what that is called; collect what the file does not have."""
        fields = {item.field or "" for item in self._items.values()}
        here = [
            (named, target) for named, target in self._places.named_targets(all_levels=True) if named.group in fields
        ]
        names = {named.key: named for named, _ in here}
        targets = {named.key: target for named, target in here}
        theirs = [self._named(item) for item in self._items.values()]
        self._used = set(targets)
        for found in match([named for named, _ in here], theirs):
            if not found.theirs:
                self._missing(found, targets, names, missing)
                continue
            for place, key in enumerate(found.theirs):
                item = self._items[key]
                if found.ours and place == 0:
                    yield found, item, targets[found.ours[0]], _title(names[found.ours[0]])
                else:
                    yield found, item, self._new_place(item), ""
            self._told.merged(found, [_title(names[key]) for key in found.ours])

    def _named(self, item: _Item) -> Named:
        contents = next((each.key for each in self._definition.elements if each.kind == "list"), "")
        return Named(item.id, item.said.names, tuple(item.said.values.get(contents) or ()), group=item.field or "")

    def _missing(
        self, found: Match, targets: Mapping[str, Target], names: Mapping[str, Named], missing: list[MissingItem]
    ) -> None:
        named, target = names[found.ours[0]], targets[found.ours[0]]
        if self._places.kept_out(target) is None:
            code = target.item.code if target.item else None
            missing.append(MissingItem(named.group, code, _title(named)))

    def _new_place(self, item: _Item) -> Target:
        """Return the place of an item that the standard does not have: the same each time the file is taken in, that
        of an entry removed here where it has its name."""
        for named, target in self._removed().get((item.field or "", *map(plain, item.said.names)), ()):
            if named.key not in self._used:
                self._used.add(named.key)
                return target
        said = (self._workspace.organisation.id, self._workspace.edition, self._definition.code, item.field or "")
        number = 0
        while (id := derived_entry_id(*said, *map(plain, item.said.names), str(number))) in self._used:
            number += 1
        self._used.add(id)
        return self._places.at(id)

    def _removed(self) -> dict[tuple[str, ...], list[tuple[Named, Target]]]:
        if self._removed_by_name is None:
            self._removed_by_name = {}
            for named, target in self._places.removed_targets():
                key = named.group, *map(plain, named.names)
                self._removed_by_name.setdefault(key, []).append((named, target))
        return self._removed_by_name

    # --- proposing -------------------------------------------------------------------------------------------------

    def _proposed(self, found: Match, item: _Item, target: Target, title: str) -> tuple[RowPlace, Proposal | None]:
        why = self._places.kept_out(target)
        if why == "level" and "levels" in item.said.values and self._own_level(item):
            why = None
        if why is not None and item.key not in self._include:
            place = RowPlace(
                item.key, None, found.kind, found.how, found.likeness, title, "level" if why == "level" else "removed"
            )
            return place, None
        asks = [] if found.is_sure else [f"{found.how}，请看是不是同一项。"]
        taken, unsure = self._taken(item, target)
        asks += [f"{self._label(key)}拿不准（{self._told.address(item.said.answers[key])}）。" for key in unsure]
        matched = found.how if found.is_sure else f"{found.how}（请看是不是同一项）"
        matched += "".join(
            f"；{self._label(key)}拿不准（{self._told.address(item.said.answers[key])}）" for key in unsure
        )
        base = self._base(found, target, unsure)
        made = self._bringing.proposal(
            replace(target, matched=matched, likeness=found.likeness or 1.0), taken, base=base, field=item.field
        )
        if asks and made.change != "unchanged":
            made = replace(made, default=None)
            self._told.asked(asks, self._where_item(item))
        else:
            asks = []
        return RowPlace(item.key, target.id, found.kind, found.how, found.likeness, title, asks=tuple(asks)), made

    def _own_level(self, item: _Item) -> bool:
        level = self._workspace.organisation.facts.level
        return level in (item.said.answers["levels"].value or ())

    def _taken(self, item: _Item, target: Target) -> tuple[dict[str, Any], list[str]]:
        """Return the values to take, and the elements among them that were not read for sure and are not ours."""
        standard = self._bringing.standard(target.item) if target.item else {}
        ours = target.head.content["values"] if target.stands else {}
        taken: dict[str, Any] = {}
        for key, value in (item.said.values | name_values(self._definition, item.said.names, ours or standard)).items():
            element = self._elements[key]
            same = as_ours(element, as_ours(element, value, standard.get(key)), ours.get(key)) if value else value
            place = f"{self._where_item(item)}的{element.label}"
            if same == (ours or standard).get(key) or value is None or not self._bringing.is_personal(same, place):
                taken[key] = same
        self._told.read(item.said, self._where_item(item))
        unsure = [
            key
            for key, value in taken.items()
            if key in item.said.answers
            and item.said.answers[key].confidence < LIKELY
            and value != (ours or standard).get(key)
        ]
        return taken, unsure

    def _base(self, found: Match, target: Target, unsure: list[str]) -> Mapping[str, Any] | None:
        """Return what our entry and the table began with; None where that is not known, so that a person decides."""
        if not target.stands or not found.is_sure:
            return None
        values = self._last_import(target.id)
        if values is None and target.item is not None:
            values = self._bringing.standard(target.item)
        if values is None or any(target.head.content["values"].get(key) is None for key in unsure):
            return None
        # Of what is not sure nobody knows what it began with: it is asked about.
        return {key: value for key, value in values.items() if key not in unsure}

    def _last_import(self, id: str) -> Mapping[str, Any] | None:
        """Return what the last table that was taken in, and not undone, made of an entry."""
        changes = self._workspace.store.operations.of_subject("entry", id)
        undone = {change["undoes"] for change in changes}
        last = next((c for c in reversed(changes) if c["kind"] == "table" and c["id"] not in undone), None)
        held = self._workspace.store.revisions.held(last["after"]) if last else None
        return None if held is None or held["redaction"] is not None else held["content"]["values"]

    def _label(self, key: str) -> str:
        return self._elements[key].label

    def _where_item(self, item: _Item) -> str:
        return f"“{item.said.names[-1]}”（{self._told.address_of_row(item.row)}）"

    def _where(self, key: RowKey, named: Mapping[RowKey, _Item]) -> str:
        if key in named:
            return self._where_item(named[key])
        row = self._read.tables[key[0]].rows[key[1]]
        name = next(
            (str(row.answers[each].value) for each in ("level3", "level2", "level1") if each in row.answers), ""
        )
        return f"“{name}”（{self._told.address_of_row(row)}）" if name else self._told.address_of_row(row)


def _title(named: Named) -> str:
    return " / ".join(name for name in named.names if name)
