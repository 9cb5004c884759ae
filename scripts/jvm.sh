# JVM flags: `jvm` for every command, `run_jvm` in addition for `run`. Sourced by ./halftone, ./bench, the Docker image
# and the systemd unit; POSIX sh.

# The heap starts small and grows to 1 GiB, or to half the memory of a smaller machine. (The JVM uses what it is given,
# and image bytes in flight have their own budget.) With more than sixteen processors it grows to 64 MiB for each.
# After a job, memory goes back to the system within a minute: the heap by G1's periodic collection (the JVM chooses
# another collector only on the smallest machines), libvips' pixels by trimming the C library's heap.
#
# After an OutOfMemoryError nothing is certain, so the process ends at once, with exit code 3, and whoever started it
# starts it again. `serve` checks at start that its settings cannot take more than the heap.
#
# Unrecognized options are ignored because a later JDK may drop an experimental or diagnostic flag.
# -XX:+UseCompactObjectHeaders must stay off: on JDK 25 it can silently corrupt the bytes of strings (JDK-8380060).
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
max_ram=$((processors > 16 ? processors * 128 : 2048))m
jvm="-Xms32m -XX:MaxRAM=$max_ram -XX:MaxRAMPercentage=50 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:G1PeriodicGCInterval=10000
    -XX:+ExitOnOutOfMemoryError -XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=10000 -XX:+IgnoreUnrecognizedVMOptions"

# A run of a few hundred images would spend more on compiling than it gains, except for the codec, which is hot at once.
# So C2 starts late, C1 does not profile while C2 is busy, and nothing is compiled just because it was hot in training.
# A run has no latency to protect: the serial collector, with a young generation in which images live and die, costs
# least.
run_jvm='-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
    -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
    -XX:Tier3DelayOn=0 -XX:Tier3DelayOff=0 -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
    -Xms200m -Xmn160m'
case "${JAVA_OPTS:-}" in *-XX:+Use*GC*) ;; *) run_jvm="$run_jvm -XX:+UseSerialGC" ;; esac
