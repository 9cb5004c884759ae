package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.Columns.ImageColumn;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.CatalogOptions.ChosenColumns;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the columns of a layout in a header.
///
/// @param layout the wanted one
/// @param chosen the columns of [Layout#CUSTOM]
record ColumnFinder(Layout layout, Optional<ChosenColumns> chosen) {
    static ColumnFinder of(CatalogOptions options) {
        return new ColumnFinder(options.layout(), options.columns());
    }

    /// The columns, if the header has all that the layout needs. Where a column that must be unique is repeated, the
    /// first one counts.
    Optional<Columns> find(List<String> names) {
        return switch (layout) {
            case AUTO -> standard(names).or(() -> platform(names));
            case STANDARD -> standard(names);
            case CUSTOM -> custom(names, chosen.orElseThrow());
            default -> PlatformLayout.of(layout).find(names);
        };
    }

    /// How much of the layout the header has: more is better.
    long score(List<String> names) {
        if (find(names).isPresent()) return Integer.MAX_VALUE;
        return chosen.map(columns -> wanted(columns)
                        .filter(name -> position(names, name).isPresent())
                        .count())
                .orElseGet(() -> names.stream()
                        .map(StandardColumn::named)
                        .flatMap(Optional::stream)
                        .distinct()
                        .count());
    }

    private static Optional<Columns> standard(List<String> names) {
        return first(StandardColumn.SERIAL_NUMBER, names)
                .flatMap(id -> first(StandardColumn.PRODUCT_NAME, names)
                        .flatMap(name -> first(StandardColumn.IMAGE_URLS, names)
                                .map(images -> new Columns(
                                        Layout.STANDARD,
                                        List.of(id),
                                        Optional.of(name),
                                        List.of(new ImageColumn(images, false)),
                                        Set.of()))));
    }

    private static Optional<Integer> first(StandardColumn column, List<String> names) {
        return column.positions(names).stream().findFirst();
    }

    private static Optional<Columns> platform(List<String> names) {
        return PlatformLayout.ALL.stream()
                .flatMap(platform -> platform.find(names).stream())
                .findFirst();
    }

    private static Optional<Columns> custom(List<String> names, ChosenColumns chosen) {
        if (wanted(chosen).anyMatch(name -> position(names, name).isEmpty())) return Optional.empty();
        return Optional.of(new Columns(
                Layout.CUSTOM,
                chosen.id().stream()
                        .flatMap(name -> position(names, name).stream())
                        .toList(),
                chosen.name().flatMap(name -> position(names, name)),
                chosen.images().stream()
                        .flatMap(name -> positions(names, name).stream())
                        .distinct()
                        .sorted()
                        .map(position -> new ImageColumn(position, false))
                        .toList(),
                Set.of()));
    }

    /// The names of the chosen columns that the header does not have.
    List<String> missing(List<String> names) {
        return chosen.stream()
                .flatMap(ColumnFinder::wanted)
                .filter(name -> position(names, name).isEmpty())
                .toList();
    }

    private static Stream<String> wanted(ChosenColumns chosen) {
        var wanted = new ArrayList<>(chosen.images());
        chosen.id().ifPresent(wanted::add);
        chosen.name().ifPresent(wanted::add);
        return wanted.stream();
    }

    private static Optional<Integer> position(List<String> names, String name) {
        return positions(names, name).stream().findFirst();
    }

    /// The columns of exactly this name; if there are none, those whose names differ in what does not matter.
    private static List<Integer> positions(List<String> names, String name) {
        var exact = Columns.positions(names, name::equals);
        var normalized = StandardColumn.normalize(name);
        return exact.isEmpty()
                ? Columns.positions(
                        names, text -> StandardColumn.normalize(text).equals(normalized))
                : exact;
    }
}
