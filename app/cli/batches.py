"""What commands say of a batch of proposals from elsewhere: counts, notes, what waits."""

import sys
from typing import Any

from app.cli.hints import hint_lines
from app.proposals.proposals import Batch, Outcome

_COUNTS = {
    "new": "新增",
    "changed": "改动",
    "cleared": "清空",
    "unchanged": "没变",
    "conflicting": "待定",
}


def batch_json(batch: Batch, outcome: Outcome, *, applied: bool) -> dict[str, Any]:
    """Return a batch and what applying it did, or would do, as plain values."""
    counts = {name: outcome.counts[name] for name in _COUNTS}
    matches = [
        {
            "entry": proposal.subject_id,
            "item": proposal.theirs["item"],
            "title": proposal.title,
            "change": proposal.change,
            "matched": proposal.matched,
            "likeness": proposal.likeness,
            "elements": [difference.element for difference in proposal.differences],
        }
        for proposal in batch.proposals
    ]
    facts = {"source": batch.label, "applied": applied, "notes": list(batch.notes), "waiting": outcome.waiting}
    return facts | counts | {"entries": matches}


def tell_counts(batch: Batch, outcome: Outcome) -> None:
    """Print how many entries changed in which way, and what to know."""
    print("  " + "，".join(f"{label} {outcome.counts[name]}" for name, label in _COUNTS.items()))
    for note in batch.notes:
        print(f"请看：{note}")


def tell_waiting(outcome: Outcome, command: str, *, dry_run: bool) -> int:
    """Say what waits for a person, and how to decide it; returns the exit code."""
    if outcome.waiting:
        print(f"{outcome.waiting} 条要由人来定用哪一边，先没有动。", file=sys.stderr)
        for line in hint_lines([] if dry_run else ["decision-waiting"], command):
            print(line, file=sys.stderr)
    return 1 if outcome.waiting else 0
