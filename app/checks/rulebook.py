"""All that a check may say, for the list of checks in the documentation: rules about one entry stand beside the
functions that look, here are those about whole tables, boards and what must not be missing."""

from typing import NamedTuple

from app.checks.completeness import LEAST_ELEMENTS
from app.checks.doubts import RULES
from app.checks.finding import SEVERITY_LABELS, Severity

_EVIDENCE = "标准包里每一项的核对程度"
_VILLAGE_LAW = "村民委员会组织法（2026年起施行的文本）第三十五条"


class RuleFacts(NamedTuple):
    """One kind of finding: its code, weight, what is asked for and what that rests on."""

    code: str
    severity: Severity
    says: str
    source: str


OF_ENTRIES = (
    RuleFacts("element-missing", "block", "必填的各栏都填了", LEAST_ELEMENTS),
    RuleFacts(
        "personal-data", "block", "内容里没有身份证号、手机号、银行卡号等个人信息", "个人信息保护法第六条、第二十五条"
    ),
    *(RuleFacts(rule.code, rule.severity, rule.says, rule.source) for rule in RULES),
)
OF_TABLES = (
    RuleFacts("item-untouched", "warn", "本级的标准事项都采用了，或者标为不涉及并写了理由", "各领域标准目录"),
    RuleFacts("publisher-not-ours", "warn", "标准里由别的单位公开的事项，说明了怎样处理", "各领域标准目录的公开主体"),
    RuleFacts("standard-unconfirmed", "warn", "没有核对过的标准文字，对照部委原文核对过", _EVIDENCE),
    RuleFacts("standard-changed", "warn", "采用以后标准改过的，对照新的标准看过", "各领域标准目录"),
    RuleFacts("definition-unusable", "warn", "清单的定义这里用得了；用不了的照以前的填", "本单位和上级的清单定义"),
    RuleFacts("element-hidden", "hint", "定义里去掉的栏没有填过的内容；填过的留着，不显示", "本单位和上级的清单定义"),
)
OF_BOARDS = (
    RuleFacts("board-overdue", "warn", "公示栏至少每季度换一次", _VILLAGE_LAW),
    RuleFacts("board-money-overdue", "warn", "财务收支较多的每月公布一次", _VILLAGE_LAW),
    RuleFacts("board-notice-over", "warn", "公示期满的公示，贴够时间以后撤下", _VILLAGE_LAW),
    RuleFacts("board-part-changed", "warn", "贴出去以后内容又改过的，重新打印", "公示栏贴出的日期和内容的版本"),
    RuleFacts("board-part-gone", "warn", "公示栏上的内容还在", "公示栏的内容"),
)


def every_rule() -> tuple[RuleFacts, ...]:
    """Return the facts of every kind of finding."""
    return (*OF_ENTRIES, *OF_TABLES, *OF_BOARDS)


def list_of_checks() -> str:
    """Return the list of checks as the page `docs/checks.md`."""
    parts = [
        "# 检查的规则",
        "本页由程序生成（`python -m app.checks.rulebook`），和程序里的规则一致，测试会核对。",
        "“必须改”的拦住“已完成”、定稿和对外的成品，不拦草稿和上报；“请看”“说明”只提醒，"
        "关于一条的可以写明理由不再提醒（`dismiss`），内容一改就再提醒。",
        "机构、错字等词表在 `resources/words/wording.yaml`，法规在 `resources/laws/laws.yaml`，加一行就多查一样。",
        _table("条目", OF_ENTRIES),
        _table("整张表", OF_TABLES),
        _table("公示栏", OF_BOARDS),
    ]
    return "\n\n".join(parts) + "\n"


def _table(title: str, rules: tuple[RuleFacts, ...]) -> str:
    lines = [f"## {title}", "", "| 代号 | 轻重 | 要求 | 依据 |", "| --- | --- | --- | --- |"]
    lines += [f"| {r.code} | {SEVERITY_LABELS[r.severity]} | {r.says} | {r.source} |" for r in rules]
    return "\n".join(lines)


if __name__ == "__main__":
    print(list_of_checks(), end="")
