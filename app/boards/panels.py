"""What the parts of a board look like there."""

from dataclasses import replace

from app.boards.contents import can_hang, hung_notices
from app.boards.stored_board import BoardPart, StoredBoard
from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition
from app.notices.keeping import filled_of
from app.printing.board_content import Code, Panel, Place, SheetSlots, notice_panel, with_coded_list
from app.tables.cell_text import cell_text
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

_NOT_COMPARED = "（以上照录标准目录，还没有对照部委原文核对。）"
#: Kinds of elements that tell readers of a board nothing: answers to questions about the entry, files.
_NOT_TOLD = ("flag", "attachment")


def board_panels(workspace: Workspace, board: StoredBoard) -> list[tuple[str, tuple[Panel, ...]]]:
    """Return the columns of a board as they are drawn; parts whose notice or entry is gone are left out."""
    notices = {row.id: row for row in hung_notices(workspace, board)}
    entries = workspace.store.entries.many(part.source for part in board.parts() if part.kind == "entry")
    panels = {part.id: _panel(workspace, board, part, notices, entries) for part in board.parts()}
    return [
        (column.title, tuple(panel for part in column.parts if (panel := panels[part.id]) is not None))
        for column in board.columns
    ]


def _panel(
    workspace: Workspace,
    board: StoredBoard,
    part: BoardPart,
    notices: dict[str, RecordRow],
    entries: dict[str, EntryRow],
) -> Panel | None:
    match part.kind:
        case "notice":
            row = notices.get(part.source)
            made = notice_panel(filled_of(row), pocket=part.near) if row else None
        case "entry":
            entry = entries.get(part.source)
            made = _entry_panel(workspace, entry) if entry and can_hang(workspace, entry) else None
        case "text":
            made = Panel(part.heading, tuple(part.text.splitlines()))
        case "code":
            address = part.text.strip() or board.code.strip()
            made = Panel(part.heading, codes=(Code(address, "扫码看内容"),) if address else ())
        case "slot":
            made = Panel(part.heading or f"{part.sheet}公示", slots=SheetSlots(part.sheet, part.count), pocket=True)
    if made is None:
        return None
    if part.coded:
        made = with_coded_list(made, part.text.strip())
    pocket = part.near or part.kind == "slot"
    at = part.place
    place = Place(at.x, at.y, at.width, at.height) if at else None
    return replace(made, pocket=pocket, character_height_mm=part.height, key=part.id, place=place)


def _entry_panel(workspace: Workspace, row: EntryRow) -> Panel:
    content = entry_content(row)
    definition = find_definition(workspace, content.checklist)
    told = ((each, content.values.get(each.key)) for each in definition.elements)
    lines = tuple(
        f"{each.label}：{'；'.join(filter(None, map(str.strip, cell_text(each, value).splitlines())))}"
        for each, value in told
        if value not in (None, [], "") and each.key not in definition.title_elements and each.kind not in _NOT_TOLD
    )
    is_unconfirmed = content.evidence in ("partly", "recalled") and content.confirmed is None
    return Panel(title_of(definition, content.values), lines, closing=(_NOT_COMPARED,) if is_unconfirmed else ())
