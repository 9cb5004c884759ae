#!/bin/sh
# Prints the path of nginx: install.sh FOLDER
#
# Uses the installed nginx if there is one. Otherwise unpacks Debian's package into the folder, because installing it
# would start a server on port 80.
set -eu

folder=$1
PATH=$PATH:/usr/local/sbin:/usr/sbin

works() {
    "$1" -v >/dev/null 2>&1
}

found=$(command -v nginx || true)
[ -z "$found" ] || { echo "$found"; exit; }

unpacked=$folder/usr/sbin/nginx
if ! [ -x "$unpacked" ]; then
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "there is no nginx on the PATH" >&2; exit 1; }
    mkdir -p "$folder"
    # The program is in the package nginx since Debian 12, and was in nginx-light before.
    (cd "$folder" && { apt-get download nginx-light || true; apt-get download nginx || true; } &&
        for package in ./*.deb; do dpkg-deb -x "$package" .; done) >"$folder/install.log" 2>&1 || true
fi
works "$unpacked" || { echo "there is no nginx, and Debian's package could not be downloaded: $(tail -n 1 "$folder/install.log")" >&2; exit 1; }
echo "$unpacked"
