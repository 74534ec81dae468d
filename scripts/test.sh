#!/bin/sh
# make test: lint, formatting, types, then every test that is not a long drill, and which branches some of them took.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/test-display.sh

set_up test
require_test_display
compile_resources
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
export QT_QPA_PLATFORM=offscreen
# Two cores, two halves that take about as long: the windows, with the set-up, the paper and the checks, beside all
# others.
windows="tests/setup tests/app/printing tests/app/checks tests/ui"
# Watching branches makes a test take four times as long: only the tests of what days are reckoned by are watched here,
# all of them by make coverage.
watched="tests/app/calendar"
windows_said=$(mktemp)
"$python" -m pytest -m "not drill" $windows >"$windows_said" 2>&1 &
first=$!
COVERAGE_FILE=$(mktemp)
export COVERAGE_FILE
trap 'kill "$first" 2>/dev/null || :; rm -f "$windows_said" "$COVERAGE_FILE"' EXIT
trap 'exit 1' HUP INT TERM
outcome=0
"$python" -m pytest -m "not drill" $(printf -- '--ignore %s ' $windows $watched) || outcome=$?
"$python" -m coverage run --source=app/calendar -m pytest -m "not drill" $watched || outcome=$?
wait "$first" || outcome=$?
"$python" -m coverage report
cat "$windows_said"
exit "$outcome"
