"""Who has worked in this file."""

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

    def names(self) -> list[str]:
        """Return everybody who has worked here, the one seen last first."""
        return [row["name"] for row in self._rows(Person.select(Person.name).order_by(Person.last_seen.desc()))]
