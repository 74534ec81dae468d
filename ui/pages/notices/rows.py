"""Rows of the lists of this page: kept notices, unfinished ones, templates."""

from collections.abc import Iterable, Sequence

from app.drafting.search import wordings
from app.notices.keeping import KeptFacts
from app.notices.periods import UNIT_WORDS
from app.organisations import KINDS
from app.standards.models import NoticeTemplate
from ui.pages.notices.draft import Draft, list_rows, shown_time
from ui.pages.notices.posting_words import STANDING_CHIPS
from ui.pages.notices.reading import Overview
from ui.widgets.chips import EVIDENCE, Chip
from ui.widgets.row_spec import Row, RowAction

DRAFT = "draft:"
GO_ON, THROW_AWAY, PRINT, LOOK = "go-on", "throw-away", "print", "look"
_DAYS_WORDS = {"seen": "公示天数已核对", "partly": "公示天数部分核对", "recalled": "公示天数待核对"}


def kept_rows(overview: Overview, drafts: Iterable[Draft]) -> list[Row]:
    """Unfinished notices on top, then the kept ones, the newest first."""
    open_drafts = [_draft_row(draft) for draft in drafts]
    kept = [_kept_row(facts, overview.standings.get(facts.id)) for facts in overview.kept]
    if not open_drafts:
        return kept
    heading = [Row("kept", "做好的", heading=True)] if kept else []
    return [Row("drafts", "没做完的", heading=True), *open_drafts, *heading, *kept]


def key_of(draft: Draft) -> str:
    """The key of the row of an unfinished notice."""
    return f"{DRAFT}{draft.key}"


def _draft_row(draft: Draft) -> Row:
    count = len(list_rows(draft.rows))
    rows = f"名单 {count} 行" if count else "还没有名单" if draft.columns else "不带名单"
    return Row(
        key_of(draft),
        f"没做完的：{draft.template.name}",
        f"{rows}，{_since(draft)}",
        icon="pencil-line",
        icon_role="warn",
        icon_text="没做完",
        actions=(RowAction(GO_ON, "接着做"), RowAction(THROW_AWAY, "不要了")),
    )


def _since(draft: Draft) -> str:
    return f"{shown_time(draft.changed_at)} 存下，打印以后或者 30 天后删掉" if draft.changed_at else "正在做"


def _kept_row(facts: KeptFacts, standing: str | None) -> Row:
    printed = facts.printed_at
    state = "已打印或存成 PDF" if printed else "还没打印"
    return Row(
        facts.id,
        facts.title,
        f"{facts.template_name} · {shown_time(facts.made_at)} 做的",
        icon="printer" if printed else "file-text",
        icon_role="success" if printed else "text-muted",
        # A file that was saved may be on its way to a printing shop: both count as out.
        icon_text=state,
        right=state,
        right_detail=shown_time(printed) if printed else "",
        right_role="success" if printed else "text-muted",
        chip=STANDING_CHIPS.get(standing or ""),
        actions=(RowAction(LOOK, "看"), RowAction(PRINT, "打印")),
    )


def template_rows(overview: Overview, level: str | None, wanted: str) -> list[Row]:
    """Templates that hold all the words wanted, or what these mean, under their groups.

    Those this unit posts itself come first.
    """
    meant = [wordings(overview.aliases, word) for word in wanted.split()]
    found = [template for template in overview.templates if _is_wanted(template, meant)]
    own = [template for template in found if KINDS[template.posted_by].level == level]
    others = [template for template in found if template not in own]
    rows = _grouped(own, overview.modes, lambda template: template.group)
    return rows + _grouped(
        others, overview.modes, lambda template: f"{template.group}（{KINDS[template.posted_by].label}张贴）"
    )


def days_text(template: NoticeTemplate, modes: dict[str, str]) -> str:
    """How long it stays posted: 公示 7 日, or how the rule puts it."""
    if template.notice_days is None:
        return modes.get(template.notice_mode, "")
    return f"{template.kind} {template.notice_days} {UNIT_WORDS[template.notice_unit or 'day']}"


def days_evidence(template: NoticeTemplate) -> Chip | None:
    """How sure the count of days is, in words of its own."""
    if template.days_evidence not in _DAYS_WORDS:
        return None
    chip = EVIDENCE[template.days_evidence]
    return Chip(chip.icon, _DAYS_WORDS[template.days_evidence], chip.kind, chip.colour, chip.soft)


def _grouped(templates: Sequence[NoticeTemplate], modes: dict[str, str], name) -> list[Row]:
    rows: list[Row] = []
    for group in dict.fromkeys(map(name, templates)):
        rows.append(Row(f"group:{group}", group, heading=True))
        rows += [_template_row(template, modes) for template in templates if name(template) == group]
    return rows


def _template_row(template: NoticeTemplate, modes: dict[str, str]) -> Row:
    days = days_text(template, modes)
    listed = "" if template.table else "不带名单"
    return Row(
        template.code,
        template.name,
        " · ".join(part for part in (days, listed) if part),
        number=template.code.removeprefix("NT-"),
        chip=days_evidence(template) or EVIDENCE[template.evidence],
        tip=template.days_hint or "",
    )


def _is_wanted(template: NoticeTemplate, meant: Sequence[Sequence[str]]) -> bool:
    """Whether the template holds at least one wording of each word."""
    where = f"{template.code} {template.name} {template.kind} {template.group}".casefold()
    return all(any(wording.casefold() in where for wording in same) for same in meant)
