"""What comes back from the parent: verdicts become part of what is known of our entries, proposed values wait for a
decision, a receipt says what the parent has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any, Final

from msgspec import ValidationError, convert

from app.calendar.wording import plain_date
from app.canonical import canonical_json
from app.drafting.entry import REASON
from app.drafting.lookup import entry_title, find_definition
from app.drafting.operations import Head, Operation
from app.errors import UserFacingError
from app.exchange import refusals
from app.exchange.landing import landing_of
from app.exchange.other_words import WORDS, say_the_same
from app.exchange.package_reading import VerifiedPackage
from app.exchange.returning import ReceiptFile
from app.exchange.subject_rows import SubjectRow, bad_row, read_subject_rows, ruled_proposal
from app.exchange.verdicts import RECEIPT, VERDICT, VerdictContent, verdict_id
from app.proposals.proposals import Proposal, propose
from app.standards.values import check_value
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.revisions import RevisionRow

REVIEW: Final = "review"
_WHAT = "审核意见"
_MOST_QUOTED = 3
_MOST_LETTERS = 60


def verdict_proposals(
    workspace: Workspace, package: VerifiedPackage, owner: str
) -> tuple[list[Proposal], list[str], list[RevisionRow]]:
    """Return what the verdicts in a package propose, said by its sender of entries of `owner`; what to know of them:
    those about something that is not here are kept and told; and the words that do not count but are to be kept."""
    rows = list(_verdicts(workspace, package, owner))
    held = workspace.store.entries.many([row.content["entry"] for row, _ in rows])
    known = workspace.store.revisions.contents([content.revision for _, content in rows])
    proposals, unheld = [], 0
    for row, content in rows:
        title = entry_title(workspace, held.get(content.entry))
        proposals.append(ruled_proposal(workspace, VERDICT, row.id, owner, title, row.content, row.lineage))
        unheld += proposals[-1].lineage is not None and not content.removed and content.revision not in known
    unused, kept = _unused(workspace, held, [(row, each) for (row, _), each in zip(rows, proposals, strict=True)])
    return proposals, list(_notes(rows, proposals, held, unheld, unused)), kept


def _unused(
    workspace: Workspace, held: dict[str, EntryRow], told: list[tuple[SubjectRow, Proposal]]
) -> tuple[list[str], list[RevisionRow]]:
    """Return which words do not count because others went another way: quoted once, and as they are to be kept."""
    quoted, kept = [], []
    known = workspace.store.revisions.contents([row.revision for row, _ in told])
    for row, proposal in told:
        is_taken = proposal.lineage is not None
        if (not is_taken and row.revision in known) or not _is_said_otherwise(workspace, row, proposal):
            continue
        unused = proposal.ours.content if is_taken else row.content
        quoted.append(_quoted(workspace, held.get(row.content["entry"]), unused))
        if not is_taken:
            text = canonical_json(row.content).decode()
            kept.append(RevisionRow(row.revision, VERDICT, row.id, row.parents, row.lineage.ancestors, text))
    return quoted, kept


def value_proposals(workspace: Workspace, verdicts: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the values that newly arrived verdicts propose for our entries: each waits for the clerk.

    They are held against the content that was reviewed. What an older verdict proposed is not asked where a newer one
    is known about a later revision, nor where nothing would change.
    """
    news = {each.subject_id: each.theirs for each in verdicts if each.lineage is not None}
    entries = workspace.store.entries.many([content["entry"] for content in news.values()])
    by_entry: dict[str, list[dict[str, Any]]] = {}
    for content in news.values():
        by_entry.setdefault(content["entry"], []).append(content)
    for content in news.values():
        row = entries.get(content["entry"])
        reviewed = workspace.store.revisions.content(content["revision"])
        if row is None or row.content["removed"] or reviewed is None or not _still_proposes(content):
            continue
        if not _is_overtaken(workspace, content, by_entry[content["entry"]]):
            yield from _values_proposed(workspace, row, content, reviewed)


def close_overtaken_values(workspace: Workspace, act: Operation) -> None:
    """Close, inside an operation, the waiting values that the reviewer no longer proposes: taken back, accepted as it
    is, or something newer was said."""
    gone = []
    for waiting in workspace.store.proposals.waiting_from(REVIEW, workspace.edition):
        said = [row.content for row in workspace.store.verdicts.of_entry(waiting["subject_id"])]
        standing = [each for each in said if _still_proposes(each) and not _is_overtaken(workspace, each, said)]
        if all(each["proposed"] != waiting["body"]["theirs"]["values"] for each in standing):
            gone.append(waiting["number"])
    workspace.store.proposals.settle(gone, "superseded", None, act.number())


