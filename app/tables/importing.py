"""A catalogue that was read from somebody's table, brought into ours: it only proposes, the comparison decides.

What the standard says for our unit is the common ancestor, or what the last table brought. Nothing is dropped without
saying so: what is not proposed stands in the rows' `left_out` and, in sentences, in the notes of the batch.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from msgspec import Struct

from app.checks.personal_data import masked_text
from app.collector import collector_paused
from app.drafting.bringing import Bringing, apply_brought, texts_of
from app.drafting.copy_places import Target
from app.drafting.lookup import find_definition, find_field
from app.errors import UserFacingError
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal
from app.standards.matching import Kind
from app.standards.models import STANDARD_CATALOGUE, Definition, Element, Item
from app.tables.cell_text import companion
from app.tables.import_items import LEFT_OUT_WORDS, Chosen, FileItem, FileItems, LeftOut, RowKey
from app.tables.import_laws import Documents
from app.tables.import_notes import Told, notes_of
from app.tables.import_places import ItemPlaces, MissingItem, Placed
from app.tables.import_units import OtherUnits, signatures_of
from app.tables.import_values import as_ours, name_values
from app.tables.personal_texts import any_personal
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import LIKELY, ReadCatalogue
from app.tables.understanding.meanings import NAMES
from app.tables.understanding.stopping import Ask, asked, asking
from app.tables.words_in_force import reading_by
from app.workspace import Workspace

Values = Mapping[str, Any]


class RowPlace(Struct, frozen=True):
    """What becomes of an item of the file.

    `subject`: the id of the entry it is for (`Proposal.subject_id`), None where it is not proposed; then `left_out`
    says why (words: `LEFT_OUT_WORDS`). `kind`, `how`, `likeness`: what it was matched with; `title`: of that, "" for
    new ones. `asks`: why a person has to decide, in sentences.
    """

    row: RowKey
    subject: str | None
    kind: Kind
    how: str
    likeness: float
    title: str = ""
    left_out: LeftOut = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableBatch(Batch):
    """What a file proposes. `rows`: every item of its tables in order; `missing`: what only we have in its fields,
    and what of the standard neither has.

    `untold`: the tables (places in `ReadCatalogue.tables`) whose field nobody has said; `sections`: the lines over
    groups of rows that repeat the same items for several units, where none of them is known to be ours. Nothing of
    either is proposed until somebody says.
    """

    rows: tuple[RowPlace, ...] = ()
    missing: tuple[MissingItem, ...] = ()
    untold: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()


@collector_paused()  # ten thousand proposals, and none is in a cycle
def table_proposals(
    workspace: Workspace,
    read: ReadCatalogue,
    source: Source,
    *,
    fields: Mapping[int, str | None] | None = None,
    sections: Collection[str] = (),
    include: Collection[RowKey] = (),
    carried: Collection[str] = (),
    checklist: str = STANDARD_CATALOGUE,
    is_cancelled: Callable[[], bool] | None = None,
) -> TableBatch:
    """Return what a file that was read proposes for our entries of the current edition; nothing is changed.

    `source`: what `read` was read from. `fields`: by the place of a table in `read.tables` its field, where the clerk
    says so; None leaves the table out. `sections`: which groups of rows are ours where a table repeats its items for
    several units; by default those that name us. `include`: items to propose though they are hidden, of other levels
    or removed here. `carried`: heads of columns without a meaning whose text goes along behind the contents. Raises
    `UserFacingError` for a field or checklist that is not there, and (`cancelled`) when `is_cancelled`, asked every few
    hundred items, says so.
    """
    definition = find_definition(workspace, checklist)
    for code in (fields or {}).values():
        if code is not None:
            find_field(workspace, code)
    chosen = Chosen(fields or {}, frozenset(sections), frozenset(include), frozenset(carried))
    with reading_by(workspace.library):
        return _Importing(workspace, definition, read, source, chosen, asking(source.name, is_cancelled)).batch()


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


def require_told(read: ReadCatalogue, batch: TableBatch) -> None:
    """Raise `UserFacingError` where nothing, or not all, of a file can be proposed before somebody says more: it has
    no catalogue, nobody knows the field of a table, or which group of rows is ours. No personal number that the file
    has in its titles or lines over groups is quoted."""
    if not any(table.rows for table in read.tables):
        raise UserFacingError(
            "catalogue-missing",
            f"“{read.name}”里没有找到目录表格，没有导入。请看看是不是这个文件，表头里要有事项名称和公开内容。",
        )
    if batch.untold:
        named = "、".join(f"第 {number + 1} 张表（{_table_name(read, number)}）" for number in batch.untold)
        raise UserFacingError(
            "field-untold", f"看不出{named}是哪个领域，没有导入，什么也没有改。请写明是哪个领域，再导入一次。"
        )
    if batch.sections:
        raise UserFacingError(
            "section-untold",
            f"“{read.name}”里按单位分了组，看不出哪一组是本单位的，没有导入，什么也没有改。"
            f"这几组是：{masked_text('；'.join(batch.sections))}。请写明要哪一组，再导入一次。",
        )


def _table_name(read: ReadCatalogue, number: int) -> str:
    table = read.tables[number]
    named = table.title or (table.field.value if table.field else "没有标题")
    return f"{masked_text(named)}，{len(table.rows)} 条"


class _Importing:
    """One file held against our entries."""

    def __init__(
        self,
        workspace: Workspace,
        definition: Definition,
        read: ReadCatalogue,
        source: Source,
        chosen: Chosen,
        ask: Ask,
    ):
        self._ask = ask
        self._workspace = workspace
        self._definition = definition
        self._read = read
        self._depths = [sum(column.meaning in NAMES for column in table.columns) for table in read.tables]
        self._chosen = chosen
        self._elements = {element.key: element for element in definition.elements}
        self._companions = {element.key: companion(definition, element) for element in definition.elements}
        self._documents = Documents(workspace.library.laws)
        self._files_items = FileItems(workspace, definition, read, chosen, self._documents)
        self._items = list(asked(self._files_items, ask))
        self._bringing = Bringing(workspace, definition)
        self._places = ItemPlaces(workspace, definition)
        self._units = OtherUnits(workspace.organisation, self._publishers(), signatures_of(source))
        self._told = Told(source, self._units, workspace.organisation.public_phones)

    def batch(self) -> TableBatch:
        """Return the proposals with what became of every item."""
        rows = [self._left_out(item, item.kept_back) for item in self._items if item.kept_back]
        proposals: list[Proposal] = []
        taken = [item for item in self._items if not item.kept_back]
        for placed in asked(self._places.placed(taken), self._ask):
            row, proposal = self._proposed(placed)
            rows.append(row)
            proposals += [proposal] if proposal else []
        missing, groups = tuple(self._places.missing), self._files_items.open_groups()
        untold = self._files_items.untold
        notes = notes_of(self._read, self._told, self._bringing.personal_note(), missing, untold, groups)
        name = self._read.name
        return TableBatch(
            "table",
            name,
            self._workspace.organisation.id,
            None,
            tuple(proposals),
            file=name,
            notes=tuple(notes),
            rows=tuple(sorted(rows, key=lambda row: row.row)),
            missing=missing,
            untold=untold,
            sections=groups,
        )

    def _publishers(self) -> list[str]:
        answers = [item.row.answers.get("publisher") for item in self._items if not item.kept_back]
        return [str(answer.value) for answer in answers if answer is not None]

    def _left_out(self, item: FileItem, why: LeftOut, placed: Placed | None = None) -> RowPlace:
        self._told.left_out(LEFT_OUT_WORDS[why], self._told.where(item))
        if placed is None:
            return RowPlace(item.key, None, "local", "", 0.0, left_out=why)
        match, title = placed.match, "、".join(placed.titles)
        return RowPlace(item.key, None, match.kind, match.how, match.likeness, title, left_out=why)

    def _proposed(self, placed: Placed) -> tuple[RowPlace, Proposal | None]:
        item, target, match = placed.item, placed.target, placed.match
        if (why := self._kept_out(placed)) and item.key not in self._chosen.include:
            return self._left_out(item, why, placed), None
        taken = self._taken(item, target)
        unsure = self._unsure(item, target, taken)
        like = f"像这里的{_quoted(placed.titles)}，{match.how}" if placed.titles and not match.is_sure else match.how
        asks = [] if match.is_sure else [f"{like}，请看是不是同一项"]
        asks += [f"{self._elements[key].label}拿不准（{self._told.address(item.said.answers[key])}）" for key in unsure]
        target = replace(target, matched="；".join([like, *asks[not match.is_sure :]]), likeness=match.likeness)
        is_asked = match.is_sure and self._differs(target, taken)
        base = self._base(target, unsure) if is_asked else None
        made = self._bringing.proposal(target, taken, base=base, field=item.field)
        if made.change == "unchanged":
            asks = []
        if asks:
            made = replace(made, default=None)
            self._told.asked(asks, item)
        title = "、".join(placed.titles)
        return RowPlace(
            item.key, target.id, match.kind, match.how, match.likeness, title, asks=tuple(f"{each}。" for each in asks)
        ), made

    def _kept_out(self, placed: Placed) -> LeftOut:
        """Return why nothing comes to a place: it was removed here, or is of another level and the table agrees."""
        why = self._places.kept_out(placed.target)
        said = placed.item.row.answers.get("levels")
        is_ours = said is not None and self._workspace.organisation.facts.level in said.value
        return "" if why is None or (why == "level" and is_ours) else "level" if why == "level" else "removed"

    def _taken(self, item: FileItem, target: Target) -> dict[str, Any]:
        """Return the values to take: as ours where they say the same, in our name, never data of persons or organs of
        another county."""
        self._told.read(item)
        here = self._here(target) or self._standard(target.item)
        names = name_values(self._definition, item.said.names, here, self._depths[item.key[0]])
        taken = {key: None for key, value in names.items() if value is None}
        values = dict(self._values_as_here(item, names, target, here))
        others = [value for key, value in values.items() if value != here.get(key) and not self._elements[key].choices]
        is_personal = any_personal(list(chain.from_iterable(map(texts_of, others))), self._told.public_phones)
        for key, value in values.items():
            element = self._elements[key]
            if value == here.get(key):
                taken[key] = value
            elif key == "publisher" and self._units.is_elsewhere(value):
                self._told.elsewhere(value, item.said.answers[key])
            elif element.choices or not (is_personal and self._is_personal(value, item, element)):
                taken[key] = value
                if key == "publisher" and self._units.is_neighbours(value):
                    self._told.neighbours(value, item.said.answers[key])
        return taken | self._unneeded(taken, here) if here else taken

    def _values_as_here(self, item: FileItem, names: Values, target: Target, here: Values) -> Iterator[tuple[str, Any]]:
        """Yield what an item says, in our name and spelling and with the laws that ours cites by now."""
        standard = self._standard(target.item)
        for key, said in {**item.said.values, **names}.items():
            if said is None:
                continue
            element = self._elements[key]
            if element.kind == "citations":
                said, replaced = self._documents.with_successors(said, here.get(key) or ())
                self._told.replaced(replaced, item.said.answers[key])
            yield key, self._as_here(element, said, target, standard)

    def _is_personal(self, value: Any, item: FileItem, element: Element) -> bool:
        return self._bringing.is_personal(value, lambda: f"{self._told.where(item)}的{element.label}")

    def _as_here(self, element: Element, said: Any, target: Target, standard: Values) -> Any:
        """Return a value in our name, and as the standard or we have it where it says the same."""
        key = element.key
        value = said if element.kind == "citations" else self._units.in_our_name(said)
        raw = target.item.values.get(key) if target.item else None
        if raw is not None and as_ours(element, value, raw, self._documents) == raw:
            value = standard[key]
        elif key == "publisher":
            value = self._units.named(value)
        if standard:
            value = as_ours(element, value, standard.get(key), self._documents)
        return as_ours(element, value, self._here(target).get(key), self._documents) if target.stands else value

    def _unneeded(self, taken: Values, here: Values) -> dict[str, None]:
        """Return as empty what only says more about an answer that the table has not: which 其他, which group."""
        found: dict[str, None] = {}
        for key in taken:
            beside = self._companions[key]
            if beside is None or beside.key in taken or not here.get(beside.key):
                continue
            chosen = taken[key] if isinstance(taken[key], list) else [taken[key]]
            if not set(chosen) & set(beside.required_when.labels):
                found[beside.key] = None
        return found

    def _unsure(self, item: FileItem, target: Target, taken: Values) -> list[str]:
        """Return the elements among the values taken that were not read for sure and are not what we have."""
        answers = item.said.answers
        unsure = [key for key in taken if key in answers and answers[key].confidence < LIKELY]
        here = self._here(target) or self._standard(target.item) if unsure else {}
        return [key for key in unsure if taken[key] != here.get(key)]

    def _here(self, target: Target) -> Values:
        return target.head.content["values"] if target.stands else {}

    def _standard(self, item: Item | None) -> Values:
        return self._bringing.standard(item) if item else {}

    def _differs(self, target: Target, taken: Values) -> bool:
        here = self._here(target)
        return any(value != here.get(key) for key, value in taken.items())

    def _base(self, target: Target, unsure: Collection[str]) -> Values | None:
        """Return what our entry and the table began with; None where that is not known, so that a person decides."""
        if not target.stands:
            return None
        values = {**self._standard(target.item), **self._brought(target.id)}
        if not values or any(target.head.content["values"].get(key) is None for key in unsure):
            return None
        # Of what is not sure nobody knows what it began with: it is asked about.
        return {key: value for key, value in values.items() if key not in unsure}

    def _brought(self, id: str) -> Values:
        """Return what the last table that was taken in, and not undone, changed in an entry."""
        changes = self._workspace.store.operations.of_subject("entry", id)
        undone = {change["undoes"] for change in changes}
        last = next((c for c in reversed(changes) if c["kind"] == "table" and c["id"] not in undone), None)
        if last is None:
            return {}
        held = self._workspace.store.revisions.held
        before = held(last["before"])["content"]["values"] if last["before"] else {}
        after = held(last["after"])["content"]["values"]
        return {key: value for key, value in after.items() if not before or value != before.get(key)}


def _quoted(titles: Sequence[str]) -> str:
    return "、".join(f"“{title}”" for title in titles)
