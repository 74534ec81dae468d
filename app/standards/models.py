"""What the resource files say, as immutable typed records.

The same records are checked when the YAML is read, written into the compiled file and handed to the program.
JSON inside them (`Item.values`, `Definition.reference`) is shared by all who ask: never change it in place.
"""

from typing import Any, Literal

import msgspec

from app.standards.help_records import Help
from app.standards.inspection_rules import Inspection
from app.standards.place_words import Places
from app.standards.records import DEFAULT_VERSION, Evidence, Record
from app.standards.vocabulary import TableWords, Vocabulary
from app.standards.wording import WordingLists

TextEvidence = Literal["seen", "partly", "recalled", "official"]
"""Of the standard text of an item: as the resources know it, or from an official text that was imported here."""
Level = Literal["county", "township", "village"]
Role = Literal["county", "department", "township", "subdistrict", "village", "community", "institution"]
ElementKind = Literal[
    "text",
    "long_text",
    "phone",
    "list",
    "choice",
    "choices",
    "citations",
    "deadline",
    "date",
    "money",
    "number",
    "flag",
    "attachment",
]
BasisKind = Literal["法律", "行政法规", "地方性法规", "部门规章", "党内法规和文件", "规范性文件", "标准", "其他"]
LawState = Literal["in_force", "amended", "repealed", "unknown"]

STANDARD_CATALOGUE = "standard-catalogue"
"""Code of the definition whose items are those of the field packs."""

OWN_UNIT = "{本单位}"
"""Stands in ready reasons for how a unit speaks of itself."""


# --- checklist definitions -------------------------------------------------------------------------------------


class Choice(Record):
    """One answer of a choice element. Entries store the label; packs of the standard catalogue write the code."""

    code: str | None
    label: str


class Condition(Record):
    """True where the element named holds one of the labels."""

    element: str
    labels: tuple[str, ...]


class Element(Record):
    """One thing to fill in. `question` and `example` are asked and answered in a clerk's words."""

    key: str
    label: str
    kind: ElementKind
    required: bool = False
    required_when: Condition | None = None
    question: str | None = None
    example: str | None = None
    help: str | None = None
    choices: tuple[Choice, ...] = ()
    no: int | None = None
    group: str | None = None
    stage: str | None = None
    pii: str | None = None
    computed: bool = False
    evidence: Evidence | None = None
    sources: tuple[str, ...] = ()
    seen_as: str | None = None
    origin: str | None = None
    mirror: bool = False

    @property
    def choice_labels(self) -> tuple[str, ...]:
        return tuple(choice.label for choice in self.choices)


class Column(Record):
    """One column of the official table.

    `width` is the preferred width in mm on A3 landscape. `draw`: "text" writes the value; "boxes" draws a box per
    choice of the element, filled where chosen; "tick" sets a tick where the value has one of `labels`; "seq" numbers
    the rows and needs no element. `other` is the key of a text element written beside: for boxes it names 其他, for
    a tick it says whom the tick means. `level`: the column is shown only where the unit's table shows that level.
    """

    head: str
    group: str | None = None
    element: str | None = None
    width: float = 30.0
    merge: bool = False
    align: Literal["left", "center"] = "left"
    draw: Literal["text", "boxes", "tick", "seq"] = "text"
    labels: tuple[str, ...] = ()
    other: str | None = None
    level: Level | None = None


class LegalBasis(Record):
    """The law or document a checklist or a notice rests on, with how well it was checked."""

    title: str
    evidence: Evidence
    number: str | None = None
    kind: BasisKind | None = None
    article: str | None = None
    note: str | None = None
    mirror: bool = False
    sources: tuple[str, ...] = ()


