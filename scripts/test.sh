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
export QT_QPA_PLATFORM=offscreen
# Two cores, two halves that take about as long: the windows, with the set-up and the paper before them, beside all
# others.
windows="tests/setup tests/app/printing tests/ui"
windows_said=$(mktemp)
"$python" -m pytest -m "not drill" $windows >"$windows_said" 2>&1 &
first=$!
trap 'kill "$first" 2>/dev/null || :; rm -f "$windows_said"' EXIT
trap 'exit 1' HUP INT TERM
outcome=0
"$python" -m pytest -m "not drill" $(printf -- '--ignore %s ' $windows) || outcome=$?
wait "$first" || outcome=$?
cat "$windows_said"
exit "$outcome"
