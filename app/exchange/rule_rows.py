"""The rules of a place that travel beside standards: holiday arrangements, local holidays, longer notice periods, what
became of laws, and definitions of its own. One line each in calendars.jsonl, laws.jsonl and definitions.jsonl, read
back with every check.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from app.calendar.office_calendar import LOCAL_HOLIDAY, YEAR_TABLE, LocalHoliday, TakenTable, complete_table
from app.calendar.wording import full_date, require_supported
from app.canonical import canonical_json
from app.checks.privacy_gate import check_package_members, require_clean
from app.drafting.operations import Content, revision_id
from app.errors import UsageError, UserFacingError
from app.exchange.manifest import Sha256
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import RowsContent
from app.exchange.subject_rows import bad_row, subject_row
from app.notices.keeping import find_template
from app.notices.least_periods import ALL, NOTICE_RULE, LeastPeriod
from app.standards.definition_data import definition_title
from app.standards.definition_parts import read_part
from app.standards.demands import DEMAND, StandardDemand
from app.standards.library import load_library
from app.standards.own_definitions import DEFINITION, MAX_SIZE, OwnDefinition, definition_id
from app.standards.own_laws import LAW_CHANGE, LONGEST_TITLE, LawChange
from app.standards.own_packs import FIELD_PACK
from app.standards.plain_text import plain_text
from app.workspace import Workspace

RULE_MEMBERS: Mapping[str, tuple[str, ...]] = {
    # First: periods may be of templates that come along.
    "definitions.jsonl": (DEFINITION, DEMAND),
    "calendars.jsonl": (YEAR_TABLE, LOCAL_HOLIDAY, NOTICE_RULE),
    "laws.jsonl": (LAW_CHANGE,),
}
"""The members with rules, and the kinds of record whose lines stand in each."""
RULE_CONTENTS: Mapping[str, type[Struct]] = {
    YEAR_TABLE: TakenTable,
    LOCAL_HOLIDAY: LocalHoliday,
    NOTICE_RULE: LeastPeriod,
    LAW_CHANGE: LawChange,
    DEFINITION: OwnDefinition,
    DEMAND: StandardDemand,
}
_WHAT = "规定"
_LONGEST = 100_000  # bytes of one rule; the arrangement of a year has 2,000
_LONGEST_DEFINITION = MAX_SIZE + 10_000


class RuleRowIn(Struct, frozen=True):
    """One line of calendars.jsonl, laws.jsonl or definitions.jsonl: a rule, its revision and those behind it."""

    kind: Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]
    id: Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
    revision: Sha256
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=2)]
    ancestors: Annotated[tuple[Sha256, ...], Meta(max_length=10_000)]
    content: dict[str, Any]


class Rule(NamedTuple):
    """A rule as it is told of: kind, id and content."""

    kind: str
    id: str
    content: Content


def rule_rows(workspace: Workspace, path: Path) -> list[dict[str, Any]]:
    """Return the lines for the rules that stand here, those taken back too, so that they are taken back where `path`
    is read. Raises `UserFacingError` when personal data stands in them."""
    heads = [head for kind in RULE_CONTENTS for head in workspace.store.records.of_kind(kind, removed=True)]
    rows = [{"kind": head.kind} | subject_row(workspace, head.id, head.revision, head.content) for head in heads]
    members = [(f"{row['kind']}.json", canonical_json(row["content"])) for row in rows]
    require_clean(check_package_members(members, workspace.organisation.public_phones), path.name)
    return rows


def standing_rules(workspace: Workspace) -> str:
    """Say which rules stand here, as `rules_told` does."""
    heads = (head for kind in RULE_CONTENTS for head in workspace.store.records.of_kind(kind))
    return rules_told(Rule(head.kind, head.id, head.content) for head in heads)


def has_something_to_hand_on(workspace: Workspace) -> bool:
    """Say whether a profile would bring anything: standards or rules, those taken back too."""
    kinds = (FIELD_PACK, *RULE_CONTENTS)
    return any(workspace.store.records.of_kind(kind, removed=True) for kind in kinds)


def rule_members(rows: Sequence[dict[str, Any]]) -> list[RowsContent]:
    """Return the members with these lines, those without any left out."""
    sorted_rows = {name: [row for row in rows if row["kind"] in kinds] for name, kinds in RULE_MEMBERS.items()}
    return [RowsContent(name, lines) for name, lines in sorted_rows.items() if lines]


def rule_subjects(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return what goes out with these lines: kind, id and revision of each."""
    return [(row["kind"], row["id"], row["revision"]) for row in rows]


def read_rules(package: VerifiedPackage) -> Iterator[RuleRowIn]:
    """Yield the rules of a package, each checked: shape, kind, revision, content.

    Raises `UserFacingError` at the first that is wrong.
    """
    seen: set[tuple[str, str]] = set()
    for member, kinds in RULE_MEMBERS.items():
        for number, raw in enumerate(package.rows(member), start=1):
            row = _read(number, raw, kinds)
            if (row.kind, row.id) in seen:
                raise bad_row(number, _WHAT, "和前面的一条重复", row.id)
            seen.add((row.kind, row.id))
            yield row


