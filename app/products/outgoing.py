"""A finished PDF that has not left the house yet: looked through, then written or printed, then remembered as out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.checks.privacy_gate import Findings, require_clean
from app.drafting.operations import Head, entry_revisions, head_of, operation
from app.errors import UserFacingError
from app.notices.keeping import filled_of, require_even
from app.products.posted import SheetCopy, name_copies, store_copies
from app.workspace import Workspace
from db.filesystem import written_whole


@dataclass(frozen=True)
class Outgoing:
    """The document, what the privacy gate found in it, and what leaves with it. `pdf` is a Word document where it has
    no `pages`: Word parts it into pages itself.

    `label` names the act in the history; `shown` are (kind, id, revision) of everything on the paper. `copies` are
    kept with the workspace once it left, so that the same sheet can be printed again; `records` are the kinds, ids and
    contents of records that are written then, who did it and when are put in. `stand_ins` are Chinese sentences
    that name the typefaces which this computer lacks and what was printed instead; `to_look_at` sentences of what a
    person has to look through, because the gate cannot read it.
    """

    pdf: bytes
    pages: int
    found: Findings
    label: str
    shown: tuple[tuple[str, str, str], ...]
    copies: tuple[SheetCopy, ...] = ()
    stand_ins: tuple[str, ...] = ()
    to_look_at: tuple[str, ...] = ()
    records: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()


def pages_told(progress: Callable[[int, int], None] | None, pages: int) -> Callable[[int], None]:
    """Return what tells `progress(done, total)` of each page that was looked through; boards count as no page."""

    def page_done(page: int) -> None:
        if progress is not None:
            progress(max(page, 0), pages)

    return page_done


def save_outgoing(workspace: Workspace, outgoing: Outgoing, path: Path, *, force: bool = False) -> None:
    """Write the document and remember that it left.

    Raises `UserFacingError` when personal data would show, or what it shows has changed since it was drawn.
    """
    require_current(workspace, outgoing)
    with written_whole(path, force=force) as part:
        require_clean(outgoing.found, path.name)
        part.write_bytes(outgoing.pdf)
    remember_outgoing(workspace, outgoing)


def require_printable(workspace: Workspace, outgoing: Outgoing) -> None:
    """Raises `UserFacingError` as `require_current` does, and when personal data would show on the paper."""
    require_current(workspace, outgoing)
    require_clean(outgoing.found, outgoing.label.removeprefix("打印"), outgoing.pdf)


def require_current(workspace: Workspace, outgoing: Outgoing) -> None:
    """Raises `UserFacingError` when something on the paper was changed or taken back meanwhile (`paper-outdated`), and
    when the money of a notice does not come out and nobody has written down why (`sums-uneven`)."""
    entries = entry_revisions(workspace, [id for kind, id, _ in outgoing.shown if kind == "entry"])
    records = _record_heads(workspace, outgoing.shown)
    now: dict[tuple[str, str], str | None] = {("entry", id): revision for id, revision in entries.items()}
    now |= {subject: head.revision for subject, head in records.items()}
    if any(now.get((kind, id)) != revision for kind, id, revision in outgoing.shown):
        raise UserFacingError(
            "paper-outdated", "纸上的内容刚才又改过，旧的这一份没有打印，也没有存成文件。请看一遍新的，再打印。"
        )
    for (kind, _), head in records.items():
        if kind == "notice":
            require_even(filled_of(head))


def remember_outgoing(workspace: Workspace, outgoing: Outgoing) -> None:
    """Record what left the house on paper; revisions on paper are marked, not undone."""
    stored = store_copies(workspace, outgoing.copies)
    with operation(workspace, "print", outgoing.label) as act:
        name_copies(act, stored)
        for kind, id, content in outgoing.records:
            act.write(kind, id, {**content, "person": workspace.person, "at": workspace.timestamp()})
        act.release("paper", outgoing.shown)


def _record_heads(workspace: Workspace, shown: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], Head]:
    return {(kind, id): head_of(workspace, kind, id) for kind, id, _ in shown if kind != "entry"}
