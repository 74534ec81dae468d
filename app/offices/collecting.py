"""What came back from offices becomes proposals: base is what was given out, theirs what they wrote, ours what is now.

An empty cell says nothing; 清空 empties. What an office said before and says again is nothing new, so the same file
brings nothing twice, and an amended one brings what is amended.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.drafting.bringing import Bringing
from app.drafting.copy_places import Target
from app.drafting.entry import REASON, derived_entry_id, identity_of, title_of
from app.drafting.lookup import known_item
from app.drafting.operations import Head, Operation, head_of, operation
from app.errors import UserFacingError
from app.offices.answers import Answer, AnsweredRow, Written, definition_of, read_answer
from app.offices.asked import contents_of
from app.offices.marks import CLEAR, DECLINED, STATUSES
from app.offices.responsible import offices
from app.offices.rounds import SOURCE, Round, digest_of, find_round, record_answer
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal, apply_defaults, propose
from app.registers.days import desk_day
from app.safekeeping.series import IMPORTING
from app.standards.models import STANDARD_CATALOGUE, Element
from app.standards.values import check_value
from app.tables.cell_text import companion, read_with_rest
from app.tables.sources.sheet import Source
from app.tables.words_in_force import reading_by
from app.workspace import Workspace

_REASON = "entry.not_applicable"
_UNKNOWN_OFFICE = "科室"


@dataclass(frozen=True)
class Unfit:
    """What stands in a cell and could not be taken: the text is kept for the clerk, unless it shows data of persons."""

    place: str
    entry: str
    element: str
    text: str
    reason: str

    def sentence(self, file: str) -> str:
        """The trouble with its file and cell."""
        said = f"写的是“{self.text}”，" if self.text else ""
        return f"{file} {self.place}：{said}{self.reason}"


@dataclass(frozen=True)
class Collected(Batch):
    """The batch of one file. `answered` are the entries of the round that something was said of, `unanswered` counts
    the others; `unfit` are cells that could not be taken; `remarks` are what offices wrote to the clerk."""

    answer: Answer | None = None
    round: Round | None = None
    is_known: bool = False
    answered: tuple[str, ...] = ()
    unanswered: int = 0
    unfit: tuple[Unfit, ...] = ()
    remarks: tuple[str, ...] = ()
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def collect(workspace: Workspace, path: Path, source: Source | None = None) -> Collected:
    """Return what a file that came back proposes; nothing is changed. `source`: its cells, where they were read.

    Raises `UserFacingError` as `read_answer` does.
    """
    return _proposed(workspace, read_answer(workspace, path, source))


def apply_collected(workspace: Workspace, batch: Collected, decisions: Decisions | None = None) -> Outcome:
    """Apply what `collect` returned as one operation that is undone in one step; what nobody decided waits."""
    workspace.safeguard(IMPORTING)
    with workspace.store.transaction(), operation(workspace, "collect", f"收回{batch.label}的分办表") as act:
        return _take(act, _proposed(workspace, batch.answer), decisions)


def collect_files(workspace: Workspace, paths: Sequence[Path]) -> list[tuple[Collected, Outcome]]:
    """Collect several files in their order as one operation: what a later one says is held against the earlier ones.

    Raises `UserFacingError` and changes nothing where one of them cannot be taken.
    """
    return collect_answers(workspace, [read_answer(workspace, path) for path in paths])


def collect_answers(workspace: Workspace, answers: Sequence[Answer]) -> list[tuple[Collected, Outcome]]:
    """Collect tables that were read, as `collect_files` does."""
    taken = []
    workspace.safeguard(IMPORTING)
    with workspace.store.transaction(), operation(workspace, "collect", f"收回 {len(answers)} 份分办表") as act:
        for answer in answers:
            batch = _proposed(workspace, answer)
            taken.append((batch, _take(act, batch, None)))
            act.flush()
    return taken


def _take(act: Operation, batch: Collected, decisions: Decisions | None) -> Outcome:
    if batch.answer.mark.edition != act.workspace.edition:
        raise UserFacingError("edition-changed", "这期间换到了别的年份，没有收，什么也没有改。请再收一次。")
    if batch.is_known:
        return Outcome()
    outcome = apply_defaults(act.workspace, batch, act, decisions)
    if batch.round is not None:
        unfit = [
            {"place": u.place, "entry": u.entry, "element": u.element, "text": u.text, "reason": u.reason}
            for u in batch.unfit
        ]
        answer = {
            "hash": batch.answer.hash,
            "file": batch.file,
            "at": act.workspace.timestamp(),
            "changed": sum(outcome.counts[kind] for kind in ("new", "changed", "cleared")),
            "waiting": outcome.waiting,
            "answered": list(batch.answered),
            "unfit": unfit,
            "said": {entry: dict(elements) for entry, elements in batch.said.items()},
        }
        record_answer(act, batch.round, answer)
    return outcome


def _proposed(workspace: Workspace, answer: Answer) -> Collected:
    round = find_round(workspace, answer.mark.round)
    before = round.collected(answer.hash) if round else None
    office = next((office for office in offices(workspace) if round and office.id == round.office), None)
    # What waits is counted by the name that the office has now.
    label = office.name if office else round.name if round else _UNKNOWN_OFFICE
    batch = Collected(
        SOURCE, label, workspace.organisation.id, answer.hash, (), file=answer.file, answer=answer, round=round
    )
    if before is not None:
        words = f"“{answer.file}”已经收过了（{desk_day(before['at']).isoformat()}），这一次什么也没有改。"
        return replace(batch, is_known=True, notes=(words,))
    with reading_by(workspace.library):
        return _Collecting(workspace, batch).collected()


class _Collecting:
    """One reading of an answer against what was given and what is now."""

    def __init__(self, workspace: Workspace, batch: Collected):
        self._workspace = workspace
        self._batch = batch
        self._definition = definition_of(workspace, batch.answer.mark)
        self._is_standard = self._definition.code == STANDARD_CATALOGUE
        self._elements = {element.key: element for element in self._definition.elements}
        self._bringing = Bringing(workspace, self._definition)
        self._round = batch.round
        self._said_before = batch.round.said() if batch.round else {}
        self._said: dict[str, dict[str, str]] = {}
        self._answered: list[str] = []
        self._unfit: list[Unfit] = []
        self._remarks: list[str] = []
        self._left_out: list[str] = []

    def collected(self) -> Collected:
        """Return the batch with all it proposes."""
        answer = self._batch.answer
        proposals = [proposal for row in answer.rows for proposal in self._of_row(row)]
        asked = set(self._round.rows) if self._round else set()
        spoken = {*self._answered, *(e for a in (self._round.answers if self._round else ()) for e in a["answered"])}
        notes = (
            *([] if self._round else ["这份表是更早发出去的，这里没有记下发的时候是什么样，只按表里写的编号对。"]),
            *answer.notes,
            *self._left_out,
            *(unfit.sentence(answer.file) for unfit in self._unfit),
            *self._remarks,
        )
        return replace(
            self._batch,
            proposals=tuple(proposals),
            notes=notes,
            answered=tuple(self._answered),
            unanswered=len(asked - spoken),
            unfit=tuple(self._unfit),
            remarks=tuple(self._remarks),
            said=self._said,
        )

    # --- rows ------------------------------------------------------------------------------------------------------

    def _of_row(self, row: AnsweredRow) -> Iterator[Proposal]:
        if row.remark and self._bringing.is_personal(row.remark, row.place):
            self._left_out.append(f"{row.place}“想说的话”里像是有个人信息，没有收。")
        elif row.remark:
            self._remarks.append(f"{row.place}，{self._batch.label}说：{row.remark}。")
        if row.entry is None:
            yield from self._of_new(row)
            return
        given = self._given(row)
        if given is None:
            self._left_out.append(f"{row.place}的“程序编号”这里没有，没有收。请看看是不是被改过。")
            return
        wanted = self._wanted(row, given)
        if wanted or row.status in STATUSES:
            self._answered.append(row.entry)
        head = head_of(self._workspace, "entry", row.entry)
        if head.content is not None and head.content["removed"]:
            if wanted:
                self._left_out.append(f"{row.place}的事项这里已经删除了，没有收。")
        elif head.content is None:
            yield from self._adopting(row, given, wanted)
        elif news := self._news(row.entry, given, wanted, head, self._spoken_of(row)):
            yield self._held(row.entry, head, *news)

    def _given(self, row: AnsweredRow) -> dict[str, Any] | None:
        """Return what the office was given: as recorded, else as its row says; None for a row that is not ours."""
        known = self._round.rows.get(row.entry) if self._round else None
        revision = known["revision"] if known else row.revision
        if revision is not None:
            held = self._workspace.store.revisions.get(revision)
            same = held is not None and held["subject_id"] == row.entry and held["redaction"] is None
            return self._workspace.store.revisions.content(revision) if same else None
        if known is not None:
            return known["content"]
        checklist, field = self._definition.code, self._field(row)
        codes = [item.code for item in self._workspace.library.items(checklist) if item.field == field]
        return contents_of(self._workspace, checklist, codes).get(row.entry)

    def _field(self, row: AnsweredRow) -> str | None:
        """The field of a row; None in a checklist that has none."""
        return row.field if self._is_standard else None

    def _wanted(self, row: AnsweredRow, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return by element what the office wrote differently from what it was given; the reason for 不涉及 too."""
        wanted: dict[str, Any] = {}
        for key, cell in row.cells.items():
            for name, value in self._read(row, self._elements[key], cell, given["values"].get(key)):
                if value != given["values"].get(name):
                    wanted.setdefault(name, value)
        reason = row.reason.text.strip() if row.reason else ""
        if reason == CLEAR:
            reason = None
        elif not reason:
            reason = given["not_applicable"]
            if row.status == DECLINED and reason is None:
                words = f"选了“{DECLINED}”，没有写为什么，没有收。请问清楚再填。"
                self._unfit.append(Unfit(row.place, row.entry or "", REASON.key, "", words))
        if reason != given["not_applicable"] and (reason is None or self._is_clean(row, REASON, row.reason)):
            wanted[_REASON] = reason
        return wanted

    def _read(self, row: AnsweredRow, element: Element, cell: Written, given: Any) -> Iterator[tuple[str, Any]]:
        """Yield the value of a cell, and what it says that belongs beside it; what cannot be read is kept as text."""
        if cell.text.strip() == CLEAR:
            if element.required:
                self._refuse(row, element, cell, "这一栏不能空，没有清空。")
            else:
                yield element.key, None
            return
        if not self._is_clean(row, element, cell):
            return
        if cell.doubt:
            self._refuse(row, element, cell, cell.doubt)
            return
        try:
            value, rest = read_with_rest(element, cell.text, given)
            beside = companion(self._definition, element) if rest else None
            if rest and beside is None:
                check_value(element, rest if element.kind == "choice" else [rest])
        except UserFacingError as error:
            self._refuse(row, element, cell, error.message)
            return
        yield element.key, value
        if beside is not None:
            yield beside.key, check_value(beside, rest)

    def _refuse(self, row: AnsweredRow, element: Element, cell: Written, why: str) -> None:
        self._unfit.append(Unfit(cell.place, row.entry or "", element.key, cell.text, why))

    def _is_clean(self, row: AnsweredRow, element: Element, cell: Written) -> bool:
        if not self._bringing.is_personal(cell.text, cell.place):
            return True
        why = f"“{element.label}”像是写了个人信息（{self._bringing.personal[-1].split()[-1]}），没有收。"
        self._unfit.append(Unfit(cell.place, row.entry or "", element.key, "", why))
        return False

    def _spoken_of(self, row: AnsweredRow) -> set[str]:
        """Return the elements that something stands for in a row, and those that are said along with them."""
        beside = (companion(self._definition, self._elements[key]) for key in row.cells)
        reason = {_REASON} if row.reason else set()
        return {*row.cells, *(each.key for each in beside if each), *reason}

    # --- proposals ---------------------------------------------------------------------------------------------------

    def _news(
        self, entry: str, given: Mapping[str, Any], wanted: Mapping[str, Any], head: Head, spoken: Collection[str]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return what they say that they did not say before, and what it is held against; None where that is nothing.

        Where ours is what they said last, that is what they changed. What they said before and leave empty now (not
        among the `spoken` elements) stays said.
        """
        before = self._said_before.get(entry, {})
        theirs, base = {}, {}
        for key in wanted.keys() | (before.keys() & set(spoken)):
            was = _part(given, key)
            value = wanted.get(key, was)
            last = before.get(key, digest_of(was))
            if digest_of(value) == last:
                continue
            ours = _part(head.content, key)
            theirs[key] = value
            base[key] = ours if digest_of(ours) == last else was
            self._said.setdefault(entry, {})[key] = digest_of(value)
        return (theirs, base) if theirs else None

    def _held(self, entry: str, head: Head, theirs: Mapping[str, Any], base: Mapping[str, Any]) -> Proposal:
        ours = head.content
        return propose(
            "entry",
            entry,
            self._workspace.organisation.id,
            title_of(self._definition, ours["values"]),
            ours=head,
            theirs=_content(ours, theirs),
            base=_content(ours, base),
            landing="edit",
        )

    def _adopting(self, row: AnsweredRow, given: dict[str, Any], wanted: Mapping[str, Any]) -> Iterator[Proposal]:
        """Propose to adopt an item: with their words, or as it is where they said that it is right."""
        if not wanted and row.status not in STATUSES:
            return
        self._said[row.entry] = {key: digest_of(value) for key, value in wanted.items()}
        item = known_item(self._workspace, self._definition.code, given["item"])
        values = {key: value for key, value in wanted.items() if key != _REASON}
        parts = {REASON.key: wanted[_REASON]} if _REASON in wanted else {}
        target = Target(row.entry, Head(), item, "编号相同")
        yield self._bringing.proposal(target, values, base=None, field=self._field(row), parts=parts)

    def _of_new(self, row: AnsweredRow) -> Iterator[Proposal]:
        """Propose an entry of our own for a row that the office added."""
        values: dict[str, Any] = {}
        for key, cell in row.cells.items():
            for name, value in self._read(row, self._elements[key], cell, None):
                values.setdefault(name, value)
        first = self._definition.title_elements[0]
        if not any(values.get(key) for key in self._definition.title_elements):
            self._left_out.append(f"{row.place}是新加的，没有写“{self._elements[first].label}”，没有收。")
            return
        if not row.field:
            self._left_out.append(f"{row.place}是新加的，看不出属于哪个领域，没有收。")
            return
        unit, title = self._workspace.organisation.id, title_of(self._definition, values)
        id = derived_entry_id("offices", unit, self._workspace.edition, row.field, title)
        head = head_of(self._workspace, "entry", id)
        before = self._said_before.get(id, {})
        self._said[id] = {key: digest_of(value) for key, value in values.items()}
        if before == self._said[id]:
            return
        target = Target(id, head, None, f"{self._batch.label}新增")
        if target.stands:
            empty: dict[str, Any] = {"values": {}, "not_applicable": None}
            if news := self._news(id, empty, values, head, self._spoken_of(row)):
                yield self._held(id, head, *news)
        elif head.content is None:
            yield self._bringing.proposal(target, values, base=None, field=self._field(row))


def _part(content: Mapping[str, Any], key: str) -> Any:
    return content["not_applicable"] if key == _REASON else content["values"].get(key)


def _content(ours: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a content that says only these elements of our entry."""
    values = {key: value for key, value in parts.items() if key != _REASON}
    said = {REASON.key: parts[_REASON]} if _REASON in parts else {}
    return identity_of(ours) | {"values": values} | said
