"""What looks wrong in an entry while it is drafted: each rule is one small function, and none stops anybody."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from app.canonical import canonical_json
from app.checks import (
    deadline_rules,
    law_rules,
    openness_rules,
    place_rules,
    print_rules,
    publisher_rules,
    village_rules,
    word_rules,
)
from app.checks.completeness import shown_title
from app.checks.finding import Finding, Fix
from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent

RULES: tuple[Rule, ...] = (
    *deadline_rules.RULES,
    *law_rules.RULES,
    *publisher_rules.RULES,
    *openness_rules.RULES,
    *word_rules.RULES,
    *place_rules.RULES,
    *print_rules.RULES,
    *village_rules.RULES,
)
"""Every rule about one entry, in the order in which its doubts are told."""


def entry_doubts(yardstick: Yardstick, id: str, content: EntryContent) -> list[Finding]:
    """Return what looks wrong in one entry; nothing about one that is removed or does not concern the unit."""
    if content.removed or content.not_applicable is not None:
        return []
    return [finding for rule in RULES for finding in _findings(yardstick, id, content, rule)]


def _findings(yardstick: Yardstick, id: str, content: EntryContent, rule: Rule) -> Iterator[Finding]:
    doubts = list(rule.look(yardstick, content))
    for doubt in doubts:
        # Those of one rule about one element are let stand together, so one more of them speaks for all.
        about = [each.about for each in doubts if each.element == doubt.element]
        yield _finding(yardstick, id, content, rule, doubt, about)


def _finding(
    yardstick: Yardstick, id: str, content: EntryContent, rule: Rule, doubt: Doubt, about: Sequence[tuple[str, ...]]
) -> Finding:
    fixed = yardstick.is_own and doubt.fixed is not None
    return Finding(
        rule.code,
        rule.severity,
        f"“{shown_title(yardstick.workspace, content)}”{doubt.told}",
        content.organisation,
        content.field,
        content.item,
        id,
        doubt.element,
        doubt.source or rule.source,
        Fix(doubt.label, {id: {doubt.element: doubt.fixed}}) if fixed else None,
        _about(yardstick, content, (doubt.element, *rule.reads), about),
    )


def _about(yardstick: Yardstick, content: EntryContent, keys: Iterable[str], about: Sequence[tuple[str, ...]]) -> str:
    """Return what a doubt goes by, ours, the standard's and the world's: whoever let it stand looks again when that
    changes."""
    standard = yardstick.standard(content)
    answers = {key: [content.values.get(key), standard.get(key)] for key in keys}
    return hashlib.sha256(canonical_json([answers, *about])).hexdigest()
