#!/bin/sh
# make drill: the long drills that `make test` leaves out.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up test
"$python" -m app.standards.compile
QT_QPA_PLATFORM=offscreen "$python" -m pytest -m drill
