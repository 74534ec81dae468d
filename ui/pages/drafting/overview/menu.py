"""The menu of what can be done with a whole table."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from ui.pages.drafting.overview.acts import TableActs
from ui.pages.drafting.overview.records import DECLINED, ELSEWHERE, TableCard


def table_menu(
    acts: TableActs,
    card: TableCard,
    reasons: Sequence[str],
    *,
    open_table: Callable[[], object],
    write_reason: Callable[[], object],
    parent: QWidget,
) -> QMenu:
    """Return the menu of a card; `reasons` are the usual ones for 不涉及."""
    menu = QMenu(parent)
    menu.addAction("打开", open_table)
    if card.untouched and card.state != DECLINED:
        whole = "整个领域" if card.place.field else "整张清单"
        menu.addAction(f"采用{whole}（{card.untouched} 条）", lambda: acts.adopt(card))
    if card.state != ELSEWHERE:
        menu.addAction("抄过来…", lambda: acts.copy(card))
    menu.addSeparator()
    if card.declined or card.state == DECLINED:
        menu.addAction("恢复为涉及", lambda: acts.take_up(card))
    if card.state == DECLINED and not card.entries:
        menu.addAction("改理由…", write_reason)
    if card.state not in (DECLINED, ELSEWHERE):
        _add_reasons(menu, acts, card, reasons, write_reason)
    if card.entries:
        menu.addAction("对照原文核对过了", lambda: acts.confirm(card))
        menu.addSeparator()
        menu.addAction("打印", lambda: acts.print(card))
    return menu


def _add_reasons(
    menu: QMenu, acts: TableActs, card: TableCard, reasons: Sequence[str], write_reason: Callable[[], object]
) -> None:
    whole = "整个领域" if card.place.field else "整张清单"
    listed = menu.addMenu(f"{whole}标为不涉及")
    for reason in reasons:
        listed.addAction(reason, lambda reason=reason: acts.decline(card, reason))
    listed.addSeparator()
    listed.addAction("写别的理由…", write_reason)
