#!/bin/sh
# Opens the window of the built program, from wherever its folder lies.
set -eu
folder=$(dirname -- "$(readlink -f -- "$0")")
. "$folder/input-method.sh"
choose_input_method
exec "$folder/gkqd-window" "$@"
