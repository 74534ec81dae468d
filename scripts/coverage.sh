#!/bin/sh
# make coverage: every test that is not a long drill, and which branches of the program they took: 40 minutes
# of the processor. Processes that tests start are not watched, so that app/cli looks less tried than it is.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/test-display.sh

set_up test
require_test_display
compile_resources
export QT_QPA_PLATFORM=offscreen COVERAGE_FILE="$output/.coverage"
outcome=0
"$python" -m coverage run --source=app,db,ui -m pytest -m "not drill" || outcome=$?
"$python" -m coverage report
exit "$outcome"