class Definition(Record):
    """A checklist: what is asked, how its table looks and how its entries are named.

    Shape "catalogue" is drafted at the desk, shape "register" is records with events and dates. `title_elements`
    joined by " / " name an entry. `columns` empty means one column per element. `reference` holds the further
    sections of the file as they are (rules, states, thresholds, tables …). `retired`: what a definition of a
    workspace's own asks no more; entries keep what was answered, nobody is shown it.
    """

    code: str
    name: str
    shape: Literal["catalogue", "register"]
    what_for: str
    used_by: tuple[Role, ...]
    elements: tuple[Element, ...]
    title_elements: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    version: str = DEFAULT_VERSION
    evidence_overall: Evidence | None = None
    notes: tuple[str, ...] = ()
    reference: dict[str, Any] = msgspec.field(default_factory=dict)
    retired: tuple[Element, ...] = ()

    @property
    def known(self) -> tuple[Element, ...]:
        """What is asked, and behind it what is asked no more."""
        return (*self.elements, *self.retired)

    def element(self, key: str) -> Element:
        """The element of that key, asked still or not. Raises KeyError when the definition never had one."""
        for element in self.known:
            if element.key == key:
                return element
        raise KeyError(key)


# --- items and fields ------------------------------------------------------------------------------------------


class Item(Record):
    """One thing to publish, as the standard or another checklist words it.

    `values` has entry-value shapes, choices as labels; an element without a value is absent. `levels` are codes,
    empty where the checklist does not speak of levels. `digest` is the SHA-256 (hex) of what the item says.
    `withdrawn`: the standard had it once; nobody adopts it any more, entries that follow it still do.
    """

    code: str
    checklist: str
    field: str | None
    values: dict[str, Any]
    evidence: TextEvidence
    digest: str
    levels: tuple[Level, ...] = ()
    guidance: str | None = None
    sources: tuple[str, ...] = ()
    standard_item: str | None = None
    mirror: bool = False
    pii_risk: bool = False
    withdrawn: bool = False


class Official(Record):
    """Where an official text that was imported comes from: the unit and person who did, the day (YYYY-MM-DD), the
    file's name and SHA-256."""

    unit: str
    person: str
    date: str
    file: str
    sha256: str


class Guide(Record):
    """The ministry's guide a field pack follows."""

    title: str
    document_number: str | None
    issued: str | None
    evidence: Evidence


class Field(Record):
    """A subject area with the items of its standard catalogue. Fields get renamed: match them by code.

    `official`: the text was imported here in place of what the resources say.
    """

    code: str
    slug: str
    name: str
    ministry: str
    guide: Guide
    aliases: tuple[str, ...]
    township_relevance: Literal["high", "medium", "low"]
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    version: str = DEFAULT_VERSION
    official: Official | None = None


# --- laws ------------------------------------------------------------------------------------------------------


class Law(Record):
    """One law or document of the register. Dates are YYYY-MM-DD.

    `state`: in_force, amended (in force, but newer than the text the packs were written from), repealed, unknown.
    `letters`: pinyin and initials of its titles, worked out when the resources are compiled.
    """

    title: str
    short_titles: tuple[str, ...]
    number: str | None
    kind: BasisKind
    issuer: str | None
    adopted: str | None
    in_force: str | None
    last_amended: str | None
    state: LawState
    replaced_by: str | None
    note: str | None
    evidence: Evidence
    source: str | None
    cited_by: tuple[str, ...] = ()
    cited_count: int = 0
    articles_shifted_on: str | None = None
    articles_checked_on: str | None = None
    letters: tuple[str, ...] = ()


# --- notices ---------------------------------------------------------------------------------------------------


class Placeholder(Record):
    """A word in braces in titles and texts of notices, and what to ask for it."""

    key: str
    label: str
    kind: ElementKind


class Mask(Record):
    """How a table column of a notice hides personal data, by name; the rules themselves lie with the masking data."""

    key: str
    label: str
    example: str | None = None


class BodyPart(Record):
    """One paragraph of a notice; `facts` are what it must state."""

    part: str
    facts: tuple[str, ...]
    text: str


class NoticeColumn(Record):
    key: str
    label: str
    kind: ElementKind
    mask: str
    mask_web: str | None = None
    optional: bool = False


class NoticeTable(Record):
    """The list of a notice. `row_sums` hold in every row ("area * standard = amount", see `app.standards.sums`);
    `running` is the column that tells what is left after each row of income and expense."""

    caption: str
    columns: tuple[NoticeColumn, ...]
    total_row: str | None = None
    row_sums: tuple[str, ...] = ()
    running: str | None = None


