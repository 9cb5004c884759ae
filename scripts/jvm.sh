# How Halftone's JVM is run: `jvm`, the flags, and `run_jvm`, what `run` has beside them. Sourced by ./halftone and
# ./bench; POSIX sh.

# A heap that begins small, grows to a gibibyte or half of a smaller machine (a collector with room fills it; bytes in
# flight have their own budget), and is given back within a minute after a job, by the collector that the JVM chooses (G1 but
# on the smallest machines) and by the C library, in which libvips has its pixels.
jvm='-Xms32m -XX:MaxRAM=2g -XX:MaxRAMPercentage=50 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:G1PeriodicGCInterval=10000
    -XX:+UseCompactObjectHeaders -XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=10000
    -XX:+IgnoreUnrecognizedVMOptions'

# A run of some hundred images would spend more on compiling than it gains, but for the codec, which is hot in no time:
# so C2 comes late, C1 counts nothing while C2 is busy, and nothing is compiled for having been hot in the rehearsal.
# Nobody waits for its answers: a collector that stops the world, with a nursery in which images come and go, costs least.
# What it has done is written when it ends, so nothing is to be waited for (`ProcessEnd`).
run_jvm='-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
    -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
    -XX:Tier3DelayOn=0 -XX:Tier3DelayOff=0 -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
    -Xms200m -Xmn160m'
[ -n "${JAVA_OPTS:-}" ] || run_jvm="$run_jvm -Ddev.halftone.end-at-once=true"
case "${JAVA_OPTS:-}" in *-XX:+Use*GC*) ;; *) run_jvm="$run_jvm -XX:+UseSerialGC" ;; esac
