package dev.halftone.app.cli;

import dev.halftone.app.setting.ServeOptions;
import dev.halftone.app.setting.WorkshopOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        abbreviateSynopsis = true,
        description = "The API, the page and the workers in one process, until it is told to stop.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was told to stop", "1:it could not start", "64:wrong usage"})
final class Serve implements Callable<Integer> {
    private final Surroundings surroundings;

    @ArgGroup(validate = false, heading = "%nThe server:%n")
    private ServeOptions server = new ServeOptions();

    @Mixin
    private WorkshopOptions workshop = new WorkshopOptions();

    Serve(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (var end = OrderlyEnd.withSuccess()) {
            serve(end);
        }
        return ExitCode.SUCCEEDED;
    }

    private void serve(OrderlyEnd end) {
        try (var house = House.open(surroundings.codecFactory(), server, workshop, workshop.addresses())) {
            end.begun();
            house.address().ifPresent(address -> surroundings.out().println("listening on " + address));
            if (server.isOpenToStrangers()) warnOfStrangers();
            surroundings.out().println("Halftone is ready at " + house.url().base());
            // Nothing counts it down: a signal interrupts the wait.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            surroundings.err().println("stopped; what was under way goes on with the next start");
        }
    }

    private static void warnOfStrangers() {
        LoggerFactory.getLogger(Serve.class).warn("open to strangers: whoever reaches the address can use the server");
    }
}