class NoticeTemplate(Record):
    """A notice to fill in, print and post. `notice_days` counts in `notice_unit` (calendar days or 工作日).

    `issuer` names who must sign it where that is not the unit itself (the election committee of a village), with blanks
    that the unit knows. `sums` must hold among its amounts and the totals of its list. `carried`: which amount begins
    with what another one came to in the notice of the period before.
    """

    code: str
    name: str
    kind: Literal["公示", "公布", "公告", "通告", "通知"]
    group: str
    field: str | None
    posted_by: Role
    notice_days: int | None
    notice_unit: Literal["day", "workday"] | None
    notice_mode: str
    days_evidence: Evidence | None
    notice_basis: tuple[LegalBasis, ...]
    days_hint: str | None
    title_pattern: str
    body: tuple[BodyPart, ...]
    table: NoticeTable | None
    places: tuple[str, ...]
    signature: tuple[str, ...]
    supervision_phone: str
    privacy: tuple[str, ...]
    keep: str | None
    standard_items: tuple[str, ...]
    evidence: Evidence
    sources: tuple[str, ...]
    issuer: str | None = None
    sums: tuple[str, ...] = ()
    carried: dict[str, str] = msgspec.field(default_factory=dict)


class NeverPost(Record):
    """What no notice may show, and why."""

    item: str
    why: str
    evidence: Evidence
    sources: tuple[str, ...] = ()


class PeriodRule(Record):
    """A general rule about how long a notice stays posted."""

    fact: str
    evidence: Evidence
    article: str | None = None
    sources: tuple[str, ...] = ()


class NoticeRules(Record):
    """What all notice templates share. `body_parts` are the usual paragraphs in order; a template may have others."""

    code: str
    name: str
    what_for: str
    legal_basis: tuple[LegalBasis, ...]
    used_by: tuple[Role, ...]
    elements: tuple[Element, ...]
    placeholders: tuple[Placeholder, ...]
    masks: tuple[Mask, ...]
    body_parts: tuple[str, ...]
    notice_modes: dict[str, str]
    period_rules: tuple[PeriodRule, ...]
    never_post: tuple[NeverPost, ...]
    evidence_overall: Evidence
    notes: tuple[str, ...]
    version: str = DEFAULT_VERSION


# --- words -----------------------------------------------------------------------------------------------------


class Alias(Record):
    """A word people search by, and the official terms it should also find."""

    text: str
    means: tuple[str, ...]
    evidence: Evidence
    source: str


class LawRegister(Record):
    """The laws that the resources cite; `meta` tells as of when, from which sources and what the fields mean."""

    meta: dict[str, Any]
    laws: tuple[Law, ...]


class ReadyReason(Record):
    """A usual reason for which an item does not concern a unit; {本单位} stands for how the unit speaks of itself.

    `kinds`: whose reason it can be, empty for everybody.
    """

    code: str
    text: str
    kinds: tuple[Role, ...] = ()


class ReadyComment(Record):
    """What a reviewer often says of an entry that is returned."""

    code: str
    text: str


class UsualOffice(Record):
    """An office that townships usually have, what else it is called, and the fields it usually knows."""

    code: str
    name: str
    fields: tuple[str, ...]
    evidence: Evidence
    also: tuple[str, ...] = ()


# --- all together ----------------------------------------------------------------------------------------------


class Content(Record):
    """Everything the resource files say, checked. `items` are those of the checklists that are not field packs."""

    fields: tuple[Field, ...]
    definitions: tuple[Definition, ...]
    items: dict[str, tuple[Item, ...]]
    notice_rules: NoticeRules
    notice_templates: tuple[NoticeTemplate, ...]
    vocabulary: Vocabulary
    tables: TableWords
    aliases: tuple[Alias, ...]
    laws: LawRegister
    reasons: tuple[ReadyReason, ...]
    comments: tuple[ReadyComment, ...]
    offices: tuple[UsualOffice, ...]
    wording: WordingLists
    places: Places
    inspections: tuple[Inspection, ...]
    help: Help = Help()
