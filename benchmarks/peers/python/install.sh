#!/bin/sh
# Prints the path of a Python that has pandas, requests and Pillow: install.sh FOLDER
#
# Uses the system's Python, with Debian's packages if root runs this; otherwise a virtual environment in the folder.
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

venv_python=$folder/venv/bin/python
if ! has_all "$venv_python"; then
    { python3 -m venv "$folder/venv" && "$venv_python" -m pip install pandas requests pillow; } >>"$log" 2>&1 || true
fi
has_all "$venv_python" || { echo "no Python has pandas, requests and Pillow; on Debian: apt-get install $packages" >&2; exit 1; }
echo "$venv_python"
