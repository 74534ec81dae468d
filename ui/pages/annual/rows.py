"""The rows and sentences of the yearly report."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.registers.annual_checks import AnnualFinding
from app.registers.annual_history import CellChange
from app.registers.annual_records import UnitReport
from app.registers.annual_report import ReportCell
from app.registers.annual_texts import SectionText
from app.registers.annual_units import SummedCell
from app.standards.annual_rules import AnnualRules, CellName, Term
from ui.pages.annual.reading import AnnualSeen, Behind
from ui.pages.annual.shown import OWN, TOTAL, UNITS, Spot, findings_of, short_label, value_words
from ui.pages.ledger.rows import short_day
from ui.widgets.rows import Row, RowAction

GO, TAKE = "go", "take"
_STATES = {
    "wrong": ("octagon-alert", "danger", "要改"),
    "empty": ("circle-dashed", "text-muted", "没写"),
    "moved": ("triangle-alert", "warn", "数变了"),
    "draft": ("circle-dashed", "text-muted", "草稿"),
    "done": ("circle-check", "success", "好了"),
}
_BEHIND = {"request": ("file-input", "提交"), "publication": ("calendar-check", "形成")}
_SEVERITIES = {"block": ("octagon-alert", "danger", "必须改"), "warn": ("triangle-alert", "warn", "请看")}


def section_rows(seen: AnnualSeen, unit: str = "") -> list[Row]:
    """Return a row for each section; where there are units below, also their list, the sums, and the tables of the
    `unit` (id) that is looked at."""
    own = [
        _section_row(seen, Spot(OWN, section.key), section.no, section.title) for section in seen.report.rules.sections
    ]
    if seen.units is None:
        return own
    rows = [Row("own", "本单位的年报", heading=True), *own, Row("below", "各单位合计", heading=True)]
    told, missing = len(seen.units.reports), len(seen.units.missing)
    icon, role, word = _STATES["wrong" if missing else "done"]
    right = f"还差 {missing} 个" if missing else "都交了"
    rows.append(
        Row(
            Spot(UNITS).key,
            "谁交了，谁没交",
            f"收到 {told} 个",
            icon,
            role,
            right=right,
            icon_text=word if missing else "",
        )
    )
    rows += _table_rows(seen, TOTAL)
    report = next((each for each in seen.units.reports if each.unit == unit), None)
    if report is not None:
        rows += [Row("unit", report.name, heading=True), *_table_rows(seen, unit)]
    return rows


def _table_rows(seen: AnnualSeen, whose: str) -> list[Row]:
    tables = [each for each in seen.report.rules.sections if each.table]
    return [_section_row(seen, Spot(whose, each.key), each.no, each.title) for each in tables]


def _section_row(seen: AnnualSeen, spot: Spot, number: str, title: str) -> Row:
    wrong = len(findings_in(seen, spot, "block"))
    text = seen.text(spot.section)
    state = "wrong" if wrong else "done"
    if not wrong and text is not None:
        state = "moved" if text.is_moved else "done" if text.written else "draft"
    icon, role, word = _STATES[state]
    right = f"{wrong} 处要改" if wrong else word
    return Row(
        spot.key,
        f"{number}、{title}",
        right,
        icon,
        role,
        icon_text="" if wrong else word,
        tip=f"{number}、{title}：{right}",
    )


def findings_in(seen: AnnualSeen, spot: Spot, severity: str) -> list[AnnualFinding]:
    """Return what was found in a section."""
    table = seen.report.rules.section(spot.section).table
    return [
        each
        for each in findings_of(seen, spot.whose)
        if each.severity == severity
        and (each.section == spot.section or (table and any(name.table == table for name in each.cells)))
    ]


def finding_rows(found: Sequence[AnnualFinding]) -> list[Row]:
    """Return a row for each finding, those that have to be mended in front; its key is its place in `found`."""
    order = sorted(range(len(found)), key=lambda number: found[number].severity != "block")
    return [_finding_row(str(number), found[number]) for number in order]


def _finding_row(key: str, finding: AnnualFinding) -> Row:
    icon, role, word = _SEVERITIES[finding.severity]
    leads = bool(finding.cells or finding.section)
    actions = (RowAction(GO, "去看"),) if leads else ()
    return Row(key, finding.message, finding.mend, icon, role, actions=actions, icon_text=word)


def part_rows(rules: AnnualRules, cells, name: CellName) -> list[Row]:
    """Return a row for each cell that a sum is made of; its key is the cell's name."""
    along, terms = (
        ("column", rules.column_formula(name)) if rules.column_formula(name) else ("row", rules.row_formula(name))
    )
    names = [(term, name._replace(**{along: term.name})) for term in terms]
    return [_part_row(rules, term, part, cells[part]) for term, part in names]


