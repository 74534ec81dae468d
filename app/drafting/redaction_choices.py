"""What can be taken out of an entry or a notice, as somebody chooses it: an element, or a personal number in it;
of a request for information who asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.checks.personal_data import KIND_LABELS, find_personal_data, masked_text
from app.drafting.entry import REASON, title_of
from app.drafting.lookup import find_definition
from app.drafting.operations import Content, head_of
from app.drafting.redacted_cases import WHO_ASKS, WHO_ASKS_WORDS
from app.drafting.redaction_marks import texts_in
from app.drafting.redaction_report import backups_beside
from app.registers.request_records import REQUEST, REQUEST_EVENT
from app.workspace import Workspace


@dataclass(frozen=True)
class Choice:
    """What is taken out (`what`, as `redact` takes it), and how it is called without showing it."""

    what: str
    label: str


@dataclass(frozen=True)
class RedactionSubject:
    """A subject from which something is to be taken out: its title, fit to be shown, the choices, the backups."""

    kind: str
    id: str
    title: str
    choices: tuple[Choice, ...]
    backups: tuple[Path, ...]


def redaction_subject(workspace: Workspace, kind: str, id: str) -> RedactionSubject:
    """Return what can be taken out of a subject: what any of its revisions says, the elements of an entry first."""
    contents = [row["content"] for row in workspace.store.revisions.of_subjects(kind, [id])[id]]
    elements: Iterable[Choice] = _elements(workspace, contents) if kind == "entry" else ()
    if kind == REQUEST:
        contents += _done_on(workspace, id)
        elements = (Choice(WHO_ASKS, f"“{WHO_ASKS_WORDS}”：登记的资料、文书和没有写完的文书里的"),)
    choices = (*elements, *_numbers(contents))
    return RedactionSubject(kind, id, _title(workspace, kind, id), choices, backups_beside(workspace))


def _done_on(workspace: Workspace, case: str) -> Iterator[Content]:
    rows = workspace.store.records.of_kind(REQUEST_EVENT, removed=True)
    ids = [row.id for row in rows if row.content["request"] == case]
    for revisions in workspace.store.revisions.of_subjects(REQUEST_EVENT, ids).values():
        yield from (row["content"] for row in revisions)


def _title(workspace: Workspace, kind: str, id: str) -> str:
    content = head_of(workspace, kind, id).content
    if kind == "entry":
        title = title_of(find_definition(workspace, content["checklist"]), content["values"])
    elif kind == REQUEST:
        title = f"依申请公开 {content['number']}"
    else:
        title = content["filled"]["title"]
    return masked_text(title, workspace.organisation.public_phones)


def _elements(workspace: Workspace, contents: list[Content]) -> Iterator[Choice]:
    definition = find_definition(workspace, contents[0]["checklist"])
    for element in (*definition.known, REASON):
        if any(list(texts_in((content | content["values"]).get(element.key))) for content in contents):
            yield Choice(element.key, f"“{element.label}”整栏")


def _numbers(contents: list[Content]) -> Iterator[Choice]:
    texts = dict.fromkeys(text for content in contents for text in texts_in(content))
    found = {text[hit.start : hit.end]: hit for text in texts for hit in find_personal_data(text)}
    for number, hit in found.items():
        yield Choice(number, f"{KIND_LABELS[hit.kind]} {hit.text_masked}")