def receipt_proposal(workspace: Workspace, package: VerifiedPackage) -> tuple[Proposal, str]:
    """Return what a receipt says as a proposal that needs no decision, and the sentence about it.

    Raises `UserFacingError` when it is no receipt of what left this workspace.
    """
    try:
        facts = convert(package.document("receipt.json"), ReceiptFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"receipt.json: {error}") from error
    sender = package.manifest.organisation
    day = plain_date(facts.received_at.astimezone().date())
    note = "" if _went_out(workspace, facts) else _of_elsewhere(workspace, package, facts)
    waits = f"，其中 {facts.waiting} 条上级还在核对" if facts.waiting else ""
    said = f"“{sender.name}”{day}收到了第 {facts.round} 轮，现在有本单位 {facts.entries} 条{waits}。{note}"
    return receipt_record(workspace, package, facts), said


def receipt_record(workspace: Workspace, package: VerifiedPackage, facts: ReceiptFile) -> Proposal:
    """Return, as a proposal that needs no decision, that the parent has received a submission."""
    manifest = package.manifest
    content = {
        "round": facts.round,
        "edition": manifest.edition,
        "organisation": manifest.organisation.id,
        "received_at": facts.received_at.astimezone(UTC).isoformat(timespec="seconds"),
        "entries": facts.entries,
        "waiting": facts.waiting,
        # A later receipt for the same submission tells how far its entries have got since.
        "at": f"{manifest.round:07}",
        "removed": False,
    }
    title = f"第 {facts.round} 轮回执"
    return ruled_proposal(workspace, RECEIPT, facts.submission, workspace.organisation.id, title, content, None)


def _notes(
    rows: list[tuple[SubjectRow, VerdictContent]],
    proposals: list[Proposal],
    held: dict[str, EntryRow],
    unheld: int,
    unused: list[str],
) -> Iterator[str]:
    """Say in sentences what is news: how entries were judged, what is not said of them as they stand, and what was
    said otherwise before."""
    if unused:
        rest = f"；等 {len(unused)} 条" if len(unused) > _MOST_QUOTED else ""
        yield (
            f"有 {len(unused)} 条和以前收到的说得不一样，谁也没有接着谁（上级可能恢复过备份，或者在两台电脑上分别审）："
            "判了的比只写意见的算数，再看哪一次改得多，一样多就算退回。没有用的也留在来往里："
            f"{'；'.join(unused[:_MOST_QUOTED])}{rest}。请打电话问清以哪一次为准。"
        )
    told = [content for (_, content), proposal in zip(rows, proposals, strict=True) if proposal.lineage is not None]
    news = [content for content in told if not content.removed]
    if taken_back := len(told) - len(news):
        yield f"上级收回了 {taken_back} 条审核意见。"
    if not news:
        return
    counts = Counter[str | None](content.verdict for content in news)
    yield "、".join(f"{word} {counts[verdict]} 条" for verdict, word in WORDS.items() if counts[verdict]) + "。"
    old = sum(content.entry in held and held[content.entry].revision != content.revision for content in news) - unheld
    if old > 0:
        yield f"其中 {old} 条说的是以前的内容，现在的条目已经改过，没有标。"
    if unheld:
        yield f"有 {unheld} 条说的内容不在这个工作文件里，可能是另一台电脑上改的；意见记下了，没有标在现在的条目上。"


def _is_said_otherwise(workspace: Workspace, row: SubjectRow, proposal: Proposal) -> bool:
    """Say whether a word of the reviewer and the one we have of it went different ways, and say different things."""
    ours = proposal.ours
    if ours.content is None or say_the_same(ours.content, row.content):
        return False
    return landing_of(workspace, (VERDICT, row.id), row.lineage, ours, row.content)[0] == "fork"


def _quoted(workspace: Workspace, row: EntryRow | None, said: dict[str, Any]) -> str:
    word = "收回" if said["removed"] else WORDS[said["verdict"]]
    comment = said["comment"]
    begun = comment if len(comment) <= _MOST_LETTERS else f"{comment[:_MOST_LETTERS]}……"
    words = [word, begun, said["proposed"] and "有建议的改法"]
    return f"“{entry_title(workspace, row)}”的“{'，'.join(filter(None, words))}”"


