#!/usr/bin/env bash
# Installs what the tests of the page's modules need (esbuild, TypeScript), by npm, from the lock file beside them.
# Without npm or a network those tests skip with a message; with CI set they fail instead.
set -u
folder="$(dirname "$0")/../../geoinc/render/web"
[ -d "$folder/node_modules/esbuild" ] && exit 0
command -v npm >/dev/null || { echo "npm is missing; the tests of the page's modules will skip" >&2; exit 0; }
npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" >/dev/null ||
  echo "the tools of the page's modules could not be fetched; their tests will skip" >&2
exit 0
