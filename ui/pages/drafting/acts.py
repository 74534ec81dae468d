"""What the clerk does to entries, from whichever view: each act is one step that can be taken back.

Entries are named by their ids, one or several; what is said afterwards counts them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.checks.completeness import entry_findings
from app.checks.dismissing import dismiss, look_again
from app.checks.finding import Finding, Fix, blocking
from app.checks.mending import mend
from app.drafting.adopting import Adoption, add_local, adopt, answer_publishers
from app.drafting.beginning import Beginning, begin, beginning_id, begun_content
from app.drafting.bulk import apply_plan, duplicate, plan_changes, standard_values
from app.drafting.editing import confirm, finalise_field, own_entry, remove_entries, set_entries, set_entry
from app.drafting.lookup import entry_content
from app.drafting.projection import PublisherAnswer
from app.drafting.restoring import restore_version
from app.drafting.tables import own_entries
from app.drafting.typing_drafts import replace_values, waiting_drafts
from app.exchange.answers import OpenReturn, answer
from app.proposals.proposals import decide, find_waiting
from app.workspace import Workspace
from ui.asking_person import with_person
from ui.desk import Desk
from ui.pages.drafting.finding_rows import AGAIN, DISMISS, FIX, TAKE_OUT
from ui.pages.drafting.records import Place
from ui.redaction import open_redaction

_UNDO = "撤销 Ctrl+Z"


@dataclass(frozen=True)
class Finished:
    """What became of finishing an entry: what stops it, and what waits for being a value."""

    findings: tuple[Finding, ...]
    waiting: dict[str, str]

    @property
    def is_done(self) -> bool:
        """Whether the entry is finished now."""
        return not self.findings and not self.waiting

    @property
    def first_element(self) -> str:
        """The element to be mended first, "" where there is none."""
        return next(iter(self.waiting), "") or next((f.element for f in self.findings if f.element), "")


class Acts(QObject):
    """Writes through the session and tells the result; the page reloads by itself."""

    finished = Signal(str, object)
    """Entry and `Finished`."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def adopt_table(self, place: Place) -> None:
        """Adopt every item of the unit's level."""

        def told(done: Adoption) -> None:
            words = f"采用了 {len(done.adopted)} 条。" if done.adopted else "已经全部采用过了。"
            self._tell(words, undo=bool(done.adopted))

        self._act(lambda workspace: adopt(workspace, checklist=place.checklist, field=place.field), told)

    def adopt_item(self, place: Place, code: str, then: Callable[[], object]) -> None:
        """Adopt one item."""

        def told(done: Adoption) -> None:
            self._tell(f"采用了 {code}。")
            then()

        self._act(lambda workspace: adopt(workspace, checklist=place.checklist, item=code), told)

    def take_proposals(self, returned: OpenReturn) -> None:
        """Take over what our reviewer proposes for an entry."""
        ids = list(returned.proposals)
        self._act(lambda workspace: decide(workspace, find_waiting(workspace, ids), "theirs"), self._told_taken)

    def _told_taken(self, count: int) -> None:
        self._tell("照建议改好了，可以再交。")

    def answer(self, returned: OpenReturn) -> None:
        """Ask what to answer to our reviewer; the answer goes up with the next round."""

        def written(text: str) -> None:
            self._act(
                lambda workspace: answer(workspace, returned.verdict.id, text),
                lambda _: self._tell("回复记下了，下次上报一起交。"),
            )

        words = f"“{returned.title}”回复上级什么？下次上报时一起交上去。"
        self._desk.messages.ask_text("写回复", words, written, returned.verdict.answer or "")

    def answer_publishers(self, place: Place, answer: PublisherAnswer) -> None:
        """Say what to do with items whose publisher is somebody else."""

        def told(answered: tuple[str, ...]) -> None:
            self._tell(f"改了 {len(answered)} 条的公开主体。" if answered else "记下了，公开主体照原文写。")

        def work(workspace: Workspace) -> tuple[str, ...]:
            return answer_publishers(workspace, answer, checklist=place.checklist, field=place.field)

        self._act(work, told)

    def add_local(self, place: Place, values: dict[str, Any], then: Callable[[str], object]) -> None:
        """Add an entry that no standard item stands behind; `then` gets its id."""
        self._act(lambda ws: add_local(ws, values, checklist=place.checklist, field=place.field), then)

    def decline(self, entries: Sequence[str], reason: str) -> None:
        """Mark as not applicable."""
        self._change(entries, "标为不涉及", not_applicable=reason)

    def decline_item(self, place: Place, code: str, reason: str) -> None:
        """Mark an item as not applicable that was not adopted yet: it is adopted with it."""
        self._act(
            lambda workspace: _decline_item(workspace, place, code, reason), lambda _: self._tell("已标为不涉及。")
        )

    def take_up(self, entries: Sequence[str]) -> None:
        """Mark as applicable again."""
        self._change(entries, "恢复为涉及", not_applicable=None)

    def reopen(self, entries: Sequence[str]) -> None:
        """Make finished entries drafts again."""
        self._change(entries, "回到填报中", state="draft")

    def remove(self, entries: Sequence[str], title: str) -> None:
        """Remove entries; `title` is what a single one is called."""
        words = f"已删除“{title}”。" if len(entries) == 1 else f"已删除 {len(entries)} 条。"
        self._act(lambda workspace: remove_entries(workspace, _rows(workspace, entries)), lambda _: self._tell(words))

    def use_standard(self, entry: str, values: dict[str, Any], code: str) -> None:
        """Take the standard's `values` of elements of the entry of item `code`, over what is typed there."""
        words = "已照标准改好这一项。" if len(values) == 1 else f"已照标准改好 {len(values)} 项。"
        self._act(
            lambda workspace: replace_values(workspace, entry, values, label=f"{code} 照标准写"),
            lambda _: self._tell(words),
        )

    def use_fix(self, entry: str, fix: Fix, code: str) -> None:
        """Put right what a check says about an element of the entry of item `code`, over what is typed there."""
        values, label = dict(fix.changes[entry]), f"{code or '这一条'} {fix.label}"
        self._act(
            lambda workspace: replace_values(workspace, entry, values, label=label),
            lambda _: self._tell(f"已按“{fix.label}”改好。"),
        )

    def mend(self, place: Place, finding: Finding, answer: str = "") -> None:
        """Do what a finding offers; `answer`: what becomes of publishers that are not us, where it asks that."""
        fix = finding.fix
        if fix.action == "answer-publishers":
            self.answer_publishers(place, answer)
        elif fix.action == "confirm":
            self.confirm(fix.entries)
        elif fix.action == "adopt":
            self.adopt_item(place, finding.item, _nothing) if finding.item else self.adopt_table(place)
        else:
            words = f"{finding.item or '这一条'}：已按“{fix.label}”改好。"
            self._act(lambda workspace: mend(workspace, finding), lambda _: self._tell(words))

    def act_on(self, place: Place, finding: Finding, code: str) -> None:
        """Do what a button of a finding's row is for: see `finding_rows`."""
        if code == DISMISS:
            self.dismiss(finding)
        elif code == AGAIN:
            self.look_again(finding)
        elif code == TAKE_OUT:
            self.take_out(finding.entry, finding.element)
        else:
            self.mend(place, finding, "" if code == FIX else code)

    def take_out(self, entry: str, element: str = "") -> None:
        """Take what should never have been written out of every version of an entry, once everything is said."""
        open_redaction(self._desk, self.parent(), "entry", entry, what=element)

    def dismiss(self, finding: Finding) -> None:
        """Let what a rule doubts stand, with a reason that is asked; it speaks again when the content changes."""

        def write_down(reason: str) -> None:
            self._act(
                lambda workspace: dismiss(workspace, finding.entry, finding.code, reason, finding.element),
                lambda _: self._tell("记下了不用改，内容改了会再提醒。"),
            )

        told = f"{finding.message}\n为什么不用改，写一句，例：本县文件另有规定"
        self._with_person(lambda: self._desk.messages.ask_text("不用改", told, write_down))

    def look_again(self, finding: Finding) -> None:
        """Let a finding speak again that somebody had let stand."""
        self._act(
            lambda workspace: look_again(workspace, finding.entry, finding.code, finding.element),
            lambda _: self._tell("这一处重新提醒了。"),
        )

    def duplicate(self, entry: str, title: str, then: Callable[[str], object]) -> None:
        """Put a copy behind an entry, as one of the unit's own; `then` gets its id."""

        def told(made: str) -> None:
            self._tell(f"在后面复制了一条“{title}”，算本单位新增的。")
            then(made)

        self._act(lambda workspace: duplicate(workspace, entry), told)

    def whole_standard(self, entries: Sequence[str]) -> None:
        """Write entries as the standard does."""

        def told(changed: int) -> None:
            words = f"已照标准改好 {changed} 条。" if changed else "已经和标准一样了。"
            self._tell(words, undo=bool(changed))

        self._act(lambda workspace: _write_standard(workspace, entries), told)

    def restore(self, entry: str, revision: str, element: str) -> None:
        """Bring an earlier wording back: of one element, or of all."""
        wanted = [element] if element else None

        def told(made: str | None) -> None:
            self._tell("已恢复。" if made else "现在就是这个样子，没有改动。", undo=made is not None)

        self._act(lambda workspace: restore_version(workspace, entry, revision, wanted), told)

    def finish(self, entry: str) -> None:
        """Mark as ready unless something has to be mended first."""
        self._act(lambda workspace: _finish(workspace, entry), lambda done: self.finished.emit(entry, done))

    def finish_item(self, place: Place, code: str) -> None:
        """Adopt an item and mark it as ready in one step, unless something has to be mended first."""
        begins = Beginning(place.checklist, code)
        self._act(lambda workspace: _finish_item(workspace, begins), lambda done: self.finished.emit(*done))

    def confirm(self, entries: Sequence[str]) -> None:
        """Record that the person at the desk held entries against the official text."""

        def told(count: int) -> None:
            self._tell(f"记下核对了 {count} 条。" if count else "都已经核对过了。", undo=bool(count))

        def work(workspace: Workspace) -> int:
            return confirm(workspace, _rows(workspace, entries))

        self._with_person(lambda: self._act(work, told))

    def confirm_table(self, place: Place) -> None:
        """Record that every entry of a table was held against the official text."""

        def told(count: int) -> None:
            self._tell(f"记下核对了 {count} 条。" if count else "都已经核对过了。", undo=bool(count))

        def work(workspace: Workspace) -> int:
            return confirm(workspace, [row for row, _ in own_entries(workspace, *place)])

        self._with_person(lambda: self._act(work, told))

    def finalise(self, place: Place) -> None:
        """Set every entry of a table to final."""

        def work(workspace: Workspace) -> int:
            return finalise_field(workspace, place.field or "", checklist=place.checklist)

        self._with_person(lambda: self._act(work, lambda count: self._tell(f"已定稿 {count} 条。")))

    def _change(self, entries: Sequence[str], done: str, **changes: Any) -> None:
        words = f"已{done}。" if len(entries) == 1 else f"{len(entries)} 条已{done}。"
        self._act(
            lambda workspace: set_entries(workspace, _rows(workspace, entries), **changes),
            lambda _: self._tell(words),
        )

    def _with_person(self, act: Callable[[], object]) -> None:
        with_person(self._desk, "核对和定稿要记下是谁做的。", act)

    def _act(self, work: Callable[[Workspace], Any], then: Callable[[Any], object]) -> None:
        self._desk.session.act(work, then)

    def _tell(self, words: str, *, undo: bool = True) -> None:
        if undo:
            self._desk.messages.toast(words, _UNDO, self._desk.session.undo)
        else:
            self._desk.messages.toast(words)


