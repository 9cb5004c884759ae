#!/bin/sh
# Says which Python has pandas, requests and Pillow: install.sh FOLDER
#
# The system's, with Debian's packages where this user may install them; or else one of its own in the folder.
set -eu

folder=$1
system=/usr/bin/python3
packages="python3-pandas python3-requests python3-pil"

has_all() {
    "$1" -c 'import pandas, requests, PIL' 2>/dev/null
}

mkdir -p "$folder"
log=$folder/install.log
: >"$log"

if has_all "$system"; then echo "$system"; exit; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 $packages ||
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 $packages; }
    } >>"$log" 2>&1 || true
    if has_all "$system"; then echo "$system"; exit; fi
fi

own=$folder/venv/bin/python
if ! has_all "$own"; then
    { python3 -m venv "$folder/venv" && "$own" -m pip install pandas requests pillow; } >>"$log" 2>&1 || true
fi
has_all "$own" || { echo "no Python has pandas, requests and Pillow; on Debian: apt-get install $packages" >&2; exit 1; }
echo "$own"
