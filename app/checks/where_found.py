"""Where what the privacy gate found in a product stands in the store: the entries and notices to be mended."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from app.checks.completeness import entry_findings, shown_title
from app.checks.personal_data import find_personal_data, masked_text
from app.checks.privacy_gate import Findings
from app.drafting.entry import REASON
from app.drafting.lookup import entry_content, find_definition
from app.drafting.redaction_marks import texts_in
from app.notices.keeping import kept_notices
from app.workspace import Workspace

_MOST = 20


@dataclass(frozen=True)
class StandsAt:
    """A subject of ours (`kind` entry or notice) in which personal data stands. `title` is fit to be shown; `element`
    and its `label` say where in it; "" in a notice."""

    kind: str
    id: str
    title: str
    element: str = ""
    label: str = ""


def places_of(workspace: Workspace, findings: Findings) -> tuple[StandsAt, ...]:
    """Return where in our own entries and notices stands what was found, at most twenty places."""
    masked = {finding.masked for finding in findings}
    found = (*_entries_with(workspace, masked), *_notices_with(workspace, masked))
    return tuple(islice(dict.fromkeys(found), _MOST))


def _entries_with(workspace: Workspace, masked: Collection[str]) -> Iterator[StandsAt]:
    rows = workspace.store.entries.listed(organisation=workspace.organisation.id, edition=workspace.edition)
    for row in rows:
        content = entry_content(row)
        labels = {each.key: each.label for each in (*find_definition(workspace, content.checklist).known, REASON)}
        for finding in entry_findings(workspace, row.id, content):
            if finding.element is None or finding.code != "personal-data":
                continue
            if any(each in finding.message for each in masked):
                title = " ".join(filter(None, (content.item, shown_title(workspace, content))))
                yield StandsAt("entry", row.id, title, finding.element, labels[finding.element])


def _notices_with(workspace: Workspace, masked: Collection[str]) -> Iterator[StandsAt]:
    phones = workspace.organisation.public_phones
    for row in kept_notices(workspace):
        hits = (hit for text in texts_in(row.content["filled"]) for hit in find_personal_data(text, phones))
        if any(hit.text_masked in masked for hit in hits):
            yield StandsAt("notice", row.id, masked_text(row.content["filled"]["title"], phones))
