"""Areas and lists that nobody sees are not measured each time that what they stand in moves."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.theme.theme import is_look_change
from ui.widgets.labels import label
from ui.widgets.row_spec import Row
from ui.widgets.rows import RowList
from ui.widgets.scrolled import scrolled_column


class _Measured(QWidget):
    """Counts how often it is asked for its size."""

    asked = 0

    def sizeHint(self) -> QSize:
        self.asked += 1
        return QSize(100, 30)


class _Told(QWidget):
    """Counts how often it is told of another look."""

    told = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.told += is_look_change(event)


def _inside(widget: QWidget) -> QWidget:
    outer = QWidget()
    QVBoxLayout(outer).addWidget(widget)
    return outer


def test_building_around_an_area_does_not_measure_what_it_holds(qtbot):
    measured = _Measured()
    whole = scrolled_column([measured])
    before = measured.asked
    for _ in range(6):
        whole = _inside(whole)
    assert measured.asked == before
    qtbot.addWidget(whole)
    whole.show()
    qtbot.waitExposed(whole)
    assert measured.asked > before


def test_an_area_fits_its_content_after_a_look_chosen_while_it_was_hidden(qtbot):
    area = scrolled_column([label("一行字", "body") for _ in range(30)])
    around = _inside(area)
    qtbot.addWidget(around)
    around.resize(300, 300)
    around.show()
    qtbot.waitExposed(around)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    small = area.verticalScrollBar().maximum()
    around.hide()
    choose_look(scale=2.0)
    around.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1.5 * small)


def test_rows_have_the_height_of_a_look_chosen_while_they_were_hidden(qtbot):
    rows = RowList(name="清单")
    rows.set_rows([Row(key=str(number), title=f"第 {number} 行") for number in range(5)])
    around = _inside(rows)
    qtbot.addWidget(around)
    around.resize(300, 600)
    around.show()
    qtbot.waitExposed(around)
    second = rows.visualRect(rows.model().index(1, 0))
    around.hide()
    choose_look(scale=2.0)
    around.show()
    qtbot.waitUntil(lambda: rows.visualRect(rows.model().index(1, 0)).top() > second.top())
    assert rows.visualRect(rows.model().index(1, 0)).height() > second.height()


def test_what_comes_to_stand_in_another_widget_is_not_told_of_another_look(qtbot):
    told = _Told()
    around = _inside(_inside(told))
    qtbot.addWidget(around)
    assert told.told == 0
    choose_look(scale=1.5)
    assert told.told == 1
