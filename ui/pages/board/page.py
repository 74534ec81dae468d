"""The notice board: what hangs on it and how large it is decide the drawing; the drawing says what can be read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.printing.board_warnings import BoardWarning
from app.products.board import (
    DrawnBoard,
    PreparedBoard,
    Tiling,
    draw_prepared_board,
    exposed_headings,
    prepare_board,
)
from app.products.outgoing import Outgoing
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Watch
from ui.outgoing import print_out, save_pdf
from ui.pages.areas import next_area
from ui.pages.board.choice import BoardChoice
from ui.pages.board.legibility import Point, Way
from ui.pages.board.reading import BoardNotice, read_board_notices
from ui.pages.board.view import SIZES, BoardTools, BoardView
from ui.pages.board.words import failing_first, least_words, notice_rows, sheets_words, size_words
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_NOT_DRAWN = "还在排版，排好了就能打印"
_NOTHING = "先在左边勾选要放上去的公示"
_CUTTING = "正在分块"
_OPEN = Qt.FocusReason.OtherFocusReason


@dataclass(frozen=True)
class _Board:
    """A board as drawn, and what it was drawn from: its tiles are drawn from the same."""

    prepared: PreparedBoard
    drawn: DrawnBoard


class BoardPage(Page):
    """Choices at the left and on top, the very board in the middle, what to look at on the right."""

    place = "board"
    title = "公示栏"
    icon = "panels-top-left"
    hints = ("空格 勾选", "Alt+↑ ↓ 换次序", "F8 下一处要看的")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view, self.tools = BoardView(desk.jobs, desk.preferences), BoardTools()
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self._notices: list[BoardNotice] = []
        self._board: _Board | None = None
        self.cutting = Drawing(desk.session, desk.jobs, self)
        self._after_cutting: Callable[[Outgoing], object] | None = None
        self.choice = BoardChoice.kept(desk.preferences.get(self._key, {}))
        self.body.addWidget(self.view)
        self.set_toolbar(self.tools)
        self.set_primary(self.print)
        self._connect_choices()
        self._connect_ways_out()
        self._say_what_can_be_done()

    def _connect_choices(self) -> None:
        view, tools = self.view, self.tools
        view.notices.checked.connect(lambda key, on: self._choose(self.choice.hung(key, on)))
        view.notices.opened.connect(lambda key: self._choose(self.choice.hung(key, key in self.choice.off)))
        # The keyboard coming into the list makes a row current as well, without its being chosen.
        view.notices.selectionModel().currentChanged.connect(lambda *_: self._say_what_can_be_done())
        view.up.clicked.connect(partial(self._move, -1))
        view.down.clicked.connect(partial(self._move, 1))
        view.near.clicked.connect(self._put_near)
        view.phone.editingFinished.connect(lambda: self._change(phone=view.phone.text().strip()))
        view.legibility.distance_chosen.connect(lambda metres: self._change(distance=metres))
        view.legibility.elder_chosen.connect(lambda elder: self._change(elder=elder))
        view.legibility.part_chosen.connect(self._show_where)
        tools.size.activated.connect(self._choose_size)
        tools.width_mm.valueChanged.connect(lambda mm: self._change(width=mm))
        tools.height_mm.valueChanged.connect(lambda mm: self._change(height=mm))
        tools.sheet.chosen.connect(lambda sheet: self._change(sheet=sheet))
        tools.margin.valueChanged.connect(lambda mm: self._change(margin=mm))
        tools.overlap.valueChanged.connect(lambda mm: self._change(overlap=mm))

    def _connect_ways_out(self) -> None:
        view, tools, drawing = self.view, self.tools, self.drawing
        self.print.clicked.connect(lambda: self._with_tiles(self._print))
        tools.tiles.clicked.connect(lambda: self._with_tiles(self._save_tiles))
        tools.whole.clicked.connect(self._save_whole)
        view.start.clicked.connect(lambda: self.desk.go("notices"))
        for keys, act in {
            "Ctrl+P": self.print.click,
            "Alt+Up": view.up.click,
            "Alt+Down": view.down.click,
            "F8": partial(self._go_to_point, 1),
            "Shift+F8": partial(self._go_to_point, -1),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        drawing.drawn.connect(self._show_board)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: view.shown.show_job(job, "正在排公示栏"))
        self.cutting.drawn.connect(self._show_cut)
        self.cutting.failed.connect(self._show_not_cut)
        self.cutting.stopped.connect(self._show_cutting_stopped)
        self.cutting.slow.connect(lambda job: view.shown.show_job(job, "正在分块"))

    def reload(self) -> None:
        self.desk.session.ask(read_board_notices, self._show_notices, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view.notices, self.view.shown, self.view.legibility, self.tools]

    def next_area(self, *, back: bool = False) -> bool:
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- what is chosen --------------------------------------------------------------------------------------------

    def _show_notices(self, notices: list[BoardNotice]) -> None:
        self._notices = notices
        self.choice = self.choice.for_notices(notice.id for notice in notices)
        self.view.show_empty(not notices)
        self.set_toolbar(self.tools if notices else None)
        self.set_primary(self.print if notices else None)
        self._show_choice()
        self._draw()

    def _change(self, **changes) -> None:
        self._choose(replace(self.choice, **changes))

    def _choose(self, choice: BoardChoice) -> None:
        if choice == self.choice:
            return
        self.choice = choice
        # What is being cut is the board as it was.
        self.cutting.forget()
        self.desk.preferences.put(self._key, choice.as_kept())
        self._show_choice()
        self._draw()

    def _choose_size(self, index: int) -> None:
        if index < len(SIZES):
            self._change(width=SIZES[index][0], height=SIZES[index][1], is_custom=False)
        else:
            self._change(is_custom=True)
            self.tools.width_mm.setFocus(_OPEN)

    def _move(self, step: int) -> None:
        key = self.view.notices.current_key()
        if key in self.choice.order:
            self._choose(self.choice.moved(key, step))

    def _put_near(self, is_near: bool) -> None:
        self._choose(self.choice.put_near(self.view.notices.current_key(), is_near))

    @property
    def _key(self) -> str:
        unit = self.desk.session.unit
        return f"board.{unit.id if unit else ''}"

    def _show_choice(self) -> None:
        choice, view = self.choice, self.view
        unit = self.desk.session.unit
        parts = [unit.name, size_words(choice.size)] if self._notices else [unit.name]
        self.set_context(" · ".join(parts))
        self.tools.show_choice(choice)
        view.notices.set_rows(notice_rows(self._notices, choice))
        view.phone.setText(choice.phone)
        view.legibility.set_reading(choice.distance, choice.elder, least_words(choice))
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        view, order = self.view, self.choice.order
        key = view.notices.current_key()
        why = "先在上面选一份放上去的公示"
        view.up.set_available(key in order[1:], "已经在最前面" if key in order else why)
        view.down.set_available(key in order[:-1], "已经在最后面" if key in order else why)
        view.near.set_available(key in order, why)
        view.near.setChecked(key in self.choice.near)
        why_not = self._why_not()
        for button in (self.print, self.tools.tiles, self.tools.whole):
            button.set_available(not why_not, why_not)

    # --- the board -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        choice = self.choice
        if not choice.order:
            self._show_nothing()
            self.view.shown.preview.clear()
            self.drawing.forget()
        else:
            if self._board is None:
                self.view.shown.preview.show_words("正在排版…")
            read = partial(prepare_board, notices=choice.order, size=choice.size, options=choice.options)
            self.drawing.ask(read, _draw_board)
        self._say_sheets()
        self._say_what_can_be_done()

    def _show_board(self, board: _Board) -> None:
        if board is not self._board:
            self.view.shown.preview.show_pdf(board.drawn.outgoing.pdf, size_words(self.choice.size))
            self.view.ruled.frames.show_frames([], "danger")
        self._board = board
        self.view.shown.show_note(self._gate_note(board))
        self.view.legibility.set_points(self._points(board.drawn))
        self._say_sheets()
        self._say_what_can_be_done()

    def _show_nothing(self) -> None:
        self._board = None
        self._say_sheets()
        self.view.shown.show_note(None)
        self.view.legibility.set_points([])
        self.view.ruled.frames.show_frames([], "danger")

    def _show_refused(self, error: BaseException) -> None:
        self._show_nothing()
        self._say_what_can_be_done()
        if isinstance(error, UserFacingError):
            self.view.shown.show_refusal(error, self._larger())
        else:
            self.desk.messages.trouble(error)

    def _show_stopped(self) -> None:
        self._show_nothing()
        self.view.shown.show_stopped(self.drawing.again)
        self._say_what_can_be_done()

    def _gate_note(self, board: _Board) -> Note | None:
        """What stops the board, and the way to the notice it stands in."""
        found = board.drawn.outgoing.found
        if not found:
            return None
        headings = {" ".join(heading.split()) for heading in exposed_headings(board.prepared)}
        notices = [notice for notice in self._notices if notice.title in headings]
        ways = [("去改公示", "pencil", partial(self._go_to, notices[0]))] if notices else []
        places = "；".join(map(str, found[:3]))
        headline = "有个人信息没有遮挡，不能打印，也不能存成文件。"
        return Note("danger", headline, f"{places}。", ways, compact=True)

    def _points(self, drawn: DrawnBoard) -> list[Point]:
        report = drawn.report
        warnings = [warning for warning in report.warnings if warning.code != "too_small"]
        told = [Point(warning.part, warning.message, ways=self._ways(warning)) for warning in warnings]
        parts = failing_first(report.parts)
        return told + [
            Point(part.name, self._called(part.name), part, () if part.legible else self._larger()) for part in parts
        ]

    def _called(self, part: str) -> str:
        """What a part is called where there is little room: 表格 · 10月财务收支公布."""
        heading, dot, kind = part.rpartition(" · ")
        return f"{kind}{dot}{heading.removeprefix(self.desk.session.unit.name)}"

    def _ways(self, warning: BoardWarning) -> list[Way]:
        """What can be done here and now about a warning."""
        notice = next((notice for notice in self._notices if notice.title == " ".join(warning.part.split())), None)
        match warning.code:
            case "no_phone":
                return [("填监督电话", "phone", self._ask_for_phone)]
            case "columns_stacked":
                nearer = replace(self.choice, distance=self.choice.distance - 1)
                near = [("改成站近一些看", "eye", partial(self._choose, nearer))] if self.choice.distance > 1 else []
                return [*self._larger(), *near]
            case "moved" if notice is not None:
                near = [("改成近看", "eye", partial(self._choose, self.choice.put_near(notice.id, True)))]
                return [*self._larger(), *(near if notice.id not in self.choice.near else []), *self._edit(notice)]
            case "table_across" | "table_as_lines" | "table_empty" | "moved":
                return self._edit(notice)
        return []

    def _larger(self) -> list[Way]:
        size = self.choice.larger_size()
        if size is None:
            return []
        larger = partial(self._change, width=size[0], height=size[1], is_custom=False)
        return [(f"换成 {size[0]} × {size[1]}", "maximize", larger)]

    def _edit(self, notice: BoardNotice | None) -> list[Way]:
        return [("去改公示", "pencil", partial(self._go_to, notice))] if notice is not None else []

    def _go_to(self, notice: BoardNotice) -> None:
        self.desk.go("notices", notice=notice.id)

    def _ask_for_phone(self) -> None:
        self.view.columns.show_list()
        self.view.phone.setFocus(_OPEN)

    def _show_where(self, name: str, needs_somebody: bool) -> None:
        """Frame the part of the board that was pointed at, and show its board."""
        if self._board is None:
            return
        frames = [
            frame
            for frame in self._board.drawn.report.frames
            if name and (frame.part == name or frame.part.startswith(f"{' '.join(name.split())} · "))
        ]
        self.view.ruled.frames.show_frames(frames, "danger" if needs_somebody else "success")
        desk = self.view.shown.preview.desk
        if frames and desk.page + 1 not in {frame.board for frame in frames}:
            desk.go_to_page(frames[0].board - 1)

    def _go_to_point(self, step: int) -> None:
        self.view.columns.show_side()
        self.view.legibility.go_next(step)

    def _say_sheets(self) -> None:
        if self._board is None:
            self.view.say_sheets(size_words(self.choice.size), "", "")
        else:
            self.view.say_sheets(*sheets_words(self.choice, self._board.drawn.outgoing.pages))

    def _why_not(self) -> str:
        if not self.choice.order:
            return _NOTHING
        if self._board is None or self.drawing.is_waiting:
            return _NOT_DRAWN
        if self.cutting.is_waiting:
            return _CUTTING
        return "有个人信息没有遮挡，改好才能打印" if self._board.drawn.outgoing.found else ""

    # --- ways out --------------------------------------------------------------------------------------------------

    def _with_tiles(self, act: Callable[[Outgoing], object]) -> None:
        """Cut the board that is shown, then let the sheets out."""
        material = (self._board.prepared, self.choice.tiling)
        self._after_cutting = act
        self.cutting.ask(lambda workspace: material, _cut_board)
        self._say_what_can_be_done()

    def _show_cut(self, drawn: DrawnBoard) -> None:
        self._say_what_can_be_done()
        self._after_cutting(drawn.outgoing)

    def _show_not_cut(self, error: BaseException) -> None:
        self._say_what_can_be_done()
        self.desk.messages.trouble(error)

    def _show_cutting_stopped(self) -> None:
        self._say_what_can_be_done()
        self.desk.messages.toast("分块停下了，什么也没有打印。")

    def _print(self, outgoing: Outgoing) -> None:
        print_out(self.desk, self, outgoing, partial(self._save_tiles, outgoing))

    def _save_tiles(self, outgoing: Outgoing) -> None:
        save_pdf(self.desk, outgoing, f"{self._name()}分块{self.choice.sheet}")

    def _save_whole(self) -> None:
        save_pdf(self.desk, self._board.drawn.outgoing, self._name())

    def _name(self) -> str:
        width, height = self.choice.size
        return f"{self.desk.session.unit.name}公示栏{width}×{height}"


def _draw_board(prepared: PreparedBoard, watch: Watch) -> _Board:
    return _Board(prepared, draw_prepared_board(prepared, progress=watched(watch)))


def _cut_board(material: tuple[PreparedBoard, Tiling], watch: Watch) -> DrawnBoard:
    prepared, tiling = material
    return draw_prepared_board(prepared, tiling, watched(watch))
