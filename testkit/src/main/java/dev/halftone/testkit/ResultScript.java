package dev.halftone.testkit;

import dev.halftone.testkit.WebhookInbox.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Decides the result of each image, and keeps the new images for whoever fetches them.
final class ResultScript {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Deque<MockResult>> results = new HashMap<>();
    private final List<Reply> outputs = new ArrayList<>();
    private final String outputUrl;
    private Function<String, MockResult> usualResult = url -> MockResult.content(SampleJpeg.bytes(url.hashCode()));

    /// @param outputUrl the start of the URLs of new images
    ResultScript(String outputUrl) {
        this.outputUrl = outputUrl;
    }

    synchronized void respondTo(String sourceUrl, MockResult first, MockResult... next) {
        var queue = new ArrayDeque<>(List.of(next));
        queue.addFirst(first);
        results.put(sourceUrl, queue);
    }

    synchronized void respondToOthers(Function<String, MockResult> result) {
        usualResult = result;
    }

    /// A result for each image of a job that is not pending.
    synchronized List<JsonNode> results(ReceivedJob job) {
        return job.images().stream().flatMap(this::result).toList();
    }

    private Stream<JsonNode> result(ReceivedJob.Image image) {
        var result = next(image.sourceUrl());
        if (result.isPending()) return Stream.empty();
        var fields = new HashMap<>(result.fields());
        fields.put("image_id", image.imageId());
        result.output().ifPresent(output -> fields.put("output_url", publish(output)));
        return Stream.of(JSON.valueToTree(fields));
    }

    private MockResult next(String sourceUrl) {
        var queue = results.get(sourceUrl);
        if (queue == null) return usualResult.apply(sourceUrl);
        return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }

    private String publish(Reply output) {
        outputs.add(output);
        return outputUrl + (outputs.size() - 1);
    }

    /// How the service responds to a request for a new image.
    ///
    /// @param name the end of its URL
    synchronized Reply output(String name) {
        return outputs.get(Integer.parseInt(name));
    }
}
