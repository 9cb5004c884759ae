#!/bin/sh
# Compiles what makes Halftone go over pixels, and says where it is: install.sh FOLDER
#
# It is compiled against the Halftone that ./halftone runs, which must have been built.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
launch=$here/../../../app/target/launch
folder=$1

mkdir -p "$folder"
"$JAVA_HOME/bin/javac" -d "$folder" -cp "$launch/$(cat "$launch/current")/lib/*" "$here/CoefficientPath.java"
echo "$folder"