def _rows(workspace: Workspace, entries: Sequence[str]) -> list[Any]:
    return [own_entry(workspace, entry) for entry in entries]


def _nothing() -> None:
    """Stay where one is."""


def _write_standard(workspace: Workspace, entries: Sequence[str]) -> int:
    plan = plan_changes(workspace, standard_values(workspace, entries))
    return apply_plan(workspace, plan, f"{len(entries)} 条照标准写")


def _decline_item(workspace: Workspace, place: Place, code: str, reason: str) -> None:
    begin(workspace, Beginning(place.checklist, code), not_applicable=reason)


def _finish_item(workspace: Workspace, begins: Beginning) -> tuple[str, Finished]:
    """Return the entry's id and what became of it; where something has to be mended it is adopted all the same."""
    id = beginning_id(workspace, begins)
    row = workspace.store.entries.get(id)
    if row is not None and not row.content["removed"]:
        return id, _finish(workspace, id)
    findings = tuple(blocking(entry_findings(workspace, id, begun_content(workspace, begins))))
    done = Finished(findings, waiting_drafts(workspace, id, begins).reasons)
    begin(workspace, begins, state="ready" if done.is_done else "draft")
    return id, done


def _finish(workspace: Workspace, entry: str) -> Finished:
    row = own_entry(workspace, entry)
    findings = tuple(blocking(entry_findings(workspace, entry, entry_content(row))))
    done = Finished(findings, waiting_drafts(workspace, entry).reasons)
    if done.is_done:
        set_entry(workspace, row, state="ready")
    return done
