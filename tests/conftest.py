"""No test may touch the keys of the person who runs it."""

from pathlib import Path

import pytest

from app.exchange.keys import DATA_HOME_VARIABLE


@pytest.fixture(autouse=True)
def _own_key_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv(DATA_HOME_VARIABLE, str(folder))
    return folder
