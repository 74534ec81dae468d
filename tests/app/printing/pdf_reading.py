"""Reading printed documents back, with PDFium, as a user's reader would."""

import re
from pathlib import Path

import pypdfium2


def page_texts(path: Path) -> list[str]:
    """The text of each page, line ends as \\n."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page index of each bookmark."""
    with pypdfium2.PdfDocument(path) as document:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def font_names(path: Path) -> set[str]:
    """Base names of all fonts in the file, embedded or not."""
    return {name.decode() for name in re.findall(rb"/BaseFont /(\S+)", path.read_bytes())}
