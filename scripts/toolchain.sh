# Finds the JDK and Maven, and builds under a lock. Sourced by ./halftone, ./verify, ./bench and ./screenshots; POSIX sh.
#
# The caller sets `project`, the absolute path of the project's folder.

wanted_java=25.0.3

say() {
    printf 'halftone: %s\n' "$*" >&2
}

# Sets and exports JAVA_HOME to a suitable JDK, or says what to install and exits.
use_jdk() {
    too_old=
    for home in "${JAVA_HOME:-}" "$(home_of_java_on_path)" \
        /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "${HOME:-/nowhere}"/.sdkman/candidates/java/*; do
        version=$(java_version_of "$home") || continue
        if is_at_least "$version" "$wanted_java"; then
            JAVA_HOME=$home
            export JAVA_HOME
            return
        fi
        too_old="$too_old
  Java $version in $home"
    done
    major=${wanted_java%%.*}
    cat >&2 <<END
halftone: a JDK $wanted_java or newer is needed, and none was found.${too_old:+ Too old:$too_old}
Java 25.0.0 to 25.0.2 can corrupt memory: its G1 collector may move pinned objects (JDK-8377811).
Install one:
  Debian, Ubuntu   sudo apt install openjdk-$major-jdk    (if that is older: Temurin, https://adoptium.net)
  macOS            brew install openjdk@$major
  anywhere         sdk install java $wanted_java-tem    (https://sdkman.io)
or set JAVA_HOME to one, and try again.
END
    exit 1
}

home_of_java_on_path() {
    java=$(command -v java) && dirname "$(dirname "$(readlink -f "$java")")"
}

# The version of the JDK in folder $1, such as 25.0.3; false if there is none. Its `release` file says so without starting
# a JVM. A JRE, which has no javac, cannot build.
java_version_of() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9][0-9.]*\).*/\1/p' "$1/release" | grep .
}

# Whether version $1 is $2 or newer, by major, minor and update number; missing numbers are 0.
is_at_least() {
    have=$1.0.0.
    want=$2.0.0.
    for _ in major minor update; do
        [ "${have%%.*}" -gt "${want%%.*}" ] && return 0
        [ "${have%%.*}" -lt "${want%%.*}" ] && return 1
        have=${have#*.}
        want=${want#*.}
    done
}

# Says how to install Maven if it is missing, and exits.
need_maven() {
    command -v mvn >/dev/null && return
    cat >&2 <<END
halftone: Maven is needed to build, and there is no mvn on the PATH.
Install it:
  Debian, Ubuntu   sudo apt install maven
  macOS            brew install maven
  anywhere         sdk install maven    (https://sdkman.io)
and try again.
END
    exit 1
}

# Runs Maven on this project from any folder. It does not inherit the lock: a process it leaves behind would hold it.
maven() {
    (cd "$project" && mvn -B -ntp "$@" 9>&-)
}

# Waits until no other build runs in this project, because two would overwrite each other's files. The lock belongs to the
# open file, so it ends with the process that holds it, however that dies.
take_build_lock() {
    mkdir -p "$project/target"
    exec 9>"$project/target/build.lock"
    lock_now && return
    say "another build is running in $project; waiting for it"
    lock_when_free
}

# macOS has no flock(1), but it has Perl.
if command -v flock >/dev/null; then
    lock_now() { flock -n 9; }
    lock_when_free() { flock 9; }
else
    lock_now() { perl -MFcntl=:flock -e 'open(my $f, ">&=", 9) && flock($f, LOCK_EX | LOCK_NB) || exit 1'; }
    lock_when_free() { perl -MFcntl=:flock -e 'open(my $f, ">&=", 9) && flock($f, LOCK_EX) || exit 1'; }
fi

release_build_lock() {
    exec 9>&-
}
