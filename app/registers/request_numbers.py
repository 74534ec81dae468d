"""Numbers of cases and letters by the office's own pattern: 2026-003, 公开告〔2026〕3号."""

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct, convert, to_builtins

from app.drafting.operations import operation
from app.errors import UsageError
from app.registers.request_records import KeptRequest
from app.standards.request_rules import request_rules
from app.workspace import Workspace

REQUEST_NUMBERING = "request-numbering"
Numbered = Literal["register", "letter"]
_NUMBER = re.compile(r"\{号(\d?)\}")
_BRACED = re.compile(r"\{[^}]*\}|[{}]")


class Patterns(Struct, frozen=True):
    """How this office numbers cases and letters."""

    register: Annotated[str, Meta(min_length=1, max_length=60)]
    letter: Annotated[str, Meta(min_length=1, max_length=60)]
    removed: bool = False


def number_patterns(workspace: Workspace) -> Patterns:
    """Return the office's patterns, the usual ones where it has chosen none."""
    record = workspace.store.records.get(REQUEST_NUMBERING, workspace.organisation.id)
    if record is not None and not record.content["removed"]:
        return convert(record.content, Patterns)
    usual = request_rules(workspace.library).numbering
    return Patterns(usual.register, usual.letter)


def set_number_patterns(workspace: Workspace, *, register: str | None = None, letter: str | None = None) -> Patterns:
    """Number cases and letters by these patterns from now on. Raises `UsageError` for one without its {号}."""
    now = number_patterns(workspace)
    chosen = Patterns(_checked(register or now.register), _checked(letter or now.letter))
    with operation(workspace, "request", "改申请和文书的编号规则") as act:
        act.write(REQUEST_NUMBERING, workspace.organisation.id, to_builtins(chosen))
    return chosen


def next_number(workspace: Workspace, what: Numbered, year: int, used: Iterable[str]) -> str:
    """Return the number after the highest of a year that is in use."""
    pattern = getattr(number_patterns(workspace), what)
    wanted = re.compile(_pattern_as_regex(pattern, year))
    taken = [int(match[1]) for match in map(wanted.fullmatch, used) if match]
    return _written(pattern, year, max(taken, default=0) + 1)


def _checked(pattern: str) -> str:
    plain = pattern.strip()
    unknown = [each for each in _BRACED.findall(plain) if each != "{年}" and not _NUMBER.fullmatch(each)]
    if len(_NUMBER.findall(plain)) != 1 or unknown or len(plain) > 60:
        raise UsageError(
            "numbering-wrong",
            f"编号规则“{plain[:60]}”写得不对，没有改。要有一个 {{号}}（或者写明位数的 {{号3}}），年份写成 {{年}}，"
            "例如 {年}-{号3}。",
        )
    return plain


def _pattern_as_regex(pattern: str, year: int) -> str:
    before, after = _NUMBER.split(pattern)[::2]
    of_year = [re.escape(part.replace("{年}", str(year))) for part in (before, after)]
    return of_year[0] + r"(\d{1,9})" + of_year[1]


def _written(pattern: str, year: int, number: int) -> str:
    width = int(_NUMBER.search(pattern)[1] or 1)
    return _NUMBER.sub(str(number).zfill(width), pattern).replace("{年}", str(year))


def letter_number_findings(known: Iterable[KeptRequest]) -> dict[str, str]:
    """Return by case (id) what to look at where several letters bear one number, as where two clerks each gave it:
    which, and what to do."""
    borne = [(event.number, kept) for kept in known for event in kept.case.events if event.number]
    of_number: dict[str, list[KeptRequest]] = {}
    for number, kept in borne:
        of_number.setdefault(number, []).append(kept)
    found: dict[str, str] = {}
    for number, cases in of_number.items():
        if len(cases) > 1:
            where = "、".join(dict.fromkeys(kept.case.number for kept in cases))
            words = (
                f"文书编号“{number}”用了 {len(cases)} 次（申请 {where}），一份文书一个编号。"
                "记错的把那一条划去重记；已经发出去的照实留着，请告知收件人更正。"
            )
            found |= {kept.id: found.get(kept.id, "") + words for kept in cases}
    return found
