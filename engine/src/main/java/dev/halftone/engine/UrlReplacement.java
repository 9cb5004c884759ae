package dev.halftone.engine;

import dev.halftone.engine.ledger.Images.ImageUrls;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.task.RetryFailedImages;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Retries failed images with other URLs in the place of dead ones: all that are named, or none.
public final class UrlReplacement {
    private static final int MAX_QUOTED = 200;

    private final Ledger ledger;
    private final AddressGuard guard;
    private final RetryFailedImages retry;

    UrlReplacement(Ledger ledger, AddressGuard guard, RetryFailedImages retry) {
        this.ledger = ledger;
        this.guard = guard;
        this.retry = retry;
    }

    /// What became of a replacement.
    public sealed interface Result {
        /// The images are pending again.
        ///
        /// @param places in how many places of the CSV they stand
        record Retried(long places) implements Result {}

        /// Nothing was changed.
        ///
        /// @param why names the URL that is wrong; safe to show to clients
        record Rejected(String why) implements Result {}
    }

    /// @param urls new URLs by old ones
    Result start(Request request, Map<String, String> urls) {
        return problem(urls.values())
                .<Result>map(Result.Rejected::new)
                .orElseGet(() -> start(
                        request,
                        urls.entrySet().stream()
                                .map(pair -> Pair.of(pair.getKey(), pair.getValue(), request))
                                .toList()));
    }

    private Result start(Request request, List<Pair> pairs) {
        var spellings =
                pairs.stream().flatMap(pair -> pair.spellings().stream()).collect(Collectors.toSet());
        var found = ledger.images().withUrls(request.number(), spellings);
        var newUrls = new HashMap<Long, String>();
        for (var pair : pairs) {
            var images = pair.images(found);
            var failed = images.stream().filter(Pair::hasFailed).toList();
            if (images.isEmpty())
                return new Result.Rejected(quoted(pair.old()) + " is not the URL of an image of this request");
            if (failed.isEmpty()) return new Result.Rejected("the image of " + quoted(pair.old()) + " has not failed");
            for (var image : failed) {
                if (newUrls.put(image.number(), pair.url().text()) != null)
                    return new Result.Rejected(quoted(pair.old()) + " is an image for which there are two new URLs");
            }
        }
        var places = retry.start(request.number(), newUrls);
        return places > 0
                ? new Result.Retried(places)
                : new Result.Rejected("one of these images was retried just now; try again when it has failed");
    }

    private Optional<String> problem(Collection<String> urls) {
        return urls.stream()
                .flatMap(url -> problem(url).map(why -> quoted(url) + " cannot be fetched: " + why).stream())
                .findFirst();
    }

    private Optional<String> problem(String url) {
        return switch (guard.judge(new SourceUrl(url).withScheme())) {
            case AddressGuard.Verdict.Allowed _ -> Optional.empty();
            case AddressGuard.Verdict.Blocked blocked -> Optional.of(blocked.why());
            case AddressGuard.Verdict.Invalid(var why) -> Optional.of(why);
        };
    }

    private static String quoted(String url) {
        return url.length() <= MAX_QUOTED ? url : url.substring(0, MAX_QUOTED) + "…";
    }

    /// An old URL and a new one.
    ///
    /// @param old as given
    /// @param spellings how it may stand in the ledger: with or without its scheme, behind the base URL, or as it
    /// stands in the source of a page
    private record Pair(String old, Set<String> spellings, SourceUrl url) {
        static Pair of(String old, String url, Request request) {
            var text = new SourceUrl(old).text();
            var spellings =
                    new HashSet<>(List.of(text, new SourceUrl(text).withScheme().text()));
            spellings.add(text.replace("&", "&amp;"));
            if (text.startsWith("https://")) {
                spellings.add(text.substring("https:".length()));
                spellings.add(text.substring("https://".length()));
            }
            request.options()
                    .catalog()
                    .baseUrl()
                    .ifPresent(base -> spellings.add(base.replaceFirst("/$", "") + "/" + text.replaceFirst("^/", "")));
            return new Pair(text, spellings, new SourceUrl(url).withScheme());
        }

        /// The images that the old URL means: as uploaded, in another spelling, or as fetched in its place.
        /// The first of these that has a failed image counts.
        List<ImageUrls> images(List<ImageUrls> found) {
            Predicate<ImageUrls> asUploaded = image -> image.url().equals(old);
            Predicate<ImageUrls> respelled = image -> spellings.contains(image.url());
            Predicate<ImageUrls> asFetched =
                    image -> image.fetchUrl().filter(spellings::contains).isPresent();
            return Stream.of(asUploaded, respelled, asFetched)
                    .map(means -> found.stream().filter(means).toList())
                    .filter(images -> images.stream().anyMatch(Pair::hasFailed))
                    .findFirst()
                    .orElseGet(
                            () -> found.stream().filter(respelled.or(asFetched)).toList());
        }

        static boolean hasFailed(ImageUrls image) {
            return image.status() == ImageStatus.FAILED;
        }
    }
}
