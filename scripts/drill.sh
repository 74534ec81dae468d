#!/bin/sh
# make drill: the long drills that `make test` leaves out; their figures go to docs/drills.md.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/clean-system.sh

set_up test
require_debootstrap
compile_resources
QT_QPA_PLATFORM=offscreen "$python" -m pytest -p tests.drill_report --drill-report docs/drills.md -m drill
