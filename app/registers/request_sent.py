"""Letters of cases as they left the house: what each said, under which number, and the file's SHA-256.

They bear the applicant's name, so that they stay in the workspace and its backups as who asks does.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, convert

from app.workspace import Workspace

REQUEST_LETTER = "request-letter"
LONGEST_LINE = 300  # characters of addressee, number and what else stands on a line of its own

_Word = Annotated[str, Meta(max_length=LONGEST_LINE)]


class SentLetter(Struct, frozen=True, kw_only=True):
    """A letter. `kind` and `reason` are those of `LetterFacts`; `paragraphs` all of its text; `day` the one it bears;
    `file` what kind of file it was last written as (pdf, docx), `sha256` of it; `person`, `at`: who wrote it when."""

    organisation: str
    request: str
    kind: _Word
    reason: _Word
    title: _Word
    number: _Word
    addressee: _Word
    paragraphs: tuple[str, ...]
    signature: _Word
    day: date
    file: str
    sha256: str
    person: str | None
    at: str
    removed: bool = False


def letter_id(request: str, kind: str, number: str) -> str:
    """Return the id that a letter is kept under: written once more it takes the place of what it was."""
    return f"{request}:{kind}:{number}"


def all_sent_letters(workspace: Workspace) -> list[SentLetter]:
    """Return the letters of all cases, the one written last in front."""
    rows = workspace.store.records.of_kind(REQUEST_LETTER)
    return sorted((convert(row.content, SentLetter) for row in rows), key=lambda letter: letter.at, reverse=True)


def sent_letters(workspace: Workspace, request: str) -> list[SentLetter]:
    """Return the letters of a case, the one written last in front."""
    return [letter for letter in all_sent_letters(workspace) if letter.request == request]


def waiting_number(letters: Iterable[SentLetter], kind: str, borne: Iterable[str]) -> str:
    """Return the number of a letter of a case (`letters`: of that case, the last in front) that no event bears yet, ""
    where there is none. `borne`: the numbers of the events of the case."""
    passed_over = {*borne, ""}
    return next((each.number for each in letters if each.kind == kind and each.number not in passed_over), "")
