#!/bin/sh
# Says where sharp's pipeline is, ready to be run with node: install.sh FOLDER
#
# What npm brings is checked against the hashes of package-lock.json.
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
