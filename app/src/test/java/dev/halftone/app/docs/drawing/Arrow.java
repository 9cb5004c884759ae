package dev.halftone.app.docs.drawing;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

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
