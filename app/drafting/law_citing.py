"""Who cites a law: entries of our own, and in a county those of every unit below it.

Entries that do not concern their unit, removed ones and those of other editions cite nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.drafting.entry import title_of
from app.drafting.lookup import find_definition
from app.errors import UserFacingError
from app.standards.laws import Laws
from app.standards.models import Definition, Law
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_RUN = re.compile(r"[^\W_]+")
_MOST_HITS = 10_000_000
_AT_ONCE = 500
_FRONT = re.compile(r"^.*?(?=关于)|^(?:中华人民共和国)")
_ISSUED = re.compile(r"^(?:关于)?印发|的通知$")


@dataclass(frozen=True, slots=True)
class Citing:
    """One place where a law is cited: whose entry, which element, in which words, with which article."""

    entry: str
    organisation: str
    checklist: str
    field: str | None
    item: str | None
    title: str
    element: str
    label: str
    cited: str
    number: str | None
    article: str | None


def citing_counts(workspace: Workspace, organisation: str | None = None) -> Counter[str]:
    """Count, by full title, the entries of a unit (ours when None) that cite each law of the register."""
    own = workspace.organisation.id if organisation is None else organisation
    told = _told_by(workspace.library.laws)
    elements = _cached_elements(workspace)
    counts = Counter[str]()
    for row in workspace.store.entries.listed(organisation=own, edition=workspace.edition):
        counts.update({told(each) for _, each in _citations(row, elements)})
    del counts[""]
    return counts


def citing_entries(workspace: Workspace, law: Law, organisation: str | None = None) -> list[Citing]:
    """Return every place where a law is cited, of all units in the file or of one of them, ours first.

    Found by the search index: how long it takes goes by how many cite the law, not by how many entries there are.
    """
    return list(each_citing(workspace, law, organisation))


def each_citing(
    workspace: Workspace,
    law: Law,
    organisation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Iterator[Citing]:
    """Yield what `citing_entries` returns, some hundred entries read at a time.

    `progress` is told how many of all entries that may cite the law were read. Raises `UserFacingError` (`cancelled`)
    when somebody stops it.
    """
    told, elements = _told_by(workspace.library.laws), _cached_elements(workspace)
    ids = _candidates(workspace, law, organisation)
    for start in range(0, len(ids), _AT_ONCE):
        if is_cancelled is not None and is_cancelled():
            raise UserFacingError("cancelled", "已经停下，没有找完。")
        if progress is not None:
            progress(start, len(ids))
        rows = workspace.store.entries.many(ids[start : start + _AT_ONCE])
        for id in ids[start : start + _AT_ONCE]:
            if id in rows and _is_asked(workspace, rows[id]):
                for element, each in _citations(rows[id], elements):
                    if told(each) == law.title:
                        yield _citing(workspace, rows[id], element, each)


def may_be_cited_by(workspace: Workspace, law: Law, least: int) -> bool:
    """Whether at least so many entries of the file may cite a law."""
    return sum(len(workspace.store.search.find(phrase, "entry", least)) for phrase in _phrases(law)) >= least


def _candidates(workspace: Workspace, law: Law, organisation: str | None) -> list[str]:
    """Return the entries (ids) that hold the distinctive words of one of a law's names, ours first."""
    own = workspace.organisation.id
    hits: dict[str, tuple[bool, str, str, str]] = {}
    for phrase in _phrases(law):
        for hit in workspace.store.search.find(phrase, "entry", _MOST_HITS):
            unit = hit["organisation"]
            if organisation in (None, unit):
                hits[hit["id"]] = unit != own, unit, hit["field"] or "", hit["item"] or ""
    return sorted(hits, key=hits.__getitem__)


def _phrases(law: Law) -> list[str]:
    """Return what entries are looked for by that cite a law."""
    phrases = {_distinctive(title) for title in (law.title, *law.short_titles)}
    return [one for one in phrases if not any(other != one and other in one for other in phrases)]


def _distinctive(title: str) -> str:
    """Return the longest stretch of a title that every spelling of it has."""
    runs = (_ISSUED.sub("", _FRONT.sub("", run)) for run in _RUN.findall(title))
    return max(runs, key=len, default=title) or title


def _told_by(laws: Laws) -> Callable[[dict[str, Any]], str]:
    """Return what tells the full title of the law that a citation means, "" for none; most say the same few things."""
    known: dict[tuple[str | None, str | None], str] = {}

    def told(citation: dict[str, Any]) -> str:
        key = citation.get("title"), citation.get("number")
        if key not in known:
            law = laws.cited(citation)
            known[key] = law.title if law else ""
        return known[key]

    return told


def _cached_elements(workspace: Workspace) -> Callable[[str], tuple[str, ...]]:
    """Return what tells the elements of a checklist that cite laws."""
    known = {code: _cites(definition) for code, definition in workspace.library.definitions.items()}
    return lambda checklist: known.get(checklist, ())


def _cites(definition: Definition) -> tuple[str, ...]:
    return tuple(element.key for element in definition.elements if element.kind == "citations")


def _citations(row: EntryRow, elements: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (element, citation) of an entry that is in use."""
    content = row.content
    if content["not_applicable"] is None and not content["removed"]:
        for element in elements(content["checklist"]):
            for citation in content["values"].get(element) or ():
                yield element, citation


def _is_asked(workspace: Workspace, row: EntryRow) -> bool:
    return row.content["edition"] == workspace.edition


def _citing(workspace: Workspace, row: EntryRow, element: str, citation: dict[str, Any]) -> Citing:
    content = row.content
    definition = find_definition(workspace, content["checklist"])
    return Citing(
        row.id,
        content["organisation"],
        content["checklist"],
        content["field"],
        content["item"],
        title_of(definition, content["values"]),
        element,
        definition.element(element).label,
        citation["title"],
        citation.get("number"),
        citation.get("article"),
    )
