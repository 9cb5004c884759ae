package dev.halftone.bench.imaging;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.halftone.bench.codec.Codec;
import dev.halftone.bench.codec.Coefficients;
import dev.halftone.bench.codec.LibvipsAlone;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Both codecs in turns over the same JPEGs.
///
/// JMH would time one after the other, and on a machine that others share the second may find half the processor
/// the first has had. So one call times both on one picture, and what each has taken is added up in a [Tally];
/// JMH forks the JVM, warms it up, and keeps the iterations apart.
@State(Scope.Thread)
public class Duel {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Codec coefficients = new Coefficients();
    private final Codec libvips = new LibvipsAlone(Libvips.load(Optional.empty()));
    private List<ImageBytes> jpegs = List.of();
    private int turn;

    /// The folder of the JPEGs.
    @Param(".")
    public String folder = "";

    @Setup
    public void load() throws IOException {
        jpegs = new JpegFolder(Path.of(folder)).read();
    }

    /// Either codec goes first every other time.
    @Benchmark
    public void turn(Tally tally, Blackhole consumer) {
        var jpeg = jpegs.get(turn / 2 % jpegs.size());
        if (turn % 2 == 0) consumer.consume(overCoefficients(jpeg, tally));
        consumer.consume(overPixels(jpeg, tally));
        if (turn % 2 == 1) consumer.consume(overCoefficients(jpeg, tally));
        turn++;
        tally.pictures++;
    }

    private ImageBytes overCoefficients(ImageBytes jpeg, Tally tally) {
        var allocated = threads.getCurrentThreadAllocatedBytes();
        var processor = system.getProcessCpuTime();
        var began = System.nanoTime();
        var result = coefficients.recode(jpeg);
        tally.ourNanos += System.nanoTime() - began;
        tally.ourProcessorNanos += system.getProcessCpuTime() - processor;
        tally.ourBytes += threads.getCurrentThreadAllocatedBytes() - allocated - result.size();
        return result;
    }

    private ImageBytes overPixels(ImageBytes jpeg, Tally tally) {
        var processor = system.getProcessCpuTime();
        var began = System.nanoTime();
        var result = libvips.recode(jpeg);
        tally.libvipsNanos += System.nanoTime() - began;
        tally.libvipsProcessorNanos += system.getProcessCpuTime() - processor;
        return result;
    }
}
