"""替换: finding a text in the table and writing another one in its place, with a look at every spot before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout

from app.drafting.bulk import Refused, plan_changes
from app.drafting.renaming import renaming_proposals
from app.drafting.replacing import Replacement, find_text
from app.errors import UserFacingError
from app.proposals.records import Batch
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.composing import finish_composing
from ui.editors.line import Line
from ui.pages.drafting.grid.panels import ActPanel
from ui.pages.drafting.grid.pasting import Wanted
from ui.pages.drafting.grid.spots import Names, Spot, SpotList, found_spot
from ui.pages.drafting.records import Place
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_LOOK_AFTER_MS = 200
_OVERTAKEN = "找到以后，这一格又改过了，没有改动。"
# From this width on, in pixels at text scale 1, both texts stand in one line.
_WIDE = 520


@dataclass(frozen=True)
class Ground:
    """Where is looked: the table with its names, the element the clerk is in, and the lines that are chosen."""

    place: Place
    names: Names
    element: str
    ids: tuple[str, ...]


def wanted_by_replacing(workspace: Workspace, spots: Sequence[Spot]) -> Wanted:
    """Return the changes at these spots; one that was changed since it was found is refused."""
    changes: dict[str, dict[str, Any]] = {}
    found = {(spot.entry, spot.element): spot.before for spot in spots}
    for spot in spots:
        changes.setdefault(spot.entry, {})[spot.element] = spot.after
    standing = plan_changes(workspace, changes).before
    changed = {(id, key) for id, values in standing.items() for key, value in values.items() if value != found[id, key]}
    refused = tuple(Refused(*place, changes[place[0]].pop(place[1]), _OVERTAKEN) for place in sorted(changed))
    return Wanted(changes, refused)


class ReplacePanel(ActPanel):
    """What is looked for and what shall stand instead, and the spots; those that are unticked stay as they are."""

    accepted = Signal(list)
    """The spots that shall be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("替换")
        self._desk, self._ticket = desk, 0
        self._ground: Callable[[], Ground] | None = None
        self._found: tuple[Replacement, ...] = ()
        self._swap = ("", "")
        self.wanted, self.instead = Line(), Line()
        self.only_chosen = QCheckBox("只在选中的各条里")
        self.only_element = QCheckBox("只在这一栏里")
        self.whole = QCheckBox("整格相同才算")
        self.match_case = QCheckBox("分大小写")
        self.summary = label("", "strong", wrap=True)
        self.tick_all = Button("", role="mini")
        self.list = SpotList(desk, "找到的地方", tickable=True)
        self.accept = Button("", role="primary", key="Ctrl+Enter")
        self.everywhere = Button("所有目录里都换…", icon="git-compare", tip="换之前逐条对照，一步换完，能撤销")
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self.look)
        self._lay_out()
        self._connect()

    def begin(self, ground: Callable[[], Ground]) -> None:
        """Look where `ground()` says, from now on."""
        self._ground = ground
        self.follow(anew=True)
        self.wanted.selectAll()

    def follow(self, *, anew: bool = False) -> None:
        """Look again where other cells are chosen and only those are looked through, or the table changed (`anew`)."""
        if self._ground is None:
            return
        ground = self._ground()
        labels = {element.key: element.label for element in ground.names.definition.elements}
        self.only_element.setText(f"只在“{labels[ground.element]}”一栏" if ground.element else "只在这一栏里")
        self.only_element.setEnabled(bool(ground.element))
        self.only_chosen.setText(f"只在选中的 {len(ground.ids)} 条里")
        self.only_chosen.setEnabled(bool(ground.ids))
        if anew or self.only_chosen.isChecked() or self.only_element.isChecked():
            self.look()

    def take_keyboard(self) -> None:
        """Begin with what is looked for."""
        self.wanted.setFocus()

    def look(self) -> None:
        """Find the spots now."""
        self._look_soon.stop()
        self._ticket += 1
        ticket, ground, wanted, instead = self._ticket, self._ground(), self.wanted.text(), self.instead.text()
        if not wanted.strip():
            self._show((), "")
            return
        elements = {ground.element} if self._only_element(ground) else None
        ids = set(ground.ids) if self.only_chosen.isChecked() and ground.ids else None
        whole, match_case = self.whole.isChecked(), self.match_case.isChecked()

        def work(workspace: Workspace) -> tuple[Replacement, ...] | UserFacingError:
            try:
                return find_text(
                    workspace,
                    *ground.place,
                    wanted,
                    instead,
                    elements=elements,
                    ids=ids,
                    match_case=match_case,
                    whole=whole,
                )
            except UserFacingError as error:
                return error

        def show(found: tuple[Replacement, ...] | UserFacingError) -> None:
            if ticket != self._ticket:
                return
            if isinstance(found, UserFacingError):
                self._show((), found.message)
            else:
                self._show(found, "")

        self._desk.session.ask(work, show, owner=self)

    def _only_element(self, ground: Ground) -> bool:
        return self.only_element.isChecked() and bool(ground.element)

    def _show(self, found: Sequence[Replacement], wrong: str) -> None:
        self._found = tuple(found)
        self._wanted.say_wrong(wrong) if wrong else self._wanted.clear()
        before, self._swap = self._swap, (self.wanted.text(), self.instead.text())
        spots = [found_spot(each, *self._swap) for each in self._found]
        self.list.show_spots(self._ground().names, spots, again=before[0] == self._swap[0])
        self._tell()

    def _tell(self) -> None:
        spots, entries = sum(each.spots for each in self._found), len({each.entry for each in self._found})
        chosen = self.list.chosen()
        if self._found:
            left_out = len(self._found) - len(chosen)
            words = f"找到 {spots} 处，在 {entries} 条里" + (f"，不改 {left_out} 格。" if left_out else "。")
        else:
            words = "这张表里没有找到。" if self.wanted.text().strip() else ""
        self.summary.setText(words)
        self.tick_all.setVisible(len(self._found) > 1)
        self.tick_all.setText("全部不勾" if chosen else "全部勾选")
        self.accept.setText(f"替换 {len(chosen)} 格" if chosen else "替换")
        changes = [spot for spot in chosen if spot.before != spot.after]
        why = "要找的和换成的一样" if chosen else "没有要替换的地方"
        self.accept.set_available(bool(changes), why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both texts side by side where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme().scaled(_WIDE)
        self._fields.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def do(self) -> None:
        """Do it, unless something is missing."""
        finish_composing()
        if self._look_soon.isActive():
            # What was typed last is looked for first.
            self.look()
            return
        spots: list[Spot] = [spot for spot in self.list.chosen() if spot.before != spot.after]
        if spots:
            self.accepted.emit(spots)

    def look_everywhere(self) -> None:
        """Hold the new text against every table of ours, on the page where all changes are compared."""
        finish_composing()
        old, new, whole = self.wanted.text(), self.instead.text(), self.whole.isChecked()

        def work(workspace: Workspace) -> Batch | UserFacingError:
            try:
                return renaming_proposals(workspace, old, new, whole=whole)
            except UserFacingError as error:
                return error

        def show(found: Batch | UserFacingError) -> None:
            if isinstance(found, UserFacingError):
                self._wanted.say_wrong(found.message)
            elif not found.proposals:
                self._wanted.say_wrong("".join(found.notes) or f"所有目录里都没有“{old}”。")
            else:
                self._desk.go("comparison", batch=found)

        self._desk.session.ask(work, show, owner=self)

    def _connect(self) -> None:
        for line in (self.wanted, self.instead):
            line.textChanged.connect(lambda: self._look_soon.start())
            line.returnPressed.connect(self.look)
        for box in (self.only_chosen, self.only_element, self.whole, self.match_case):
            box.clicked.connect(self.look)
        self.list.ticked.connect(self._tell)
        self.list.jumped.connect(self.jumped)
        self.tick_all.clicked.connect(lambda: self.list.tick_all(not self.list.chosen()))
        self.accept.clicked.connect(self.do)
        self.everywhere.clicked.connect(self.look_everywhere)

    def _lay_out(self) -> None:
        self._wanted = Field("找", self.wanted)
        self.instead.setPlaceholderText("不写就是删掉找到的字")
        self._fields = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._fields.setSpacing(SPACE[2])
        self._fields.addWidget(self._wanted, 1, Qt.AlignmentFlag.AlignTop)
        self._fields.addWidget(Field("换成", self.instead), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._fields)
        boxes = Flow(gap=SPACE[3], line_gap=0)
        for box in (self.only_chosen, self.only_element, self.whole, self.match_case):
            boxes.addWidget(box)
        self.body.addLayout(boxes)
        line = QHBoxLayout()
        line.addWidget(self.summary, 1)
        line.addWidget(self.tick_all, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.set_list(self.list)
        self.foot.addWidget(self.everywhere)
        self.foot.addWidget(self.accept)
