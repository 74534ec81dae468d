"""A year's arrangement of holidays, read from whatever the office has of the notice."""

from pathlib import Path

from app.calendar.notice_text import read_notice
from app.calendar.office_calendar import complete_table
from app.calendar.year_table import YearTable, parse_year_table, unusable_table
from app.checks.document_text import BODY, DocumentText
from app.tables.sources.decoding import decoded

PASTED = "粘贴的文字"
LARGEST_FILE = 5 * 1024 * 1024  # bytes; a notice has a page or two


def read_year_table(path: Path) -> YearTable:
    """Read a year's arrangement from the notice's own text (.txt, .docx) or from a table of ours (.yaml).

    Raises `UserFacingError` (`calendar-unreadable`) naming the file and what is wrong in it.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise unusable_table(path.name, "文件太大，不会是一份放假通知")
        content = path.read_bytes()
    except OSError as error:
        raise unusable_table(path.name, "文件打不开", str(error)) from error
    if path.suffix.lower() in (".yaml", ".yml"):
        return complete_table(parse_year_table(content, path.name), path.name)
    if content.startswith(b"PK"):
        with DocumentText(path, path.name) as document:
            list(document.rows())
            # The text of the page is by far the longest of what is written there: attributes stand beside it.
            body = max((text.text for text in document.loose_texts() if text.where == BODY), key=len, default="")
            return notice_table(body, path.name)
    text = decoded(content)
    if text is None:
        raise unusable_table(path.name, "不是文字。请打开通知，把全文复制下来粘贴")
    return notice_table(text.text, path.name)


def notice_table(text: str, name: str = PASTED) -> YearTable:
    """Read a year's arrangement from the text of the notice. Raises `UserFacingError` as `read_year_table` does."""
    return complete_table(read_notice(text, name), name)
