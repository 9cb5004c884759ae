package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.CatalogCheck.Role;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the columns of a table mean. Positions count from 0.
///
/// @param ids columns of serial numbers; the first that is not blank counts
/// @param images at least one, in the order of the header
/// @param noImage cells of image columns that stand for no image, such as Magento's `no_selection`
record Columns(
        Layout layout, List<Integer> ids, Optional<Integer> name, List<ImageColumn> images, Set<String> noImage) {
    Columns {
        ids = List.copyOf(ids);
        images = List.copyOf(images);
        noImage = Set.copyOf(noImage);
        if (images.isEmpty()) throw new IllegalArgumentException("no image column");
    }

    /// A column of image URLs.
    ///
    /// @param maybeNames whether its cells may be names of files, which are no images of this column
    record ImageColumn(int position, boolean maybeNames) {}

    boolean isStandard() {
        return layout == Layout.STANDARD;
    }

    /// The positions of all columns that are used.
    List<Integer> used() {
        return Stream.of(ids.stream(), name.stream(), images.stream().map(ImageColumn::position))
                .flatMap(positions -> positions)
                .toList();
    }

    Role role(int position) {
        if (ids.contains(position)) return Role.ID;
        if (name.equals(Optional.of(position))) return Role.NAME;
        return images.stream().anyMatch(image -> image.position() == position) ? Role.IMAGE : Role.OTHER;
    }

    /// The positions of the names that the test accepts.
    static List<Integer> positions(List<String> names, Predicate<String> test) {
        return IntStream.range(0, names.size())
                .filter(i -> test.test(names.get(i)))
                .boxed()
                .toList();
    }
}
