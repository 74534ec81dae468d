"""Who has worked in this file."""

from typing import Any

from peewee import fn

from db.models import Person
from db.repositories.repository import Repository


class PersonRepository(Repository):
    def seen(self, name: str, at: str, post: str | None = None) -> None:
        """Record that a person works here now; a post given replaces the one known."""
        known = self._first(Person.select().where(Person.name == name))
        kept = known["post"] if known else ""
        self._run(Person.replace(name=name, post=kept if post is None else post, last_seen=at))

    def last(self) -> str | None:
        """Return the name of the person who worked here last."""
        row = self._first(Person.select(Person.name).order_by(Person.last_seen.desc()))
        return row["name"] if row else None

    def all(self) -> list[dict[str, Any]]:
        """Return every person with post, latest first."""
        return self._rows(Person.select().order_by(Person.last_seen.desc()))

    def count(self) -> int:
        """Return how many persons are known."""
        return self._tuples(Person.select(fn.COUNT(Person.name)))[0][0]
