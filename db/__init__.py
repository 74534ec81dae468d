"""The workspace file: models, repositories, dialect, migrations, backup."""
