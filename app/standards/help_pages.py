"""Reading the help's files: pages with a head in YAML between two lines of `---`, and the glossary."""

from pathlib import Path
from typing import Any

from app.help.markup import MarkupFault, parse, pictures, targets
from app.standards.help_records import GLOSSARY_PAGE, Help, HelpPage, Term, TourStep
from app.standards.layout import GLOSSARY, HELP, TOUR
from app.standards.problems import bad_resource, first_repeated, read_as
from app.standards.source import read_source, read_text, require_sections, yaml_of

_LINE = "---\n"


def load_help(root: Path) -> Help:
    """Return the help of a resources folder; what it has not is empty.

    Raises UserFacingError for a file that is wrong, naming it: also where it leads to a page, a picture or a term that
    there is not.
    """
    pages = tuple(sorted((_page_of(path, root) for path in (root / HELP).glob("*.md")), key=lambda each: each.order))
    terms = _glossary_of(root / GLOSSARY, root) if (root / GLOSSARY).exists() else ()
    codes = {page.code for page in pages}
    for page in pages:
        _require_ends(page, codes, root)
    for term in terms:
        if term.page is not None and term.page not in codes:
            raise bad_resource(f"{root.name}/{GLOSSARY}", f"“{term.term}”的“{term.page}”没有这一页")
    return Help(pages, terms, _tour_of(root / TOUR, root) if (root / TOUR).exists() else ())


def _page_of(path: Path, root: Path) -> HelpPage:
    name = path.relative_to(root.parent).as_posix()
    opening, head, text = _parts(read_text(path, name), name)
    data: dict[str, Any] = {"code": path.stem, **yaml_of(head, name), "text": text.strip("\n")}
    page = read_as(HelpPage, data, name, "开头的")
    try:
        parse(page.text)
    except MarkupFault as fault:
        before = opening + len(text) - len(text.lstrip("\n"))
        raise bad_resource(name, f"第{fault.line + before}行{fault.what}") from fault
    return page


def _parts(text: str, name: str) -> tuple[int, str, str]:
    """Return how many lines the head takes, the head and what follows it."""
    if not text.startswith(_LINE) or text.find(f"\n{_LINE}") < 0:
        raise bad_resource(name, "开头应是两行 --- 之间的标题、分组和次序")
    head, _, body = text.removeprefix(_LINE).partition(f"\n{_LINE}")
    return head.count("\n") + 3, head, body


def _glossary_of(path: Path, root: Path) -> tuple[Term, ...]:
    source = read_source(path, root)
    require_sections(source, ("terms",), ("what_for", "as_of"))
    terms = read_as(tuple[Term, ...], source.data["terms"], source.name, "文件的“terms”")
    if (repeated := first_repeated(term.term for term in terms)) is not None:
        raise bad_resource(source.name, f"“{repeated}”解释了两次", "请去掉一处后再试")
    return terms


def _tour_of(path: Path, root: Path) -> tuple[TourStep, ...]:
    source = read_source(path, root)
    require_sections(source, ("steps",), ("what_for", "as_of"))
    return read_as(tuple[TourStep, ...], source.data["steps"], source.name, "文件的“steps”")


def _require_ends(page: HelpPage, codes: set[str], root: Path) -> None:
    name, blocks = f"{root.name}/{HELP}/{page.code}.md", parse(page.text)
    for target in targets(blocks):
        if target not in codes and target != GLOSSARY_PAGE:
            raise bad_resource(name, f"“{target}”没有这一页", "请改成有的页后再试")
    for picture in pictures(blocks):
        if not (root / HELP / picture).is_file():
            raise bad_resource(name, f"没有图片“{picture}”", "请补上图片或者去掉这一行后再试")
