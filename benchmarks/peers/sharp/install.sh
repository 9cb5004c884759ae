#!/bin/sh
# Installs sharp and prints the path of the pipeline script for node: install.sh FOLDER
#
# npm checks all downloads against the hashes in package-lock.json.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1

command -v node >/dev/null && command -v npm >/dev/null || { echo "there is no node or no npm on the PATH" >&2; exit 1; }
mkdir -p "$folder"
cp "$here/package.json" "$here/run.mjs" "$folder/"
if ! cmp -s "$here/package-lock.json" "$folder/package-lock.json"; then
    cp "$here/package-lock.json" "$folder/package-lock.json"
    (cd "$folder" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error) >"$folder/install.log" 2>&1 || {
        rm "$folder/package-lock.json"
        echo "npm could not install sharp: $(tail -n 1 "$folder/install.log")" >&2
        exit 1
    }
fi
echo "$folder/run.mjs"
