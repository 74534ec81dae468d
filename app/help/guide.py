"""The user's guide: a folder with a web page for each kind of reader and one PDF, made from the pages of the help."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from app.county.kept_folder import folder_written_whole
from app.help.contents import contents, glossary_page, shown_page
from app.help.html import html_of
from app.help.markup import Picture, pictures
from app.printing.guide import Chapter, draw_guide
from app.printing.photos import Photo, photo_of
from app.resources import resource_bytes, resource_path
from app.standards.help_records import GLOSSARY_PAGE, Reader
from app.standards.layout import HELP
from app.standards.library import Library
from db.filesystem import written_whole

PROGRAM = "公开清单助手"
TITLE = f"{PROGRAM}使用说明"
PDF, FIRST = f"{TITLE}.pdf", "index.html"
READERS: Mapping[Reader, str] = {"township": "乡镇、街道干部", "village": "村（社区）干部", "county": "县里的工作人员"}
_PICTURE_WIDTH = 1366
_TERMS = "词"


class Written(NamedTuple):
    """How many files of the guide were written, and the pages of its PDF's chapters."""

    files: int
    chapters: int


def write_guide(library: Library, folder: Path, day: date, *, force: bool = False) -> Written:
    """Write web pages, pictures and the PDF into a folder, whole or not at all.

    Raises UserFacingError where something else stands there, or where the disk says no.
    """
    with folder_written_whole(folder, force=force) as part:
        for name in _pictures(library):
            (part / _file(name)).write_bytes(resource_bytes(f"{HELP}/{name}"))
        (part / "guide.css").write_bytes(resource_bytes(f"{HELP}/guide.css"))
        (part / FIRST).write_text(first_html(day), encoding="utf-8")
        for reader in READERS:
            (part / f"{reader}.html").write_text(reader_html(library, reader, day), encoding="utf-8")
        (part / PDF).write_bytes(guide_pdf(library, day))
        return Written(sum(path.is_file() for path in part.rglob("*")), len(_chapters(library)))


def write_guide_pdf(library: Library, path: Path, day: date, *, force: bool = False) -> None:
    """Write the PDF alone. Raises UserFacingError where a file of that name is and `force` is not given."""
    with written_whole(path, force=force) as part:
        part.write_bytes(guide_pdf(library, day))


def guide_pdf(library: Library, day: date) -> bytes:
    """Return the guide for all readers on paper."""
    shown: dict[str, Photo] = {
        name: photo_of(resource_path(f"{HELP}/{name}"), _PICTURE_WIDTH) for name in _pictures(library)
    }
    under = f"给{'、'.join(READERS.values())}　{day.year}年{day.month}月"
    return draw_guide(TITLE, under, _chapters(library), shown, day)


def first_html(day: date) -> str:
    """Return the page that leads to the guide of each reader."""
    points = "".join(f'<li><a href="{reader}.html">{words}</a></li>' for reader, words in READERS.items())
    body = f'<h1>{TITLE}</h1><p>您是：</p><ul>{points}</ul><p>打印用的：<a href="{PDF}">{PDF}</a></p>'
    return _whole(TITLE, body, day)


def reader_html(library: Library, reader: Reader, day: date) -> str:
    """Return the guide of one kind of reader as a web page; what is not in it leads into another's."""
    own = {page.code for page in library.help_pages.values() if reader in page.readers}

    def address(code: str) -> str:
        if code in own or code == GLOSSARY_PAGE:
            return f"#{code}"
        other = next(each for each in READERS if each in library.help_pages[code].readers)
        return f"{other}.html#{code}"

    title = f"{TITLE}：{READERS[reader]}"
    body = [f"<h1>{title}</h1>", _contents(library, own)]
    for code in (*(code for code in library.help_pages if code in own), GLOSSARY_PAGE):
        page = shown_page(library, code)
        text = html_of(page.blocks, address, _shown, level=1)
        about = f'<p class="about">{escape(page.about)}</p>'
        body.append(f'<section id="{code}"><h2>{escape(page.title)}</h2>{about}{text}</section>')
    return _whole(title, "\n".join(body), day)


def _contents(library: Library, own: set[str]) -> str:
    rows = []
    for group, pages in contents(library):
        points = "".join(f'<li><a href="#{page.code}">{page.title}</a></li>' for page in pages if page.code in own)
        rows += [f"<h3>{group}</h3><ul>{points}</ul>"] if points else []
    return f'<nav aria-label="目录">{"".join(rows)}<p><a href="#{GLOSSARY_PAGE}">术语表</a></p></nav>'


def _shown(picture: Picture) -> str:
    words = escape(picture.words)
    return f'<figure><img src="{_file(picture.name)}" alt="{words}"><figcaption>{words}</figcaption></figure>'


def _file(picture: str) -> str:
    """Return the name of a picture's file in the guide, which has no folders in it."""
    return Path(picture).name


def _whole(title: str, body: str, day: date) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="guide.css"></head>\n<body><main>{body}</main>'
        f"<footer><p>{PROGRAM}，{day.isoformat()}</p></footer></body></html>\n"
    )


def _chapters(library: Library) -> list[Chapter]:
    chapters = [
        Chapter(page.code, group, shown_page(library, page.code))
        for group, pages in contents(library)
        for page in pages
    ]
    # Paper leads nowhere: the pages that tell more stand in the contents.
    terms = [structs.replace(term, page=None) for term in library.glossary]
    return [*chapters, Chapter(GLOSSARY_PAGE, _TERMS, glossary_page(terms))]


def _pictures(library: Library) -> Iterator[str]:
    """Yield the names of the pictures, each once."""
    names = (name for page in library.help_pages for name in pictures(shown_page(library, page).blocks))
    yield from dict.fromkeys(names)
