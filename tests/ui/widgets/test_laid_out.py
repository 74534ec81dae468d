"""What stands in layouts: looked at without leaving behind what later widgets could be taken for."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QScrollBar, QVBoxLayout, QWidget
from shiboken6 import delete

from ui.widgets.flow import Flow
from ui.widgets.laid_out import laid_out, widgets_of


def test_widgets_and_inner_layouts_come_in_their_order(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    column, line, flow = QVBoxLayout(outer), QHBoxLayout(), Flow()
    first, second, third, fourth = (QLabel(text) for text in "甲乙丙丁")
    column.addWidget(first)
    column.addStretch()
    column.addLayout(line)
    line.addWidget(second)
    column.addWidget(third)
    column.addLayout(flow)
    flow.addWidget(fourth)
    for _ in range(2):
        assert list(laid_out(column)) == [first, line, third, flow]
        assert widgets_of(column) == [first, third]
        assert widgets_of(line) == [second] and widgets_of(flow) == [fourth]


def test_what_comes_after_is_what_it_is(qtbot):
    """Qt puts new widgets where items were freed; the binding must not know those addresses by then."""
    kept = []
    for turn in range(40):
        page = QWidget()
        qtbot.addWidget(page)
        layout = QGridLayout(page) if turn % 2 else QVBoxLayout(page)
        for _ in range(30):
            layout.addWidget(QLabel())
        for part in list(laid_out(layout)):
            delete(part)
        areas = [QScrollArea() for _ in range(30)]
        kept += [page, layout, *areas]
        for area in areas:
            assert isinstance(area.verticalScrollBar(), QScrollBar) and isinstance(area.viewport(), QWidget)
    assert kept
