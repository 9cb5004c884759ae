package dev.halftone.engine.work;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.ledger.Cache;
import dev.halftone.engine.ledger.Images.Begun;
import dev.halftone.engine.ledger.Precedents;
import dev.halftone.engine.ledger.Recall;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.ledger.ReuseKey;
import dev.halftone.engine.service.ImageService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is remembered of the images of a chunk, looked up for all of them at once, before the work.
final class Recollection {
    private final Precedents precedents;
    private final ImageService service;

    Recollection(Precedents precedents, ImageService service) {
        this.precedents = precedents;
        this.service = service;
    }

    /// By the images' numbers. Nothing at all where the request does without the cache, or the service has no
    /// word for what it does.
    Map<Long, Recall> of(Request request, List<Begun> images) {
        return request.options().cache() == Cache.NONE
                ? Map.of()
                : service.coder()
                        .map(coder -> recalls(keys(request, coder, images)))
                        .orElseGet(Map::of);
    }

    private static Map<Long, ReuseKey> keys(Request request, String coder, List<Begun> images) {
        var recipe = request.options().recipe();
        return images.stream()
                .collect(Collectors.toMap(
                        Begun::number,
                        image -> ReuseKey.of(request.owner(), coder, recipe, new SourceUrl(image.url()))));
    }

    private Map<Long, Recall> recalls(Map<Long, ReuseKey> keys) {
        var found = precedents.find(keys.values());
        return keys.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        image -> new Recall(image.getValue(), Optional.ofNullable(found.get(image.getValue())))));
    }
}
