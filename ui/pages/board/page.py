"""The notice board: what hangs on it and how large it is decide the drawing; the drawing says what can be read."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.boards.contents import Source, found_entries
from app.boards.stored_board import BoardPart, Place, StoredBoard, new_part
from app.printing.board_content import USUAL_COLUMNS, USUAL_SIZES
from app.products.board import DrawnBoard, PreparedBoard
from ui.desk import Desk
from ui.editors.quiet_combo import QuietCombo
from ui.pages.areas import next_area
from ui.pages.board.composing import Composing
from ui.pages.board.letting_out import LettingOut
from ui.pages.board.placing import frame_place
from ui.pages.board.shown_board import ShownBoard
from ui.pages.board.view import CONTENTS, SETTINGS, BoardTools, BoardView
from ui.pages.board.words import (
    NEW_BOARD,
    board_words,
    hangable_rows,
    hung_rows,
    least_words,
    size_words,
)
from ui.pages.page import Page
from ui.widgets.buttons import Button

_NOT_DRAWN = "还在排版，排好了就能打印"
_NOTHING = "先勾选要放上去的内容"
_CUTTING = "正在排要存的文件"
_SEARCH_MS = 250
# Millimetres that a free part goes at once with Shift held; others go as far as there are places.
_FAR = 10
_OPEN = Qt.FocusReason.OtherFocusReason


class BoardPage(Page):
    """Choices at the left and on top, the very board in the middle, what to look at on the right."""

    place = "board"
    title = "公示栏"
    icon = "panels-top-left"
    hints = ("拖动换地方", "Alt+方向键 移动", "Delete 拿下来", "F8 下一处要看的")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: list[Source] = []
        self._is_custom = False
        self._has_form = self._has_settings = False
        self._search = QTimer(self, singleShot=True, interval=_SEARCH_MS)

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.view = BoardView(desk.jobs, desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self.tools = BoardTools()
        yield
        self.boards = QuietCombo([NEW_BOARD])
        self.boards.setAccessibleName("哪一块公示栏")
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self.composing = Composing(desk, self)
        self.shown = ShownBoard(desk, self.view, self.composing, self._sources, self)
        self.drawing = self.shown.drawing
        self.ways_out = LettingOut(desk, self, lambda job: self.view.shown.show_job(job, "正在排要存的文件"))
        self.set_toolbar(self.tools)
        self.set_primary(self.print)
        yield
        self._connect_choices()
        self._connect_tools()
        self._connect_ways_out()
        self._connect_keys()
        self._say_what_can_be_done()

    @property
    def board(self) -> StoredBoard:
        """The board that is shown."""
        return self.composing.board

    def _connect_choices(self) -> None:
        view, composing = self.view, self.composing
        composing.changed.connect(self._show_all)
        view.rows.checked.connect(self._hang)
        view.rows.opened.connect(lambda key: self._hang(key, self.board.part(key) is None))
        # The keyboard coming into the list makes a row current as well, without its being chosen.
        view.rows.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        view.up.clicked.connect(partial(self._step, down=-1))
        view.down.clicked.connect(partial(self._step, down=1))
        view.left.clicked.connect(partial(self._step, right=-1))
        view.right.clicked.connect(partial(self._step, right=1))
        view.made.connect(self._take_forms)
        view.search.textChanged.connect(lambda _: self._search.start())
        self._search.timeout.connect(self._find_entries)
        view.dragging.picked.connect(self._pick)
        view.dragging.dropped.connect(self._drop)
        view.dragging.placed.connect(self._place)
        view.legibility.distance_chosen.connect(lambda metres: composing.change(distance=float(metres)))
        view.legibility.elder_chosen.connect(lambda elder: composing.change(elder=elder))

    def _take_forms(self) -> None:
        """Connect and fill a form that was just made."""
        form, settings = self.view.made_forms()
        if form is not None and not self._has_form:
            self._has_form = True
            form.changed.connect(self.composing.change_part)
            form.place.chosen.connect(lambda place: self._place(self.view.rows.current_key(), place))
        if settings is not None and not self._has_settings:
            self._has_settings = True
            settings.changed.connect(self._set)
            settings.remove.clicked.connect(self.composing.remove)
            self._show_settings()

    def _connect_tools(self) -> None:
        tools, composing = self.tools, self.composing
        self.boards.activated.connect(self._choose_board)
        tools.size.activated.connect(self._choose_size)
        tools.width_mm.valueChanged.connect(lambda mm: composing.change(width=mm))
        tools.height_mm.valueChanged.connect(lambda mm: composing.change(height=mm))
        tools.text.clicked.connect(lambda: self._add(new_part("text")))
        tools.code.clicked.connect(lambda: self._add(new_part("code")))
        slots = QMenu(tools.slot)
        for sheet in ("A4", "A3"):
            slots.addAction(f"{sheet} 卡槽", partial(self._add_slot, sheet))
        tools.slot.setMenu(slots)
        columns = QMenu(tools.columns)
        for count in range(1, 5):
            columns.addAction(f"分成 {count} 栏", partial(composing.divide_into, count))
        columns.addAction("、".join(USUAL_COLUMNS), lambda: composing.divide(list(USUAL_COLUMNS)))
        columns.addAction("按公示的类别分", composing.divide_by_subject)
        columns.addAction("改栏目名", self._name_columns)
        tools.columns.setMenu(columns)
        tools.renew.clicked.connect(composing.renew)
        tools.post.clicked.connect(self._ask_when_posted)

    def _connect_ways_out(self) -> None:
        view, tools = self.view, self.tools
        self.print.clicked.connect(self.ways_out.print)
        tools.tiles.clicked.connect(self.ways_out.save_tiles)
        tools.whole.clicked.connect(self.ways_out.save_whole)
        self.ways_out.changed.connect(self._say_what_can_be_done)
        view.start.clicked.connect(lambda: self.desk.go("notices"))
        view.begin.clicked.connect(lambda: self.composing.begin(empty=True))
        self.shown.changed.connect(self._show_drawn)
        self.shown.part_wanted.connect(self._go_to_part)

    def _connect_keys(self) -> None:
        view = self.view
        for keys, act in {
            "Ctrl+P": self.print.click,
            "Alt+Up": view.up.click,
            "Alt+Down": view.down.click,
            "Alt+Left": view.left.click,
            "Alt+Right": view.right.click,
            "Alt+Shift+Up": partial(self._step, down=-_FAR),
            "Alt+Shift+Down": partial(self._step, down=_FAR),
            "Alt+Shift+Left": partial(self._step, right=-_FAR),
            "Alt+Shift+Right": partial(self._step, right=_FAR),
            "F8": partial(self._go_to_point, 1),
            "Shift+F8": partial(self._go_to_point, -1),
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for place in (view.rows, view.shown.preview.desk):
            taking = QShortcut(QKeySequence.StandardKey.Delete, place)
            taking.setContext(Qt.ShortcutContext.WidgetShortcut)
            taking.activated.connect(lambda: self.composing.take_down(view.rows.current_key()))

    def reload(self) -> None:
        self.composing.read()

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        yield lambda: self.view.form
        yield from self.view.begun_settings.parts()
        yield lambda: self.view.settings

    def may_leave(self) -> bool:
        self._take_typed()
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

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _open(self, id: str) -> None:
        self._take_typed()
        self._is_custom = False
        self.composing.open(id)

    def _choose_board(self, index: int) -> None:
        boards = self.composing.state.boards
        if index < len(boards):
            self._open(boards[index].id)
        else:
            self._take_typed()
            self.composing.begin()

    def _take_typed(self) -> None:
        if self._has_form:
            self.view.form.take()

    def _set(self, settings: dict) -> None:
        if "columns" in settings:
            self.composing.name_columns(settings["columns"])
        else:
            self.composing.change(**settings)

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
            self.composing.change(width=USUAL_SIZES[index][0], height=USUAL_SIZES[index][1])

    def _hang(self, key: str, is_hung: bool) -> None:
        """Hang a notice or entry (by its id), or take a part down."""
        if not is_hung:
            self.composing.take_down(key)
            return
        source = self._sources().get(key)
        if source is not None:
            self._add(new_part(source.kind, source=source.id), typing=False)

    def _add_slot(self, sheet: str) -> None:
        self._add(new_part("slot", sheet=sheet))

    def _add(self, part: BoardPart, *, typing: bool = True) -> None:
        """Hang something new below the part that is chosen, and go on with it."""
        self.composing.add(part, below=self.view.rows.current_key())
        self._pick(part.id)
        if typing:
            self.view.columns.show_list()
            line = self.view.form.address if part.kind == "code" else self.view.form.heading
            line.setFocus(_OPEN)

    def _step(self, *, down: int = 0, right: int = 0) -> None:
        key = self.view.rows.current_key()
        self.composing.step(key, down, right)
        self._pick(key)

    def _pick(self, key: str) -> None:
        self.view.show_tab(CONTENTS)
        self.view.rows.set_current(key)
        self._show_chosen()

    def _drop(self, key: str, column: int, place: int) -> None:
        """Move a part, or hang what a dragged row stands for."""
        source = self._sources().get(key)
        part = self.board.part(key) or (source and new_part(source.kind, source=source.id))
        if part is not None:
            # Whoever drags a row to a column wants it to stand there.
            part = replace(part, place=None)
            self.composing.hang(part, column, place)
            self._pick(part.id)

    def _place(self, key: str, place: Place | None) -> None:
        """Put a part where it shall stand, or give it back to its column."""
        self.composing.place(key, place)
        self._show_chosen()

    def _find_entries(self) -> None:
        if not self.desk.session.is_open:
            return
        words = self.view.search.text()

        def show(found: list[Source]) -> None:
            if words == self.view.search.text():
                self._found = found
                self._show_rows()

        self.desk.session.ask(lambda workspace: found_entries(workspace, words), show, owner=self)

    def _ask_when_posted(self) -> None:
        today = self.composing.state.today.isoformat()
        self.desk.messages.ask_text("贴好了", "哪天贴出去的，写成 2026-11-23 这样", self.composing.post, today)

    # --- what is shown ---------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        state = self.composing.state
        is_empty = self.composing.has_nothing
        self.view.show_empty(is_empty)
        self.hints = () if is_empty else type(self).hints
        self.set_toolbar(None if is_empty else self.tools)
        self.set_primary(None if is_empty else self.print)
        self.set_header(self.boards if state.boards else None)
        self.set_badge(len(state.stale))
        # What is being cut is the board as it was.
        self.ways_out.set_board(self.board, self._for_ways_out())
        self._show_choice()
        self.shown.draw()

    def _show_drawn(self) -> None:
        self.ways_out.set_board(self.board, self._for_ways_out())
        self._show_chosen()

    def _for_ways_out(self) -> tuple[PreparedBoard, DrawnBoard] | None:
        drawn = self.shown.drawn
        return (drawn.prepared, drawn.drawn) if drawn else None

    def _show_choice(self) -> None:
        board, view = self.board, self.view
        self._show_boards()
        self.set_context(" · ".join([self.desk.session.unit.name, size_words(board.size)]))
        self.tools.show_board(board, is_custom=self._is_custom)
        view.legibility.set_reading(board.distance, board.elder, least_words(board))
        self._show_settings()
        self._show_rows()

    def _show_settings(self) -> None:
        if self._has_settings and self.composing.state is not None:
            settings = self.view.settings
            settings.show_board(self.board)
            settings.remove.set_available(self.composing.is_kept, "这一块还没有存下")

    def _show_boards(self) -> None:
        words = [*board_words(self.composing.state), NEW_BOARD]
        if words != [self.boards.itemText(index) for index in range(self.boards.count())]:
            self.boards.clear()
            self.boards.addItems(words)
            self.boards.fit_contents()
        ids = [kept.id for kept in self.composing.state.boards]
        self.boards.setCurrentIndex(ids.index(self.composing.id) if self.composing.id in ids else len(ids))

    def _show_rows(self) -> None:
        unit = self.desk.session.unit.name
        stale = {reason.part for reason in self.composing.stale}
        words = self.view.search.text().strip()
        rows = hung_rows(self.board, self._sources(), stale, unit)
        notices = self.composing.state.notices
        self.view.rows.set_rows(rows + hangable_rows(self.board, notices, self._found, words, unit))
        self._show_chosen()

    def _sources(self) -> dict[str, Source]:
        return self.composing.state.sources() | {source.id: source for source in self._found}

    def _show_chosen(self) -> None:
        part = self.board.part(self.view.rows.current_key())
        if part is not None or self._has_form:
            source = self._sources().get(part.source) if part else None
            self.view.form.show_part(part, has_list=source is not None and source.has_list)
        shown = self.shown.drawn.drawn.report.panels if self.shown.drawn else ()
        frames = [frame for frame in shown if part is not None and frame.key == part.id]
        is_free = part is not None and part.place is not None
        self.view.ruled.frames.show_chosen(frames, is_free=is_free)
        if self._has_form and part is not None:
            self.view.form.place.show_place(part.place, frame_place(frames))
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        view, board = self.view, self.board
        place = board.place_of(view.rows.current_key())
        part = board.part(view.rows.current_key())
        is_free = part is not None and part.place is not None
        why = "先在上面选一份放上去的内容"
        column, number = place or (0, 0)
        last = len(board.columns[column].parts) - 1
        for button, can, end in (
            (view.up, number > 0, "已经在最上面"),
            (view.down, number < last, "已经在最下面"),
            (view.left, column > 0, "已经在最左边一栏"),
            (view.right, column < len(board.columns) - 1, "已经在最右边一栏"),
        ):
            button.set_available(place is not None and (can or is_free), why if place is None else end)
        why_not = self._why_not()
        # The one with the keyboard last: to the others it would fall, and stay there.
        for button in sorted((self.print, self.tools.tiles, self.tools.whole), key=lambda each: each.hasFocus()):
            button.set_available(not why_not, why_not)

    def _why_not(self) -> str:
        if not any(self.board.parts()):
            return _NOTHING
        if self.shown.drawn is None or self.drawing.is_waiting:
            return _NOT_DRAWN
        if self.ways_out.cutting.is_waiting:
            return _CUTTING
        return "有个人信息没有遮挡，改好才能打印" if self.shown.drawn.drawn.outgoing.found else ""

    # --- what is to be looked at -----------------------------------------------------------------------------------

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

    def _go_to_point(self, step: int) -> None:
        self.view.columns.show_side()
        self.view.legibility.go_next(step)
