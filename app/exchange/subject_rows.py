"""Subjects that travel with their history and are taken by rule: nobody is asked about them, the later word goes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from app.drafting.operations import Content, Head, head_of, revision_id
from app.errors import UserFacingError
from app.exchange.landing import landing_of
from app.exchange.manifest import Sha256
from app.proposals.comparison import SubjectChange
from app.proposals.proposals import Lineage, Proposal, propose
from app.workspace import Workspace
from db.repositories.records import RecordRow

_CHANGES_OF_WORDS: dict[SubjectChange, SubjectChange] = {"cleared": "changed", "removed": "withdrawn"}

T = TypeVar("T", bound=Struct)

SubjectId = Annotated[
    str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", max_length=36)
]


class SubjectRow(Struct, frozen=True):
    """A line about one subject: its present content, the revision that holds it and those behind it."""

    id: SubjectId
    revision: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: tuple[Sha256, ...]
    content: dict[str, Any]

    @property
    def lineage(self) -> Lineage:
        """Where it stands in the history of its subject."""
        return Lineage(self.revision, self.parents, tuple(sorted(set(self.ancestors) - set(self.parents))))


def subject_row(workspace: Workspace, id: str, revision: str, content: Content) -> dict[str, Any]:
    """Return the line about a subject as it goes out."""
    row = workspace.store.revisions.get(revision)
    return {
        "id": id,
        "revision": revision,
        "parents": [parent for parent in (row["parent1"], row["parent2"]) if parent],
        "ancestors": sorted(workspace.store.revisions.ancestors(revision)),
        "content": content,
    }


def is_told(workspace: Workspace, row: RecordRow) -> bool:
    """Say whether a record goes out: what was taken back only where it had been told, else nobody has to know."""
    return not row.content["removed"] or bool(workspace.store.operations.releases_of(row.kind, row.id))


def read_subject_rows(
    rows: Iterable[dict[str, Any]], kind: str, content_type: type[T], what: str
) -> Iterator[tuple[int, SubjectRow, T]]:
    """Yield (number, line, what it says) of lines about subjects of one kind, each checked: shape, revision, once.

    `what` names such a line for people. Raises `UserFacingError` at the first that is wrong.
    """
    seen: set[str] = set()
    for number, raw in enumerate(rows, start=1):
        try:
            row = convert(raw, SubjectRow)
            content = convert(row.content, content_type)
        except ValidationError as error:
            raise bad_row(number, what, "内容不完整", str(error)) from error
        if not to_builtins(content).keys() <= row.content.keys():
            raise bad_row(number, what, "内容不完整", row.id)
        if not is_moment(row.content.get("at", "")):
            raise bad_row(number, what, "没有写对时间", row.id)
        if row.id in seen:
            raise bad_row(number, what, "和前面的一条编号重复", row.id)
        seen.add(row.id)
        if revision_id(kind, row.id, row.content, row.parents) != row.revision:
            raise bad_row(number, what, "版本编号和内容对不上", row.revision)
        yield number, row, content


def bad_row(number: int, what: str, fault: str, details: str, counted: str = "条") -> UserFacingError:
    """Return the refusal of a whole package for one line in it: the 3rd 条 of `what`."""
    return UserFacingError(
        "package-row-wrong",
        f"这份文件里第 {number} {counted}{what}{fault}，整份没有收，您的内容没有动。请让对方用程序重新导出一次。",
        details,
    )


def ruled_proposal(
    workspace: Workspace, kind: str, id: str, organisation: str, title: str, theirs: Content, lineage: Lineage | None
) -> Proposal:
    """Hold a subject (its content has `at`) against ours: what continues ours is taken. Where the two went different
    ways a judgement goes before a mere comment, then what was changed more often, then what was returned; no clock is
    asked, and whoever gets both comes to have the same.

    Without lineage it is a fact that is written down here, if it is a later one.
    """
    ours = head_of(workspace, kind, id)
    if lineage is None:
        is_news = ours.content is None or _age(theirs) > _age(ours.content)
    else:
        landing, _ = landing_of(workspace, (kind, id), lineage, ours, theirs)
        is_news = landing is not None and (landing != "fork" or _outweighs(workspace, lineage, theirs, ours))
    found = propose(
        kind,
        id,
        organisation,
        title,
        ours=ours,
        theirs=theirs if is_news else ours.content or {},
        base=ours.content,
        landing="follow",
        lineage=lineage if is_news else None,
    )
    # That a comment was emptied is no clearing of an entry, and a word taken back no removal of one.
    return replace(found, change=_CHANGES_OF_WORDS.get(found.change, found.change))


def renewed_ruled(workspace: Workspace, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield proposals made by `ruled_proposal`, those whose subject has moved since held against what stands now."""
    for old in proposals:
        if head_of(workspace, old.subject_kind, old.subject_id).revision == old.ours.revision:
            yield old
        else:
            facts = old.subject_kind, old.subject_id, old.organisation, old.title
            yield ruled_proposal(workspace, *facts, old.theirs, old.lineage)


def is_moment(text: str) -> bool:
    """Say whether a text is a moment as they are stored: ISO 8601, UTC."""
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False


def _outweighs(workspace: Workspace, lineage: Lineage, theirs: Content, ours: Head) -> bool:
    behind_ours = workspace.store.revisions.ancestors(ours.revision)
    behind_theirs = {*lineage.parents, *lineage.ancestors}
    return _weight(theirs, behind_theirs, lineage.revision) > _weight(ours.content, behind_ours, ours.revision)


def _weight(content: Content, behind: set[str], revision: str) -> tuple[bool, int, bool, str]:
    verdict, is_removed = content.get("verdict", ""), content["removed"]
    return verdict is not None or is_removed, len(behind), verdict == "returned" and not is_removed, revision


def _age(content: Content) -> tuple[str, str]:
    return content.get("at", ""), str(sorted(content.items()))
