package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The page of a list that a request asks for.
///
/// @param limit the maximum number of items
/// @param after the number of the last item on the previous page; absent for the first page
record PageRequest(int limit, Optional<Long> after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    static PageRequest of(HttpServletRequest httpRequest) {
        var requestParameters = RequestParameters.of(httpRequest);
        var limit = requestParameters.findInt("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return new PageRequest(limit, requestParameters.find("cursor").map(Cursor::decode));
    }

    /// Builds the page.
    ///
    /// @param found up to limit + 1 items; the extra one means that there is another page
    /// @param number the number of an item, for the cursor
    <S, T> CursorPage<T> page(List<S> found, ToLongFunction<S> number, Function<S, T> item) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var isLast = page.size() == found.size();
        var next = isLast ? Optional.<String>empty() : Optional.of(Cursor.encode(number.applyAsLong(page.getLast())));
        return new CursorPage<>(page.stream().map(item).toList(), next);
    }

    /// The end of a page as an opaque string: a number in base64url.
    static final class Cursor {
        private Cursor() {}

        static String encode(long number) {
            var bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        static long decode(String cursor) {
            var bytes = decodeBase64(cursor);
            var number = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : -1;
            if (number < 0) throw RequestParameters.invalid("cursor", "is not a cursor of this list");
            return number;
        }

        /// Empty if the text is not base64url.
        private static byte[] decodeBase64(String cursor) {
            try {
                return Base64.getUrlDecoder().decode(cursor);
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }
    }

    /// A page of a list.
    ///
    /// @param nextCursor the cursor of the next page; absent on the last page
    record CursorPage<T>(List<T> items, Optional<String> nextCursor) {}
}
