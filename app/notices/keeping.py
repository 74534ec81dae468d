"""Notices kept in a workspace: made from a template, stored with masked values only, found again for printing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import msgspec

from app.calendar.office_calendar import office_calendar
from app.drafting.operations import Head, operation
from app.errors import UserFacingError
from app.notices.book_period import BookPeriod, read_book_period
from app.notices.closing import APART, REASON, plain_reason, reason_notes
from app.notices.filled_notice import FilledNotice
from app.notices.filling import PLACEHOLDER, fill_notice, placeholders_of
from app.notices.raw_numbers import raw_number_in
from app.notices.sums import Carried
from app.organisations import Organisation
from app.standards.models import NoticeTemplate
from app.tables.rows import ListRow, ListRows, read_rows
from app.workspace import Workspace
from db.repositories.records import RecordRow

_MOST_TOLD = 3
_POSTING = "posting"
"""The kind of `app.registers.postings`, which stands above this."""


@dataclass(frozen=True)
class KeptNotice:
    """A notice as it was stored, and what of the list never reached it."""

    id: str
    notice: FilledNotice
    list_rows: ListRows


@dataclass(frozen=True)
class KeptFacts:
    """A kept notice in a list: when it was made and last printed (ISO 8601, UTC; None: never). `is_out`: it was printed
    as it stands or hung up, so that a change of it is another notice."""

    id: str
    revision: str
    template: str
    template_name: str
    title: str
    made_at: str
    printed_at: str | None
    is_out: bool = False


def make_notice(
    workspace: Workspace, template_code: str, blanks: Mapping[str, str], rows: Path | None = None
) -> KeptNotice:
    """Fill a template with answers and a list, and keep it. Unit, township, year and the like are filled in by itself.

    Raw rows are read, masked and forgotten; only the masked notice is stored.
    """
    template = find_template(workspace, template_code)
    listed = read_rows(rows, template) if rows else ListRows(())
    notice = filled_notice(workspace, template, known_answers(workspace, template) | dict(blanks), listed.rows)
    return KeptNotice(keep_notice(workspace, notice), notice, listed)


def filled_notice(
    workspace: Workspace, template: NoticeTemplate, answers: Mapping[str, str], rows: Sequence[ListRow] = ()
) -> FilledNotice:
    """Fill a template by the rules of this workspace, without keeping it; `answers` are all there are.

    Raises what `fill_notice` raises.
    """
    return fill_notice(
        template,
        workspace.library.notice_rules,
        answers,
        rows,
        calendar=office_calendar(workspace),
        today=workspace.today(),
        office_phones=workspace.organisation.public_phones,
        show_article=workspace.library.laws.shows_article,
        masking=workspace.library.masking,
        carried=_carried(workspace, template, answers),
    )


def _carried(workspace: Workspace, template: NoticeTemplate, answers: Mapping[str, str]) -> Carried | None:
    """What the sheet of the period before came to, from the notice kept last for it."""
    period = read_book_period(answers.get("year", ""), answers.get("period_name", "")) if template.carried else None
    if period is None:
        return None
    village = " ".join(answers.get("village", "").split())
    for row in reversed(kept_notices(workspace)):
        accounts = filled_of(row).accounts if row.content["template"] == template.code else None
        if accounts and accounts.village == village and period.follows(BookPeriod(accounts.first, accounts.last)):
            ends = {key: accounts.amounts.get(end) for key, end in template.carried.items()}
            return Carried(row.content["title"], {key: Decimal(text) for key, text in ends.items() if text})
    return None


def keep_notice(workspace: Workspace, notice: FilledNotice, id: str | None = None) -> str:
    """Keep a filled notice, as a new one or in place of what is kept under `id`; returns its id.

    What was posted stays as it was posted: in place of a notice that is out already a new one is kept.
    """
    template = find_template(workspace, notice.template)
    kept = find_notice(workspace, id) if id else None
    if kept is not None and (printed_at(workspace, kept) or was_posted(workspace, kept)):
        kept = None
    before = kept.content if kept else {}
    kept_id = kept.id if kept else str(uuid.uuid4())
    content = {
        "organisation": workspace.organisation.id,
        "template": template.code,
        "field": template.field,
        "title": notice.title,
        # Finer than other times: notices made in one go stay in their order.
        "made_at": before.get("made_at") or workspace.now().astimezone(UTC).isoformat(timespec="microseconds"),
        "filled": msgspec.to_builtins(notice),
        "removed": False,
    }
    words = "改公示" if before else "新建公示"
    with operation(workspace, "notice", f"{words} {template.code}（{template.name}）") as act:
        act.write("notice", kept_id, content)
    return kept_id


def explain_sums(workspace: Workspace, row: RecordRow, reason: str) -> RecordRow:
    """Write down why the amounts of a kept notice do not come out; it stands on the paper from now on.

    Raises `UserFacingError` where they do come out, where nothing is said, and where it shows a personal number.
    """
    notice, said = filled_of(row), plain_reason(reason)
    if not notice.unbalanced:
        raise UserFacingError("sums-even", "这份公示的金额对得上，不用写原因，没有改动。")
    if not said:
        raise UserFacingError("sums-reason-missing", "没有写原因，没有改动。请写清金额为什么对不上。")
    if found := raw_number_in(said, workspace.organisation.public_phones):
        raise UserFacingError("sums-reason-personal", f"原因里有{found}，不能公开，没有改动。请删掉号码再写。")
    notes = [note for note in notice.notes if not note.startswith((APART, REASON))]
    explained = msgspec.structs.replace(notice, reason=said, notes=(*notes, *reason_notes(notice.unbalanced, said)))
    return find_notice(workspace, keep_notice(workspace, explained, row.id))


def require_even(notice: FilledNotice) -> None:
    """Raises `UserFacingError` (`sums-uneven`) when amounts do not come out and nobody has written down why."""
    if notice.waits:
        told = "".join(notice.unbalanced[:_MOST_TOLD])
        raise UserFacingError("sums-uneven", f"{told}没有打印。请改对金额，或者写明原因，原因会印在公示上。")


def kept_facts(workspace: Workspace) -> list[KeptFacts]:
    """Return the kept notices for a list, the one made last first."""
    return [_facts(workspace, row) for row in reversed(kept_notices(workspace))]


def printed_at(workspace: Workspace, row: RecordRow) -> str | None:
    """Return when a notice was last printed or saved as it stands now; a notice changed since is not printed yet."""
    releases = workspace.store.operations.releases_of("notice", row.id)
    return max((released["at"] for released in releases if released["revision"] == row.revision), default=None)


def was_posted(workspace: Workspace, row: RecordRow) -> bool:
    """Whether a notice hangs or hung, by its posting record."""
    record = workspace.store.records.get(_POSTING, row.id)
    return record is not None and not record.content["removed"]


def _facts(workspace: Workspace, row: RecordRow) -> KeptFacts:
    template = workspace.library.notice_templates.get(row.content["template"])
    printed = printed_at(workspace, row)
    return KeptFacts(
        row.id,
        row.revision,
        row.content["template"],
        template.name if template else row.content["template"],
        row.content["title"],
        row.content["made_at"],
        printed,
        printed is not None or was_posted(workspace, row),
    )


def find_template(workspace: Workspace, code: str) -> NoticeTemplate:
    """Return a notice template by its code (NT-01)."""
    templates = workspace.library.notice_templates
    template = templates.get(code)
    if template is None:
        known = f"编号是 {min(templates)} 到 {max(templates)}"
        raise UserFacingError("template-unknown", f"没有编号为“{code}”的公示模板。{known}。")
    return template


def find_notice(workspace: Workspace, name: str) -> RecordRow:
    """Return a kept notice by its id or at least 8 characters of it."""
    found = workspace.store.records.by_prefix("notice", name) if len(name) >= 8 else []
    found = [row for row in found if not row.content["removed"]]
    if len(found) != 1:
        raise UserFacingError("notice-unknown", f"没有编号为“{name}”的公示。新建公示时会显示编号，写前 8 位就行。")
    return found[0]


def kept_notices(workspace: Workspace) -> list[RecordRow]:
    """Return the kept notices in the order in which they were made."""
    return sorted(workspace.store.records.of_kind("notice"), key=lambda row: (row.content["made_at"], row.id))


def filled_of(row: RecordRow | Head) -> FilledNotice:
    """Return the notice as it is printed and shown."""
    return msgspec.convert(row.content["filled"], FilledNotice)


def known_answers(workspace: Workspace, template: NoticeTemplate) -> dict[str, str]:
    """Return the answers to a template's blanks that the workspace knows: unit, township, year and the like."""
    asked = placeholders_of(template)
    known = _known(workspace)
    if template.issuer is not None:
        known["publisher"] = _issuer(template.issuer, known)
    return {key: text for key, text in known.items() if key in asked and text}


def _issuer(pattern: str, known: Mapping[str, str]) -> str:
    """Who signs in the unit's stead; "" where the unit does not know whose name that is."""
    return (
        PLACEHOLDER.sub(lambda match: known[match[1]], pattern)
        if all(map(known.get, PLACEHOLDER.findall(pattern)))
        else ""
    )


def _known(workspace: Workspace) -> dict[str, str]:
    unit, today = workspace.organisation, workspace.today()
    answers = {
        "year": str(today.year),
        "month": str(today.month),
        "quarter": "一二三四"[(today.month - 1) // 3],
        "publisher": unit.full_name,
        "publish_date": today.isoformat(),
    }
    return answers | _place_names(unit)


def _place_names(unit: Organisation) -> dict[str, str]:
    """Name the unit and its parent in the blanks of their levels."""
    level = unit.facts.level
    if level is None:
        return {}
    above = {"village": "township", "township": "county", "county": None}[level]
    names: dict[str, str] = {level: unit.name}
    return {**names, above: unit.parent_name} if above and unit.parent_name else names
