package dev.halftone.acceptance.diagram;

import dev.halftone.acceptance.diagram.ArchitectureDiagram.Shape.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What the architecture diagram shows: components, their positions, and the flow of data between them.
final class ArchitectureDiagram {
    static final int WIDTH = 1496;
    static final int HEIGHT = 1524;

    private static final String APP = "dev.halftone.app";
    private static final String ENGINE = "dev.halftone.engine";
    private static final String IMAGING = "dev.halftone.imaging";

    /// The left edges of the five columns of the engine.
    private static final int[] COLUMN = {76, 312, 548, 784, 1020};

    /// The left edges of the seven columns of the app.
    private static final int[] APP_COLUMN = {60, 226, 392, 558, 724, 890, 1056};

    private static final int BOX_WIDTH = 176;
    private static final int APP_BOX_WIDTH = 140;
    private static final int BOX_HEIGHT = 80;

    private final List<Shape> shapes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    ArchitectureDiagram() {
        addOutside();
        addApp();
        addEngine();
        addImaging();
        addStores();
        addFlow();
    }

    List<Shape> shapes() {
        return shapes;
    }

    List<Arrow> arrows() {
        return arrows;
    }

    /// What happens in each step.
    List<String> steps() {
        return List.of(
                "A client uploads a CSV.",
                "The upload is written and forced to disk.",
                "The CSV is checked; later its rows are read.",
                "One transaction stores the request and its first task.",
                "Rows become products, images and chunks.",
                "A node claims due tasks.",
                "A chunk of up to 64 images is processed.",
                "Each image is fetched through the address guard.",
                "It is recompressed; suspects in a child process.",
                "The file is forced to disk, then renamed.",
                "Each outcome is recorded once.",
                "The webhook is signed, and sent until it is received.",
                "Clients read the status and the output CSV.");
    }

    private void addOutside() {
        add(Kind.OUTSIDE, "Clients", new Box(76, 20, 412, 68), "programs, browsers, Prometheus");
        add(Kind.OUTSIDE, "Shell", box(3, 20, 68), "serve, run, demo");
        add(Kind.OUTSIDE, "Receivers", new Box(1300, 380, 176, BOX_HEIGHT), "of webhooks");
        add(Kind.OUTSIDE, "Image hosts", new Box(1300, 508, 176, BOX_HEIGHT), "untrusted");
        add(Kind.OUTSIDE, "Image service", new Box(1300, 636, 176, BOX_HEIGHT), "elsewhere");
    }

    private void addApp() {
        add(Kind.PROCESS, "halftone.jar", new Box(24, 128, 1224, 930), "one process");
        addModule("app", new Box(40, 164, 1176, 132), APP);
        addPackage("slowclient", appBox(0), APP, "minimum rates");
        addPackage("web", appBox(1), APP, "API, web page");
        addPackage("security", appBox(2), APP, "keys, sessions");
        addPackage("server", appBox(3), APP, "Tomcat, Spring");
        addPackage("cli", appBox(4), APP, "commands");
        addPackage("config", appBox(5), APP, "settings");
        addPackage("logging", appBox(6), APP, "safe log lines");
    }

    private void addEngine() {
        addModule("engine", new Box(40, 340, 1176, 540), ENGINE);
        addEntryType("Requests", box(0, 380), ENGINE, "RequestService");
        addPackage("report", box(0, 508), ENGINE, "status, CSV out");
        addPackage("catalog", box(0, 636), ENGINE, "CSV in, checked");
        addPackage("storage", box(0, 780), ENGINE, "uploads, images");
        addPackage(
                "ledger",
                box(1, 380, 336),
                ENGINE,
                "the only SQL",
                "",
                "requests",
                "products",
                "images",
                "deliveries",
                "tasks");
        addPackage("database", box(1, 780), ENGINE, "transactions");
        addPackage(
                "task",
                box(2, 380, 336),
                ENGINE,
                "ExpandRequest",
                "ProcessChunk",
                "FinishRequest",
                "CancelRequest",
                "RetryFailedImages",
                "DeliverWebhook",
                "PurgeRequest",
                "CleanUp");
        addPackage("request", box(2, 780), ENGINE, "shared values");
        addPackage("webhook", box(3, 380), ENGINE, "signed POSTs");
        addPackage("processing", box(3, 508), ENGINE, "ImageService");
        addPackage("imageservice", box(3, 636), ENGINE, "jobs, callbacks");
        addPackage("isolation", box(3, 780), ENGINE, "codec crashes");
        addPackage("net", box(4, 380), ENGINE, "AddressGuard");
        addPackage("fetch", box(4, 508), ENGINE, "ImageFetcher");
        addPackage("limit", box(4, 636), ENGINE, "permits, memory");
        addPackage("xlsx", box(4, 772, 40), ENGINE);
        addPackage("zip", box(4, 824, 40), ENGINE);
    }

