"""Units pasted from a table: which column holds what, what would be added, what is there already, what is doubtful."""

import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.exchange.roster import kind_by_name, kinds_below, roster
from app.organisations import KINDS, Organisation, checked_unit, name_doubt
from app.standards.models import Role
from app.workspace import Workspace

Fact = Literal["name", "code", "kind", "contact", "phone", "number"]
Standing = Literal["new", "fills", "known", "doubtful", "wrong"]
"""new: is added; fills: is there, gets a code or contact it had not; known: is there already; doubtful: is added only
when somebody says so; wrong: cannot be added."""

FACT_LABELS: dict[Fact, str] = {
    "name": "名称",
    "code": "代码",
    "kind": "类别",
    "contact": "联系人",
    "phone": "电话",
    "number": "序号",
}

_MOST_UNITS = 5000
_REMARK = r"([（(].*[）)])?"
_HEADS: tuple[tuple[Fact, re.Pattern[str]], ...] = (
    ("number", re.compile("序号?|编号|no\\.?|#", re.IGNORECASE)),
    ("phone", re.compile(f"(联系|办公|负责人|经办人)*(电话|手机|座机|号码|方式)+号?码?{_REMARK}")),
    ("code", re.compile(f"(行政|统一社会)?(区划|信用|单位|机构)?(代码|编码){_REMARK}")),
    ("kind", re.compile("(单位)?(类别|类型|性质|级别)")),
    ("contact", re.compile(f"(单位)?(联系人|负责人|经办人|联络员|联络人|姓名|主任|书记|责任人)(姓名)?{_REMARK}")),
    ("name", re.compile(f"((单位|乡镇?|镇|街道|村居?|居|社区|部门|机构|行政区划?)[、/]?)*(全|简)?(名称?)?{_REMARK}")),
)
_CODE = re.compile(r"\d{6}|\d{9}|\d{12}|(?=.*[A-Z])[0-9A-Z]{18}")
_PHONE = re.compile(r"[\d\-()+、,，/ ]{7,}")
_NUMBER = re.compile(r"\d{1,4}[.、]?")
_PERSON = re.compile("[\u4e00-\u9fff·]{2,4}")
_UNIT = re.compile("(乡|镇|街道|街道办|办事处|村|社区|委会|委员会|局|中心|站|所|政府|医院|学校|公司|办公室|办)$")
_TOTAL = re.compile("^(合计|总计|小计|共计|共|备注|注|填表)")
_BROKEN_CODE = re.compile(r"\d(\.\d+)?E\+\d+")
_BROKEN = "代码在 Excel 里变成了科学计数，只登记名称"
_SPACE_INSIDE = re.compile(r"(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])")


@dataclass(frozen=True)
class PastedUnit:
    """A row of what was pasted: `line` counts from 1. `known` is the unit of the roster that it names; `reason` says
    why it stands as it does."""

    line: int
    unit: Organisation
    standing: Standing
    reason: str = ""
    known: Organisation | None = None


@dataclass(frozen=True)
class RosterPaste:
    """Everything that was pasted. `columns`: what each column was taken for, None for one that is left out."""

    rows: tuple[PastedUnit, ...]
    columns: tuple[Fact | None, ...]
    has_header: bool

    def of(self, *standings: Standing) -> list[PastedUnit]:
        """Return the rows that stand so."""
        return [row for row in self.rows if row.standing in standings]


def plan_roster_paste(workspace: Workspace, cells: Sequence[Sequence[str]]) -> RosterPaste:
    """Say what pasting these cells would do. Changes nothing.

    Raises `UserFacingError` when no column holds names, or there are too many rows.
    """
    rows = [(line, [_plain(cell) for cell in row]) for line, row in enumerate(cells, start=1)]
    rows = [(line, row) for line, row in rows if any(row)]
    if len(rows) > _MOST_UNITS:
        raise UserFacingError(
            "roster-paste-too-long", f"粘贴的有 {len(rows)} 行，一次最多 {_MOST_UNITS} 行，一个也没有登记。请分几次贴。"
        )
    header = _header(rows[0][1]) if rows else None
    body = rows[1:] if header else rows
    columns = header or _columns_by_content([row for _, row in body])
    if not body or "name" not in columns:
        raise UserFacingError(
            "roster-paste-no-names",
            "粘贴的内容里没有看出单位名称，一个也没有登记。请从 Excel 里连同单位名称那一列一起复制，再贴一次。",
        )
    return RosterPaste(tuple(_judged(workspace, body, columns)), tuple(columns), header is not None)


