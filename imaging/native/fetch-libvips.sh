#!/bin/sh
# Puts the libvips of this platform where Maven packs it as a resource: fetch-libvips.sh TARGET_DIRECTORY
#
# npm checks the packages against the hashes in package-lock.json. Nothing happens if the lock has not changed since the
# last time. A machine without npm still builds: Halftone then uses the system's libvips.
set -u

native=$(cd "$(dirname "$0")" && pwd)
target=$1
packed=$target/dev/halftone/imaging/vips/packed
stamp=$target/package-lock.json

without() {
    echo "libvips is not packed ($1): Halftone will use the system's libvips; to install one: apt-get install libvips42, or brew install vips."
    rm -rf "$target" "$work"
    exit 0
}

if [ -f "$stamp" ] && cmp -s "$native/package-lock.json" "$stamp"; then
    exit 0
fi

work=$target.work
rm -rf "$target" "$work"
mkdir -p "$packed" "$work"
command -v npm >/dev/null 2>&1 || without "npm is not installed"

cp "$native/package.json" "$native/package-lock.json" "$work/"
(cd "$work" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error >npm.log 2>&1) \
    || without "npm failed: $(tail -n 1 "$work/npm.log")"

for package in "$work"/node_modules/@img/sharp-libvips-*; do
    [ -d "$package/lib" ] || without "npm has none for this platform"
    platform=$packed/${package##*/sharp-libvips-}
    mkdir -p "$platform"
    for library in "$package"/lib/libvips-cpp*; do
        cp "$library" "$platform/libvips"
    done
    cp "$package/README.md" "$platform/LICENCES.md"
    cp "$package/versions.json" "$platform/"
done

rm -rf "$work"
cp "$native/package-lock.json" "$stamp"
