"""How many items of a new version changed in which way."""

from collections import Counter

from app.standards.version_changes import KIND_WORDS, VersionChange

_DROPPED = "dropped"


def kind_counts(change: VersionChange) -> dict[str, int]:
    """Return how many items there are of each kind of change, and how many were dropped ("dropped")."""
    counts = Counter(each.kind for each in change.changes)
    return {kind: counts[kind] for kind in KIND_WORDS} | {_DROPPED: len(change.dropped)}


def counted_changes(change: VersionChange) -> str:
    """Return the same in words, but for the kinds there are none of: 改名 3 项，取消 1 项."""
    words = KIND_WORDS | {_DROPPED: "取消"}
    return "，".join(f"{words[kind]} {count} 项" for kind, count in kind_counts(change).items() if count)
