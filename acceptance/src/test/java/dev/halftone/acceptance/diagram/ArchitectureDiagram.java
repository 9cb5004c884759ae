package dev.halftone.acceptance.diagram;

import dev.halftone.acceptance.diagram.ArchitectureDiagram.Shape.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The system, as it is drawn: what there is, where it stands, and what flows from where to where.
final class ArchitectureDiagram {
    static final int WIDTH = 1496;
    static final int HEIGHT = 1524;

    private static final String APP = "dev.halftone.app";
    private static final String ENGINE = "dev.halftone.engine";
    private static final String IMAGING = "dev.halftone.imaging";

    /// The left edges of the five columns.
    private static final int[] COLUMN = {76, 312, 548, 784, 1020};

    private static final int WIDE = 176;
    private static final int HIGH = 80;

    private final List<Shape> shapes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    ArchitectureDiagram() {
        outside();
        app();
        engine();
        imaging();
        stores();
        flow();
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
                "an upload comes in",
                "it is spooled and forced to disk",
                "it is checked whole; later its rows are read",
                "request and first task, in one transaction; 202",
                "rows become products, images and chunks",
                "due tasks are claimed, by any node",
                "a chunk: up to 64 images",
                "each is fetched, under the guard's eyes",
                "and coded; suspects in a process of their own",
                "published: forced, renamed, and only then said",
                "outcomes are recorded, each once",
                "the end is announced, signed, until it is heard",
                "status and output CSV are read");
    }

    private void outside() {
        add(Kind.OUTSIDE, "Prometheus", box(0, 20, 68), "scrapes /metrics");
        add(Kind.OUTSIDE, "Clients", box(1, 20, 68), "programs, curl");
        add(Kind.OUTSIDE, "People", box(2, 20, 68), "in a browser");
        add(Kind.OUTSIDE, "Shell", box(3, 20, 68), "serve, run, demo");
        add(Kind.OUTSIDE, "Receivers", new Box(1300, 380, 176, HIGH), "of webhooks");
        add(Kind.OUTSIDE, "Image hosts", new Box(1300, 508, 176, HIGH), "strangers' servers");
    }

    private void app() {
        add(Kind.PROCESS, "halftone.jar", new Box(24, 128, 1224, 930), "one process");
        addModule("app", new Box(40, 164, 1176, 132), APP);
        addPackage("api", box(0, 200, HIGH), APP, "calls, metrics");
        addPackage("access", box(1, 200, HIGH), APP, "keys, sessions");
        addPackage("page", box(2, 200, HIGH), APP, "what people see");
        addPackage("cli", box(3, 200, HIGH), APP, "commands");
        addPackage("job", box(4, 200, HIGH), APP, "run: no server");
    }

    private void engine() {
        addModule("engine", new Box(40, 340, 1176, 540), ENGINE);
        addPackage("desk", box(0, 380, HIGH), ENGINE, "Reception, Desk");
        addPackage("report", box(0, 508, HIGH), ENGINE, "status, CSV out");
        addPackage("intake", box(0, 636, HIGH), ENGINE, "CSV in, checked");
        addPackage("storage", box(0, 780, HIGH), ENGINE, "uploads, images");
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
        addPackage(
                "work",
                box(2, 380, 336),
                ENGINE,
                "ExpandRequest",
                "ProcessChunk",
                "FinishRequest",
                "CancelRequest",
                "ReviveRequest",
                "DeliverWebhook",
                "EraseRequest",
                "Sweep");
        addPackage("webhook", box(3, 380, HIGH), ENGINE, "signed POSTs");
        addPackage("service", box(3, 508, HIGH), ENGINE, "an image's job");
        addPackage("quarantine", box(3, 780, HIGH), ENGINE, "Suspects, Cells");
        addPackage("address", box(4, 380, HIGH), ENGINE, "AddressGuard");
        addPackage("source", box(4, 508, HIGH), ENGINE, "ImageSource");
    }

    private void imaging() {
        addModule("imaging", new Box(528, 912, 688, 130), IMAGING);
        addPackage("header", box(2, 948, HIGH), IMAGING, "type and size");
        addPackage("jpeg", box(3, 948, HIGH), IMAGING, "coefficients");
        addPackage("pixels", box(4, 948, HIGH), IMAGING, "libvips: the rest");
    }

    private void stores() {
        add(Kind.STORE, "Data folder", box(0, 1104, 116), "uploads, images,", "notes, secret");
        add(Kind.STORE, "Database", box(1, 1104, 116), "SQLite file or", "PostgreSQL");
        add(Kind.OUTSIDE, "More nodes", box(2, 1104, 116), "the same jar, on", "PostgreSQL");
        add(Kind.OUTSIDE, "Cells", box(4, 1104, 116, 228), "child processes that", "code suspects");
    }

    private void flow() {
        arrow("Prometheus", "api", 0, at(164, 88), at(164, 200));
        arrow("Clients", "access", 0, at(400, 88), at(400, 200));
        arrow("People", "page", 0, at(636, 88), at(636, 200));
        arrow("Shell", "cli", 0, at(872, 88), at(872, 200));
        arrow("page", "access", 0, at(548, 240), at(488, 240));
        arrow("access", "api", 0, at(312, 240), at(252, 240));
        arrow("cli", "job", 0, at(960, 240), at(1020, 240));
        arrow("api", "desk", 1, at(136, 280), at(136, 380));
        arrow("job", "desk", 0, at(1108, 280), at(1108, 318), at(208, 318), at(208, 380));

        arrow("desk", "storage", 2, at(76, 420), at(58, 420), at(58, 820), at(76, 820));
        arrow("storage", "intake", 3, at(124, 780), at(124, 716));
        arrow("desk", "ledger", 4, at(252, 420), at(312, 420));
        arrow("intake", "ledger", 5, at(252, 676), at(312, 676));
        arrow("ledger", "work", 6, at(488, 460), at(548, 460));
        arrow("work", "service", 7, at(724, 548), at(784, 548));
        arrow("service", "source", 8, at(960, 548), at(1020, 548));
        arrow("source", "address", 0, at(1108, 508), at(1108, 460));
        arrow("address", "Image hosts", 0, at(1196, 440), at(1274, 440), at(1274, 548), at(1300, 548));
        arrow("service", "quarantine", 9, at(904, 588), at(904, 780));
        arrow("quarantine", "imaging", 0, at(872, 860), at(872, 912));
        arrow("quarantine", "Cells", 0, at(960, 820), at(1232, 820), at(1232, 1104));
        arrow("service", "storage", 10, at(824, 588), at(824, 748), at(208, 748), at(208, 780));
        arrow("work", "ledger", 11, at(548, 636), at(488, 636));
        arrow("work", "webhook", 12, at(724, 420), at(784, 420));
        arrow("webhook", "address", 0, at(960, 420), at(1020, 420));
        arrow("address", "Receivers", 0, at(1196, 404), at(1300, 404));
        arrow("ledger", "report", 13, at(312, 548), at(252, 548));
        arrow("report", "desk", 0, at(164, 508), at(164, 460));

        arrow("storage", "Data folder", 0, at(164, 860), at(164, 1104));
        arrow("ledger", "Database", 0, at(400, 716), at(400, 1104));
        arrow("More nodes", "Database", 0, at(548, 1162), at(488, 1162));
    }

    private void addModule(String name, Box box, String code) {
        shapes.add(new Shape(name, Kind.MODULE, box, List.of(), Optional.of(code)));
    }

    private void addPackage(String name, Box box, String module, String... notes) {
        shapes.add(new Shape(name, Kind.PACKAGE, box, List.of(notes), Optional.of(module + "." + name)));
    }

    private void add(Kind kind, String name, Box box, String... notes) {
        shapes.add(new Shape(name, kind, box, List.of(notes), Optional.empty()));
    }

    private void arrow(String from, String to, int step, Point... path) {
        arrows.add(new Arrow(from, to, step == 0 ? OptionalInt.empty() : OptionalInt.of(step), List.of(path)));
    }

    private static Box box(int column, int y, int height) {
        return box(column, y, height, WIDE);
    }

    private static Box box(int column, int y, int height, int width) {
        return new Box(COLUMN[column], y, width, height);
    }

    private static Point at(int x, int y) {
        return new Point(x, y);
    }

    /// A flow of data from one shape to another.
    ///
    /// @param path from the border of the one to the border of the other, by right angles
    /// @param step which step of the flow it is, where it is one
    record Arrow(String from, String to, OptionalInt step, List<Point> path) {

        String id() {
            return (from + "-to-" + to).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        }

        /// Where the step's number stands: in the middle of the longest stretch.
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

    /// A rectangle in the picture, in pixels.
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

    /// A place in the picture, in pixels from its upper left corner.
    record Point(int x, int y) {}

    /// One thing in the picture.
    ///
    /// @param name what it is called, and what arrows know it by
    /// @param notes lines below the name
    /// @param code the package that it stands for; empty where it is no code
    record Shape(String name, Kind kind, Box box, List<String> notes, Optional<String> code) {

        /// What it is, and so how it looks.
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
