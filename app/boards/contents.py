"""What can hang on a board: notices and entries, and a board of them. Nothing is drawn here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from app.boards.stored_board import BoardColumn, BoardPart, PartKind, StoredBoard, new_part
from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition
from app.drafting.search import search
from app.notices.keeping import filled_of, find_template, kept_notices
from app.printing.lengths import MOST_COLUMNS
from app.registers.postings import PostingRecord, is_of, postings
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

#: The template (NT-34) and words that tell money from other village affairs: they are published more often.
_FINANCE_WORDS = ("财务", "收支", "债权债务", "报酬", "经济责任")
_PARTY_WORDS = ("党",)
#: A list of six columns can be read at 2 m in so many mm.
_COLUMN_WIDTH = 380


@dataclass(frozen=True)
class Source:
    """A notice or entry that can hang on a board. `group` is the subject it belongs to, `start` and `end` the period
    of a notice, `is_finance` whether it is about money that has to be published monthly, `has_list` whether it has a
    list, which can stand behind a code."""

    kind: PartKind
    id: str
    revision: str
    title: str
    group: str
    start: date | None = None
    end: date | None = None
    is_finance: bool = False
    template: str = ""
    code: str = ""
    has_list: bool = False


def notice_sources(workspace: Workspace) -> list[Source]:
    """Return the kept notices, the one made first in front."""
    hung = _postings(workspace)
    return [_of_notice(workspace, row, hung) for row in kept_notices(workspace)]


def entry_sources(workspace: Workspace, ids: Iterable[str]) -> dict[str, Source]:
    """Return our entries of these ids that are there and concern us."""
    rows = workspace.store.entries.many(ids)
    return {id: _of_entry(workspace, row) for id, row in rows.items() if can_hang(workspace, row)}


def found_entries(workspace: Workspace, words: str, limit: int = 40) -> list[Source]:
    """Return our entries that contain these words, in the order of the search; none for no words."""
    if not words.strip():
        return []
    hits = [hit["id"] for hit in search(workspace, words.strip(), kinds=("entry",), limit=limit)]
    found = entry_sources(workspace, hits)
    return [found[id] for id in hits if id in found]


def sources_of(workspace: Workspace, board: StoredBoard) -> dict[str, Source]:
    """Return what the parts of a board show, by id; what is gone meanwhile is absent."""
    hung = _postings(workspace)
    notices = {row.id: _of_notice(workspace, row, hung) for row in hung_notices(workspace, board)}
    return notices | entry_sources(workspace, [part.source for part in board.parts() if part.kind == "entry"])


def hung_notices(workspace: Workspace, board: StoredBoard) -> list[RecordRow]:
    """Return the notices on a board that are still there, in its order."""
    records = workspace.store.records
    rows = (records.get("notice", part.source) for part in board.parts() if part.kind == "notice")
    return [row for row in rows if row is not None and not row.content["removed"]]


def can_hang(workspace: Workspace, row: EntryRow) -> bool:
    """Return whether an entry is one of ours that is there and concerns us."""
    content = row.content
    is_ours = content["organisation"] == workspace.organisation.id and content["edition"] == workspace.edition
    return is_ours and not content["removed"] and content["not_applicable"] is None


def current_notices(workspace: Workspace) -> list[Source]:
    """Return the notices that are not over yet."""
    today = workspace.today()
    return [source for source in notice_sources(workspace) if source.end is None or source.end >= today]


def village_column(source: Source) -> int:
    """Return which of the three columns of a village board is that of a notice: party, village affairs, money."""
    if source.is_finance:
        return 2
    return 0 if any(word in source.title for word in _PARTY_WORDS) else 1


def proposed_board(
    workspace: Workspace, sources: Iterable[Source] | None = None, size: tuple[int, int] = (1200, 800)
) -> StoredBoard:
    """Return a board of the notices that are not over, or of these, in columns by their subjects: as many as the width
    has room for, what is left together in the last one. Nothing is stored."""
    groups: dict[str, list[BoardPart]] = {}
    for source in current_notices(workspace) if sources is None else sources:
        groups.setdefault(source.group, []).append(new_part(source.kind, source=source.id))
    alone = min(max(size[0] // _COLUMN_WIDTH, 1), MOST_COLUMNS) - 1
    titles = [*list(groups)[:alone], *filter(None, ["、".join(list(groups)[alone:])])]
    columns = [BoardColumn(title, tuple(groups[title])) for title in titles[:alone]]
    rest = tuple(part for parts in list(groups.values())[alone:] for part in parts)
    columns += [BoardColumn(titles[-1], rest)] if rest else []
    board = StoredBoard(f"{workspace.organisation.name}公开栏", *size)
    return structs.replace(board, columns=tuple(columns)) if columns else board


def renewed(workspace: Workspace, board: StoredBoard) -> StoredBoard:
    """Return the board for the next period: the newest notice made of the same template in the place of each, what is
    over taken down, and no date of posting.

    A notice whose period still runs stays, with the newest beneath it, unless that one bears the same title and so
    corrects it.
    """
    newest: dict[str, Source] = {source.template: source for source in notice_sources(workspace)}
    now = sources_of(workspace, board)
    today = workspace.today()
    taken: set[str] = set()

    def for_part(part: BoardPart) -> list[Source]:
        own = now.get(part.source)
        newer = newest[own.template] if own is not None and own.kind == "notice" else own
        if own is None or newer is own or newer.id == own.id:
            return [own] if own else []
        hangs = newer.id in board.sources()
        if own.end is not None and own.end >= today and (hangs or newer.title != own.title):
            return [own] if hangs else [own, newer]
        return [] if hangs else [newer]

    def next_parts(part: BoardPart) -> Iterator[BoardPart]:
        if not part.source:
            yield part
            return
        id, place = part.id, part.place
        for source in for_part(part):
            if source.id not in taken and (source.end is None or source.end >= today):
                taken.add(source.id)
                yield structs.replace(part, id=id, source=source.id, place=place)
                # What comes along has no place yet where nothing else stands.
                id, place = new_part(part.kind).id, None

    columns = tuple(
        BoardColumn(column.title, tuple(new for part in column.parts for new in next_parts(part)))
        for column in board.columns
    )
    return structs.replace(board, columns=columns, posted=None)


def _postings(workspace: Workspace) -> dict[str, PostingRecord]:
    return {record.notice: record for record in postings(workspace)}


def _of_notice(workspace: Workspace, row: RecordRow, hung: Mapping[str, PostingRecord]) -> Source:
    template = find_template(workspace, row.content["template"])
    title = " ".join(row.content["title"].split())
    filled = filled_of(row)
    period, posted = filled.period, hung.get(row.id)
    # What hangs ends on the day that is told everywhere else.
    hung_until = posted.until if posted is not None and is_of(workspace, posted, row.revision) else None
    return Source(
        "notice",
        row.id,
        row.revision,
        title,
        template.group,
        period.start if period else None,
        hung_until or (period.end if period else None),
        is_finance=any(word in text for word in _FINANCE_WORDS for text in (template.name, title)),
        template=template.code,
        has_list=filled.table is not None and bool(filled.table.rows),
    )


def _of_entry(workspace: Workspace, row: EntryRow) -> Source:
    content = entry_content(row)
    field = workspace.library.fields.get(content.field)
    title = title_of(find_definition(workspace, content.checklist), content.values)
    return Source("entry", row.id, row.revision, title, field.name if field else "", code=content.item or "")


def shown_subjects(sources: Iterable[Source]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, revision) of each source, as papers that leave are recorded."""
    return ((source.kind, source.id, source.revision) for source in sources)
