"""Putting what was read into the widgets of the page: the choice of tables, the table, and what can be done now."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from app.drafting.tables import OwnTable
from ui.pages.drafting.item_list import Listing
from ui.pages.drafting.reading import EntryView, Place, TableView
from ui.pages.drafting.view import DraftingView, Tools
from ui.pages.drafting.words import table_choice


def show_choice(combo: QComboBox, tables: Sequence[OwnTable], place: Place, level: str | None) -> None:
    """Offer the tables and show which one is open."""
    texts = [table_choice(table, level) for table in tables]
    if texts != [combo.itemText(index) for index in range(combo.count())]:
        combo.clear()
        combo.addItems(texts)
    combo.setCurrentIndex([Place(table.checklist, table.field) for table in tables].index(place))


def show_table(view: DraftingView, table: TableView, items: Listing) -> None:
    """Show the items of a table and what can be done with it."""
    view.items.show_items(items)
    view.set_findings_count(len(table.findings))
    _show_tools(view.tools, table, items)


def show_line(view: DraftingView, table: TableView, key: str) -> None:
    """Show in list and findings which line's item is shown, "" for none."""
    if key:
        view.items.rows.set_current(key)
    else:
        view.items.rows.clear_current()
    view.findings.show_findings(table, key)


def show_actions(view: DraftingView, entry: EntryView, keys: Sequence[str]) -> None:
    """Offer what can be done with the item now: adopt it, finish it, or go on; and its neighbours among `keys`."""
    done = entry.not_applicable is not None or entry.state in ("ready", "final")
    words, icon = ("采用这一条", "plus") if entry.entry is None else ("本条完成", "check")
    view.forward.setText("下一条没完成的" if done else words)
    view.forward.set_icon("arrow-right" if done else icon)
    view.forward.set_role("normal" if done else "primary")
    view.reopen.setVisible(done and entry.not_applicable is None)
    view.previous.set_available(entry.key != keys[0], "这是第一条")
    view.next.set_available(entry.key != keys[-1], "这是最后一条")
    view.bar.fit()


def _show_tools(tools: Tools, table: TableView, items: Listing) -> None:
    adopted, open_count = items.adopted, items.adopted - items.done
    whole = "整个领域" if table.place.field else "整张清单"
    tools.adopt_all.setText(f"采用{whole}")
    tools.confirm_all.setText(f"{whole}都核对过了")
    tools.adopt_all.set_available(bool(items.untouched), "标准里本级的事项都采用过了")
    tools.confirm.set_available(bool(adopted), "还没有采用任何事项")
    why = f"还有 {open_count} 条没完成" if adopted else "还没有采用任何事项"
    tools.finalise.set_available(bool(adopted) and not open_count, why)
