"""The choice of what a column means: the likeliest first, then all there are."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.tables.import_columns import column_label, meaning_labels
from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.meanings import is_ticked
from ui.pages.table_import.reading import Reading

Choose = Callable[[ReadColumn, str | None], object]
_NOT_READ = "这一列不读"
_MOST_OFFERED = 4


def meaning_menu(
    parent: QWidget,
    reading: Reading,
    columns: tuple[ReadColumn, ...],
    choose: Choose,
    forget: Callable[[ReadColumn], object],
) -> QMenu:
    """Return the menu for a column, with a part for each where two stand in one. `choose(column, meaning)` is told of
    a choice, `forget(column)` of leaving it to the program again."""
    menu = QMenu(parent)
    for column in columns:
        head = f"“{reading.masked(column.head) or '没有表头'}”"
        part = menu if len(columns) == 1 else menu.addMenu(head)
        part.setAccessibleName(f"{head}这一列的意思")
        _Filling(part, reading, column, choose).fill(forget)
    return menu


class _Filling:
    """Puts what one column can mean into a menu, called as the checklist of its table does."""

    def __init__(self, menu: QMenu, reading: Reading, column: ReadColumn, choose: Choose) -> None:
        self._menu, self._column, self._choose = menu, column, choose
        self._definition = reading.definition
        self._labels = meaning_labels(reading.definition)

    def fill(self, forget: Callable[[ReadColumn], object]) -> None:
        """Fill it."""
        menu, column, labels = self._menu, self._column, self._labels
        offered = [(each, score) for each, score in column.alternatives if each != column.meaning and each in labels]
        self._add(menu, column.meaning, _sure_words(column))
        for meaning, score in offered[:_MOST_OFFERED]:
            self._add(menu, meaning, f"像 {round(score * 100)} %")
        menu.addSeparator()
        for meaning in labels:
            if not is_ticked(meaning) and meaning != column.meaning:
                self._add(menu, meaning)
        self._add_ticked([meaning for meaning in labels if is_ticked(meaning)])
        if column.meaning is not None:
            self._add(menu, None)
        if column.is_corrected:
            menu.addSeparator()
            menu.addAction("还是照程序看的", lambda: forget(column))

    def _add_ticked(self, meanings: list[str]) -> None:
        if meanings:
            ticked = self._menu.addMenu("打钩的列")
            for meaning in meanings:
                self._add(ticked, meaning)

    def _add(self, menu: QMenu, meaning: str | None, told: str = "") -> None:
        column, choose = self._column, self._choose
        words = self._labels.get(meaning) if meaning != column.meaning else column_label(self._definition, column)
        action = menu.addAction("\t".join(filter(None, (words or _NOT_READ, told))))
        action.setData(meaning)
        action.setCheckable(True)
        action.setChecked(meaning == column.meaning)
        action.triggered.connect(lambda *_: choose(column, meaning))


def _sure_words(column: ReadColumn) -> str:
    return "您定的" if column.is_corrected else f"像 {round(column.confidence * 100)} %"