    private void addImaging() {
        addModule("imaging", new Box(528, 912, 688, 130), IMAGING);
        addPackage("header", box(2, 948), IMAGING, "type and size");
        addPackage("jpeg", box(3, 948), IMAGING, "coefficients");
        addPackage("pixels", box(4, 948), IMAGING, "with libvips");
    }

    private void addStores() {
        add(Kind.STORE, "Data folder", box(0, 1104, 116), "uploads, images,", "crash journal");
        add(Kind.STORE, "SQLite", box(1, 1104, 116), "one file;", "or PostgreSQL");
        add(Kind.OUTSIDE, "More nodes", box(2, 1104, 116), "same program,", "PostgreSQL only");
        add(
                Kind.OUTSIDE,
                "Codec processes",
                new Box(COLUMN[4], 1104, 228, 116),
                "child processes for",
                "suspect images");
    }

    private void addFlow() {
        arrow("Clients", "slowclient", 1, at(148, 88), at(148, 200));
        arrow("slowclient", "web", 0, at(200, 240), at(226, 240));
        arrow("web", "security", 0, at(366, 240), at(392, 240));
        arrow("web", "Requests", 0, at(340, 280), at(340, 308), at(140, 308), at(140, 380));
        arrow("Shell", "cli", 0, at(824, 88), at(824, 200));
        arrow("cli", "config", 0, at(864, 240), at(890, 240));
        arrow("cli", "server", 0, at(724, 240), at(698, 240));
        arrow("cli", "Requests", 0, at(800, 280), at(800, 326), at(188, 326), at(188, 380));

        arrow("Requests", "storage", 2, at(76, 420), at(58, 420), at(58, 820), at(76, 820));
        arrow("storage", "catalog", 3, at(124, 780), at(124, 716));
        arrow("Requests", "ledger", 4, at(252, 420), at(312, 420));
        arrow("catalog", "ledger", 5, at(252, 676), at(312, 676));
        arrow("ledger", "task", 6, at(488, 460), at(548, 460));
        arrow("task", "processing", 7, at(724, 548), at(784, 548));
        arrow("processing", "fetch", 8, at(960, 548), at(1020, 548));
        arrow("fetch", "net", 0, at(1108, 508), at(1108, 460));
        arrow("fetch", "limit", 0, at(1108, 588), at(1108, 636));
        arrow("net", "Image hosts", 0, at(1196, 440), at(1274, 440), at(1274, 548), at(1300, 548));
        arrow("processing", "isolation", 9, at(960, 572), at(990, 572), at(990, 804), at(960, 804));
        arrow("processing", "imageservice", 0, at(872, 588), at(872, 636));
        arrow(
                "imageservice",
                "Image service",
                0,
                at(900, 716),
                at(900, 732),
                at(1232, 732),
                at(1232, 676),
                at(1300, 676));
        arrow("isolation", "imaging", 0, at(872, 860), at(872, 912));
        arrow("isolation", "Codec processes", 0, at(924, 860), at(924, 896), at(1232, 896), at(1232, 1104));
        arrow("processing", "storage", 10, at(784, 572), at(766, 572), at(766, 748), at(208, 748), at(208, 780));
        arrow("task", "ledger", 11, at(548, 636), at(488, 636));
        arrow("task", "webhook", 12, at(724, 420), at(784, 420));
        arrow("webhook", "net", 0, at(960, 420), at(1020, 420));
        arrow("net", "Receivers", 0, at(1196, 404), at(1300, 404));
        arrow("ledger", "report", 13, at(312, 548), at(252, 548));
        arrow("report", "Requests", 0, at(164, 508), at(164, 460));

        arrow("storage", "Data folder", 0, at(164, 860), at(164, 1104));
        arrow("ledger", "database", 0, at(400, 716), at(400, 780));
        arrow("database", "SQLite", 0, at(400, 860), at(400, 1104));
        arrow("More nodes", "SQLite", 0, at(548, 1162), at(488, 1162));
    }

