"""What a person typed into the blanks of a notice: checked for personal data, written as a notice writes it."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from app.errors import UsageError
from app.notices.filled_notice import RefusedBlank
from app.notices.quantities import HOW_TO_WRITE, in_cents, is_in_words, read_quantity
from app.notices.raw_numbers import raw_number_in
from app.standards.models import NoticeRules
from app.tables.official import money_text
from app.tables.rows import iso_date, written_date

FULL_LIST, SUMS_REASON = "full_list", "sums_reason"
"""Blanks that stand in no text: the web address behind the printed code, and why amounts do not come out."""
_NO_ADDRESS = (
    "这不是完整的网址，或者超过 200 个字符，没有印二维码。请从浏览器的地址栏复制，要以 http:// 或者 https:// 开头。"
)
#: A longer address would need a code too fine to be read from paper.
_WEB_ADDRESS = re.compile(r"https?://[!-~]{4,200}")


class Answers:
    """Answers by placeholder key, those with personal data left out and reported."""

    def __init__(self, rules: NoticeRules, blanks: Mapping[str, str], office_phones: Collection[str]):
        """Raises UsageError for an answer to a question that no template asks."""
        self._placeholders = {placeholder.key: placeholder for placeholder in rules.placeholders}
        unknown = [key for key in blanks if key not in self._placeholders]
        if unknown:
            raise UsageError(
                "unknown-blank",
                f"公示模板里没有“{'、'.join(unknown)}”这个空，什么也没有填。请照模板列出的空来填。",
            )
        self._typed: dict[str, str] = {}
        refused: list[RefusedBlank] = []
        for key, answer in blanks.items():
            text = " ".join(str(answer).split())
            found = raw_number_in(text, office_phones)
            if found:
                refused.append(RefusedBlank(key, self.label(key), _reason(self._placeholders[key].kind, found)))
            elif self.is_money(key) and is_in_words(text):
                refused.append(RefusedBlank(key, self.label(key), f"这里写的不是数字，已经空出来。{HOW_TO_WRITE}。"))
            elif key == FULL_LIST and text and not _WEB_ADDRESS.fullmatch(text):
                refused.append(RefusedBlank(key, self.label(key), _NO_ADDRESS))
            elif text:
                self._typed[key] = text
        self.refused = tuple(refused)

    def label(self, key: str) -> str:
        """How a clerk knows the blank; the key itself for one that only a newer template asks."""
        placeholder = self._placeholders.get(key)
        return placeholder.label if placeholder else key

    def typed(self, key: str) -> str | None:
        """The answer as typed, or None."""
        return self._typed.get(key)

    def date(self, key: str) -> date | None:
        """The answer as a day, or None where there is none or it is no full date."""
        written = iso_date(self._typed.get(key, ""))
        return date.fromisoformat(written) if written and len(written) == len("2026-11-23") else None

    def is_money(self, key: str) -> bool:
        """Whether a blank asks for an amount."""
        placeholder = self._placeholders.get(key)
        return placeholder is not None and placeholder.kind == "money"

    def labels(self) -> dict[str, str]:
        """What every blank is called, by key."""
        return {key: placeholder.label for key, placeholder in self._placeholders.items()}

    def quantities(self) -> dict[str, Decimal]:
        """The answers that are amounts or counts, by key."""
        read = {key: read_quantity(text) for key, text in self._typed.items()}
        return {key: quantity for key, quantity in read.items() if quantity is not None}

    def texts(self) -> dict[str, str]:
        """All answers as the notice writes them: dates 2026年11月23日, amounts with two decimal places."""
        return {key: _as_written(self._placeholders[key].kind, text) for key, text in self._typed.items()}


def _reason(kind: str, found: str) -> str:
    if kind == "phone" and found == "手机号":
        return "这里是手机号。只能公开单位的办公电话：请改填固定电话，或者先把这个号码登记为本单位的公开电话。"
    return f"这里有{found}，不能公开，已经空出来。请删掉号码再填。"


def _as_written(kind: str, text: str) -> str:
    if kind == "date":
        return date_text(text)
    if kind == "money" and (amount := read_quantity(text)) is not None:
        return money_text(in_cents(amount))
    return text


def date_text(text: str) -> str:
    """2026-11-23 → 2026年11月23日, 2026-11 → 2026年11月; anything else stays as it is."""
    written = iso_date(text)
    if written is None:
        return text
    if len(written) == len("2026-11"):
        return f"{written[:4]}年{int(written[5:])}月"
    return written_date(date.fromisoformat(written))
