package dev.halftone.bench.latency;

import dev.halftone.bench.host.PictureHost;
import dev.halftone.bench.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Image hosts with a few pictures, each under as many URLs as are asked for: no two requests name the same one.
///
/// @param addresses those of the hosts that answer
/// @param pictures how many different ones there are
record Site(PictureHost host, List<String> addresses, int pictures, Path folder, AtomicLong nextCsv) {

    /// A CSV of so many rows, two images each, all at the first host.
    Path csv(int rows) throws IOException {
        return csv(rows, Table.USUAL_IMAGES_A_ROW, addresses.subList(0, 1));
    }

    /// A CSV of rows with one image each, at all of these hosts in turn.
    Path csvAcross(List<String> hosts, int rows) throws IOException {
        return csv(rows, 1, hosts);
    }

    private Path csv(int rows, int imagesARow, List<String> hosts) throws IOException {
        var number = nextCsv.getAndIncrement();
        var table = new Table(rows, imagesARow, image -> {
            var address = hosts.get((int) (image % hosts.size()));
            return host.url(address, image % pictures + ".jpg?" + number + "-" + image);
        });
        return table.write(folder.resolve("request-" + number + ".csv"));
    }
}
