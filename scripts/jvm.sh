# How Halftone's JVM is run: `jvm`, the flags. Sourced by ./halftone and ./bench; POSIX sh.

# A heap that begins small, grows to a gibibyte or half of a smaller machine (a collector with room fills it; bytes in
# flight have their own budget), and is given back within a minute after a job, by the collector that the JVM chooses (G1 but
# on the smallest machines) and by the C library, in which libvips has its pixels.
jvm='-Xms32m -XX:MaxRAM=2g -XX:MaxRAMPercentage=50 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:G1PeriodicGCInterval=10000
    -XX:+UseCompactObjectHeaders -XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=10000
    -XX:+IgnoreUnrecognizedVMOptions'
