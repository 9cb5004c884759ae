package dev.halftone.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Which page of a list a call asks for.
///
/// @param limit how many items it takes at most
/// @param position the number of the last item of the page before; absent for the first page
record Paging(int limit, Optional<Long> position) {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    static Paging of(HttpServletRequest call) {
        var fields = Fields.of(call);
        var limit = fields.number("limit", 1, MOST).orElse(USUAL);
        return new Paging(limit, fields.text("cursor").map(Cursor::read));
    }

    /// The page as it is answered.
    ///
    /// @param found one item more than the limit, if there are so many: then there is another page
    /// @param number what the cursor remembers of an item
    <S, T> Listing<T> listing(List<S> found, ToLongFunction<S> number, Function<S, T> item) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var isLast = page.size() == found.size();
        var next = isLast ? Optional.<String>empty() : Optional.of(Cursor.write(number.applyAsLong(page.getLast())));
        return new Listing<>(page.stream().map(item).toList(), next);
    }
}
