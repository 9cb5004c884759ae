# Finds the JDK and Maven, and builds under a lock. Sourced by ./halftone and ./verify; POSIX sh.
#
# The caller sets `project`, the absolute path of the project's folder.

wanted_java=25

say() {
    printf 'halftone: %s\n' "$*" >&2
}

# Sets and exports JAVA_HOME to a JDK that will do, or says what to install and exits.
use_jdk() {
    too_old=
    for home in "${JAVA_HOME:-}" "$(home_of_java_on_path)" \
        /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "${HOME:-/nowhere}"/.sdkman/candidates/java/*; do
        version=$(java_version_of "$home") || continue
        if [ "$version" -ge "$wanted_java" ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return
        fi
        too_old="$too_old
  Java $version in $home"
    done
    cat >&2 <<END
halftone: a JDK $wanted_java or newer is needed, and none was found.${too_old:+ Too old:$too_old}
Install one:
  Debian, Ubuntu   sudo apt install openjdk-$wanted_java-jdk    (older releases: Temurin, https://adoptium.net)
  macOS            brew install openjdk@$wanted_java
  anywhere         sdk install java $wanted_java-tem    (https://sdkman.io)
or set JAVA_HOME to one, and try again.
END
    exit 1
}

home_of_java_on_path() {
    java=$(command -v java) && dirname "$(dirname "$(readlink -f "$java")")"
}

# The major version of the JDK in folder $1; false where there is none. Its `release` file says so without the
# start of a JVM; a JRE, which has no javac, cannot build.
java_version_of() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" | grep .
}

# Says what to install where Maven is missing, and exits.
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

# Maven on this project, whatever the current folder. It inherits no lock: a process it leaves behind would keep it.
maven() {
    (cd "$project" && mvn -B -ntp "$@" 9>&-)
}

# Waits until no other build runs in this project, because two would spoil each other. The lock belongs to the open
# file: it ends with its holder, however that dies.
take_build_lock() {
    mkdir -p "$project/target"
    exec 9>"$project/target/build.lock"
    lock_now && return
    say "another build is under way in $project; waiting for it"
    lock_when_free
}

# macOS has no flock(1), but has Perl.
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
