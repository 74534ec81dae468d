"""How every table of the unit stands, read on the store's thread."""

from app.drafting.tables import own_items
from app.overview import ListProgress, list_progress
from app.workspace import Workspace
from ui.pages.drafting.overview.records import (
    DECLINED,
    DONE,
    DRAFTING,
    ELSEWHERE,
    FINAL,
    UNTOUCHED,
    Overview,
    Section,
    TableCard,
)
from ui.pages.drafting.records import Place


def read_overview(workspace: Workspace) -> Overview:
    """Return all tables of our unit: the fields and then the other checklists, in a village its checklists first."""
    lists = list_progress(workspace)
    fields = tuple(_card(workspace, each) for each in lists if each.field)
    others = tuple(_card(workspace, each) for each in lists if not each.field)
    is_village = workspace.organisation.facts.level == "village"
    ordered = (("标准目录的领域", fields), ("其他清单", others))
    shown = [(title, cards) for title, cards in (reversed(ordered) if is_village else ordered) if cards]
    sections = tuple(Section(title if number else "", cards) for number, (title, cards) in enumerate(shown))
    counted = [each for each in lists if not each.is_left_out]
    ready, declined = sum(each.ready for each in counted), sum(each.declined for each in counted)
    return Overview(sections, ready, declined, sum(each.total for each in counted))


def _card(workspace: Workspace, progress: ListProgress) -> TableCard:
    return TableCard(
        Place(progress.checklist, progress.field),
        progress.field or "",
        progress.name,
        _state(progress),
        progress.total,
        progress.done,
        progress.declined,
        progress.entries,
        progress.untouched,
        progress.unconfirmed,
        _evidence(workspace, progress),
        progress.not_concerned or "",
    )


def _state(progress: ListProgress) -> str:
    if progress.is_left_out:
        return DECLINED
    if not progress.total:
        return ELSEWHERE
    if not progress.entries:
        return UNTOUCHED
    if progress.done < progress.total:
        return DRAFTING
    if not progress.ready:
        return DECLINED
    return FINAL if progress.final == progress.ready else DONE


def _evidence(workspace: Workspace, progress: ListProgress) -> str:
    """Say how well the standard text of a table is known: from an official text that was imported, all of it, some of
    it, or from memory alone."""
    levels = {item.evidence for item in own_items(workspace, progress.checklist, progress.field)}
    if not levels or progress.is_left_out:
        return ""
    known = progress.entries - progress.local - progress.unconfirmed
    if not progress.unconfirmed and (not progress.untouched or levels <= {"seen", "official"}):
        return "official" if levels == {"official"} else "seen"
    return "recalled" if not known and levels == {"recalled"} else "partly"
