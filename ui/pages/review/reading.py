"""What the review page reads, on the store's thread."""

from dataclasses import dataclass
from typing import Any

from app.county.reviewing import ReviewedEntry, ReviewPlace, ReviewRow, review_list, review_places, reviewed_entry
from app.exchange.comment_drafts import kept_comments, kept_suggestions
from app.exchange.verdicts import comment_templates
from app.overview import to_review
from app.workspace import Workspace

Place = tuple[str, str, str | None]
"""Organisation id, checklist, field."""


@dataclass(frozen=True)
class Handed:
    """Everything that was handed in, place by place, how many entries of it wait, and the sentences reviewers often
    write."""

    places: tuple[ReviewPlace, ...]
    templates: tuple[str, ...]
    pending: int = 0


@dataclass(frozen=True)
class Listed:
    """The entries of one place, and by entry what was written and suggested and not said yet."""

    place: Place
    rows: tuple[ReviewRow, ...]
    comments: dict[str, str]
    suggested: dict[str, dict[str, Any]]


def place_of(place: ReviewPlace) -> Place:
    """Return what names a place."""
    return place.organisation, place.checklist, place.field


def read_handed(workspace: Workspace) -> Handed:
    """Read what there is to review."""
    templates = tuple(comment_templates(workspace.library))
    return Handed(tuple(review_places(workspace)), templates, to_review(workspace))


def read_list(workspace: Workspace, place: Place) -> Listed:
    """Read the entries of a place."""
    rows = tuple(review_list(workspace, *place))
    return Listed(place, rows, kept_comments(workspace), kept_suggestions(workspace))


def read_entry(workspace: Workspace, entry: str) -> ReviewedEntry | None:
    """Read one entry beside the standard."""
    return reviewed_entry(workspace, entry)
