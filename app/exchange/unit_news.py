"""What a package tells of units beside their entries, in sentences: a sender that goes by another name now, what a
colleague changed of our unit and the roster, which pictures stayed there."""

from collections.abc import Iterable, Iterator

from app.attachments import attachment_files
from app.exchange.manifest import Manifest
from app.proposals.proposals import Proposal
from app.workspace import Workspace
from db.repositories.repository import stored_json

_MOST_NAMED = 3
_PICTURES = ("evidence", "photos", "photos_down")


def new_sender_name(workspace: Workspace, manifest: Manifest) -> tuple[str, ...]:
    """Return the sentence about a sender that called itself otherwise the last time; none else. The name by which we
    know it stays as it is."""
    sender = manifest.organisation
    before = _last_name(workspace, manifest)
    if before in (None, sender.name) or sender.id == workspace.organisation.id:
        return ()
    known = workspace.organisation_by_id(sender.id).name
    here = "" if known == sender.name else f"；这里登记的还是“{known}”，核对以后自己改"
    return (f"发来的单位以前叫“{before}”，现在叫“{sender.name}”{here}。",)


def unit_changes(workspace: Workspace, records: Iterable[Proposal]) -> Iterator[str]:
    """Yield sentences about what a colleague's work package changes of our unit's name and of the roster."""
    own = workspace.organisation
    units = [each for each in records if each.subject_kind == "organisation" and each.lineage is not None]
    for each in units:
        if each.subject_id == own.id and each.theirs["name"] != own.name:
            yield f"本单位的名称改成“{each.theirs['name']}”。"
    new = [each.theirs["name"] for each in units if each.ours.content is None and each.theirs["parent_id"] == own.id]
    if new:
        rest = f"等 {len(new)} 个单位" if len(new) > _MOST_NAMED else ""
        yield f"名册里多了{'、'.join(f'“{name}”' for name in new[:_MOST_NAMED])}{rest}。"


def pictures_left(workspace: Workspace, records: Iterable[Proposal]) -> tuple[str, ...]:
    """Return the sentence about pictures of the ledger and of postings that a colleague's work package tells of and
    that do not lie here: they do not come along."""
    news = [each.theirs for each in records if each.lineage is not None]
    named = {picture for content in news for key in _PICTURES for picture in content.get(key, ())}
    missing = named - {path.name for path in attachment_files(workspace.path)}
    if not missing:
        return ()
    return (f"台账和张贴记录里有 {len(missing)} 份照片、截图没有随工作包过来，还在同事的电脑上。",)


def _last_name(workspace: Workspace, manifest: Manifest) -> str | None:
    """Return what a sender called itself in the newest package of this kind that stands."""
    sender, edition = manifest.organisation.id, manifest.edition or ""
    last = workspace.store.packages.last("in", manifest.kind, sender, edition, standing="received")
    return stored_json(last["summary"]).get("sender") if last else None
