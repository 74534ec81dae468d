"""Where the chosen part stands: in its column, or where somebody put it by the millimetre."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from app.boards.keeping import SMALLEST_PLACE
from app.boards.stored_board import Place
from app.printing.lengths import LONGEST_BOARD
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_NO_FRAME = "排出来以后才知道它在哪里"


class PlaceForm(QWidget):
    """A button that frees the part, and once it is free four numbers and the way back."""

    chosen = Signal(object)
    """Where the part shall stand; None: in its column."""

    def __init__(self) -> None:
        super().__init__()
        self._place: Place | None = None
        self._frame: Place | None = None
        self._shows = False
        self.free = Button("按毫米摆放", icon="move", compact=True, tip="从栏里拿出来，拖到哪里就在哪里，拖边改大小")
        self.back = Button("改回自动排", icon="undo-2", compact=True, tip="回到它那一栏里，大小随内容")
        self.x, self.y = _millimetres("离左边，毫米", 0), _millimetres("离上边，毫米", 0)
        self.width_mm, self.height_mm = (
            _millimetres("宽，毫米", SMALLEST_PLACE),
            _millimetres("高，毫米", SMALLEST_PLACE),
        )
        self._lay_out()
        self.free.clicked.connect(self._set_free)
        self.back.clicked.connect(lambda: self.chosen.emit(None))
        for spin in self._spins():
            spin.valueChanged.connect(self._take)

    def show_place(self, place: Place | None, frame: Place | None) -> None:
        """Show where the part was put, if it was; `frame` is where it stands now, None while nobody knows."""
        self._place, self._frame, self._shows = place, frame, True
        if place is not None:
            for spin, value in zip(self._spins(), (place.x, place.y, place.width, place.height), strict=True):
                spin.setValue(value)
        self._shows = False
        self.free.setVisible(place is None)
        self.free.set_available(frame is not None, _NO_FRAME)
        self._numbers.setVisible(place is not None)

    def fields(self) -> list[QWidget]:
        """What takes the keyboard, from the top."""
        return [self.free, *self._spins(), self.back]

    def _spins(self) -> list[QDoubleSpinBox]:
        return [self.x, self.y, self.width_mm, self.height_mm]

    def _set_free(self) -> None:
        if self._frame is not None:
            self.chosen.emit(self._frame)
            self.x.setFocus()

    def _take(self) -> None:
        if not self._shows and self._place is not None:
            self._place = Place(*(spin.value() for spin in self._spins()))
            self.chosen.emit(self._place)

    def _lay_out(self) -> None:
        self._numbers = QWidget()
        grid = QGridLayout(self._numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for number, (words, spin) in enumerate(zip(("左", "上", "宽", "高"), self._spins(), strict=True)):
            row, column = divmod(number, 2)
            grid.addWidget(label(words, "table"), row, 2 * column)
            grid.addWidget(spin, row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self.back, 2, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.free)
        column.addWidget(self._numbers)
        self._numbers.hide()


def _millimetres(name: str, least: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(least, LONGEST_BOARD)
    spin.setDecimals(1)
    spin.setKeyboardTracking(False)
    spin.setAccessibleName(name)
    return spin