def apply_roster_paste(workspace: Workspace, paste: RosterPaste, *, also: Collection[int] = ()) -> int:
    """Write what is new into the roster and fill in what was missing, as one operation; `also` are lines of doubtful
    rows that somebody looked at. Returns how many units were added or filled in.

    Raises `UserFacingError` when the roster has changed since the plan was made.
    """
    added = [row.unit for row in paste.of("new", "doubtful") if row.standing == "new" or row.line in also]
    filled = paste.of("fills")
    here = {unit.id: unit for unit in roster(workspace)}
    names = {unit.name for unit in here.values()}
    if any(unit.name in names for unit in added) or any(here.get(row.unit.id) != row.known for row in filled):
        raise UserFacingError("roster-changed", "名册在这中间改过，没有登记。请再贴一次。")
    if not added and not filled:
        return 0
    with operation(workspace, "roster", f"名册粘贴 {len(added) + len(filled)} 个单位") as act:
        for unit in (*added, *(row.unit for row in filled)):
            act.write("organisation", unit.id, unit.as_content())
    return len(added) + len(filled)


def _plain(cell: str) -> str:
    """A cell without what office programs leave around words: full-width digits, an apostrophe, spaces between."""
    text = unicodedata.normalize("NFKC", cell).strip().removeprefix("'").strip()
    return _SPACE_INSIDE.sub("", text)


def _header(row: Sequence[str]) -> list[Fact | None] | None:
    """What the cells of a heading row name; None where the first row is a unit already."""
    named = [_head_of(re.sub(r"\s", "", cell)) for cell in row]
    if "name" not in named or sum(fact is not None for fact in named) < min(2, sum(map(bool, row))):
        return None
    return [None if fact != "contact" and fact in named[:place] else fact for place, fact in enumerate(named)]


def _head_of(cell: str) -> Fact | None:
    return next((fact for fact, pattern in _HEADS if cell and pattern.fullmatch(cell)), None)


def _columns_by_content(rows: Sequence[Sequence[str]]) -> list[Fact | None]:
    """What each column seems to hold, by most of its cells."""
    width = max(map(len, rows), default=0)
    cells = [[row[column] for row in rows if column < len(row) and row[column]] for column in range(width)]
    columns: list[Fact | None] = [None] * width
    tests: tuple[tuple[Fact, re.Pattern[str]], ...] = (
        ("code", re.compile(f"{_CODE.pattern}|{_BROKEN_CODE.pattern}")),
        ("phone", _PHONE),
        ("number", _NUMBER),
    )
    labels = {facts.label for facts in KINDS.values()}
    for fact, pattern in tests:
        _give(columns, cells, fact, partial(_is_whole, pattern))
    _give(columns, cells, "kind", labels.__contains__)
    _give(columns, cells, "name", lambda cell: bool(_UNIT.search(cell)))
    if "name" not in columns:
        free = [number for number, fact in enumerate(columns) if fact is None and cells[number]]
        columns = [("name" if free and number == free[0] else fact) for number, fact in enumerate(columns)]
    _give(columns, cells, "contact", lambda cell: bool(_PERSON.fullmatch(cell)) or bool(_PHONE.search(cell)))
    return columns


def _is_whole(pattern: re.Pattern[str], cell: str) -> bool:
    return pattern.fullmatch(cell) is not None


def _give(columns: list[Fact | None], cells: Sequence[Sequence[str]], fact: Fact, fits: Callable[[str], bool]) -> None:
    """Let the free column of which most cells fit hold a fact."""
    best, share = -1, 0.5
    for number, column in enumerate(cells):
        if columns[number] is None and column:
            fitting = sum(map(fits, column)) / len(column)
            if fitting > share:
                best, share = number, fitting
    if best >= 0:
        columns[best] = fact


