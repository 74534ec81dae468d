"""What the overview shows, as plain records."""

from collections.abc import Iterator
from dataclasses import dataclass

from ui.pages.drafting.records import Place

UNTOUCHED, DRAFTING, DONE, FINAL, DECLINED, ELSEWHERE = (
    "untouched",
    "drafting",
    "done",
    "final",
    "declined",
    "elsewhere",
)


@dataclass(frozen=True)
class TableCard:
    """One table. `state`: untouched, drafting, done, final, declined (it does not concern us), or elsewhere (it has no
    items of our level).

    `done` of `total` lines need nothing more, `declined` of these do not concern us. `evidence`: seen, partly or
    recalled, "" where there is no standard text; `unconfirmed` entries were not held against the official one.
    `reason`: why the whole field was said not to concern us.
    """

    place: Place
    code: str
    name: str
    state: str
    total: int = 0
    done: int = 0
    declined: int = 0
    entries: int = 0
    untouched: int = 0
    unconfirmed: int = 0
    evidence: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """The key of the card."""
        return self.place.field or self.place.checklist

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to be done here."""
        return self.state in (DECLINED, ELSEWHERE)


@dataclass(frozen=True)
class Section:
    """Tables of one kind under a heading; the first section has none."""

    title: str
    cards: tuple[TableCard, ...]


@dataclass(frozen=True)
class Overview:
    """All tables of the unit, and their sums: lines that are finished, do not concern us, and are there at all."""

    sections: tuple[Section, ...]
    ready: int
    declined: int
    total: int

    def cards(self) -> Iterator[TableCard]:
        """Yield every card."""
        return (card for section in self.sections for card in section.cards)

    def card(self, key: str) -> TableCard | None:
        """Return the card with a key."""
        return next((card for card in self.cards() if card.key == key), None)
