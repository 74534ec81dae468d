"""Requests on one matter: what several ask for should be published of its own accord (条例第四十四条)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.drafting.lookup import entry_title
from app.registers.request_records import KeptRequest
from app.registers.requests import requests
from app.standards.matching import plain
from app.standards.request_rules import MatterRules, request_rules
from app.workspace import Workspace

_LEAST_WORDS = 2  # pairs of characters


@dataclass(frozen=True)
class RepeatedMatter:
    """One matter with the cases behind it, the latest in front. `entry` and `title`: our entry that is most like it,
    None where none is: then one of our own is proposed."""

    matter: str
    cases: tuple[str, ...]
    numbers: tuple[str, ...]
    words: str
    entry: str | None = None
    title: str | None = None


def repeated_matters(workspace: Workspace) -> list[RepeatedMatter]:
    """Return the matters that were asked for more than once, the most frequent first."""
    rules = request_rules(workspace.library).matters
    groups = [group for group in _groups(requests(workspace), rules) if len(group) > 1]
    found = [_suggested(workspace, group, rules) for group in groups]
    return sorted(found, key=lambda each: (-len(each.cases), each.matter))


def _groups(known: Sequence[KeptRequest], rules: MatterRules) -> list[list[KeptRequest]]:
    """Put each case to the group whose first case is most like it."""
    groups: list[tuple[frozenset[str], list[KeptRequest]]] = []
    for kept in known:
        pairs = _pairs(kept.case.asked, rules.passed_over)
        best = max(groups, key=lambda group: _likeness(pairs, group[0]), default=None)
        if best is not None and _likeness(pairs, best[0]) >= rules.likeness:
            best[1].append(kept)
        else:
            groups.append((pairs, [kept]))
    return [members for _, members in groups]


def _suggested(workspace: Workspace, group: Sequence[KeptRequest], rules: MatterRules) -> RepeatedMatter:
    matter = group[0].case.asked
    entry = _nearest_entry(workspace, _pairs(matter, rules.passed_over), rules)
    numbers = tuple(kept.case.number for kept in group)
    what = f"可以公开的，建议主动公开，归到“{entry[1]}”" if entry else "可以公开的，建议主动公开，并在目录里新增一项"
    words = f"有 {len(group)} 件申请要同一件事（{'、'.join(numbers)}）。{what}（政府信息公开条例第四十四条）。"
    return RepeatedMatter(matter, tuple(kept.id for kept in group), numbers, words, *(entry or (None, None)))


def _nearest_entry(workspace: Workspace, pairs: frozenset[str], rules: MatterRules) -> tuple[str, str] | None:
    own = workspace.organisation.id
    rows = workspace.store.entries.listed(organisation=own, edition=workspace.edition)
    titles = [(row.id, entry_title(workspace, row)) for row in rows if row.content["not_applicable"] is None]
    inside = ((len(words & pairs) / len(words), id, title) for id, title, words in _with_pairs(titles, rules))
    best = max(inside, default=None)
    return (best[1], best[2]) if best is not None and best[0] >= rules.likeness else None


def _with_pairs(titles: Iterable[tuple[str, str]], rules: MatterRules) -> list[tuple[str, str, frozenset[str]]]:
    """Return titles with the pairs of their last part, which is the matter; those that say nothing are left out."""
    found = [(id, title, _pairs(title.split(" / ")[-1], rules.passed_over)) for id, title in titles]
    return [each for each in found if len(each[2]) >= _LEAST_WORDS]


def _pairs(text: str, passed_over: Sequence[str]) -> frozenset[str]:
    """Return the neighbouring characters of a text without what all requests say."""
    words = plain(text)
    for word in passed_over:
        words = words.replace(word, " ")
    return frozenset(part[at : at + 2] for part in words.split() for at in range(len(part) - 1))


def _likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """How much of both is in both, 0 to 1."""
    return 2 * len(some & others) / (len(some) + len(others)) if some and others else 0.0
