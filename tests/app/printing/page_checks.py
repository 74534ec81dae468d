"""What must hold of every printed page: text inside, nothing over anything else, fonts embedded."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pypdfium2

from app.printing.paper import PageSize, TextRun

from .pdf_reading import font_names, page_texts, without_spaces

TOLERANCE = 0.05  # mm


def outside(runs: Iterable[TextRun], size: PageSize) -> list[TextRun]:
    """Runs that reach beyond the page."""
    return [
        run
        for run in runs
        if run.x < -TOLERANCE
        or run.y < -TOLERANCE
        or run.x + run.width > size.width + TOLERANCE
        or run.y + run.height > size.height + TOLERANCE
    ]


def overlapping(runs: Iterable[TextRun]) -> list[tuple[str, str]]:
    """Pairs of texts on the same page that lie over one another."""
    pages: Mapping[int, list[TextRun]] = defaultdict(list)
    for run in runs:
        pages[run.page].append(run)
    found = []
    for page in pages.values():
        page.sort(key=lambda run: run.y)
        for index, upper in enumerate(page):
            for lower in page[index + 1 :]:
                if lower.y >= upper.y + upper.height - TOLERANCE:
                    break
                if lower.x < upper.x + upper.width - TOLERANCE and upper.x < lower.x + lower.width - TOLERANCE:
                    found.append((upper.text, lower.text))
    return found


def read_back(path: Path) -> str:
    """All text of the file without white space, as a reader copies it."""
    return without_spaces("".join(page_texts(path)))


def recorded(runs: Iterable[TextRun]) -> str:
    """The recorded runs without white space, page by page."""
    return without_spaces("".join(run.text for run in sorted(runs, key=lambda run: run.page)))


def fonts_are_embedded(path: Path) -> bool:
    """Every font is a subset that lies in the file; reportlab's Helvetica is not there."""
    content = path.read_bytes()
    names = font_names(path)
    return bool(names) and all(re.match(r"[A-Z]{6}\+", name) for name in names) and b"Helvetica" not in content


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in mm."""
    with pypdfium2.PdfDocument(path) as document:
        return [tuple(round(side * 25.4 / 72, 2) for side in page.get_size()) for page in document]


def in_order(texts: Iterable[str], whole: str) -> bool:
    """Whether the texts occur in `whole` one after the other."""
    places = [-1]
    for text in texts:
        places.append(whole.find(text, places[-1] + 1))
    return all(before < after for before, after in pairwise(places))
