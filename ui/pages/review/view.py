"""The layout of the review page: the entries at the left, one beside the standard, what is said of it at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.county.reviewing import ReviewedEntry
from app.exchange.verdicts import Verdict
from ui.editors.growing_text import GrowingText
from ui.pages.review.words import (
    element_cells,
    findings_words,
    heads,
    others_text,
    proposed_lines,
    round_words,
    said_words,
)
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import EVIDENCE, RELATION, STATE, ChipLabel
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.pane_head import PaneHead
from ui.widgets.panel import Panel
from ui.widgets.progress import Bar
from ui.widgets.refilling import refill
from ui.widgets.rows import ITEMS, Row, RowList
from ui.widgets.scrolled import framed, scrolling
from ui.widgets.segments import FilterTabs
from ui.widgets.tables import TextTable

_LIST_LOOK = replace(ITEMS, number=34, separators=True, heading="band", wrap=True)
_TEMPLATES_LOOK = replace(ITEMS, number=44, least=30, wrap=True, separators=True, left=2)
_FEWEST_LINES, _MOST_LINES = 4, 10
_KEYS = 9
"""Templates that have a key of their own, Alt+1 to Alt+9."""


class ListPane(QWidget):
    """Which field of which unit, how far it was looked at, tabs, the entries."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = FilterTabs()
        self.list = RowList(_LIST_LOOK, name="条目")
        self.tick_all = Button("全部勾选", role="mini", tip="勾选这里还没有审的，一起审")
        self._judged = label("", "caption", "text-muted")
        self._bar = Bar(role="success")
        self._empty = label("", "table", "text-muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(14, 12, 12, 0)
        self._empty.hide()
        self.head = PaneHead("条目", last=(self._judged,))
        under = QFrame()
        under.setProperty("line", "bottom")
        column = QVBoxLayout(under)
        column.setContentsMargins(14, 8, 12, 8)
        column.setSpacing(SPACE[2])
        column.addWidget(self._bar)
        column.addWidget(self.tabs)
        column.addWidget(self.tick_all, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(under)
        whole.addWidget(self.list, 1)
        whole.addWidget(self._empty, 1)

    def show_rows(self, rows: list[Row], tabs: list[tuple[str, str, str]], ticked: int, otherwise: str) -> None:
        """Show the entries that the tab lets through; without any, these words."""
        self.tabs.set_tabs(tabs)
        self._empty.setText(otherwise)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.set_rows(rows)
        self.tick_all.setText(f"取消勾选（{ticked}）" if ticked else "全部勾选")
        self.tick_all.set_available(bool(rows), "这里没有条目")

    def show_progress(self, title: str, words: str, part: float) -> None:
        """Say which place this is and how much of it was judged."""
        self.head.title.setText(title)
        self._judged.setText(words)
        self._bar.set_value(part, "success")


class EntryPane(QWidget):
    """One entry beside the standard, and the buttons that judge it."""

    others_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = label("", "table", "text-muted", wrap=True)
        self._title = label("", "page", wrap=True)
        self._chips = QHBoxLayout()
        self._notes = QVBoxLayout()
        self.table = TextTable(name="比标准", hug=True)
        self._others = label("", "table", "text-muted", wrap=True)
        self.compare = Button("同项对比", icon="git-compare", role="link", compact=True, tip="看这一条别的单位怎么写")
        self.back = Button("上一条", icon="arrow-left", key="Alt+←")
        self.forward = Button("下一条", icon="arrow-right", key="Alt+→")
        self.send_back = Button("退回", icon="undo-2", role="danger", key="Ctrl+R")
        self.accept = Button("通过", icon="check", role="primary", key="Ctrl+Enter")
        self.bar = ActionBar([self.back, self.forward], [self.send_back, self.accept])
        self.compare.clicked.connect(self.others_asked)
        self._lay_out()

    def show_entry(self, shown: ReviewedEntry, round: int | None, proposed: Mapping[str, Any]) -> None:
        """Show an entry, with what is proposed for it so far."""
        row = shown.row
        self._path.setText(" · ".join(filter(None, (shown.unit.name, row.heading, row.code))))
        self._title.setText(row.title)
        refill(self._chips, *self._chips_of(shown))
        refill(self._notes, *self._notes_of(shown))
        cells, keys = element_cells(shown, proposed)
        self.table.set_table(heads(shown, round), cells, keys)
        others = others_text(shown)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        self.compare.setVisible(bool(row.code))

    def show_buttons(self, ticked: int, standing: str) -> None:
        """Word the buttons for this entry or for those ticked."""
        self.accept.setText(f"通过勾选的 {ticked} 条" if ticked else "通过")
        self.send_back.setText(f"退回勾选的 {ticked} 条" if ticked else "退回")
        self.accept.set_available(bool(ticked) or standing != "accepted", "这一条已经通过了")
        self.bar.fit()

    def scroll_to_top(self) -> None:
        """Show the head of the entry."""
        self._scroll.verticalScrollBar().setValue(0)

    def _chips_of(self, shown: ReviewedEntry) -> list[QWidget]:
        chips = [STATE[shown.row.standing], RELATION[shown.row.relation]]
        chips += [EVIDENCE[shown.evidence]] if shown.evidence in EVIDENCE else []
        return [ChipLabel(chip) for chip in chips]

    def _notes_of(self, shown: ReviewedEntry) -> list[QWidget]:
        notes: list[QWidget] = []
        if shown.row.standing != "pending":
            word = "通过" if shown.row.standing == "accepted" else "退回"
            take_back = ("收回", "undo-2", self.withdraw_asked.emit)
            kind = "success" if shown.row.standing == "accepted" else "info"
            notes.append(Note(kind, f"这一条已经审过：{word}。", "对方再改，就要重新审。", [take_back], compact=True))
        elif shown.row.again:
            notes.append(Note("difference", "上次退回以后对方改过了。", "请再看一遍。", compact=True))
        if shown.not_applicable is not None:
            notes.append(Note("info", "对方说不涉及。", f"理由：{shown.not_applicable}", compact=True))
        headline, text = findings_words(shown)
        if headline:
            notes.append(Note("warn", headline, text, compact=True))
        return notes

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE[2])
        head.addWidget(self._title, 1)
        head.addLayout(self._chips)
        self._chips.setSpacing(SPACE[2])
        foot = QHBoxLayout()
        foot.addWidget(self._others, 1)
        foot.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignRight)
        inside = QWidget()
        inside.setProperty("surface", "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 12)
        column.setSpacing(SPACE[2])
        column.addWidget(self._path)
        column.addLayout(head)
        column.addLayout(self._notes)
        column.addWidget(framed(self.table))
        column.addLayout(foot)
        column.addStretch(1)
        self._scroll = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.bar)


