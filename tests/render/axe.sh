#!/usr/bin/env bash
# Fetches axe-core (the accessibility checker of the browser tests) by npm into the user's cache folder.
# Without npm or a network the test that needs it skips with a message; with CI set it fails instead.
set -u
folder="${GEOINC_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/geoinc-tests}"
[ -f "$folder/node_modules/axe-core/axe.min.js" ] && exit 0
command -v npm >/dev/null || { echo "npm is missing; the accessibility test will skip" >&2; exit 0; }
mkdir -p "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" axe-core@4 >/dev/null ||
  echo "axe-core could not be fetched; the accessibility test will skip" >&2
exit 0