def _part_row(rules: AnnualRules, term: Term, part: CellName, value: Decimal | None) -> Row:
    sign = ("minus", "减") if term.sign < 0 else ("plus", "加")
    return Row(
        str(part), short_label(rules, part), icon=sign[0], icon_text=sign[1], right=value_words(rules, part, value)
    )


def behind_rows(found: Sequence[Behind], today: date) -> list[Row]:
    """Return a row for each record behind a number."""
    rows = []
    for each in found:
        icon, word = _BEHIND[each.kind]
        detail = f"{short_day(each.day, today)}{word}"
        rows.append(Row(each.id, each.title, detail, icon, actions=(RowAction(GO, "打开"),)))
    return rows


def change_rows(rules: AnnualRules, name: CellName, changes: Sequence[CellChange], today: date) -> list[Row]:
    """Return a row for each thing that was done to a number, the latest first."""
    rows = []
    for number, each in enumerate(changes):
        value = "取消改动" if each.value is None else f"写成 {value_words(rules, name, Decimal(each.value))}"
        who = " · ".join(filter(None, (each.person, "" if each.value is None else each.reason)))
        icon = "undo-2" if each.value is None else "pencil-line"
        rows.append(Row(str(number), value, who, icon, right=short_day(each.day, today)))
    return rows


def units_behind_rows(rules: AnnualRules, cell: SummedCell) -> list[Row]:
    """Return a row for each unit behind a sum, the largest numbers in front, those that say none at the end."""
    told = sorted(cell.units, key=lambda each: -each.value)
    rows = [
        Row(
            each.unit,
            each.name,
            icon="building-2",
            right=value_words(rules, cell.name, each.value),
            actions=(RowAction(GO, "打开"),),
        )
        for each in told
    ]
    silent = [
        Row(f"silent:{number}", name, "这一格没有填数", "circle-alert", "danger")
        for number, name in enumerate(cell.silent)
    ]
    return rows + silent


def unit_rows(seen: AnnualSeen) -> list[Row]:
    """Return a row for each unit: those that did not hand in first, then those whose report does not add up."""
    units = seen.units
    missing = [
        Row(
            each.id,
            each.full_name,
            "还没有收到",
            "circle-alert",
            "danger",
            right="没交",
            right_role="danger",
            actions=(RowAction(TAKE, "收它的年报"),),
        )
        for each in units.missing
    ]
    counts = {
        each.unit: sum(found.severity == "block" for found in units.findings.get(each.unit, ()))
        for each in units.reports
    }
    rows = [
        _handed_in_row(each, counts[each.unit]) for each in sorted(units.reports, key=lambda each: -counts[each.unit])
    ]
    heads = [Row("missing", "没有交的", f"{len(missing)} 个", heading=True)] if missing else []
    return [*heads, *missing, *([Row("told", "收到的", f"{len(rows)} 个", heading=True)] if rows else []), *rows]


def _handed_in_row(report: UnitReport, wrong: int) -> Row:
    icon, role, word = _STATES["wrong" if wrong else "done"]
    day = f"{int(report.at[5:7])}月{int(report.at[8:10])}日收下"
    return Row(
        report.unit,
        report.name,
        f"{day} · {report.file}",
        icon,
        role,
        icon_text=word,
        right=f"{wrong} 处对不上" if wrong else "对得上",
        right_role="danger" if wrong else "success",
        actions=(RowAction(GO, "看它的表"), RowAction(TAKE, "再收一份")),
    )


def figure_rows(rules: AnnualRules, text: SectionText) -> list[Row]:
    """Return a row for each number that a draft uses; its key is the cell to look at, or the number's name."""
    rows = []
    for each in text.figures:
        value = "还不知道" if each.value is None else f"{each.value.normalize():f}"
        actions = (RowAction(GO, "去看"),) if each.cells else ()
        rows.append(Row(str(each.cells[0]) if each.cells else each.name, each.label, right=value, actions=actions))
    return rows


def cell_words(rules: AnnualRules, cell: ReportCell, year: int) -> str:
    """Return in a sentence where a number comes from, or why it has to be asked for."""
    if cell.origin == "typed":
        return ""
    if cell.origin == "register":
        where = "公开台账" if cell.kind == "publication" else "依申请公开的登记"
        return f"从{where}里数出来的。" if cell.records else f"{where}里没有这样的，是 0。"
    if cell.origin == "sum":
        return "按勾稽关系，由下面几格算出来的。"
    if cell.origin == "carried":
        return f"照{year - 1}年的数，加本年制发的、减本年废止的算出来的；本年到期自动失效的要自己减去。"
    asked = rules.column(cell.name).asked
    return asked or "依申请公开里没有和这一年有关的登记。没有收到过申请，也没有上年结转的，就填 0。"
