package dev.halftone.bench.throughput;

import dev.halftone.bench.host.PictureHost;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Shots;
import dev.halftone.bench.picture.Size;
import dev.halftone.bench.results.Machine;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Count;
import dev.halftone.bench.stage.Rig;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "throughput",
        description = {
            "JPEGs of a megapixel from a server on this machine, CSV to CSV, as whole processes and in turns:"
                    + " halftone run; a pipeline of sharp in Node; pandas, requests and Pillow in Python; halftone run"
                    + " over pixels. Beside them the codecs alone, on every processor, from memory to memory.",
            "What each has made is checked, picture by picture."
        })
public final class ThroughputBenchmark implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("halftone run against", "its images/s", "ours", "ratio", "ratio of processor time");

    private static final String USUAL = "1200";

    private final Checkout checkout;

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGES",
            converter = Count.class,
            defaultValue = USUAL,
            description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "3",
            description = "How often each has its turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    public ThroughputBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(name(), Machine.here(checkout, libvips.version()), System.out, COLUMNS);
        try (var rig = Rig.open()) {
            checkout.build(rig);
            var pictures = new Shots(new Darkroom(libvips)).pictures(images);
            var site = rig.folder("site");
            Shots.shelve(pictures, site);
            var host = PictureHost.serve(site, List.of(PictureHost.LOOPBACK), checkout, rig);
            report.remark("%d JPEGs of %s, three to a row, from %s; %d rounds; medians."
                    .formatted(images, Size.ONE_MEGAPIXEL, host, rounds));
            race(Goods.listed(pictures, host, rig.folder()), rig, report);
        }
        report.keep(checkout);
        return 0;
    }

    /// Of another catalogue it is another figure: a JVM's start weighs less the longer it runs.
    private String name() {
        return images == Integer.parseInt(USUAL) ? "throughput" : "throughput " + images;
    }

    private void race(Goods goods, Rig rig, Report report) throws IOException, InterruptedException {
        var field = new Field(checkout, rig, report);
        var halftone = field.halftone();
        var codecs = List.of(field.ourCodec(goods), field.libvips(goods));
        var sharp = field.sharp();
        var python = field.python();
        var pixels = field.withAndWithoutPixels();
        var race = new Race(goods, rig.folder());
        race.run(
                Stream.of(List.of(halftone), sharp, python, codecs, pixels)
                        .flatMap(List::stream)
                        .toList(),
                rounds);
        var standings = new Standings(race, report);
        if (!sharp.isEmpty()) addFaster(sharp, halftone, race, standings, report);
        python.forEach(peer -> standings.add(peer, halftone));
        codecs.forEach(codec -> standings.add(codec, halftone));
        standings.add(pixels.getLast(), pixels.getFirst());
    }

    private static void addFaster(
            List<Contender> sharp, Contender halftone, Race race, Standings standings, Report report) {
        var faster = race.faster(sharp);
        report.remark("Of the two ways to run sharp, the faster one counts: " + faster + ".");
        standings.add("sharp", faster, halftone);
    }
}
