"""Texts as the pairs of letters next to each other in them, and how many of these two have in common."""

from collections.abc import Callable
from functools import lru_cache
from operator import add


@lru_cache(maxsize=20_000)
def letter_pairs(text: str) -> frozenset[str]:
    """Return the pairs of a text, of a single letter itself; remembered, for texts that are asked about again."""
    return pairs_of(text)


def pairs_of(text: str) -> frozenset[str]:
    """Return the same without remembering it."""
    return frozenset(map(add, text, text[1:])) if len(text) > 1 else frozenset(text)


def shared(some: frozenset[str], others: frozenset[str], weigh: Callable[[frozenset[str]], float] = len) -> float:
    """Return twice what both have over what they have together (Dice); `weigh`: how much some pairs of letters say."""
    return 2 * weigh(some & others) / (weigh(some) + weigh(others)) if some and others else 0.0
