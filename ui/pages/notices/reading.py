"""What the page asks of the workspace, on the store's thread; raw rows go in, masked values come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import UserFacingError
from app.notices.answers_shown import answers_shown
from app.notices.blanks import Blank, blanks_of
from app.notices.figures import totals_text
from app.notices.filled_notice import FilledNotice
from app.notices.filling import placeholders_of
from app.notices.keeping import (
    KeptFacts,
    filled_notice,
    filled_of,
    find_notice,
    find_template,
    keep_notice,
    kept_facts,
)
from app.notices.rows_shown import RowsShown, rows_shown
from app.notices.unfinished import Unfinished, read_unfinished
from app.products.notice import PreparedNotice, prepare_notice, sender_of
from app.products.posted import PostedSheet, posted_sheets
from app.registers.notice_standings import notice_standings
from app.standards.models import NoticeTemplate
from app.tables.rows import ListRow, ListRows, read_rows
from app.workspace import Workspace
from ui.pages.notices.cells import Judged, judged


@dataclass(frozen=True)
class Overview:
    """All that stands on the first step and in the list."""

    kept: tuple[KeptFacts, ...]
    templates: tuple[NoticeTemplate, ...]
    modes: dict[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people call a thing, and its official names."""
    standings: Mapping[str, str] = field(default_factory=dict)
    """How far each notice is by its id, as `notice_standings` says it."""


@dataclass(frozen=True)
class Found:
    """A notice that was begun before the program ended, with its template and what that asks."""

    unfinished: Unfinished
    template: NoticeTemplate
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class Checked:
    """A notice as it would be printed; without one, why there is none."""

    prepared: PreparedNotice | None
    totals: str = ""
    trouble: UserFacingError | None = None
    judged: Judged = field(default_factory=Judged)

    @property
    def filled(self) -> FilledNotice | None:
        """The notice itself."""
        return self.prepared and self.prepared.notice


@dataclass(frozen=True)
class Opened:
    """A kept notice: its masked values, never the raw ones. `posted` is its sheet that went out last."""

    facts: KeptFacts
    template: NoticeTemplate
    checked: Checked
    posted: PostedSheet | None = None


def read_overview(workspace: Workspace) -> Overview:
    """Read the kept notices and the templates."""
    library = workspace.library
    templates = tuple(library.notice_templates.values())
    modes = dict(library.notice_rules.notice_modes)
    kept = tuple(kept_facts(workspace))
    return Overview(kept, templates, modes, library.aliases, notice_standings(workspace))


def find_unfinished(workspace: Workspace) -> list[Found]:
    """Read what was begun before; one whose template is no more is left out."""
    templates = workspace.library.notice_templates
    return [
        Found(each, templates[each.template], blanks_of(workspace, templates[each.template]))
        for each in read_unfinished(workspace)
        if each.template in templates
    ]


def read_template(workspace: Workspace, code: str) -> tuple[NoticeTemplate, tuple[Blank, ...]]:
    """Read a template and what it asks."""
    template = find_template(workspace, code)
    return template, blanks_of(workspace, template)


@dataclass(frozen=True)
class Shown:
    """What a notice that takes another's place begins with: the answers and rows which that one shows."""

    template: NoticeTemplate
    blanks: tuple[Blank, ...]
    answers: dict[str, str]
    listed: RowsShown


def read_correction(workspace: Workspace, code: str, notice: str) -> Shown:
    """Read a template, what it asks, and what a kept notice of it shows."""
    template, blanks = read_template(workspace, code)
    filled = filled_of(find_notice(workspace, notice))
    return Shown(template, blanks, answers_shown(template, filled, blanks), rows_shown(template.table, filled))


def check(
    workspace: Workspace, template: NoticeTemplate, answers: dict[str, str], rows: tuple[ListRow, ...]
) -> Checked:
    """Fill a notice without keeping it."""
    try:
        filled = filled_notice(workspace, template, answers, rows)
    except UserFacingError as error:
        return Checked(None, trouble=error)
    prepared = PreparedNotice(filled, sender_of(workspace))
    return Checked(prepared, _totals(template, filled), judged=judged(filled))


def keep(
    workspace: Workspace,
    template: NoticeTemplate,
    answers: dict[str, str],
    rows: tuple[ListRow, ...],
    kept: KeptFacts | None,
) -> tuple[Checked, Opened | None]:
    """Fill a notice and keep it, unless something in it must be mended first."""
    checked = check(workspace, template, answers, rows)
    if must_mend(checked):
        return checked, None
    return checked, open_kept(workspace, keep_notice(workspace, checked.filled, kept.id if kept else None))


def must_mend(checked: Checked) -> int:
    """How many things stop a notice from being printed."""
    if checked.filled is None:
        return 1
    filled = checked.filled
    return len(filled.refused_rows) + len(filled.refused_blanks) + (len(filled.unbalanced) if filled.waits else 0)


def open_kept(workspace: Workspace, name: str) -> Opened:
    """Read a kept notice. Raises UserFacingError when there is none."""
    row = find_notice(workspace, name)
    facts = next(each for each in kept_facts(workspace) if each.id == row.id)
    template, prepared = find_template(workspace, facts.template), prepare_notice(workspace, row)
    posted = next(iter(posted_sheets(workspace, row.id)), None)
    return Opened(facts, template, Checked(prepared, _totals(template, prepared.notice)), posted)


def read_list(workspace: Workspace, path: Path, template: NoticeTemplate) -> ListRows:
    """Read a list out of a workbook; only the template's columns are taken."""
    return read_rows(path, template)


def _totals(template: NoticeTemplate, filled: FilledNotice) -> str:
    return totals_text(template, placeholders_of(template), filled.table) if filled.table else ""
