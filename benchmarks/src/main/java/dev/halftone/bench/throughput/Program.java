package dev.halftone.bench.throughput;

import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Stopwatch;
import dev.halftone.bench.stage.Took;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// A whole process, from its start to its end.
///
/// @param command what is typed for a CSV and an output folder
/// @param environment what is set beside what is set anyway
record Program(String name, BiFunction<String, String, List<String>> command, Map<String, String> environment, Rig rig)
        implements Contender {

    @Override
    public Took run(Goods goods, Path out) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command.apply(goods.csv().toString(), out.toString()));
        process.environment().putAll(environment);
        var log = name.replaceAll("\\W+", "-");
        var took = new Stopwatch().time(() -> rig.start(log, process).awaitSuccess());
        new Delivery(out).check(goods);
        Rig.delete(out);
        return took;
    }

    @Override
    public String toString() {
        return name;
    }
}
