#!/bin/sh
# make test: lint, formatting, then every test that is not a long drill.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/test-display.sh

set_up test
require_test_display
compile_resources
"$python" -m ruff check .
"$python" -m ruff format --check .
# A worker for each core; a file's tests stay together, for what its fixtures made is used again.
QT_QPA_PLATFORM=offscreen "$python" -m pytest -m "not drill" -n auto --maxprocesses 4 --dist loadfile
