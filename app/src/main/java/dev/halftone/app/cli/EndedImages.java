package dev.halftone.app.cli;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Finds the images of a job that have ended since the last look, each place of the CSV once, nearly in its
/// order. Those that an earlier run of the job has finished are among them.
///
/// Images end roughly in the order of the CSV. So it reads on from product to product, and comes back to those
/// that were unfinished, of which it remembers a limited number.
final class EndedImages {
    private static final int PAGE = 500;
    private static final int MAX_UNFINISHED = 1_000;

    private final RequestService requests;
    private final SortedMap<Long, Set<Integer>> reportedOfUnfinished = new TreeMap<>();
    private long lastProduct;

    EndedImages(RequestService requests) {
        this.requests = requests;
    }

    /// Passes on what has ended.
    void report(Request request, BiConsumer<ProductView, Place> consumer) {
        // Until all failed images are pending again, some have failed before this run.
        if (request.progress().retriedTo().isPresent()) return;
        requests.products(request, List.copyOf(reportedOfUnfinished.keySet()))
                .forEach(product -> report(product, consumer));
        while (reportedOfUnfinished.size() < MAX_UNFINISHED) {
            var page = requests.products(request, lastProduct, PAGE, Optional.empty());
            if (page.isEmpty()) return;
            page.forEach(product -> report(product, consumer));
            lastProduct = page.getLast().product().number();
        }
    }

    private void report(ProductView view, BiConsumer<ProductView, Place> consumer) {
        var number = view.product().number();
        var reported = reportedOfUnfinished.getOrDefault(number, new HashSet<>());
        for (var place : view.places())
            if (place.image().status() != ImageStatus.PENDING && reported.add(place.position()))
                consumer.accept(view, place);
        if (reported.size() < view.places().size()) reportedOfUnfinished.put(number, reported);
        else reportedOfUnfinished.remove(number);
    }
}
