"""What we wrote about an item a year before, to be looked at while the new year's is written."""

from typing import Any, NamedTuple

from app.drafting.editions import editions
from app.drafting.entry import entry_id
from app.drafting.lookup import entry_content
from app.workspace import Workspace


class LastAnswers(NamedTuple):
    """The values of our entry of an earlier edition."""

    edition: str
    values: dict[str, Any]


def last_answers(workspace: Workspace, checklist: str, item: str) -> LastAnswers | None:
    """Return our entry of an item in the newest edition before the current one that has it; None where none has.

    One that was removed or did not concern us holds no answers.
    """
    for edition in editions(workspace):
        if edition.edition < workspace.edition and edition.entries:
            row = workspace.store.entries.get(entry_id(workspace.organisation.id, checklist, edition.edition, item))
            content = row and entry_content(row)
            if content and not content.removed and content.not_applicable is None:
                return LastAnswers(edition.edition, content.values)
    return None