def _judged(
    workspace: Workspace, rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[Fact | None]
) -> Iterable[PastedUnit]:
    units = [(line, _unit(workspace, row, columns), row) for line, row in rows]
    twice = Counter(unit.name for _, unit, _ in units if unit.name)
    here = roster(workspace)
    below = kinds_below(workspace.organisation.kind)
    seen: set[str] = set()
    for line, unit, row in units:
        if any(map(_TOTAL.match, row)) or not any(map(str.isalpha, unit.name or "无")):
            judged = PastedUnit(line, unit, "wrong", "像是合计或备注，不是单位")
        else:
            judged = _judge(line, unit, here, below, _fact(row, columns, "kind"))
        if judged.standing != "wrong" and unit.name in seen:
            judged = replace(judged, standing="wrong", reason="前面已经有一行是它，只登记一次")
        elif judged.standing == "new" and twice[unit.name] > 1:
            judged = replace(judged, reason="后面还有一行同名，只登记这一行")
        seen.add(unit.name)
        yield judged


def _judge(line: int, unit: Organisation, here: Sequence[Organisation], below: Sequence[Role], kind: str) -> PastedUnit:
    if not unit.name:
        return PastedUnit(line, unit, "wrong", "这一行没有单位名称")
    if unit.kind not in below:
        return PastedUnit(line, unit, "wrong", f"是{KINDS[unit.kind].label}，不会是本单位的下级")
    is_broken = bool(_BROKEN_CODE.fullmatch(unit.code))
    try:
        unit = checked_unit(replace(unit, code="" if is_broken else unit.code))
    except UsageError as error:
        return PastedUnit(line, unit, "wrong", error.message.partition("。")[0].removesuffix("，什么也没有改"))
    known = next((each for each in here if unit.name in (each.name, each.full_name)), None)
    if known is not None:
        return _known(line, unit, known)
    doubt = _BROKEN if is_broken else _doubt(unit, here, kind)
    return PastedUnit(line, unit, "doubtful" if doubt else "new", doubt)


def _known(line: int, unit: Organisation, known: Organisation) -> PastedUnit:
    """A row that names a unit of the roster: what is missing there is filled in, what differs is left and told."""
    gained = {key: getattr(unit, key) for key in ("code", "contact") if getattr(unit, key) and not getattr(known, key)}
    other = [
        f"{label}名册里是“{getattr(known, key)}”"
        for key, label in (("code", "代码"), ("contact", "联系方式"))
        if getattr(unit, key) and getattr(known, key) and getattr(unit, key) != getattr(known, key)
    ]
    differs = f"{'，'.join(other)}，没有改" if other else ""
    if gained:
        words = "和".join({"code": "代码", "contact": "联系方式"}[key] for key in gained)
        said = "，".join(filter(None, (f"已有，补上{words}", differs)))
        return PastedUnit(line, replace(known, **gained), "fills", said, known)
    return PastedUnit(line, replace(unit, id=known.id), "known", differs or "名册里已经有", known)


def _doubt(unit: Organisation, here: Sequence[Organisation], kind: str) -> str:
    same_code = next((each.name for each in here if unit.code and each.code == unit.code), "")
    if same_code:
        return f"代码和名册里的“{same_code}”一样"
    if kind and kind not in (unit.facts.label, ""):
        return f"类别“{kind}”没看懂，按名称当作{unit.facts.label}"
    return name_doubt(unit)


def _unit(workspace: Workspace, row: Sequence[str], columns: Sequence[Fact | None]) -> Organisation:
    own = workspace.organisation
    name = _fact(row, columns, "name")
    contacts = (_fact(row, columns, "contact"), _fact(row, columns, "phone"))
    kind = _kind_of(_fact(row, columns, "kind")) or kind_by_name(name, own.kind)
    contact = " ".join(filter(None, contacts))
    return Organisation(str(uuid.uuid4()), kind, name, _fact(row, columns, "code").upper(), own.id, own.name, contact)


def _fact(row: Sequence[str], columns: Sequence[Fact | None], fact: Fact) -> str:
    cells = (cell for cell, held in zip(row, columns, strict=False) if held == fact and cell)
    return " ".join(cells)


def _kind_of(word: str) -> Role | None:
    return next((kind for kind, facts in KINDS.items() if word in (facts.label, facts.label.partition("（")[0])), None)
