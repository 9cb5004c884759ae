package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.CatalogOptions.ChosenColumns;
import dev.halftone.engine.request.CatalogOptions.FailedPlaces;
import dev.halftone.engine.request.CatalogOptions.Layout;
import dev.halftone.engine.request.SourceUrl;
import java.util.List;
import java.util.Optional;

/// The options about a catalogue file as they are given: fields of the API, or flags of the command line.
public record CatalogFields(
        Optional<String> layout,
        List<String> imageColumns,
        Optional<String> idColumn,
        Optional<String> nameColumn,
        Optional<String> baseUrl,
        Optional<String> failed,
        Optional<String> keepColumns,
        Optional<String> sheet) {
    public CatalogFields {
        imageColumns = List.copyOf(imageColumns);
    }

    /// Checks the fields together.
    ///
    /// @throws InvalidFieldException for the first that is invalid
    public CatalogOptions parse() throws InvalidFieldException {
        var chosen = chosenColumns();
        return new CatalogOptions(
                layout(chosen.isPresent()),
                chosen,
                checkedBaseUrl(),
                failedPlaces(),
                isTrue("keep_columns", keepColumns),
                sheet,
                Optional.empty());
    }

    private Optional<ChosenColumns> chosenColumns() throws InvalidFieldException {
        if (!imageColumns.isEmpty()) return Optional.of(new ChosenColumns(imageColumns, idColumn, nameColumn));
        if (idColumn.isPresent()) throw new InvalidFieldException("id_column", "needs image_column, too");
        if (nameColumn.isPresent()) throw new InvalidFieldException("name_column", "needs image_column, too");
        return Optional.empty();
    }

    private Layout layout(boolean isChosen) throws InvalidFieldException {
        var found = layout.map(Layout::find).orElse(Optional.of(Layout.AUTO));
        if (found.isEmpty()) throw new InvalidFieldException("layout", "must be one of " + Layout.names());
        return switch (found.get()) {
            case CUSTOM -> {
                if (isChosen) yield Layout.CUSTOM;
                throw new InvalidFieldException(
                        "image_column", "must name the column of the images in a custom layout");
            }
            case AUTO -> isChosen ? Layout.CUSTOM : Layout.AUTO;
            default -> {
                if (!isChosen) yield found.get();
                throw new InvalidFieldException(
                        "image_column",
                        "is for the layout custom; %s has columns of its own".formatted(layout.orElse("")));
            }
        };
    }

    private Optional<String> checkedBaseUrl() throws InvalidFieldException {
        var problem = baseUrl.map(SourceUrl::new).flatMap(SourceUrl::problem);
        if (problem.isPresent()) throw new InvalidFieldException("base_url", "is rejected: " + problem.get());
        if (baseUrl.filter(url -> url.indexOf('?') >= 0 || url.indexOf('#') >= 0)
                .isPresent())
            throw new InvalidFieldException("base_url", "must end with its path; it has a query or a fragment");
        return baseUrl;
    }

    private FailedPlaces failedPlaces() throws InvalidFieldException {
        var found = failed.map(FailedPlaces::find).orElse(Optional.of(FailedPlaces.KEEP));
        return found.orElseThrow(() -> new InvalidFieldException("failed", "must be keep or blank"));
    }

    private static boolean isTrue(String name, Optional<String> text) throws InvalidFieldException {
        return switch (text.orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidFieldException(name, "must be true or false");
        };
    }

    /// A field has a value that it cannot have.
    public static final class InvalidFieldException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;

        InvalidFieldException(String field, String why) {
            super(why);
            this.field = field;
        }

        /// The name of the field in the API.
        public String field() {
            return field;
        }
    }
}
