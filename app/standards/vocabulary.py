"""The words of real tables, for reading them: what the resources know, and what a place adds of its own."""

from typing import Annotated, Literal

from msgspec import Meta

from app.standards.records import DEFAULT_VERSION, DeadlineUnit, Evidence, Record


class Word(Record):
    """A wording met in real tables and the one it stands for; several where one column speaks for several."""

    text: str
    canonical: str | tuple[str, ...] | None
    match: str
    evidence: Evidence
    note: str | None = None
    context: str | None = None
    keep_as_other: bool = False
    mirror: bool = False
    sources: tuple[str, ...] = ()


class HeadHint(Record):
    """Words in a head that no whole head of `Vocabulary.headers` is, and what they hint at.

    `means`: an element, or one with the answer that ticks below stand for (mode:proactive); `score`: how surely, 0 to
    1; `words`: with wildcards, see `app.standards.wildcards`; `under`: the elements that the merged head above must
    name, "" for none. Of several under the same head, or for answers of one element, the first that fits counts.
    """

    means: str
    score: Annotated[float, Meta(ge=0, le=1)]
    words: tuple[str, ...]
    under: tuple[str, ...] = ()


class DeadlineReading(Record):
    """What a wording of a deadline means."""

    count: int | None
    unit: DeadlineUnit
    event: str | None
    notice_days: int | None
    notice_unit: Literal["day", "workday"] | None = None


class DeadlineWord(Record):
    text: str
    evidence: Evidence
    deadline: DeadlineReading
    note: str | None = None
    mirror: bool = False
    sources: tuple[str, ...] = ()


class DeadlinePattern(Record):
    """A regular expression that reads a deadline; `unit` of its count, or the key that it sets."""

    name: str
    regex: str
    unit: DeadlineUnit | None = None
    sets: str | None = None


class Noise(Record):
    """A defect met in real tables and how to read past it."""

    kind: str
    fact: str
    evidence: Evidence
    regex: str | None = None


class Vocabulary(Record):
    """The words of real tables, for reading them."""

    code: str
    name: str
    what_for: str
    channels_canonical: tuple[str, ...]
    header_keys: tuple[str, ...]
    rules: tuple[str, ...]
    channels: tuple[Word, ...]
    headers: tuple[Word, ...]
    head_hints: tuple[HeadHint, ...]
    audience: tuple[Word, ...]
    mode: tuple[Word, ...]
    levels: tuple[Word, ...]
    ticks: tuple[Word, ...]
    deadlines: tuple[DeadlineWord, ...]
    deadline_patterns: tuple[DeadlinePattern, ...]
    basis_aliases: tuple[Word, ...]
    publishers: tuple[Word, ...]
    noise: tuple[Noise, ...]
    version: str = DEFAULT_VERSION


HeadMeaning = Literal[
    "seq",
    "field",
    "item",
    "level1",
    "level2",
    "level3",
    "elements",
    "basis",
    "basis_number",
    "deadline",
    "publisher",
    "channels",
    "audience",
    "mode",
    "levels",
    "extra",
]
"""What a head can mean: an element of the catalogue, or nothing that it has a place for (extra)."""


class HeadWord(Record):
    """A whole head in somebody's tables and the column that it stands over."""

    text: str
    column: HeadMeaning


class ChannelWord(Record):
    """What some place calls a channel; 其他 for one of its own."""

    text: str
    channel: str


class LevelWord(Record):
    """What some place calls levels; none of them for one above the county."""

    text: str
    levels: tuple[Literal["county", "township", "village"], ...] = ()


class TableWords(Record):
    """Words of a place's own for reading tables, which go before those of `Vocabulary`."""

    table_heads: tuple[HeadWord, ...]
    table_channels: tuple[ChannelWord, ...]
    table_levels: tuple[LevelWord, ...]
