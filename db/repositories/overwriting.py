"""Overwriting what must not be kept: the one place where something that was stored is changed behind its history."""

from collections.abc import Callable, Iterable, Iterator

from db import dialect
from db.models import Draft, Operation, Package, Proposal, ProposalBatch, Revision, Setting
from db.repositories.repository import Repository

_LOOSE = (
    (Operation, Operation.number, Operation.label),
    (Draft, Draft.number, Draft.value),
    (Proposal, Proposal.number, Proposal.title),
    (ProposalBatch, ProposalBatch.number, ProposalBatch.label),
    (Package, Package.number, Package.summary),
    (Setting, Setting.key, Setting.value),
)
"""Columns beside revisions and heads in which what a person wrote may stand."""


class OverwritingRepository(Repository):
    def revision(self, id: str, content: str, redaction: str) -> None:
        """Give a revision another content, canonical JSON, under its old id, with the mark that says so."""
        self._run(Revision.update(content=content, redaction=redaction).where(Revision.id == id))

    def that_may_hold(self, kind: str, id: str, texts: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
        """Yield (id, kind, subject, content) of the revisions of a subject, and of all that may hold one of the texts:
        what has its letters and digits in their order, whatever stands between them. No other does; the caller looks
        whether these do."""
        sought = (Revision.subject_kind == kind) & (Revision.subject_id == id)
        for text in texts:
            sought |= dialect.holds_in_order(Revision.content, text)
        columns = (Revision.id, Revision.subject_kind, Revision.subject_id, Revision.content)
        yield from self._tuples(Revision.select(*columns).where(sought))

    def redacted(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield (id, kind, subject, content, marks) of the revisions that were overwritten."""
        columns = (Revision.id, Revision.subject_kind, Revision.subject_id, Revision.content, Revision.redaction)
        yield from self._tuples(Revision.select(*columns).where(Revision.redaction.is_null(False)))

    def loose_texts(self, change: Callable[[str], str]) -> int:
        """Put what `change` makes of them in the place of all texts beside revisions and heads; return how many."""
        changed = 0
        for model, key, column in _LOOSE:
            for number, text in self._tuples(model.select(key, column)):
                if (after := change(text)) != text:
                    self._run(model.update({column: after}).where(key == number))
                    changed += 1
        return changed

    def drop_drafts(self, kind: str, id: str) -> int:
        """Forget everything that was typed into a subject and is no value yet, taken back or not."""
        return self._run(Draft.delete().where((Draft.subject_kind == kind) & (Draft.subject_id == id)))

    def brought_by(self, operation: int) -> list[tuple[str, str, str, str]]:
        """Return (id, subject kind, subject id, content) of the revisions that came with an operation."""
        columns = (Revision.id, Revision.subject_kind, Revision.subject_id, Revision.content)
        return self._tuples(Revision.select(*columns).where(Revision.operation == operation))

    def proposals(self, *, waiting: bool = False) -> list[tuple[int, str, str, str]]:
        """Return (number, subject kind, subject id, body) of the proposals that wait, or of all, decided ones too."""
        columns = (Proposal.number, Proposal.subject_kind, Proposal.subject_id, Proposal.body)
        rows = Proposal.select(*columns)
        return self._tuples(rows.where(Proposal.standing == "waiting") if waiting else rows)

    def proposal(self, number: int, body: str) -> None:
        """Give a proposal another body, JSON."""
        self._run(Proposal.update(body=body).where(Proposal.number == number))

    def compact(self) -> None:
        """Let nothing of what was overwritten stay in free pages, in the index or in the log. In no transaction."""
        dialect.compact(self._database)
