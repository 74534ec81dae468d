"""The choice of what a column means: the likeliest first, then all there are."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.meanings import LABELS, is_ticked, label_of

Choose = Callable[[ReadColumn, str | None], object]
_NOT_READ = "这一列不读"
_MOST_OFFERED = 4


def meaning_menu(
    parent: QWidget, columns: tuple[ReadColumn, ...], choose: Choose, forget: Callable[[ReadColumn], object]
) -> QMenu:
    """Return the menu for a column, with a part for each where two stand in one. `choose(column, meaning)` is told of
    a choice, `forget(column)` of leaving it to the program again."""
    menu = QMenu(parent)
    for column in columns:
        part = menu if len(columns) == 1 else menu.addMenu(f"“{column.head or '没有表头'}”")
        _fill(part, column, choose, forget)
    return menu


def _fill(menu: QMenu, column: ReadColumn, choose: Choose, forget: Callable[[ReadColumn], object]) -> None:
    menu.setAccessibleName(f"“{column.head or '没有表头'}”这一列的意思")
    offered = [(meaning, score) for meaning, score in column.alternatives if meaning != column.meaning]
    _add(menu, column.meaning, column, choose, _sure_words(column))
    for meaning, score in offered[:_MOST_OFFERED]:
        _add(menu, meaning, column, choose, f"像 {round(score * 100)} %")
    menu.addSeparator()
    for meaning in LABELS:
        if not is_ticked(meaning) and meaning != column.meaning:
            _add(menu, meaning, column, choose)
    ticked = menu.addMenu("打钩的列")
    for meaning in filter(is_ticked, LABELS):
        _add(ticked, meaning, column, choose)
    if column.meaning is not None:
        _add(menu, None, column, choose)
    if column.is_corrected:
        menu.addSeparator()
        menu.addAction("还是照程序看的", lambda: forget(column))


def _add(menu: QMenu, meaning: str | None, column: ReadColumn, choose: Choose, told: str = "") -> None:
    action = menu.addAction("\t".join(filter(None, (label_of(meaning) or _NOT_READ, told))))
    action.setData(meaning)
    action.setCheckable(True)
    action.setChecked(meaning == column.meaning)
    action.triggered.connect(lambda *_: choose(column, meaning))


def _sure_words(column: ReadColumn) -> str:
    return "您定的" if column.is_corrected else f"像 {round(column.confidence * 100)} %"
