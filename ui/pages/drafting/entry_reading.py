"""One item as the form shows it."""

from datetime import datetime

from app.drafting.beginning import Beginning, beginning_id
from app.drafting.entry import EntryContent
from app.drafting.last_answers import last_answers
from app.drafting.lookup import find_definition, item_of
from app.drafting.naming import names_of, names_of_entry
from app.drafting.official_texts import official_words
from app.drafting.progress import shown_evidence, verdicts_of
from app.drafting.projection import differing_elements, project, relation
from app.drafting.publisher_answers import publisher_answer
from app.drafting.typing_drafts import waiting_drafts
from app.exchange.answers import open_return
from app.registers.reviews import Standing, review_of, standing_of
from app.registers.subjects import entry_subject
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace
from ui.pages.drafting.records import EntryView, Place

_HOW_WELL = {
    "seen": "文字对照公布的原文看过。",
    "partly": "一部分文字对照公布的原文看过，其余要您对一遍。",
    "recalled": "还没有对照公布的原文，请您对一遍再用。",
}
_WITHDRAWN = "这一项已不在标准里，下面是原来的写法。"


def view_of_entry(workspace: Workspace, place: Place, id: str, content: EntryContent) -> EntryView:
    """Return one of our entries as it stands, with what waits in its editors."""
    definition, unit = find_definition(workspace, content.checklist), workspace.organisation
    item, waiting = item_of(workspace, content), waiting_drafts(workspace, id)
    answer = publisher_answer(workspace, *place)
    heading, title = names_of_entry(definition, content, item)
    differing = differing_elements(definition, item, unit, content.values, answer) if item else ()
    return EntryView(
        place=place,
        key=content.item or id,
        id=id,
        entry=id,
        definition=definition,
        code=content.item or "",
        heading=heading,
        title=title,
        values=content.values | waiting.typed,
        waiting=waiting.reasons,
        standard=project(definition, item, unit, answer).values if item else None,
        wording=dict(item.values) if item else None,
        differing=frozenset(differing),
        relation=relation(definition, item, unit, content, answer),
        state=content.state,
        evidence=shown_evidence(content),
        confirmed=_confirmed_by(content),
        not_applicable=content.not_applicable,
        guidance=(item and item.guidance) or "",
        source=_source(workspace, definition, item),
        shows_names=bool(item and item.pii_risk),
        last=last_answers(workspace, place.checklist, item.code) if item else None,
        verdict=_verdict(workspace, id),
        review=_review(workspace, id),
        returned=open_return(workspace, id),
    )


def view_of_item(workspace: Workspace, place: Place, item: Item) -> EntryView:
    """Return an item that was not adopted yet, as adopting would write it."""
    definition = find_definition(workspace, place.checklist)
    standard = project(definition, item, workspace.organisation, publisher_answer(workspace, *place)).values
    heading, title = names_of(definition, item.values)
    begins = Beginning(place.checklist, item.code)
    id = beginning_id(workspace, begins)
    waiting = waiting_drafts(workspace, id, begins)
    return EntryView(
        place=place,
        key=item.code,
        id=id,
        entry=None,
        definition=definition,
        code=item.code,
        heading=heading,
        title=title,
        values=standard | waiting.typed,
        waiting=waiting.reasons,
        standard=standard,
        wording=dict(item.values),
        differing=frozenset(),
        relation=None,
        state="untouched",
        evidence=item.evidence,
        confirmed="",
        not_applicable=None,
        guidance=item.guidance or "",
        source=_source(workspace, definition, item),
        shows_names=item.pii_risk,
        last=last_answers(workspace, place.checklist, item.code),
    )


def _verdict(workspace: Workspace, id: str) -> str | None:
    row = workspace.store.entries.get(id)
    return verdicts_of(workspace, [row])[id] if row is not None else None


def _review(workspace: Workspace, id: str) -> Standing | None:
    row = workspace.store.entries.get(id)
    return standing_of(review_of(workspace, entry_subject(workspace, row))) if row is not None else None


def _confirmed_by(content: EntryContent) -> str:
    if content.confirmed is None:
        return ""
    day = datetime.fromisoformat(content.confirmed.at).astimezone()
    return f"{content.confirmed.person} {day.year}年{day.month}月{day.day}日"


def _source(workspace: Workspace, definition: Definition, item: Item | None) -> str:
    """Say in words where the wording of an item comes from and how well it is known."""
    if item is None:
        return ""
    if definition.code == STANDARD_CATALOGUE:
        field = workspace.library.fields[item.field]
        if field.official is not None:
            return f"{official_words(field.official)}。{_WITHDRAWN if item.withdrawn else ''}"
        guide = field.guide
        named = f"《{guide.title}》" + (f"（{guide.document_number}）" if guide.document_number else "")
    else:
        named = "、".join(f"《{basis.title}》" for basis in definition.legal_basis[:2]) or definition.name
    read = f"，在 {len(item.sources)} 处公布的文本里读到" if item.sources else ""
    return f"{named}{read}。{_HOW_WELL[item.evidence]}"
