"""Facts about the workspace file itself, as JSON values by key."""

import json
from typing import Any

from db.models import Setting
from db.repositories.repository import Repository, stored_json


class SettingRepository(Repository):
    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key or `default`."""
        row = self._first(Setting.select().where(Setting.key == key))
        return default if row is None else stored_json(row["value"])

    def keys_ending(self, ending: str) -> list[str]:
        """Return the keys with an ending, in order."""
        rows = self._tuples(Setting.select(Setting.key).order_by(Setting.key))
        return [key for (key,) in rows if key.endswith(ending)]

    def put(self, key: str, value: Any) -> None:
        """Set a key."""
        self._run(Setting.replace(key=key, value=json.dumps(value, ensure_ascii=False)))