    private void addModule(String name, Box box, String code) {
        shapes.add(new Shape(name, Kind.MODULE, box, List.of(), Optional.of(code)));
    }

    private void addPackage(String name, Box box, String module, String... notes) {
        shapes.add(new Shape(name, Kind.PACKAGE, box, List.of(notes), Optional.of(module + "." + name)));
    }

    /// Adds the public entry type of a module.
    private void addEntryType(String name, Box box, String module, String... notes) {
        shapes.add(new Shape(name, Kind.PACKAGE, box, List.of(notes), Optional.of(module)));
    }

    private void add(Kind kind, String name, Box box, String... notes) {
        shapes.add(new Shape(name, kind, box, List.of(notes), Optional.empty()));
    }

    private void arrow(String from, String to, int step, Point... path) {
        arrows.add(new Arrow(from, to, step == 0 ? OptionalInt.empty() : OptionalInt.of(step), List.of(path)));
    }

    private static Box appBox(int column) {
        return new Box(APP_COLUMN[column], 200, APP_BOX_WIDTH, BOX_HEIGHT);
    }

    private static Box box(int column, int y) {
        return box(column, y, BOX_HEIGHT);
    }

    private static Box box(int column, int y, int height) {
        return new Box(COLUMN[column], y, BOX_WIDTH, height);
    }

    private static Point at(int x, int y) {
        return new Point(x, y);
    }

    /// A flow of data from one shape to another.
    ///
    /// @param step the number of its step in the flow; empty for an arrow without a number
    /// @param path right-angled, from the border of one shape to the border of the other
    record Arrow(String from, String to, OptionalInt step, List<Point> path) {

        String id() {
            return (from + "-to-" + to).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        }

        /// The position of the step's number: the middle of the longest segment.
        Point middle() {
            var longest = 0;
            var middle = path.getFirst();
            for (var i = 1; i < path.size(); i++) {
                var a = path.get(i - 1);
                var b = path.get(i);
                var length = Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
                if (length <= longest) continue;
                longest = length;
                middle = new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
            }
            return middle;
        }
    }

    /// A rectangle in the diagram, in pixels.
    record Box(int x, int y, int width, int height) {

        int right() {
            return x + width;
        }

        int bottom() {
            return y + height;
        }

        boolean isOnBorder(Point point) {
            var isOnSide = point.x() == x || point.x() == right();
            var isOnTopOrBottom = point.y() == y || point.y() == bottom();
            return (isOnSide && point.y() >= y && point.y() <= bottom())
                    || (isOnTopOrBottom && point.x() >= x && point.x() <= right());
        }

        boolean contains(Box other) {
            return other.x > x && other.y > y && other.right() < right() && other.bottom() < bottom();
        }

        boolean overlaps(Box other) {
            return other.x <= right() && other.right() >= x && other.y <= bottom() && other.bottom() >= y;
        }
    }

    /// A point in the diagram, in pixels from its upper left corner.
    record Point(int x, int y) {}

    /// One component in the diagram.
    ///
    /// @param name its label, and the key by which arrows refer to it
    /// @param notes lines below the name
    /// @param code the package that it represents; empty if it is not code
    record Shape(String name, Kind kind, Box box, List<String> notes, Optional<String> code) {

        /// The kind of component, which decides how it looks.
        enum Kind {
            PROCESS,
            MODULE,
            PACKAGE,
            STORE,
            OUTSIDE;

            boolean isContainer() {
                return this == PROCESS || this == MODULE;
            }

            String cssClass() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        String id() {
            return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        }
    }
}
