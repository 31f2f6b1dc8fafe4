#!/usr/bin/env bash
# Installs the programs that tests open our files in, from Debian, where they are missing and can be installed.
# A test whose program is absent skips with a message; with CI set it fails instead.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v ogrinfo >/dev/null || missing+=(gdal-bin)
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || missing+=(python3-qgis)
ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || missing+=(postgresql postgresql-postgis)
bash "$(dirname "$0")/render/axe.sh" || echo "could not fetch axe-core; the accessibility tests will skip" >&2
bash "$(dirname "$0")/render/web.sh"
[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "not on a Debian machine; install by hand for all tests: ${missing[*]}" >&2
  exit 0
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
echo "installing from Debian: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
  echo "could not install ${missing[*]}; the tests that need them will skip" >&2
exit 0
