"""How much of an interpretation is the document's own words (check P2): measured in characters that stand on end."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.attachments import attachment_folder
from app.checks.said_in_files import file_texts
from app.workspace import Workspace

LONGEST = 400_000
"""Characters of a text that are looked at; the rest of a longer one is passed over."""


@dataclass(frozen=True)
class Overlap:
    """`share` (0 to 1) of the interpretation's `letters` that stand in runs the document has, too; None where one of
    the two says nothing that can be read. `longest` is the first of the longest runs."""

    share: float | None
    letters: int = 0
    longest: str = ""


def overlap(original: str, interpretation: str, run: int) -> Overlap:
    """Measure two texts: only runs of at least `run` characters count; signs and spaces are passed over."""
    source, told = _letters(original), _letters(interpretation)
    if not source or not told:
        return Overlap(None)
    known = {source[at : at + run] for at in range(len(source) - run + 1)}
    covered, longest, begun = 0, (0, 0), 0
    end = 0
    for at in range(len(told) - run + 1):
        if told[at : at + run] not in known:
            continue
        if at > end:
            begun = at
        covered += at + run - max(end, at)
        end = at + run
        longest = max(longest, (end - begun, -begun))
    length, place = longest[0], -longest[1]
    return Overlap(covered / len(told), len(told), told[place : place + length])


def attached_overlap(workspace: Workspace, original: Iterable[str], materials: Iterable[str], run: int) -> Overlap:
    """Measure the attachments (SHA-256) of a plan. Reads them all: about a tenth of a second for twenty pages."""
    return overlap(_said(workspace, original), _said(workspace, materials), run)


def _said(workspace: Workspace, files: Iterable[str]) -> str:
    folder: Path = attachment_folder(workspace.path)
    return "\n".join(text for sha256 in files for text in file_texts(folder / sha256))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))[:LONGEST]
