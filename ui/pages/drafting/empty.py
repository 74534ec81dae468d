"""What the page says where nothing was adopted yet, and what it asks about publishers."""

from collections.abc import Callable

from app.drafting.projection import PublisherAnswer
from ui.pages.drafting.records import TableView
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.note import Note

_MOST_CODES = 4


def nothing_adopted(
    table: TableView,
    level: str,
    adopt: Callable[[], object],
    add: Callable[[], object],
    bring: Callable[[], object],
) -> EmptyState:
    """Return what stands in the middle of a table without entries; `bring` leads to where a table is taken in."""
    count = len(table.items)
    if table.not_concerned:
        words = f"理由：{table.not_concerned}。不用填，也不算没做完。又有这类事了，点上面的“采用整个领域”接着填。"
        state = EmptyState("circle-slash", f"“{table.name}”与本单位无关", words)
    elif count:
        words = "采用以后每一条都照标准写好，公开主体换成本单位，再一条一条看、改。随时可以撤销。"
        state = EmptyState("list-checks", f"“{table.name}”还没有开始", words)
        button = Button(f"采用这 {count} 条", icon="arrow-down-to-line", role="primary")
        button.clicked.connect(lambda: adopt())
        title = "采用整个领域" if table.place.field else "采用整张清单"
        words = f"标准里{level}一级的 {count} 条。也可以先在事项列表里选一条看看。"
        state.add_action("arrow-down-to-line", title, words, button)
    else:
        words = f"标准里这个领域没有{level}一级的事项，多数单位不用填。"
        state = EmptyState("list-checks", f"“{table.name}”没有本级的事项", words)
    if table.place.field and not table.not_concerned:
        bring_in = Button("导入表格…", icon="file-input")
        bring_in.clicked.connect(lambda: bring())
        words = "以前编好的 Excel、Word 或者网页上的目录，看懂以后再对照。"
        state.add_action("file-input", "导入已有的表格", words, bring_in)
    local = Button("新增一条", icon="circle-plus")
    local.clicked.connect(lambda: add())
    state.add_action("circle-plus", "新增一条", "标准里没有、本单位确实要公开的事。", local)
    return state


def publisher_question(table: TableView, unit: str, answer: Callable[[PublisherAnswer], object]) -> Note | None:
    """Return the question about items whose publisher is somebody else; None where there is nothing to ask."""
    codes = table.open_publishers
    if not codes:
        return None
    listed = "、".join(codes[:_MOST_CODES]) + (" 等" if len(codes) > _MOST_CODES else "")
    return Note(
        "info",
        f"有 {len(codes)} 条的公开主体不是本级（{listed}），怎么写？",
        f"本单位公开的写“{unit}”；不归本单位的可以标为不涉及。只问这一次，以后可以撤销。",
        [
            ("本单位公开", "", lambda: answer("own")),
            ("照原文", "", lambda: answer("as-written")),
            ("不涉及", "", lambda: answer("not-applicable")),
        ],
        compact=True,
    )