def rule_fault(workspace: Workspace, rule: Rule, coming: Collection[tuple[str, str]] = ()) -> str:
    """Return what is wrong with a rule whose shape is right: it could not be written here. "" where nothing is.
    `coming`: kinds and ids of what comes before it in the same file."""
    content: Any = convert(rule.content, RULE_CONTENTS[rule.kind])
    if rule.kind == NOTICE_RULE and (DEFINITION, definition_id("notice", content.template)) in coming:
        return "" if rule.id == content.template else "没有写对是哪一种公示"
    try:
        return _CHECKS[rule.kind](workspace, rule.id, content)
    except (UserFacingError, UsageError) as error:
        return error.message


def rule_title(workspace: Workspace, kind: str, content: Content) -> str:
    """Name a rule: 2027年放假安排, 本地放假 2027年3月10日（周三）三月三."""
    if kind == YEAR_TABLE:
        return f"{content['table']['year']}年放假安排"
    if kind == LOCAL_HOLIDAY:
        return f"本地放假 {full_date(date.fromisoformat(content['date']))}{content['name']}"
    if kind == LAW_CHANGE:
        return f"法规变化 《{content['title']}》"
    if kind == DEFINITION:
        return definition_title(workspace.library, content)
    if kind == DEMAND:
        fields, code = workspace.library.fields, content["field"]
        return f"要求跟上标准 {fields[code].name if code in fields else code}"
    template = content["template"]
    known = workspace.library.notice_templates.get(template)
    return f"公示期规定 {'所有公示' if template == ALL else known.name if known else template}"


def rules_told(rules: Iterable[Rule]) -> str:
    """Say what rules these are in a few words: 2027年放假安排，本地放假 1 天，公示期规定 1 条. "" for none."""
    found = list(rules)
    standing = [rule for rule in found if not rule.content.get("removed")]
    years = "、".join(f"{rule.id}年" for rule in sorted(standing) if rule.kind == YEAR_TABLE)
    words = [f"{years}放假安排"] if years else []
    for kind, word in _COUNTED.items():
        if count := sum(rule.kind == kind for rule in standing):
            words.append(word.format(count))
    if taken_back := len(found) - len(standing):
        words.append(f"撤回的规定 {taken_back} 条")
    return "，".join(words)


def _read(number: int, raw: dict[str, Any], kinds: tuple[str, ...]) -> RuleRowIn:
    try:
        row = convert(raw, RuleRowIn)
        if row.kind not in kinds:
            raise bad_row(number, _WHAT, "不是这里该有的种类", row.kind)
        content = convert(row.content, RULE_CONTENTS[row.kind])
    except ValidationError as error:
        raise bad_row(number, _WHAT, "内容不完整", str(error)) from error
    longest = _LONGEST_DEFINITION if row.kind == DEFINITION else _LONGEST
    if not to_builtins(content).keys() <= row.content.keys() or len(canonical_json(row.content)) > longest:
        raise bad_row(number, _WHAT, "内容不完整，或者太长", row.id)
    if revision_id(row.kind, row.id, row.content, row.parents) != row.revision:
        raise bad_row(number, _WHAT, "版本编号和内容对不上", row.revision)
    return row


def _year_fault(workspace: Workspace, id: str, content: TakenTable) -> str:
    complete_table(content.table, content.file)
    return "" if id == str(content.table.year) else "没有写对是哪一年"


def _holiday_fault(workspace: Workspace, id: str, content: LocalHoliday) -> str:
    return "" if id == require_supported(content.date).isoformat() else "没有写对是哪一天"


def _period_fault(workspace: Workspace, id: str, content: LeastPeriod) -> str:
    code = content.template if content.template == ALL else find_template(workspace, content.template).code
    return "" if id == code else "没有写对是哪一种公示"


def _law_fault(workspace: Workspace, id: str, content: LawChange) -> str:
    plain = " ".join(unicodedata.normalize("NFC", plain_text(content.title)).split())
    return "" if id == content.title == plain else "没有写对是哪一部法规"


def _definition_fault(workspace: Workspace, id: str, content: OwnDefinition) -> str:
    if id != content.id:
        return "没有写对是哪一份定义"
    # What was taken back may be of a program of another version: it is not gone by any more.
    if not content.removed:
        read_part(load_library(), content.kind, content.data)
    return ""


def _demand_fault(workspace: Workspace, id: str, content: StandardDemand) -> str:
    return "" if id == content.field else "没有写对是哪个领域"


_CHECKS: Mapping[str, Callable[[Workspace, str, Any], str]] = {
    YEAR_TABLE: _year_fault,
    LOCAL_HOLIDAY: _holiday_fault,
    NOTICE_RULE: _period_fault,
    LAW_CHANGE: _law_fault,
    DEFINITION: _definition_fault,
    DEMAND: _demand_fault,
}
_COUNTED = {
    LOCAL_HOLIDAY: "本地放假 {} 天",
    NOTICE_RULE: "公示期规定 {} 条",
    LAW_CHANGE: "法规变化 {} 条",
    DEFINITION: "定义 {} 份",
    DEMAND: "要求跟上的标准 {} 个",
}
