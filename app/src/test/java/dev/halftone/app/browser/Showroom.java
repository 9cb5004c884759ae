package dev.halftone.app.browser;

import dev.halftone.app.cli.DemoCatalog;
import dev.halftone.testkit.Answer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sample shop with a few flaws more, such as catalogues have.
final class Showroom implements AutoCloseable {
    private final DemoCatalog shop;
    private final Shop flaws = new Shop();

    private Showroom(DemoCatalog shop) {
        this.shop = shop;
    }

    static Showroom open() throws IOException {
        return new Showroom(DemoCatalog.open());
    }

    /// Everything, with columns that are not used, addresses that are none, and pages in place of pictures.
    String catalogue() {
        flaws.host().answers("/page.html", Answer.status(200));
        flaws.host().answers("/private.jpg", Answer.status(403));
        var more = Stream.of(
                "2001,\"Rug, wool\",\"" + flaws.host().url("/page.html") + ","
                        + flaws.host().url("/gone.jpg") + "\"\r\n",
                "2002,Stool,htp:/slip.of.the/pen.jpg\r\n",
                "2003,Mirror,\"" + flaws.host().url("/private.jpg") + "\"\r\n");
        return shop.csv() + more.collect(Collectors.joining());
    }

    String oneThatWorks() {
        return shop.csv().lines().limit(3).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    @Override
    public void close() {
        flaws.close();
        shop.close();
    }
}
