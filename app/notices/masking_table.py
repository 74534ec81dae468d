"""How much of each kind of personal data may be shown on each medium: the built-in floor, and county profiles on it."""

from datetime import date
from functools import cache
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from app.errors import UserFacingError
from app.resources import resource_bytes

Medium = Literal["paper", "web", "package"]
MEDIA: tuple[Medium, ...] = get_args(Medium)
Level = Literal["full", "partial", "group", "township", "hidden"]

# From showing most to showing least.
_LEVELS: tuple[Level, ...] = ("full", "partial", "group", "township", "hidden")


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Digits kept at both ends of a number, or how much of a name or address is shown."""

    keep_head: int = 0
    keep_tail: int = 0
    level: Level = "hidden"

    def and_no_more_than(self, other: "Rule") -> "Rule":
        """What both rules allow to be shown."""
        return Rule(
            min(self.keep_head, other.keep_head),
            min(self.keep_tail, other.keep_tail),
            max(self.level, other.level, key=_LEVELS.index),
        )


class KindRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one kind of data by medium."""

    label: str
    paper: Rule
    web: Rule
    package: Rule


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A law the table rests on."""

    title: str
    article: str


class MaskingTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Rules by kind: `resources/masking/floor.yaml`, or a profile of the same form with some of its kinds."""

    title: str
    version: str
    date: date
    kinds: dict[str, KindRules]
    sources: tuple[Source, ...] = ()
    note: str = ""

    def rule(self, kind: str, medium: Medium) -> Rule:
        """The rule for `kind` on `medium`. Raises KeyError for a kind the table does not know."""
        return getattr(self.kinds[kind], medium)

    def combined_with(self, profile: "MaskingTable") -> "MaskingTable":
        """This floor made stricter by `profile`: a profile may hide more, never less, and adds no kinds."""
        kinds = {
            kind: KindRules(
                rules.label,
                *(getattr(rules, medium).and_no_more_than(profile.rule(kind, medium)) for medium in MEDIA),
            )
            if kind in profile.kinds
            else rules
            for kind, rules in self.kinds.items()
        }
        return msgspec.structs.replace(self, kinds=kinds, title=profile.title, version=profile.version)


class NameRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Surnames of two characters, and the endings by which a registered organisation is told from a person."""

    compound_surnames: frozenset[str]
    organisation_endings: tuple[str, ...]


def parse_masking_table(content: bytes, file_name: str) -> MaskingTable:
    """Read a table, such as one from a county profile. Raises UserFacingError naming the file."""
    try:
        return msgspec.yaml.decode(content, type=MaskingTable)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UserFacingError(
            "masking-unreadable",
            f"遮挡表 {file_name} 用不了：不是遮挡表的写法。"
            "仍按原来的遮挡表处理，请向发给您这份配置的单位要一份正确的。",
            str(error),
        ) from error


@cache
def built_in_table() -> MaskingTable:
    """The floor that comes with the program."""
    return parse_masking_table(resource_bytes("masking/floor.yaml"), "floor.yaml")


@cache
def name_rules() -> NameRules:
    """What is known of names."""
    return msgspec.yaml.decode(resource_bytes("masking/names.yaml"), type=NameRules)
