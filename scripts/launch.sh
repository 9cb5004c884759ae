# Starts Halftone from a folder of plain jars. Sourced by ./halftone, ./package and the packaged program, after jvm.sh and
# with JAVA_HOME set; POSIX sh.
#
# Such a folder has halftone.jar, its libraries in lib and, usually, the AOT cache halftone.aot.

# Unpacks the executable jar $1 into the folder $2: a JVM reads plain jars twice as fast as jars within a jar.
unpack() {
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$1" extract --destination "$2"
}

# Runs the demo once to record loaded classes and hot methods in an AOT cache (JEP 514, 515), which makes every later
# start from the folder $1 a third faster. The caller's settings, such as a database, do not apply. The folder may be moved
# afterwards, but the JVM ignores the cache if a jar has another size or time.
rehearse() {
    env -i PATH="$PATH" "$JAVA_HOME/bin/java" $jvm -XX:AOTCacheOutput="$1/halftone.aot" \
        -jar "$1/halftone.jar" demo --exit --port 0 --data "$1/rehearsal" || rm -f "$1/halftone.aot"
    rm -rf "$1/rehearsal" "$1"/halftone.aot.*
}

# Replaces this process by the program in the folder $1, which gets the arguments that follow.
start() {
    home=$1
    shift
    # Help gains nothing from the AOT cache (picocli's class files are too old for it), and ends before C2 could help.
    rehearsed=
    case "${1:-} ${2:-}" in
        '-'* | *' --help' | *' -h') jvm="$jvm -XX:TieredStopAtLevel=1" ;;
        'demo '* | 'serve '* | 'run '*) rehearsed=$home/halftone.aot ;;
    esac
    [ "${1:-}" != run ] || jvm="$jvm $run_jvm"
    [ -f "$rehearsed" ] || rehearsed=
    # With one glibc arena per thread, memory freed by libvips would not be returned.
    MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
    export MALLOC_ARENA_MAX
    # libvips is unpacked in Java's temporary folder. JAVA_OPTS comes last, to override.
    exec "$JAVA_HOME/bin/java" $jvm ${rehearsed:+"-XX:AOTCache=$rehearsed" -Xlog:aot=off} \
        ${TMPDIR:+"-Djava.io.tmpdir=$TMPDIR"} ${JAVA_OPTS:-} -jar "$home/halftone.jar" "$@"
}
