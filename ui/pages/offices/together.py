"""Several tables that came back at once: looked at in one list, taken in one act."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.exchange.taking_in import expected_outcome
from app.offices.collecting import Collected, collect
from app.proposals.proposals import Outcome
from app.tables.sources.sheet import Source
from app.workspace import Workspace
from ui.jobs import Watch
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.rows import TASKS, Row, RowAction, RowList

ALONE = "alone"
_COUNTS = {"changed": "改", "new": "新增", "cleared": "清空"}
_INTENT = (
    "收下以后：科室改过、这里没有动过的，照科室写的；两边都改过的先放着，等您定。几份一步收下，一步撤销。"
    "想逐栏对着看，就按“单独看”。"
)


@dataclass(frozen=True)
class Looked:
    """A file that came back with what it would do, or why it cannot be taken."""

    file: Path
    batch: Collected | None = None
    outcome: Outcome | None = None
    refusal: UserFacingError | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether it says anything that was not collected before."""
        return self.batch is not None and not self.batch.is_known


def look_together(
    workspace: Workspace, watch: Watch, files: Sequence[Path], opened: Mapping[Path, Source]
) -> tuple[Looked, ...]:
    """Read files that came back, but for those whose cells were read (`opened`); nothing is changed. Raises
    `UserFacingError` (`cancelled`) when `watch` stops it."""
    found = []
    for number, file in enumerate(files):
        if watch.is_cancelled():
            raise UserFacingError("cancelled", "已经停下，什么也没有收。")
        watch.progress(number, len(files), f"正在读“{file.name}”")
        try:
            batch = collect(workspace, file, opened.get(file))
            found.append(Looked(file, batch, expected_outcome(batch)))
        except UserFacingError as error:
            found.append(Looked(file, refusal=error))
    return tuple(found)


def counted(outcomes: Sequence[Outcome]) -> str:
    """Return in words what changes; "" for nothing."""
    counts = sum((outcome.counts for outcome in outcomes), Counter())
    return "，".join(f"{word} {counts[kind]} 项" for kind, word in _COUNTS.items() if counts[kind])


def twice_said(looked: Sequence[Looked]) -> int:
    """Return how many items more than one of the files would change."""
    subjects = Counter(
        proposal.subject_id
        for each in looked
        if each.can_be_taken
        for proposal in each.batch.proposals
        if proposal.change != "unchanged"
    )
    return sum(count > 1 for count in subjects.values())


def file_rows(looked: Sequence[Looked]) -> Iterator[Row]:
    """Yield a row for each file."""
    for number, each in enumerate(looked):
        yield _refused_row(number, each) if each.batch is None else _file_row(number, each)


class TogetherPane(QWidget):
    """The files in one list; all are taken, one is looked at alone, or none is taken."""

    alone = Signal(object)
    """`Collected`: a file that the clerk wants to look at by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.looked: tuple[Looked, ...] = ()
        self.title = label("", "page", wrap=True)
        self.notes = NoteStack()
        self.list = RowList(TASKS, name="收回来的表")
        self.back = Button("先不收", icon="arrow-left", key="Esc")
        self.take = Button("都收下", icon="check", role="primary", key="Ctrl+Enter")
        self.bar = ActionBar([self.back], [self.take])
        self.list.acted.connect(lambda key, _: self.alone.emit(self.looked[int(key)].batch))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)

    def show_files(self, looked: tuple[Looked, ...]) -> None:
        """Show what came back."""
        self.looked = looked
        takable = [each for each in looked if each.can_be_taken]
        self.title.setText(f"收回来 {len(looked)} 份")
        self.notes.show_notes(_notes(looked))
        self.list.set_rows(list(file_rows(looked)))
        if looked:
            self.list.set_current("0")
        words = f"都收下，{len(takable)} 份" if len(takable) == len(looked) else f"收下能收的 {len(takable)} 份"
        self.take.setText(words if takable else "收下")
        self.take.set_available(bool(takable), "这几份里没有能收的新内容")
        self.bar.fit()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_PADDING, SPACE[4], PAGE_PADDING, SPACE[3])
        head.setSpacing(SPACE[2])
        for widget in (self.title, Paragraph(_INTENT, "body"), self.notes):
            head.addWidget(widget)
        return head


def _notes(looked: Sequence[Looked]) -> list[Note]:
    twice = twice_said(looked)
    if not twice:
        return []
    words = "先收排在前面的，后面的写得不一样就等您定。"
    return [Note("warn", f"有 {twice} 项几份都写了。", words, compact=True)]


def _file_row(number: int, each: Looked) -> Row:
    batch, outcome = each.batch, each.outcome
    row = partial(Row, str(number), batch.label, detail=each.file.name, note="".join(batch.notes))
    if batch.is_known:
        return row(icon="circle-check", icon_role="text-muted", icon_text="收过了", right="收过了")
    waits = [f"要您定 {outcome.waiting} 项"] if outcome.waiting else []
    waits += [f"没填 {batch.unanswered} 项"] if batch.unanswered else []
    icon, role = ("circle-alert", "warn") if outcome.waiting or batch.unfit else ("circle-check", "success")
    return row(
        icon=icon,
        icon_role=role,
        icon_text="有要看的" if role == "warn" else "能收",
        right=counted([outcome]) or "没有要改的",
        right_detail="，".join(waits),
        actions=(RowAction(ALONE, "单独看"),) if counted([outcome]) or outcome.waiting else (),
    )


def _refused_row(number: int, each: Looked) -> Row:
    return Row(
        str(number),
        each.file.name,
        icon="octagon-alert",
        icon_role="danger",
        icon_text="不能收",
        right="不能收",
        right_role="danger",
        note=each.refusal.message,
    )
