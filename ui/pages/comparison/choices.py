"""What the clerk chose so far, element by element; nothing of it is stored before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.proposals.comparison import ElementDifference, Side
from app.proposals.proposals import WHOLE
from ui.pages.comparison.reading import Held

Sides = dict[str, dict[str, Side]]


@dataclass
class Choices:
    """Sides chosen by hand, {key: {element: side}}; what is not named follows the default of its difference."""

    by_hand: Sides = field(default_factory=dict)

    def choose(self, held: Held, element: str, side: Side) -> None:
        """Take one element from a side."""
        self.by_hand.setdefault(held.key, {})[element] = side

    def choose_all(self, held: Held, side: Side) -> None:
        """Take every element that differs from one side."""
        if held.is_whole:
            self.by_hand[held.key] = {WHOLE: side}
        elif held.differences:
            self.by_hand[held.key] = {difference.element: side for difference in held.differences}

    def join(self, held: Held) -> None:
        """Take each element from the side that changed it; for subjects in which nothing was changed by both."""
        self.by_hand[held.key] = {difference.element: difference.side for difference in held.differences}

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what was chosen for these."""
        for key in keys:
            self.by_hand.pop(key, None)

    def side(self, held: Held, difference: ElementDifference) -> Side | None:
        """Return the side an element is taken from; None while nobody decided what both changed."""
        chosen = self.by_hand.get(held.key, {}).get(difference.element)
        return chosen or (None if difference.kind == "conflict" else difference.side)

    def is_by_hand(self, held: Held, element: str) -> bool:
        """Whether the side of an element was chosen."""
        return element in self.by_hand.get(held.key, {})

    def is_open(self, held: Held) -> bool:
        """Whether the subject waits for a person."""
        if held.is_whole:
            return held.key not in self.by_hand
        if held.is_merge:
            return held.key not in self.by_hand
        if held.change != "conflict":
            return False
        chosen = self.by_hand.get(held.key)
        return chosen is None or any(element not in chosen for element in held.asks)

    def open_elements(self, held: Held) -> list[str]:
        """The elements that wait for a person."""
        chosen = self.by_hand.get(held.key, {})
        return [element for element in held.asks if element not in chosen]

    def decisions(self, held: Iterable[Held]) -> Sides:
        """Return what applying needs: all sides of each subject that something was chosen for and that is not open."""
        return {one.key: self._sides(one) for one in held if one.key in self.by_hand and not self.is_open(one)}

    def _sides(self, held: Held) -> dict[str, Side]:
        if held.is_whole:
            return dict(self.by_hand[held.key])
        return {each.element: self.side(held, each) or each.side for each in held.differences}
