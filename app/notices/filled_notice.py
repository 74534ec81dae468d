"""A notice with its blanks filled: what is printed, shown and stored. It holds masked values only."""

from datetime import date
from typing import Literal, dataclass_transform

import msgspec

Unit = Literal["day", "workday"]


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True):
    """Settings shared by the records of a filled notice: none of them changes once made."""


class NoticePeriod(Record):
    """First and last day of a notice, `days` counted in `unit` (calendar days or 工作日), and how it was counted.

    `inferred` (推算): part of the time is not covered by a published holiday arrangement.
    """

    start: date
    end: date
    days: int
    unit: Unit
    explanation: tuple[str, ...]
    inferred: bool = False


class Paragraph(Record):
    """One paragraph of the body; `part` names its purpose (依据, 事项, 期限 …)."""

    part: str
    text: str


class FilledColumn(Record):
    """A column of the list as printed; `align` is left, center or right."""

    key: str
    label: str
    align: Literal["left", "center", "right"]


class FilledRow(Record):
    """The cells of a row as printed; `number` is the row's number in the source."""

    number: int
    cells: tuple[str, ...]


class FilledTable(Record):
    """The list under or within the notice. `total_row` has a text for each column, mostly empty."""

    caption: str
    columns: tuple[FilledColumn, ...]
    rows: tuple[FilledRow, ...]
    total_row: tuple[str, ...] | None = None


class MaskedValue(Record):
    """Which cell was masked and how; never what stood there."""

    row: int
    column: str
    how: str


class RefusedRow(Record):
    """A row that is not in the notice, and why."""

    row: int
    reason: str


class RefusedBlank(Record):
    """An answer that is not in the notice, and why; its place shows a gap."""

    key: str
    label: str
    reason: str


class Accounts(Record):
    """What a sheet of accounts came to, for the sheet of the next period to begin with.

    `first` and `last` month as `BookPeriod` counts them; `amounts` in yuan by placeholder.
    """

    village: str
    first: int
    last: int
    amounts: dict[str, str]


class FilledNotice(Record):
    """The notice as it goes on paper (medium "paper") or on the web ("web").

    `missing` are keys of blanks that show as a gap. `warnings` are sentences for the person who checks the notice,
    `privacy` the template's own reminders, `places` where to post it, `keep` what to keep as proof. `notes` stand
    under the list: totals in words, why amounts do not come out. `worked_out` are amounts nobody typed, by placeholder.
    `unbalanced` says which do not; without a `reason`
    such a notice is not printed. `full_list` is what the printed code holds, mostly a web address, "" for none;
    `code_words` stand under the code.
    """

    template: str
    medium: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    table: FilledTable | None
    signature: tuple[str, ...]
    supervision_phone: str
    places: tuple[str, ...]
    privacy: tuple[str, ...]
    keep: str | None
    period: NoticePeriod | None
    missing: tuple[str, ...] = ()
    refused_blanks: tuple[RefusedBlank, ...] = ()
    masked: tuple[MaskedValue, ...] = ()
    refused_rows: tuple[RefusedRow, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    worked_out: dict[str, str] = {}
    unbalanced: tuple[str, ...] = ()
    reason: str = ""
    full_list: str = ""
    code_words: str = "手机扫码看全文"
    accounts: Accounts | None = None

    @property
    def waits(self) -> bool:
        """Whether amounts do not come out and nobody has written down why."""
        return bool(self.unbalanced) and not self.reason
