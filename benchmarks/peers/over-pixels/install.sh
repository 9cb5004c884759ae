#!/bin/sh
# Compiles the class that makes Halftone use the pixel path, and prints its folder: install.sh FOLDER
#
# Compiles against the Halftone that ./halftone runs, which must have been built.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
launch=$here/../../../app/target/launch
folder=$1

mkdir -p "$folder"
"$JAVA_HOME/bin/javac" -d "$folder" -cp "$launch/$(cat "$launch/current")/lib/*" "$here/CoefficientPath.java"
echo "$folder"
