package dev.halftone.bench.results;

import dev.halftone.bench.stage.Checkout;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "figures",
        description =
                "Measures nothing: writes the figures of benchmarks/RESULTS.md into README.md and the documents that"
                        + " show them. Every benchmark does so at its end; this is for who has changed the words around them.")
public final class FiguresCommand implements Callable<Integer> {
    private final Checkout checkout;

    public FiguresCommand(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException {
        for (var document : new Documents(checkout).update()) System.out.println("brought up to date: " + document);
        return 0;
    }
}
