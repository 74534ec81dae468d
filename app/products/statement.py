"""The statement on fields that do not concern us: on paper, and as a text file that any word processor opens."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.checks.privacy_gate import check_drawn, check_strings, require_clean
from app.drafting.concern import concern_revisions
from app.drafting.operations import operation
from app.drafting.tables import own_entries
from app.drafting.uninvolved import Statement, uninvolved_statement
from app.errors import UserFacingError
from app.notices.filled_notice import FilledNotice, Paragraph
from app.printing.notice import draw_notice
from app.products.outgoing import Outgoing, pages_told, save_outgoing
from app.standards.models import STANDARD_CATALOGUE
from app.tables.rows import written_date
from app.workspace import Workspace
from db.filesystem import written_whole


@dataclass(frozen=True)
class PreparedStatement:
    """All that drawing needs: the statement, the numbers the office itself has made public, and what it rests on as
    (kind, id, revision)."""

    statement: Statement
    public_phones: Collection[str]
    shown: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class WrittenStatement:
    """The statement that was written, and a sentence for each typeface that this computer lacks."""

    statement: Statement
    stand_ins: tuple[str, ...] = ()


def prepare_statement(workspace: Workspace) -> PreparedStatement:
    """Read what the statement is drawn from. Nothing is marked as printed."""
    statement = uninvolved_statement(workspace)
    return PreparedStatement(statement, workspace.organisation.public_phones, tuple(_resting_on(workspace, statement)))


def draw_prepared_statement(
    prepared: PreparedStatement, progress: Callable[[int, int], None] | None = None
) -> Outgoing:
    """Set the statement on A4 by the measures of an official letter. Needs no store and may run on another thread.

    `progress(done, total)` counts sheets looked through and may raise to end the work. Raises `UserFacingError` where
    no field is left out.
    """
    statement = prepared.statement
    _require_fields(statement)
    pdf, printed = draw_notice(_as_notice(statement), issuer=statement.unit, created=statement.date)
    done = pages_told(progress, printed.pages)
    found = check_drawn(printed.runs, printed.texts, printed.outside, prepared.public_phones, done)
    label = f"打印{statement.title}"
    return Outgoing(pdf, printed.pages, found, label, prepared.shown, stand_ins=printed.stand_ins)


def write_statement(workspace: Workspace, path: Path, *, force: bool = False) -> WrittenStatement:
    """Write the statement as .txt or .pdf and remember that it left the house.

    Raises `UserFacingError` when no field is left out, personal data would show, the file exists or is of another kind.
    """
    if path.suffix.lower() == ".pdf":
        prepared = prepare_statement(workspace)
        outgoing = draw_prepared_statement(prepared)
        save_outgoing(workspace, outgoing, path, force=force)
        return WrittenStatement(prepared.statement, outgoing.stand_ins)
    statement = uninvolved_statement(workspace)
    _require_sense(statement, path)
    with written_whole(path, force=force) as part:
        text = statement.text()
        require_clean(check_strings([("正文", text)], workspace.organisation.public_phones), path.name)
        # The mark at the beginning tells old Windows programs that it is UTF-8.
        part.write_text(text, encoding="utf-8-sig", newline="\r\n")
    with operation(workspace, "print", f"写出{statement.title}") as act:
        act.release("paper", _resting_on(workspace, statement))
    return WrittenStatement(statement)


def _require_sense(statement: Statement, path: Path) -> None:
    if path.suffix.lower() != ".txt":
        raise UserFacingError(
            "format-unknown",
            f"“{path.name}”没有写：说明只能写成 .txt 或者 .pdf。请把文件名的结尾改成其中一种。",
        )
    _require_fields(statement)


def _require_fields(statement: Statement) -> None:
    if not statement.fields:
        raise UserFacingError(
            "nothing-uninvolved", "还没有哪个领域说明了与本单位无关，没有写说明。请先说明哪些领域不涉及、为什么。"
        )


def _as_notice(statement: Statement) -> FilledNotice:
    """Return the statement as what is set by the measures of official letters."""
    return FilledNotice(
        template="",
        medium="paper",
        title=statement.title,
        paragraphs=tuple(Paragraph("", text) for text in statement.paragraphs),
        table=None,
        signature=(statement.unit, written_date(statement.date)),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )


def _resting_on(workspace: Workspace, statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Yield what the statement says: what was said of whole fields, and the entries of those declined one by one."""
    said = concern_revisions(workspace)
    for field in statement.fields:
        if field.code in said:
            yield "concern", field.code, said[field.code]
        if not field.is_said:
            for row, _ in own_entries(workspace, STANDARD_CATALOGUE, field.code):
                yield "entry", row.id, row.revision
