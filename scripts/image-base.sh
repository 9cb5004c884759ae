# The parts of a container image that are not Halftone's own. Sourced by ./package; POSIX sh.

# Fills the root folder $1 of an image without a distribution: with the shell of this machine, the few programs that the
# start script calls, and the shared libraries that these, libvips and the Java runtime in the folder $2 need.
make_base() {
    mkdir -p "$1/bin" "$1/etc" "$1/tmp"
    for program in sh bash dirname readlink getconf; do
        found=$(command -v "$program") && cp -L "$found" "$1/bin/"
    done
    needed_libraries "$1"/bin/* "$2/bin/java" $(find "$2/lib" -name '*.so') "$libvips"/*/libvips | while read -r library; do
        mkdir -p "$1${library%/*}"
        cp -L "$library" "$1$library"
    done
    echo 'root:x:0:0:root:/root:/bin/sh
halftone:x:10001:0:Halftone:/data:/bin/sh' >"$1/etc/passwd"
    echo 'root:x:0:' >"$1/etc/group"
    echo 'hosts: files dns' >"$1/etc/nsswitch.conf"
}

# Writes the paths of the libraries of this machine that the given files need. Those of Java for windows and sound are never
# loaded.
needed_libraries() {
    for file; do
        case $file in
            */libawt_xawt.so | */libjawt.so | */libsplashscreen.so | */libjsound.so) ;;
            *) ldd "$file" ;;
        esac
    done | sed -n 's:^[^/]*\(/[^ ]*\) (.*:\1:p' | grep -v "^$folder/" | sort -u
}

# Writes the manifest that `docker load` reads, for the OCI image in the folder $1 under the name $2. The manifest of OCI
# names the configuration first, then the layers.
docker_manifest() {
    manifest=$(blobs "$1/index.json")
    config=$(blobs "$1/$manifest" | head -n 1)
    layers=$(blobs "$1/$manifest" | sed '1d; s/.*/"&"/' | paste -s -d , -)
    printf '[{"Config":"%s","RepoTags":["%s"],"Layers":[%s]}]\n' "$config" "$2" "$layers"
}

# Writes the paths of the blobs that the JSON file $1 names, one a line.
blobs() {
    grep -o 'sha256:[0-9a-f]*' "$1" | sed 's_:_/_; s_^_blobs/_'
}
