"""Where what the search found is shown."""

from typing import Any

from app.drafting.search import FIELD


def place_of(hit: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the code of the place that shows a hit, and what to tell its page."""
    kind = hit["kind"]
    if kind == FIELD:
        return "drafting", {"field": hit["id"]}
    if kind == "entry":
        return "drafting", {"entry": hit["id"], "field": hit["field"]}
    if kind == "item":
        return "drafting", {"item": hit["item"], "field": hit["field"]}
    if kind == "notice":
        return "notices", {"notice": hit["id"]}
    if kind == "board":
        return "board", {"board": hit["id"]}
    return "laws", {"law": hit["title"]}
