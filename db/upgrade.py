"""Bring a database to the current schema, one frozen step at a time."""

from peewee import SqliteDatabase

from db import dialect
from db.errors import UserFacingError
from db.migrations import SCHEMA_VERSION, STEPS


def upgrade(database: SqliteDatabase, from_version: int) -> None:
    """Run the missing steps. Each shares a transaction with its version number, so a kill leaves a whole version."""
    for number in range(from_version + 1, SCHEMA_VERSION + 1):
        # A table rebuilt with foreign keys on would cascade its children away.
        database.foreign_keys = 0
        try:
            with database.atomic("IMMEDIATE"):
                STEPS[number - 1](database.execute_sql)
                problems = dialect.foreign_key_problems(database)
                if problems:
                    raise UserFacingError(
                        "upgrade-failed",
                        "工作文件升级没有成功，已经退回原样。请不要删除升级前的备份，联系技术支持。",
                        details="; ".join(problems),
                    )
                database.user_version = number
        finally:
            database.foreign_keys = 1
