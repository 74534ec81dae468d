#!/bin/sh
# make bench: how long the window, the catalogue, tables in and out, boards, previews, the drafting desk, typing and a county's desk take, beside others in the same run. For a quiet machine.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/test-display.sh

set_up test
require_test_display
compile_resources
"$python" -m tests.bench.window
"$python" -m tests.bench.catalogue
"$python" -m tests.bench.catalogue 10000 --rounds 1 --only program typst
"$python" -m tests.bench.tables
"$python" -m tests.bench.board
"$python" -m tests.bench.preview
"$python" -m tests.bench.desk
"$python" -m tests.bench.typing
"$python" -m tests.bench.county
