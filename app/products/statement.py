"""The statement on fields that do not concern us, as a text file that any word processor opens."""

from pathlib import Path

from app.checks.privacy_gate import check_strings, require_clean
from app.drafting.concern import concern_revisions
from app.drafting.operations import operation
from app.drafting.uninvolved import Statement, uninvolved_statement
from app.errors import UserFacingError
from app.workspace import Workspace
from db.filesystem import written_whole


def write_statement(workspace: Workspace, path: Path, *, force: bool = False) -> Statement:
    """Write the statement and remember that it left the house; returns it.

    Raises `UserFacingError` when no field is left out, personal data would show, the file exists or is no .txt.
    """
    statement = uninvolved_statement(workspace)
    _require_sense(statement, path)
    with written_whole(path, force=force) as part:
        text = statement.text()
        require_clean(check_strings([(statement.title, text)], workspace.organisation.public_phones), path.name)
        # The mark at the beginning tells old Windows programs that it is UTF-8.
        part.write_text(text, encoding="utf-8-sig", newline="\r\n")
    with operation(workspace, "print", f"写出{statement.title}") as act:
        said = {each.code for each in statement.fields if each.is_said}
        shown = concern_revisions(workspace)
        act.release("paper", [("concern", code, shown[code]) for code in sorted(said)])
    return statement


def _require_sense(statement: Statement, path: Path) -> None:
    if path.suffix.lower() != ".txt":
        raise UserFacingError(
            "format-unknown",
            f"“{path.name}”没有写：说明只能写成 .txt。请把文件名的结尾改成 .txt。",
        )
    if not statement.fields:
        raise UserFacingError(
            "nothing-uninvolved", "还没有哪个领域说明了与本单位无关，没有写说明。请先说明哪些领域不涉及、为什么。"
        )
