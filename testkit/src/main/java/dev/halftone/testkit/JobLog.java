package dev.halftone.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The jobs of a [MockImageService], and what its clients have done so far. All lists are in order of arrival.
public final class JobLog {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, KeptJob> kept = new HashMap<>();
    private final List<ReceivedJob> jobs = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> deletions = new ArrayList<>();
    private final Set<List<String>> inFlight = new HashSet<>();
    private int mostInFlight;
    private boolean hidesResults;
    private int reusedIds;
    private int unsigned;

    enum Decision {
        TAKEN,
        TAKEN_BEFORE,
        ID_REUSED
    }

    private record KeptJob(ReceivedJob job, List<JsonNode> results) {}

    /// The jobs taken, each once.
    public synchronized List<ReceivedJob> jobs() {
        return List.copyOf(jobs);
    }

    /// How many jobs each source URL was in.
    public synchronized Map<String, Long> jobsOfImages() {
        return jobs.stream()
                .flatMap(job -> job.sourceUrls().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /// The ids of jobs that were sent, refused and repeated ones included.
    public synchronized List<String> posts() {
        return List.copyOf(posts);
    }

    /// The ids of jobs whose results were asked for.
    public synchronized List<String> questions() {
        return List.copyOf(questions);
    }

    /// The ids of jobs that were deleted.
    public synchronized List<String> deletions() {
        return List.copyOf(deletions);
    }

    /// The most images that were taken and not answered at the same time.
    public synchronized int mostImagesInFlight() {
        return mostInFlight;
    }

    /// How many jobs had the id of an earlier job with other images.
    public synchronized int reusedIds() {
        return reusedIds;
    }

    /// How many requests had no valid signature.
    public synchronized int unsigned() {
        return unsigned;
    }

    synchronized Decision take(ReceivedJob job, Function<ReceivedJob, List<JsonNode>> results) {
        var earlier = kept.get(job.jobId());
        if (earlier != null && earlier.job.asksForTheSameAs(job)) return Decision.TAKEN_BEFORE;
        if (earlier != null) {
            reusedIds++;
            return Decision.ID_REUSED;
        }
        kept.put(job.jobId(), new KeptJob(job, results.apply(job)));
        jobs.add(job);
        job.images().forEach(image -> inFlight.add(List.of(job.jobId(), image.imageId())));
        mostInFlight = Math.max(mostInFlight, inFlight.size());
        return Decision.TAKEN;
    }

    /// The results of a job; empty if it is unknown.
    synchronized Optional<List<JsonNode>> results(String jobId) {
        return Optional.ofNullable(kept.get(jobId)).map(KeptJob::results);
    }

    /// The results of a job, with `pending` for images that have none.
    synchronized Optional<List<JsonNode>> tell(String jobId) {
        questions.add(jobId);
        return Optional.ofNullable(kept.get(jobId)).map(found -> {
            var visible = hidesResults ? List.<JsonNode>of() : found.results;
            recordAnswered(jobId, visible);
            var byId = visible.stream().collect(Collectors.toMap(JobLog::imageId, Function.identity()));
            return found.job.images().stream()
                    .map(image -> byId.getOrDefault(image.imageId(), pending(image)))
                    .toList();
        });
    }

    private static JsonNode pending(ReceivedJob.Image image) {
        return JSON.valueToTree(Map.of("image_id", image.imageId(), "status", "pending"));
    }

    private static String imageId(JsonNode result) {
        return result.path("image_id").asString();
    }

    synchronized void delete(String jobId) {
        deletions.add(jobId);
        kept.remove(jobId);
        inFlight.removeIf(image -> image.getFirst().equals(jobId));
    }

    synchronized void hideResults() {
        hidesResults = true;
    }

    synchronized void forgetJobs() {
        kept.clear();
        inFlight.clear();
    }

    synchronized void recordAnswered(String jobId, List<JsonNode> results) {
        results.forEach(result -> inFlight.remove(List.of(jobId, imageId(result))));
    }

    synchronized void recordPost(String jobId) {
        posts.add(jobId);
    }

    synchronized void recordUnsigned() {
        unsigned++;
    }
}
