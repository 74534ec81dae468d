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
QT_QPA_PLATFORM=offscreen "$python" -m pytest -m "not drill"
