package dev.halftone.bench.latency;

import dev.halftone.bench.host.PictureHost;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Shots;
import dev.halftone.bench.results.Machine;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Count;
import dev.halftone.bench.stage.Rig;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        description = {
            "How long a client of halftone serve waits: for a status while a large request runs, for the first image,"
                    + " for ten images beside many, for a request of whose hosts some hang."
        })
public final class LatencyBenchmark implements Callable<Integer> {
    private static final int PICTURES = 50;

    private final Checkout checkout;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "100000",
            description = "Rows, of two images, of the request during which the status is asked for"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = Count.class,
            defaultValue = "20",
            description = "Time for its rows to come into the ledger, reported on its own (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            converter = Count.class,
            defaultValue = "40",
            description = "Time for which the status is asked for then (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--large",
            paramLabel = "IMAGES",
            converter = Count.class,
            defaultValue = "20000",
            description = "Images of the request beside which ten are timed (default: ${DEFAULT-VALUE}).")
    private int large;

    public LatencyBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(
                "latency",
                Machine.here(checkout, libvips.version()),
                System.out,
                List.of("what is waited for", "median", "and"));
        try (var rig = Rig.open()) {
            checkout.build(rig);
            measure(site(new Shots(new Darkroom(libvips)), rig), rig, report);
        }
        report.keep(checkout);
        return 0;
    }

    private void measure(Site site, Rig rig, Report report) throws IOException, InterruptedException {
        report.remark("JPEGs of a megapixel, from " + site.host() + ".");
        new FirstImage(checkout, rig, site, report).measure();
        new SmallBesideLarge(checkout, rig, site, report).measure(large);
        if (site.addresses().size() > 1) new HangingHosts(checkout, rig, site, report).measure();
        else report.remark("Hosts that hang are left out: this machine has one address of its own only.");
        new StatusCalls(checkout, rig, site, report)
                .measure(rows, Duration.ofSeconds(settle), Duration.ofSeconds(seconds));
    }

    private Site site(Shots shots, Rig rig) throws IOException, InterruptedException {
        var folder = rig.folder("site");
        Shots.shelve(shots.pictures(PICTURES), folder);
        var addresses = Stream.concat(
                        Stream.of(PictureHost.LOOPBACK),
                        hasManyAddresses() ? HangingHosts.addresses().stream() : Stream.of())
                .toList();
        var host = PictureHost.serve(folder, addresses, checkout, rig);
        return new Site(host, addresses, PICTURES, rig.folder("requests"), new AtomicLong());
    }

    private static boolean hasManyAddresses() {
        try (var _ = new ServerSocket(
                0, 1, InetAddress.ofLiteral(HangingHosts.addresses().getLast()))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
