"""The laws of the register as somebody picks one to cite: found by words or pinyin, with what is in force now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.standards.law_titles import comparable_title, sure_names
from app.standards.laws import Laws
from app.standards.models import BasisKind, Law, LawState
from app.standards.records import Evidence
from app.standards.spelling import pinyin_spellings

LAW_STATE_LABELS: dict[LawState, str] = {
    "in_force": "现行",
    "amended": "已修改",
    "repealed": "已废止",
    "unknown": "待核",
}
EVIDENCE_LABELS: dict[Evidence, str] = {"seen": "已核对", "partly": "部分核对", "recalled": "待核对"}
"""How well the register knows the name, the dates and the state of a law."""
_NO_MATCH = 9


@dataclass(frozen=True)
class LawChoice:
    """A law to be cited. `successor` is what holds in place of a repealed one, as far as the register knows.

    `names` are its titles in comparable form, `letters` their pinyin and initials, `spellings` what else it is called;
    `cited` is how often the standards cite it.
    """

    title: str
    number: str | None
    kind: BasisKind
    state: LawState
    successor: "LawChoice | None"
    names: tuple[str, ...]
    letters: tuple[str, ...]
    cited: int
    spellings: tuple[str, ...] = ()

    def as_citation(self) -> dict[str, Any]:
        """Return it as a member of a basis, no article named."""
        return {"title": self.title, "number": self.number, "kind": self.kind, "article": None}


def law_choices(laws: Laws) -> tuple[LawChoice, ...]:
    """Return every law of the register, in its order."""
    return tuple(_choice(laws, law) for law in laws)


def choice_named(choices: Sequence[LawChoice], title: str) -> LawChoice | None:
    """Return the law cited by a title, full or short, with or without 《》; None where the register has none."""
    name = comparable_title(title)
    return next((choice for choice in choices if name and name in (*choice.names, *choice.spellings)), None)


def matching_choices(choices: Sequence[LawChoice], typed: str, most: int = 30) -> list[LawChoice]:
    """Return the laws that what is typed may mean, the likeliest first: titles, document numbers, pinyin, initials.

    Characters may be left out: 信息条例 finds 政府信息公开条例. Laws no longer in force come after all others.
    """
    wanted = comparable_title(typed).casefold()
    if not wanted:
        return []
    ranked = [(_rank(choice, wanted), choice) for choice in choices]
    found = [(rank, choice) for rank, choice in ranked if rank < _NO_MATCH]
    found.sort(key=lambda each: (each[1].state == "repealed", each[0], -each[1].cited, len(each[1].title)))
    return [choice for _, choice in found[:most]]


def spelt(names: Sequence[str]) -> tuple[str, ...]:
    """Return pinyin and initials of the names of a law."""
    return tuple(word for name in names for word in pinyin_spellings(name).split())


def _choice(laws: Laws, law: Law) -> LawChoice:
    successor = laws.successor(law) if law.state == "repealed" else None
    names = sure_names(law)
    return LawChoice(
        law.title,
        law.number,
        law.kind,
        law.state,
        _choice(laws, successor) if successor else None,
        names,
        law.letters or spelt(names),
        law.cited_count,
        tuple(name for name in laws.names(law) if name not in names),
    )


def _rank(choice: LawChoice, wanted: str) -> int:
    words = choice.letters if wanted.isascii() and wanted.isalpha() else choice.names
    if wanted in words:
        return 0
    if any(word.startswith(wanted) for word in words):
        return 1
    if any(wanted in word for word in words):
        return 2
    if wanted in comparable_title(choice.number or ""):
        return 3
    return 4 if len(wanted) > 1 and not wanted.isascii() and _in_order(wanted, choice.names[0]) else _NO_MATCH


def _in_order(wanted: str, name: str) -> bool:
    """Whether the characters stand in a name in this order, whatever stands between them."""
    place = -1
    for char in wanted:
        place = name.find(char, place + 1)
        if place < 0:
            return False
    return True
