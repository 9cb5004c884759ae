package dev.halftone.bench.throughput;

import dev.halftone.bench.host.PictureHost;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is worked off: pictures at a server, and the CSV that names them, three to a row.
record Goods(List<ImageBytes> pictures, Path csv) {
    private static final int IMAGES_A_ROW = 3;

    static Goods listed(List<ImageBytes> pictures, PictureHost host, Path folder) throws IOException {
        var rows = IntStream.range(0, Math.ceilDiv(pictures.size(), IMAGES_A_ROW))
                .mapToObj(row -> "%d,Product %d,\"%s\"%n".formatted(1001 + row, row, urls(row, pictures.size(), host)))
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
        return new Goods(pictures, Files.writeString(folder.resolve("catalogue.csv"), rows));
    }

    private static String urls(int row, int pictures, PictureHost host) {
        return IntStream.range(row * IMAGES_A_ROW, Math.min(pictures, (row + 1) * IMAGES_A_ROW))
                .mapToObj(picture -> host.url(PictureHost.LOOPBACK, picture + ".jpg"))
                .collect(Collectors.joining(","));
    }

    int count() {
        return pictures.size();
    }
}
