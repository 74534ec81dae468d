"""What the overview says of tables: chips, second lines, tabs, sums."""

from collections import Counter
from dataclasses import replace

from ui.pages.drafting.overview.records import (
    DECLINED,
    DONE,
    DRAFTING,
    ELSEWHERE,
    FINAL,
    UNTOUCHED,
    Overview,
    TableCard,
)
from ui.widgets.card_list import Card
from ui.widgets.chips import EVIDENCE, STATE, Chip

ALL = "all"
STATES = {
    DRAFTING: Chip("pencil", "编制中", "state", "accent-ink", "accent-soft"),
    UNTOUCHED: STATE["untouched"],
    DONE: STATE["ready"],
    FINAL: STATE["final"],
    DECLINED: Chip("circle-slash", "不涉及", "evidence"),
    ELSEWHERE: Chip("building-2", "县级事项", "evidence"),
}
_ELSEWHERE = {"township": "县级事项", "village": "上级事项"}
_LEVELS = {"county": "县级", "township": "乡级", "village": "村级"}


def state_chip(card: TableCard, level: str | None) -> Chip:
    """Return the chip of a table's state, for a unit of a level."""
    return _elsewhere_chip(level) if card.state == ELSEWHERE else STATES[card.state]


def second_line(card: TableCard, level: str | None) -> str:
    """Return what a card says below its name where it has no bar."""
    if card.state == ELSEWHERE:
        return f"没有{_LEVELS.get(level or '', '本级')}事项"
    if card.entries:
        return f"{card.entries} 条都写了理由"
    return "已写理由"


def count_words(card: TableCard) -> str:
    """Return how many lines are done: 8 / 13 条."""
    return f"{card.done} / {card.total} 条"


def cards_of(overview: Overview, tab: str, level: str | None) -> list[Card]:
    """Return the cards that a tab shows, under the headings of their sections."""
    cards: list[Card] = []
    for section in overview.sections:
        shown = [card for card in section.cards if tab in (ALL, card.state)]
        if shown and section.title and len(overview.sections) > 1:
            cards.append(Card(f"heading {section.title}", section.title, heading=True))
        cards += [_card(card, level) for card in shown]
    return cards


def tabs_of(overview: Overview, level: str | None) -> list[tuple[str, str, str]]:
    """Return the tabs with their counts, one for each state that occurs."""
    counts = Counter(card.state for card in overview.cards())
    chips = STATES | {ELSEWHERE: _elsewhere_chip(level)}
    tabs = [(state, chip.icon, f"{chip.text} {counts[state]}") for state, chip in chips.items() if counts[state]]
    return [(ALL, "", f"全部 {sum(counts.values())}"), *tabs]


def totals(overview: Overview) -> str:
    """Return the sums for the status line."""
    declined = f"，不涉及 {overview.declined:,}" if overview.declined else ""
    return f"已完成 {overview.ready:,}{declined}，共 {overview.total:,} 条"


def _elsewhere_chip(level: str | None) -> Chip:
    return replace(STATES[ELSEWHERE], text=_ELSEWHERE.get(level or "", "没有本级事项"))


def _card(card: TableCard, level: str | None) -> Card:
    name = f"{card.code} {card.name}".strip()
    chip, line = state_chip(card, level), second_line(card, level)
    parts = [name, chip.text]
    if card.is_quiet:
        parts.append(f"理由：{card.reason}" if card.reason else line)
    else:
        parts.append(f"{card.done} 条做完，共 {card.total} 条")
        parts.append(f"其中不涉及 {card.declined} 条" if card.declined else "")
        parts.append(f"标准原文{EVIDENCE[card.evidence].text}" if card.evidence else "")
        parts.append(f"{card.unconfirmed} 条没有核对过" if card.unconfirmed else "")
    spoken = "，".join(part for part in parts if part)
    return Card(card.key, name, (card, chip, line), spoken, spoken, sunken=card.is_quiet)
