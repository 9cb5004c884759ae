package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.demo.DemoCatalogue;
import dev.halftone.app.progress.ProgressDisplay;
import dev.halftone.app.setting.RecipeOptions;
import dev.halftone.app.setting.ServeOptions;
import dev.halftone.app.setting.WorkshopOptions;
import dev.halftone.engine.SubmitResult;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.Network;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        abbreviateSynopsis = true,
        description = "Starts the server, works a sample catalogue off, says where everything is, and keeps serving.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was told to stop", "1:it could not start", "64:wrong usage"})
final class Demo implements Callable<Integer> {
    private static final String OWNER = "";

    private final Surroundings surroundings;

    @ArgGroup(validate = false, heading = "%nWhat is done to the images:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--exit",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            description = "End when the sample catalogue is done, instead of serving on.")
    private boolean exit;

    @ArgGroup(validate = false, heading = "%nThe server:%n")
    private ServeOptions server = new ServeOptions();

    @Mixin
    private WorkshopOptions workshop = new WorkshopOptions();

    Demo(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (var end = OrderlyEnd.withSuccess()) {
            serve(end);
        }
        return ExitCode.SUCCEEDED;
    }

    private void serve(OrderlyEnd end) throws IOException {
        try (var shop = DemoCatalogue.open();
                var house = House.open(
                        surroundings.codecFactory(), server, workshop, reaching(shop, workshop.addresses()))) {
            end.begun();
            surroundings.out().println("A sample shop with its pictures is open at " + shop.address());
            show(house, watched(house, submitted(house, shop)));
            if (!exit) new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            surroundings.err().println("stopped");
        }
    }

    /// The guard stays up: of this machine, only the shop may be dialled.
    private static AddressPolicy reaching(DemoCatalogue shop, AddressPolicy policy) {
        var ports = new HashSet<>(policy.allowedPorts());
        ports.add(shop.address().getPort());
        var networks = new ArrayList<>(policy.allowedNetworks());
        networks.add(Network.parse("127.0.0.1/32"));
        return new AddressPolicy(ports, networks, policy.scope());
    }

    private Request submitted(House house, DemoCatalogue shop) throws IOException {
        var csv = new ByteArrayInputStream(shop.csv().getBytes(UTF_8));
        var options = new RequestOptions(recipe.recipe(), Optional.empty());
        var submission = new UploadService.Submission(RequestId.random(), OWNER, csv, options, Optional.empty());
        return switch (house.engine().uploads().submit(submission)) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult.NotStored(var message) -> throw new IOException(message);
            case SubmitResult other -> throw new IllegalStateException("the sample CSV was not accepted: " + other);
        };
    }

    private Request watched(House house, Request request) throws InterruptedException {
        var display =
                ProgressDisplay.on(surroundings.err(), surroundings.screen().columns());
        return new ProgressWatch(display)
                .untilEnd(() ->
                        house.engine().requests().find(OWNER, request.id()).orElseThrow());
    }

    private void show(House house, Request ended) {
        var status = house.url().request(ended.id());
        var out = surroundings.out();
        var counts = ended.counts();
        out.printf("%d images succeeded, %d failed (one is dead on purpose)%n", counts.succeeded(), counts.failed());
        out.println("output.csv  " + status + "/output.csv");
        out.println("images      "
                + server.data().resolve("images").toAbsolutePath().normalize());
        out.println("page        " + house.url().page(ended.id()));
        out.println("status      " + status);
        if (!exit) out.println("Halftone keeps serving at " + house.url().base() + "; Ctrl-C ends it.");
    }
}