def _verdicts(
    workspace: Workspace, package: VerifiedPackage, owner: str
) -> Iterator[tuple[SubjectRow, VerdictContent]]:
    manifest = package.manifest
    rows = read_subject_rows(package.rows("verdicts.jsonl"), VERDICT, VerdictContent, _WHAT)
    for number, row, content in rows:
        if (content.organisation, content.reviewer) != (owner, manifest.organisation.id):
            raise bad_row(number, _WHAT, "写的是别的单位", row.id)
        if content.edition != manifest.edition:
            raise bad_row(number, _WHAT, "写的是另一年的目录", content.edition)
        if row.id != verdict_id(content.entry, content.revision, content.reviewer):
            raise bad_row(number, _WHAT, "编号和条目对不上", row.id)
        _check_proposed(workspace, number, content)
        yield row, content


def _check_proposed(workspace: Workspace, number: int, content: VerdictContent) -> None:
    """Values for an entry that is here must fit it; others are only kept, and never proposed."""
    entry = workspace.store.entries.get(content.entry) if content.proposed else None
    if entry is None:
        return
    if entry.content["organisation"] != content.organisation:
        raise bad_row(number, _WHAT, "用了别的单位的条目编号", content.entry)
    definition = find_definition(workspace, entry.content["checklist"])
    known = {element.key: element for element in (*definition.elements, REASON)}
    for key, value in content.proposed.items():
        if key not in known or key == REASON.key:
            raise bad_row(number, _WHAT, f"建议的“{key}”不是这份清单的一栏", key)
        try:
            same = check_value(known[key], value) == value
        except UserFacingError as error:
            raise bad_row(number, _WHAT, f"建议的“{known[key].label}”填得不对", error.message) from error
        if not same:
            raise bad_row(number, _WHAT, f"建议的“{known[key].label}”的写法不规范", key)


def _still_proposes(content: dict[str, Any]) -> bool:
    return bool(content["proposed"]) and content["verdict"] != "accepted" and not content["removed"]


def _is_overtaken(workspace: Workspace, content: dict[str, Any], others: Iterable[dict[str, Any]]) -> bool:
    """Say whether something was said of a later revision of the same entry, in the store or among `others`."""
    said = [row.content for row in workspace.store.verdicts.of_entry(content["entry"])]
    later = {
        each["revision"] for each in (*said, *others) if not each["removed"] and each["revision"] != content["revision"]
    }
    return any(content["revision"] in workspace.store.revisions.ancestors(revision) for revision in later)


def _values_proposed(
    workspace: Workspace, row: EntryRow, content: dict[str, Any], reviewed: dict[str, Any]
) -> Iterator[Proposal]:
    theirs = {"checklist": row.content["checklist"], "edition": content["edition"], "values": content["proposed"]}
    found = propose(
        "entry",
        row.id,
        content["organisation"],
        entry_title(workspace, row),
        ours=Head(row.revision, row.content),
        theirs=theirs,
        base=reviewed,
        landing="edit",
    )
    if found.differences:
        yield replace(found, default=None)


def _went_out(workspace: Workspace, facts: ReceiptFile) -> bool:
    """Say whether this submission is known here. Raises `UserFacingError` where it was another round."""
    rows = [row for row in workspace.store.packages.all() if (row["direction"], row["kind"]) == ("out", "submission")]
    known = {row["hash"]: row["round"] for row in rows}
    if known.get(facts.submission, facts.round) != facts.round:
        raise UserFacingError(
            "receipt-differs",
            f"这份回执说是第 {facts.round} 轮，可是它说的那一份在这里是第 {known[facts.submission]} 轮，没有收。"
            "请上级用程序重新开一份回执。",
            details=facts.submission,
        )
    return facts.submission in known


def _of_elsewhere(workspace: Workspace, package: VerifiedPackage, facts: ReceiptFile) -> str:
    """Say what to know of a receipt for a submission that is not known here, if what the parent has of us shows that it
    is ours: a backup was restored, or another computer of ours handed it in. Raises `UserFacingError` else."""
    told = {row["revision"] for row in package.rows("outcomes.jsonl") if isinstance(row.get("revision"), str)}
    held = workspace.store.revisions.contents(told)
    if not held:
        raise UserFacingError(
            "receipt-differs",
            f"上级收到的第 {facts.round} 轮（指纹 {facts.submission[:8]}）里没有一条是这个工作文件里的内容，没有收。"
            "请先向上级要一份恢复文件，或者收下同事的工作包，再收这份回执。",
            details=facts.submission,
        )
    lost = len(told) - len(held)
    ask = f"上级那里有 {lost} 条的内容这里没有，请向上级要一份恢复文件，或者收下同事的工作包。" if lost else ""
    why = "可能恢复过备份，或者是从另一台电脑交的"
    return f"这一轮不是从这个工作文件交出的，{why}；记下了，以后接着第 {facts.round} 轮往下数。{ask}"
