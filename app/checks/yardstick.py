"""What the entries of one table of one unit are held against."""

import dataclasses
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, find_definition, item_of
from app.drafting.projection import Projection, PublisherAnswer, project
from app.drafting.publisher_answers import has_publisher_answer, publisher_answer
from app.organisations import Organisation
from app.standards.laws import Laws
from app.standards.models import Definition
from app.workspace import Workspace


@dataclass
class Yardstick:
    """The standard as a unit would adopt it, the laws, and what the unit said about publishers.

    What other units said about theirs is not known here; `is_answered` is then False and `is_own` too.
    """

    workspace: Workspace
    definition: Definition
    unit: Organisation
    field: str | None
    answer: PublisherAnswer = "as-written"
    is_answered: bool = False
    _projections: dict[str, Projection] = dataclasses.field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether the table is ours to change."""
        return self.unit.id == self.workspace.organisation.id

    @property
    def laws(self) -> Laws:
        return self.workspace.library.laws

    @cached_property
    def own_places(self) -> frozenset[str]:
        """Names that are no other place's: the unit's, those above it and, for a table of ours, those below us."""
        names = {self.unit.plain_name, self.unit.name, self.unit.parent_name}
        if self.is_own:
            rows = self.workspace.store.records.of_kind("organisation")
            names |= {Organisation.from_content(row.id, row.content).plain_name for row in rows}
        return frozenset(name for name in names if name)

    @cached_property
    def township_entries(self) -> Mapping[str, EntryContent]:
        """Where the unit is a village below us: our own entries of the table by item, those that concern us."""
        here = self.workspace.organisation
        if self.is_own or self.unit.facts.level != "village" or here.facts.level != "township":
            return {}
        rows = self.workspace.store.entries.listed(
            organisation=here.id,
            edition=self.workspace.edition,
            checklist=self.definition.code,
            fields=[self.field] if self.field else None,
        )
        contents = (entry_content(row) for row in rows)
        return {each.item: each for each in contents if each.item and each.not_applicable is None}

    @property
    def rules(self) -> Hashable:
        """All that findings about an entry depend on besides the entry."""
        return self.workspace.library.digest, self.unit, self.answer, self.is_answered, self.own_places

    def standard(self, content: EntryContent) -> Mapping[str, Any]:
        """Return what adopting would have written; nothing for an entry without a standard item."""
        projection = self._projection(content)
        return projection.values if projection else {}

    def wording(self, content: EntryContent) -> Mapping[str, Any]:
        """Return what the standard itself says, not yet written for the unit; nothing without a standard item."""
        item = item_of(self.workspace, content)
        return item.values if item else {}

    def means_unit(self, content: EntryContent) -> bool:
        """Whether the standard names the unit's own level as publisher; True where there is no standard to say so."""
        projection = self._projection(content)
        return projection is None or projection.names_unit

    def _projection(self, content: EntryContent) -> Projection | None:
        item = item_of(self.workspace, content)
        if item is None:
            return None
        if item.code not in self._projections:
            self._projections[item.code] = project(self.definition, item, self.unit, self.answer)
        return self._projections[item.code]


def yardstick_of(workspace: Workspace, organisation: str, checklist: str, field: str | None) -> Yardstick:
    """Return what the entries of a table of a unit are held against."""
    unit, definition = workspace.organisation_by_id(organisation), find_definition(workspace, checklist)
    if unit.id != workspace.organisation.id:
        return Yardstick(workspace, definition, unit, field)
    answer = publisher_answer(workspace, checklist, field)
    return Yardstick(workspace, definition, unit, field, answer, has_publisher_answer(workspace, checklist, field))
