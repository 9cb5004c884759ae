package dev.halftone.engine.imageservice;

import dev.halftone.engine.imageservice.JobResults.Status;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ServiceJobs.ServiceJob;
import dev.halftone.engine.ledger.ServiceJobs.StoredResult;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Stores results that arrive in a callback or in a response. Their chunk collects them later.
public record ReceivedResults(Ledger ledger) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /// Stores the first result of each image; others change nothing. Called in a transaction that holds the lock of the
    /// request.
    ///
    /// @return how many were stored
    public int store(ServiceJob job, JobResults results) {
        var stored = ledger.serviceJobs().storeResults(job, byNumber(results));
        if (stored > 0) ledger.serviceJobs().taken(job.number());
        return stored;
    }

    /// Sorted by number, because every transaction locks rows in that order.
    private static Map<Long, StoredResult> byNumber(JobResults results) {
        var byNumber = new TreeMap<Long, StoredResult>();
        for (var result : results.images()) {
            if (result.status() == Status.PENDING || !isImageId(result.imageId())) continue;
            byNumber.computeIfAbsent(
                    Long.valueOf(result.imageId()),
                    _ -> new StoredResult(ServiceJson.writeAscii(result.withoutContent()), result.content()));
        }
        return byNumber;
    }

    /// The `image_id` under which an image is handed over.
    static String imageId(long number) {
        return Long.toString(number);
    }

    private static boolean isImageId(String text) {
        return NUMBER.matcher(text).matches();
    }
}
