"""Notices kept in a workspace: made from a template, stored with masked values only, found again for printing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.calendar import load_calendar
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.notices.filled_notice import FilledNotice
from app.notices.filling import fill_notice, placeholders_of
from app.organisations import Organisation
from app.standards.models import NoticeTemplate
from app.tables.rows import ListRow, ListRows, read_rows
from app.workspace import Workspace
from db.repositories.records import RecordRow


@dataclass(frozen=True)
class KeptNotice:
    """A notice as it was stored, and what of the list never reached it."""

    id: str
    notice: FilledNotice
    list_rows: ListRows


@dataclass(frozen=True)
class KeptFacts:
    """A kept notice in a list: when it was made and last printed (ISO 8601, UTC; None: never)."""

    id: str
    revision: str
    template: str
    template_name: str
    title: str
    made_at: str
    printed_at: str | None


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
        calendar=load_calendar(),
        today=workspace.today(),
        office_phones=workspace.organisation.public_phones,
        show_article=workspace.library.laws.shows_article,
    )


def keep_notice(workspace: Workspace, notice: FilledNotice, id: str | None = None) -> str:
    """Keep a filled notice, as a new one or in place of what is kept under `id`; returns its id."""
    template = find_template(workspace, notice.template)
    before = find_notice(workspace, id).content if id else {}
    kept_id = id or str(uuid.uuid4())
    content = {
        "organisation": workspace.organisation.id,
        "template": template.code,
        "field": template.field,
        "title": notice.title,
        "made_at": before.get("made_at") or workspace.timestamp(),
        "filled": msgspec.to_builtins(notice),
        "removed": False,
    }
    words = "改公示" if before else "新建公示"
    with operation(workspace, "notice", f"{words} {template.code}（{template.name}）") as act:
        act.write("notice", kept_id, content)
    return kept_id


def kept_facts(workspace: Workspace) -> list[KeptFacts]:
    """Return the kept notices for a list, the one made last first."""
    return [_facts(workspace, row) for row in reversed(kept_notices(workspace))]


def printed_at(workspace: Workspace, row: RecordRow) -> str | None:
    """Return when a notice was last printed or saved as it stands now; a notice changed since is not printed yet."""
    releases = workspace.store.operations.releases_of("notice", row.id)
    return max((released["at"] for released in releases if released["revision"] == row.revision), default=None)


def _facts(workspace: Workspace, row: RecordRow) -> KeptFacts:
    template = workspace.library.notice_templates.get(row.content["template"])
    return KeptFacts(
        row.id,
        row.revision,
        row.content["template"],
        template.name if template else row.content["template"],
        row.content["title"],
        row.content["made_at"],
        printed_at(workspace, row),
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


def filled_of(row: RecordRow) -> FilledNotice:
    """Return the notice as it is printed and shown."""
    return msgspec.convert(row.content["filled"], FilledNotice)


def known_answers(workspace: Workspace, template: NoticeTemplate) -> dict[str, str]:
    """Return the answers to a template's blanks that the workspace knows: unit, township, year and the like."""
    asked = placeholders_of(template)
    return {key: text for key, text in _known(workspace).items() if key in asked}


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
    names = {level: unit.name}
    return names | {above: unit.parent_name} if above and unit.parent_name else names
