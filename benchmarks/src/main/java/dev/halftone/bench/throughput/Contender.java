package dev.halftone.bench.throughput;

import dev.halftone.bench.stage.Took;
import java.io.IOException;
import java.nio.file.Path;

/// One that works the goods off.
interface Contender {

    /// Works off all of it, once.
    ///
    /// @param out a folder that is not there yet, for what it makes
    /// @throws IllegalStateException when what it makes is not what was asked for: then there is no figure
    Took run(Goods goods, Path out) throws IOException, InterruptedException;

    /// Its name.
    @Override
    String toString();
}
