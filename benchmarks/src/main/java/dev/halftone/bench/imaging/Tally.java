package dev.halftone.bench.imaging;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What both codecs have taken, in all, within one of JMH's iterations. Processor time is that of the whole
/// process: libvips works on threads of its own.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Tally {
    public long pictures;
    public long ourNanos;
    public long libvipsNanos;
    public long ourProcessorNanos;
    public long libvipsProcessorNanos;

    /// On the heap, beyond input and output.
    public long ourBytes;
}