class WordsPane(QWidget):
    """What was said of an entry round by round, what is being written, and sentences to choose from."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._past = QVBoxLayout()
        self._past.setSpacing(SPACE[2])
        self._now = label("正在写", "strong", "accent")
        self.comment = GrowingText(_FEWEST_LINES, _MOST_LINES)
        self.comment.setAccessibleName("意见")
        self.comment.setPlaceholderText("退回要写为什么；通过可以不写")
        self.comment.textChanged.connect(self.typed)
        self._proposed = Paragraph("", "table", "accent")
        self.templates = RowList(_TEMPLATES_LOOK, name="常用意见", hug=True)
        self._lay_out()

    def show_templates(self, texts: Sequence[str]) -> None:
        """Offer sentences; the first nine have a key."""
        keys = [f"Alt+{number}" if number <= _KEYS else "" for number in range(1, len(texts) + 1)]
        self.templates.set_rows([Row(str(n), text, number=keys[n]) for n, text in enumerate(texts)])

    def show_entry(self, shown: ReviewedEntry, round: int | None, proposed: Mapping[str, Any]) -> None:
        """Show what was said of an entry before, and what is proposed now."""
        cards: list[QWidget] = []
        of_round = ""
        for verdict in shown.conversation:
            if round_words(verdict) != of_round:
                of_round = round_words(verdict)
                cards.append(label(of_round, "caption", "text-muted"))
            cards.append(_card(verdict, shown))
        refill(self._past, *cards)
        self._now.setText(f"第{round}轮，正在写" if round else "正在写")
        lines = proposed_lines(shown.definition, proposed)
        self._proposed.set_text("\n".join(["建议改成：", *lines]) if lines else "")
        self._proposed.setVisible(bool(lines))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 12, 12)
        column.setSpacing(SPACE[2])
        column.addLayout(self._past)
        column.addWidget(self._now)
        column.addWidget(self.comment)
        column.addWidget(self._proposed)
        column.addWidget(label("常用意见，点一下或者按 Alt+数字写进去", "caption", "text-muted"))
        column.addWidget(self.templates)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))


def _card(verdict: Verdict, shown: ReviewedEntry) -> QWidget:
    """One thing that was said, with the answer under it."""
    who, text, role = said_words(verdict)
    card = Panel()
    card.body.setSpacing(SPACE[1])
    card.body.addWidget(label(who, "caption", role, wrap=True))
    for line in filter(None, (text, *(f"建议 {each}" for each in proposed_lines(shown.definition, verdict.proposed)))):
        card.body.addWidget(Paragraph(line, "table"))
    if verdict.answer:
        to = "" if verdict.is_answered else "（说的是以前的意见）"
        card.body.addWidget(label(f"{verdict.answered_by or shown.unit.name} 答复{to}", "caption", "text-muted"))
        card.body.addWidget(Paragraph(verdict.answer, "table"))
    return card
