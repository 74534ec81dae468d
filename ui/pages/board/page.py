"""The notice board: what hangs on it and how large it is decide the drawing; the drawing says what can be read."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.boards.contents import Source, found_entries, renewed
from app.boards.keeping import keep_board, remove_board
from app.boards.staleness import post_board
from app.boards.stored_board import (
    BoardPart,
    StoredBoard,
    divided,
    further_titles,
    hung,
    new_part,
    stepped,
    taken_down,
    with_part,
)
from app.errors import UserFacingError
from app.printing.board_content import MOST_COLUMNS, USUAL_COLUMNS, USUAL_SIZES
from app.products.board import DrawnBoard, PreparedBoard, Tiling, draw_prepared_board, exposed_parts
from app.products.outgoing import Outgoing
from app.workspace import Workspace
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.editors.quiet_combo import QuietCombo
from ui.jobs import Watch
from ui.outgoing import print_out, save_pdf
from ui.pages.areas import next_area
from ui.pages.board.points import Looking
from ui.pages.board.reading import BoardState, prepare, read_boards
from ui.pages.board.view import SETTINGS, BoardTools, BoardView
from ui.pages.board.words import (
    NEW_BOARD,
    board_words,
    hangable_rows,
    hung_rows,
    least_words,
    sheets_words,
    size_words,
)
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_NOT_DRAWN = "还在排版，排好了就能打印"
_NOTHING = "先在左边勾选要放上去的内容"
_CUTTING = "正在排要存的文件"
_SEARCH_MS = 250
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
    hints = ("拖动换地方", "Alt+方向键 移动", "Delete 拿下来", "F8 下一处要看的")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view, self.tools = BoardView(desk.jobs, desk.preferences), BoardTools()
        self.boards = QuietCombo([NEW_BOARD])
        self.boards.setAccessibleName("哪一块公示栏")
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self.cutting = Drawing(desk.session, desk.jobs, self)
        self._state: BoardState | None = None
        self._found: list[Source] = []
        #: Kept or not yet: a board that nobody touched is not stored.
        self.board = StoredBoard("公开栏")
        self._id = ""
        self._edits = 0
        self._is_custom = False
        self._drawn: _Board | None = None
        self._after_cutting: Callable[[Outgoing], object] | None = None
        self._search = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self.body.addWidget(self.view)
        self.set_toolbar(self.tools)
        self.set_primary(self.print)
        self._connect_choices()
        self._connect_tools()
        self._connect_ways_out()
        self._say_what_can_be_done()

    def _connect_choices(self) -> None:
        view = self.view
        view.rows.checked.connect(self._hang)
        view.rows.opened.connect(lambda key: self._hang(key, self.board.part(key) is None))
        # The keyboard coming into the list makes a row current as well, without its being chosen.
        view.rows.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        view.up.clicked.connect(partial(self._step, down=-1))
        view.down.clicked.connect(partial(self._step, down=1))
        view.left.clicked.connect(partial(self._step, right=-1))
        view.right.clicked.connect(partial(self._step, right=1))
        view.form.changed.connect(self.change_part)
        view.settings.changed.connect(self._set)
        view.settings.remove.clicked.connect(self._remove)
        view.search.textChanged.connect(lambda _: self._search.start())
        self._search.timeout.connect(self._find_entries)
        view.dragging.picked.connect(self._pick)
        view.dragging.dropped.connect(self._drop)
        view.legibility.distance_chosen.connect(lambda metres: self.change(distance=float(metres)))
        view.legibility.elder_chosen.connect(lambda elder: self.change(elder=elder))
        view.legibility.part_chosen.connect(self._show_where)

    def _connect_tools(self) -> None:
        tools = self.tools
        self.boards.activated.connect(self._choose_board)
        tools.size.activated.connect(self._choose_size)
        tools.width_mm.valueChanged.connect(lambda mm: self.change(width=mm))
        tools.height_mm.valueChanged.connect(lambda mm: self.change(height=mm))
        tools.text.clicked.connect(lambda: self._add(new_part("text", heading="", text="")))
        tools.code.clicked.connect(lambda: self._add(new_part("code")))
        slots = QMenu(tools.slot)
        for sheet in ("A4", "A3"):
            slots.addAction(f"{sheet} 卡槽", partial(self._add_slot, sheet))
        tools.slot.setMenu(slots)
        columns = QMenu(tools.columns)
        for count in range(1, 5):
            columns.addAction(f"分成 {count} 栏", partial(self._divide_into, count))
        columns.addAction("、".join(USUAL_COLUMNS), lambda: self._divide(list(USUAL_COLUMNS)))
        columns.addAction("按公示的类别分", self._divide_by_subject)
        columns.addAction("改栏目名", self._name_columns)
        tools.set_columns(columns)
        tools.renew.clicked.connect(self.renew)
        tools.post.clicked.connect(self._ask_when_posted)

    def _connect_ways_out(self) -> None:
        view, tools, drawing = self.view, self.tools, self.drawing
        self.print.clicked.connect(lambda: self._with_tiles(self._print))
        tools.tiles.clicked.connect(lambda: self._with_tiles(self._save_tiles))
        tools.whole.clicked.connect(self._save_whole)
        view.start.clicked.connect(lambda: self.desk.go("notices"))
        view.begin.clicked.connect(self._begin_empty)
        for keys, act in {
            "Ctrl+P": self.print.click,
            "Alt+Up": view.up.click,
            "Alt+Down": view.down.click,
            "Alt+Left": view.left.click,
            "Alt+Right": view.right.click,
            "F8": partial(self._go_to_point, 1),
            "Shift+F8": partial(self._go_to_point, -1),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for watched_widget in (view.rows, view.shown.preview.desk):
            taking = QShortcut(QKeySequence.StandardKey.Delete, watched_widget)
            taking.setContext(Qt.ShortcutContext.WidgetShortcut)
            taking.activated.connect(lambda: self.take_down(view.rows.current_key()))
        drawing.drawn.connect(self._show_board)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: view.shown.show_job(job, "正在排公示栏"))
        self.cutting.drawn.connect(self._show_cut)
        self.cutting.failed.connect(self._show_not_cut)
        self.cutting.stopped.connect(self._show_cutting_stopped)
        self.cutting.slow.connect(lambda job: view.shown.show_job(job, "正在排要存的文件"))

    def reload(self) -> None:
        edits = self._edits
        self.desk.session.ask(read_boards, lambda state: self._show_state(state, edits), owner=self)

    def may_leave(self) -> bool:
        self.view.form.take()
        return True

    def show_place(self, **target) -> None:
        board = target.get("board")
        if board is not None:
            self._open(board)

    def areas(self) -> list[QWidget]:
        return [self.view.rows, self.view.shown, self.view.legibility, self.tools]

    def next_area(self, *, back: bool = False) -> bool:
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- which board -----------------------------------------------------------------------------------------------

    def _show_state(self, state: BoardState, edits: int) -> None:
        """Show what was read, unless the clerk has changed the board since: what that gave is on its way."""
        if edits != self._edits:
            return
        self._state = state
        wanted = self._id or self.desk.preferences.get(self._key, "")
        ids = [kept.id for kept in state.boards]
        if wanted in ids:
            self._id, self.board = wanted, state.board(wanted)
        elif ids:
            self._id, self.board = ids[-1], state.board(ids[-1])
        else:
            self._id, self.board = str(uuid.uuid4()), state.proposed
        self.set_badge(len(state.stale))
        self._show_all()

    def _show_all(self) -> None:
        state = self._state
        is_empty = not state.notices and not state.boards and not any(self.board.parts())
        self.view.show_empty(is_empty)
        self.set_toolbar(None if is_empty else self.tools)
        self.set_primary(None if is_empty else self.print)
        self.set_header(self.boards if state.boards else None)
        self._show_choice()
        self._draw()

    def _open(self, id: str) -> None:
        """Show another kept board."""
        self.view.form.take()
        self._id = id
        self.desk.preferences.put(self._key, id)
        self._edits += 1
        self._is_custom = False
        self.reload()

    def _choose_board(self, index: int) -> None:
        boards = self._state.boards
        if index < len(boards):
            self._open(boards[index].id)
            return
        self._id = str(uuid.uuid4())
        self.board = self._state.proposed
        self._keep("新建公示栏")

    def _begin_empty(self) -> None:
        self.board = divided(self._state.proposed, USUAL_COLUMNS)
        self._keep("新建公示栏")

    def _remove(self) -> None:
        id, self._edits = self._id, self._edits + 1
        self._id = ""
        self.desk.session.act(lambda workspace: remove_board(workspace, id), self._say_removed, self._refused, self)

    def _say_removed(self, _: object) -> None:
        self.desk.messages.toast("已删去这一块公示栏", "撤销 Ctrl+Z", self.desk.session.undo)

    # --- what is changed -------------------------------------------------------------------------------------------

    def change(self, **settings) -> None:
        """Change settings of the board."""
        self._choose(replace(self.board, **settings))

    def change_part(self, part: BoardPart) -> None:
        """Put a changed part in the place of the one on the board."""
        if self.board.part(part.id) is not None:
            self._choose(with_part(self.board, part))

    def take_down(self, part: str) -> None:
        """Take a part off the board."""
        self._choose(taken_down(self.board, part))

    def renew(self) -> None:
        """Make the board that of the next period."""
        self._edits += 1
        id, board = self._id, self.board

        def act(workspace: Workspace) -> None:
            keep_board(workspace, renewed(workspace, board), id, "公示栏换成新的一期")

        told = "换成新的一期了：到期的拿下来，同一种公示换成最新的"
        self.desk.session.act(act, lambda _: self._toast(told), self._refused, self)

    def _choose(self, board: StoredBoard) -> None:
        if board == self.board or self._state is None:
            return
        self.board = board
        self._keep()

    def _keep(self, label: str = "") -> None:
        """Store the board as it is now and show it so."""
        self._edits += 1
        id, board = self._id, self.board
        # What is being cut is the board as it was.
        self.cutting.forget()
        self.desk.preferences.put(self._key, id)
        self.desk.session.act(
            lambda workspace: keep_board(workspace, board, id, label), failed=self._refused, owner=self
        )
        self._show_all()

    def _refused(self, error: BaseException) -> None:
        self.desk.messages.trouble(error)
        self.reload()

    def _set(self, settings: dict) -> None:
        if "columns" in settings:
            titles = settings["columns"][:MOST_COLUMNS]
            self._rename(titles or [column.title for column in self.board.columns])
        else:
            self.change(**settings)

    def _rename(self, titles: list[str]) -> None:
        """Other names for as many columns are new names; more or fewer divide the board anew."""
        if len(titles) != len(self.board.columns):
            self._choose(divided(self.board, titles))
            return
        named = zip(self.board.columns, titles, strict=True)
        self.change(columns=tuple(replace(column, title=title) for column, title in named))

    def _divide(self, titles: list[str]) -> None:
        self._choose(divided(self.board, titles))

    def _divide_into(self, count: int) -> None:
        self._divide(further_titles(self.board, count))

    def _divide_by_subject(self) -> None:
        sources = self._state.sources()
        groups = [sources[part.source].group for part in self.board.parts() if part.source in sources]
        titles = list(dict.fromkeys(filter(None, groups)))[:MOST_COLUMNS] or [self.board.columns[0].title]
        board = divided(self.board, titles)
        for part in self.board.parts():
            group = sources[part.source].group if part.source in sources else ""
            board = hung(board, part, titles.index(group)) if group in titles else board
        self._choose(board)

    def _name_columns(self) -> None:
        self.view.columns.show_list()
        self.view.show_tab(SETTINGS)
        self.view.settings.columns.setFocus(_OPEN)

    def _choose_size(self, index: int) -> None:
        self._is_custom = index >= len(USUAL_SIZES)
        if self._is_custom:
            self._show_choice()
            self.tools.width_mm.setFocus(_OPEN)
        else:
            self.change(width=USUAL_SIZES[index][0], height=USUAL_SIZES[index][1])

    def _hang(self, key: str, is_hung: bool) -> None:
        if not is_hung:
            self.take_down(key)
            return
        source = next((each for each in (*self._state.notices, *self._found) if each.id == key), None)
        if source is not None:
            self._add(new_part(source.kind, source=source.id), self._column_of(source), typing=False)

    def _column_of(self, source: Source) -> int | None:
        """The column that has the subject of a notice as its title."""
        titles = [column.title for column in self.board.columns]
        return titles.index(source.group) if source.group in titles else None

    def _add_slot(self, sheet: str) -> None:
        self._add(new_part("slot", sheet=sheet))

    def _add(self, part: BoardPart, column: int | None = None, *, typing: bool = True) -> None:
        """Hang something new below the part that is chosen, or at the end of a column, and go on with it."""
        chosen = self.board.place_of(self.view.rows.current_key())
        if column is None:
            column, place = (chosen[0], chosen[1] + 1) if chosen else (len(self.board.columns) - 1, None)
        else:
            place = None
        self._choose(hung(self.board, part, column, place))
        self._pick(part.id)
        if typing:
            self.view.columns.show_list()
            line = self.view.form.address if part.kind == "code" else self.view.form.heading
            line.setFocus(_OPEN)

    def _step(self, *, down: int = 0, right: int = 0) -> None:
        key = self.view.rows.current_key()
        self._choose(stepped(self.board, key, down, right))
        self._pick(key)

    def _pick(self, key: str) -> None:
        self.view.show_tab("contents")
        self.view.rows.set_current(key)
        self._show_chosen()

    def _drop(self, key: str, column: int, place: int) -> None:
        part = self.board.part(key)
        if part is not None:
            self._choose(hung(self.board, part, column, place))
            self._pick(key)

    def _find_entries(self) -> None:
        words = self.view.search.text()

        def show(found: list[Source]) -> None:
            if words == self.view.search.text():
                self._found = found
                self._show_rows()

        self.desk.session.ask(lambda workspace: found_entries(workspace, words), show, owner=self)

    def _ask_when_posted(self) -> None:
        self.desk.messages.ask_text(
            "贴好了", "哪天贴出去的，写成 2026-11-23 这样", self._post, self._state.today.isoformat()
        )

    def _post(self, text: str) -> None:
        try:
            on = date.fromisoformat(text.strip())
        except ValueError:
            error = UserFacingError("date-wrong", f"“{text}”不是日期，没有记下。要写成 2026-11-23 这样。")
            self.desk.messages.trouble(error)
            return
        self._edits += 1
        id, board = self._id, self.board

        def act(workspace: Workspace) -> None:
            keep_board(workspace, board, id)
            post_board(workspace, id, on)

        told = f"记下了：{on.month}月{on.day}日贴出"
        self.desk.session.act(act, lambda _: self._toast(told), self._refused, self)

    def _toast(self, words: str) -> None:
        self.desk.messages.toast(words, "撤销 Ctrl+Z", self.desk.session.undo)

    # --- what is shown ---------------------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        unit = self.desk.session.unit
        return f"board.{unit.id if unit else ''}"

    def _show_choice(self) -> None:
        board, view, state = self.board, self.view, self._state
        self._show_boards()
        self.set_context(" · ".join([self.desk.session.unit.name, size_words(board.size)]))
        self.tools.show_board(board, is_custom=self._is_custom)
        view.settings.show_board(board)
        view.legibility.set_reading(board.distance, board.elder, least_words(board))
        view.settings.remove.set_available(state.board(self._id) is not None, "这一块还没有存下")
        self._show_rows()

    def _show_boards(self) -> None:
        words = [*board_words(self._state), NEW_BOARD]
        if words != [self.boards.itemText(index) for index in range(self.boards.count())]:
            self.boards.clear()
            self.boards.addItems(words)
            self.boards.fit_contents()
        ids = [kept.id for kept in self._state.boards]
        self.boards.setCurrentIndex(ids.index(self._id) if self._id in ids else len(ids))

    def _show_rows(self) -> None:
        state, unit = self._state, self.desk.session.unit.name
        sources = self._sources()
        stale = {reason.part for reason in state.stale.get(self._id, ())}
        words = self.view.search.text().strip()
        rows = hung_rows(self.board, sources, stale, unit)
        self.view.rows.set_rows(rows + hangable_rows(self.board, state.notices, self._found, words, unit))
        self._show_chosen()

    def _sources(self) -> dict[str, Source]:
        return self._state.sources() | {source.id: source for source in self._found}

    def _show_chosen(self) -> None:
        part = self.board.part(self.view.rows.current_key())
        self.view.form.show_part(part)
        frames = self._drawn.drawn.report.panels if self._drawn else ()
        self.view.ruled.frames.show_chosen([frame for frame in frames if part and frame.key == part.id])
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        view, board = self.view, self.board
        place = board.place_of(view.rows.current_key())
        why = "先在上面选一份放上去的内容"
        column, number = place or (0, 0)
        last = len(board.columns[column].parts) - 1
        view.up.set_available(place is not None and number > 0, why if place is None else "已经在最上面")
        view.down.set_available(place is not None and number < last, why if place is None else "已经在最下面")
        view.left.set_available(place is not None and column > 0, why if place is None else "已经在最左边一栏")
        is_last = column == len(board.columns) - 1
        view.right.set_available(place is not None and not is_last, why if place is None else "已经在最右边一栏")
        why_not = self._why_not()
        for button in (self.print, self.tools.tiles, self.tools.whole):
            button.set_available(not why_not, why_not)

    def _draw(self) -> None:
        if not any(self.board.parts()):
            self._show_nothing()
            self.view.shown.preview.clear()
            self.drawing.forget()
        else:
            if self._drawn is None:
                self.view.shown.preview.show_words("正在排版…")
            self.drawing.ask(partial(prepare, id=self._id, board=self.board), _draw_board)
        self._say_sheets()
        self._say_what_can_be_done()

    def _show_board(self, board: _Board) -> None:
        if board is not self._drawn:
            self.view.shown.preview.show_pdf(board.drawn.outgoing.pdf, size_words(self.board.size))
            self.view.ruled.frames.show_frames([], "danger")
        self._drawn = board
        report = board.drawn.report
        self.view.dragging.show_board(self.board, report)
        self.view.shown.show_note(self._gate_note(board))
        looking = Looking(self.board, self._sources(), self)
        self.view.legibility.set_points(looking.points(self._state.stale.get(self._id, ()), report, self._called))
        self._say_sheets()
        self._show_chosen()

    def _show_nothing(self) -> None:
        self._drawn = None
        self._say_sheets()
        self.view.dragging.show_board(None, None)
        self.view.shown.show_note(None)
        self.view.legibility.set_points([])
        self.view.ruled.frames.show_frames([], "danger")
        self.view.ruled.frames.show_chosen([])

    def _show_refused(self, error: BaseException) -> None:
        self._show_nothing()
        self._say_what_can_be_done()
        if isinstance(error, UserFacingError):
            self.view.shown.show_refusal(error, list(Looking(self.board, {}, self).larger()))
        else:
            self.desk.messages.trouble(error)

    def _show_stopped(self) -> None:
        self._show_nothing()
        self.view.shown.show_stopped(self.drawing.again)
        self._say_what_can_be_done()

    def _gate_note(self, board: _Board) -> Note | None:
        """What stops the board, and the way to where it stands."""
        found = board.drawn.outgoing.found
        if not found:
            return None
        ways = [
            ("去改", "pencil", partial(self._go_to_part, part))
            for id in exposed_parts(board.prepared)[:1]
            if (part := self.board.part(id)) is not None
        ]
        places = "；".join(map(str, found[:3]))
        headline = "有个人信息没有遮挡，不能打印，也不能存成文件。"
        return Note("danger", headline, f"{places}。", ways, compact=True)

    def _go_to_part(self, part: BoardPart) -> None:
        match part.kind:
            case "notice":
                self.go_to_notice(part.source)
            case "entry":
                self.desk.go("drafting", entry=part.source)
            case _:
                self.view.columns.show_list()
                self._pick(part.id)

    def go_to_notice(self, id: str) -> None:
        """Go where a notice is changed."""
        self.desk.go("notices", notice=id)

    def ask_for_phone(self) -> None:
        """Go where the supervision phone is filled in."""
        self.view.columns.show_list()
        self.view.show_tab(SETTINGS)
        self.view.settings.phone.setFocus(_OPEN)

    def _called(self, part: str) -> str:
        """What a part is called where there is little room: 表格 · 10月财务收支公布."""
        heading, dot, kind = part.rpartition(" · ")
        return f"{kind}{dot}{heading.removeprefix(self.desk.session.unit.name)}"

    def _show_where(self, name: str, needs_somebody: bool) -> None:
        """Frame the part of the board that was pointed at, and show its board."""
        if self._drawn is None:
            return
        frames = [
            frame
            for frame in self._drawn.drawn.report.frames
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
        if self._drawn is None:
            self.view.say_sheets(size_words(self.board.size), "", "")
        else:
            self.view.say_sheets(*sheets_words(self.board, self._drawn.drawn.report.pages))

    def _why_not(self) -> str:
        if not any(self.board.parts()):
            return _NOTHING
        if self._drawn is None or self.drawing.is_waiting:
            return _NOT_DRAWN
        if self.cutting.is_waiting:
            return _CUTTING
        return "有个人信息没有遮挡，改好才能打印" if self._drawn.drawn.outgoing.found else ""

    # --- ways out --------------------------------------------------------------------------------------------------

    def _with_tiles(self, act: Callable[[Outgoing], object]) -> None:
        """Cut the board that is shown, then let the sheets out."""
        board = self.board
        self._with_file(Tiling(board.sheet, board.margin, board.overlap), act)

    def _with_file(self, tiling: Tiling | None, act: Callable[[Outgoing], object]) -> None:
        material = (self._drawn.prepared, tiling)
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
        self.desk.messages.toast("排要存的文件停下了，什么也没有打印。")

    def _print(self, outgoing: Outgoing) -> None:
        print_out(self.desk, self, outgoing, partial(self._save_tiles, outgoing))

    def _save_tiles(self, outgoing: Outgoing) -> None:
        save_pdf(self.desk, outgoing, f"{self._name()}分块{self.board.sheet}")

    def _save_whole(self) -> None:
        if self.board.bleed:
            self._with_file(None, self._save_bleeding)
        else:
            save_pdf(self.desk, self._drawn.drawn.outgoing, self._name())

    def _save_bleeding(self, outgoing: Outgoing) -> None:
        save_pdf(self.desk, outgoing, f"{self._name()}出血")

    def _name(self) -> str:
        width, height = self.board.size
        return f"{self.desk.session.unit.name}公示栏{width}×{height}"


def _draw_board(prepared: PreparedBoard, watch: Watch) -> _Board:
    """The board as it will hang; what is cut off around it is printed, not shown."""
    return _Board(prepared, draw_prepared_board(prepared.trimmed(), progress=watched(watch)))


def _cut_board(material: tuple[PreparedBoard, Tiling | None], watch: Watch) -> DrawnBoard:
    prepared, tiling = material
    return draw_prepared_board(prepared, tiling, watched(watch))
