"""Which members of a package this version reads. What it does not read is told, or refused where that could lose
something or let out what was taken out."""

from app.exchange import refusals
from app.exchange.member_names import ATTACHMENT_FOLDER, MEMBER_NAMES, PackageKind, is_attachment
from app.exchange.package_reading import VerifiedPackage

_RULES = ("definitions.jsonl", "calendars.jsonl", "laws.jsonl", "masks.jsonl", "words.jsonl", "templates.jsonl")
_READ: dict[PackageKind, frozenset[str]] = {
    "submission": frozenset({"entries.jsonl", "records.jsonl", "findings.jsonl", "redactions.jsonl", "registers.json"}),
    "work": frozenset(
        {"entries.jsonl", "standards.jsonl", "records.jsonl", "revisions.jsonl", "settings.json", "redactions.jsonl"}
    ),
    "return": frozenset({"verdicts.jsonl", "redactions.jsonl"}),
    # How many of the outcomes there are, and how many wait, stands in the receipt.
    "receipt": frozenset({"receipt.json", "outcomes.jsonl"}),
    "start": frozenset({"start.json", "standards.jsonl", "calendars.jsonl", "laws.jsonl", "definitions.jsonl"}),
    "profile": frozenset({"profile.json", "standards.jsonl", "calendars.jsonl", "laws.jsonl", "definitions.jsonl"}),
    "recovery": frozenset({"recovery.json", "entries.jsonl", "verdicts.jsonl", "records.jsonl", "redactions.jsonl"}),
}
_IN_WHOLE = ("work", "recovery", "start")
"""Kinds with which somebody begins or goes on: what were passed over in them would be held for brought."""
_NEVER_PASSED_OVER = frozenset({"redactions.jsonl", "profile.json", *_RULES})
"""Whoever passes over these shows what somebody took out, or goes by other rules than the sender."""

MEMBER_LABELS = {
    "entries.jsonl": "条目",
    "revisions.jsonl": "以前各版",
    "operations.jsonl": "操作记录",
    "fields.jsonl": "领域的选择",
    "records.jsonl": "登记",
    "notices.jsonl": "公示公告",
    "boards.jsonl": "公示栏",
    "publications.jsonl": "发布和张贴记录",
    "findings.jsonl": "检查结果",
    "redactions.jsonl": "抹去个人信息的标记",
    "registers.json": "台账的进度",
    "verdicts.jsonl": "审核意见",
    "outcomes.jsonl": "收到的条目",
    "standards.jsonl": "标准文本",
    "definitions.jsonl": "定义（清单、标准、模板、词表）",
    "calendars.jsonl": "放假和公示期规定",
    "laws.jsonl": "法规变化",
    "masks.jsonl": "脱敏规则",
    "words.jsonl": "用词",
    "templates.jsonl": "公示模板",
    "roster.jsonl": "单位名册",
    "devices.jsonl": "登记的电脑",
    ATTACHMENT_FOLDER: "附件",
}
"""What the members with rows and the attachments are called."""


def require_read_members(package: VerifiedPackage) -> None:
    """Refuse a package with a member that this version does not read and that must not be passed over."""
    kind = package.manifest.kind
    kept = MEMBER_NAMES[kind].allow if kind in _IN_WHOLE else _NEVER_PASSED_OVER.__contains__
    if harmful := [name for name in _unread(package) if kept(name)]:
        raise refusals.newer_content(package.file_name, ", ".join(harmful))


def unread_told(package: VerifiedPackage) -> tuple[str, ...]:
    """Return the sentence about what a package brings and this version does not read; none where it reads all."""
    unread = _unread(package)
    if not unread:
        return ()
    named = dict.fromkeys(MEMBER_LABELS.get(_kind_of_member(name), f"“{name}”") for name in unread)
    return (f"包里还有本程序这一版不读的内容：{'、'.join(named)}，这些不收。",)


def _unread(package: VerifiedPackage) -> list[str]:
    """Return the names of members that are not read; those without anything in them bring nothing."""
    read = _READ[package.manifest.kind]
    return [member.name for member in package.members() if member.name not in read and member.size]


def _kind_of_member(name: str) -> str:
    return ATTACHMENT_FOLDER if is_attachment(name) else name
