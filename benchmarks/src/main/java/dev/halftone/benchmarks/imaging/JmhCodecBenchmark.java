package dev.halftone.benchmarks.imaging;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.image.SyntheticJpegs;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Times both codecs alternately on the same JPEGs.
///
/// JMH would time one codec after the other. On a shared machine, the second might then get half the CPU time that
/// the first had. So one invocation times both codecs on one image and adds their times to
/// [JmhCodecBenchmark.Totals]. JMH forks the JVM, warms it up, and separates the iterations.
@State(Scope.Thread)
public class JmhCodecBenchmark {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final JpegCodec coefficients = new JpegCodec.CoefficientCodec();
    private final JpegCodec libvips = new JpegCodec.LibvipsCodec(Libvips.load(Optional.empty()));
    private List<ImageBytes> jpegs = List.of();
    private int round;

    /// The folder of the JPEGs.
    @Param(".")
    public String folder = "";

    @Setup
    public void load() throws IOException {
        jpegs = new JpegFolder(Path.of(folder)).read();
    }

    /// Recompresses one JPEG with both codecs. They take turns in going first.
    @Benchmark
    public void round(Totals totals, Blackhole consumer) {
        var jpeg = jpegs.get(round / 2 % jpegs.size());
        if (round % 2 == 0) consumer.consume(recodeWithCoefficients(jpeg, totals));
        consumer.consume(recodeWithLibvips(jpeg, totals));
        if (round % 2 == 1) consumer.consume(recodeWithCoefficients(jpeg, totals));
        round++;
        totals.pictures++;
    }

    private ImageBytes recodeWithCoefficients(ImageBytes jpeg, Totals totals) {
        var allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        var cpuTimeBefore = system.getProcessCpuTime();
        var start = System.nanoTime();
        var result = coefficients.recode(jpeg);
        totals.ourNanos += System.nanoTime() - start;
        totals.ourProcessorNanos += system.getProcessCpuTime() - cpuTimeBefore;
        totals.ourBytes += threads.getCurrentThreadAllocatedBytes() - allocatedBefore - result.size();
        return result;
    }

    private ImageBytes recodeWithLibvips(ImageBytes jpeg, Totals totals) {
        var cpuTimeBefore = system.getProcessCpuTime();
        var start = System.nanoTime();
        var result = libvips.recode(jpeg);
        totals.libvipsNanos += System.nanoTime() - start;
        totals.libvipsProcessorNanos += system.getProcessCpuTime() - cpuTimeBefore;
        return result;
    }

    /// A folder that passes JPEGs from this process to the JVMs that JMH forks.
    record JpegFolder(Path folder) {

        static JpegFolder write(Path folder, List<ImageBytes> jpegs) throws IOException {
            SyntheticJpegs.writeTo(jpegs, folder);
            return new JpegFolder(folder);
        }

        List<ImageBytes> read() throws IOException {
            var jpegs = new ArrayList<ImageBytes>();
            try (var files = Files.list(folder)) {
                for (var file : files.sorted().toList()) jpegs.add(new ImageBytes(Files.readAllBytes(file)));
            }
            return jpegs;
        }
    }

    /// What both codecs used in one JMH iteration. Processor time is that of the whole process, because libvips
    /// works on its own threads.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Totals {
        public long pictures;
        public long ourNanos;
        public long libvipsNanos;
        public long ourProcessorNanos;
        public long libvipsProcessorNanos;

        /// Bytes allocated on the heap, without input and output.
        public long ourBytes;
    }
}
