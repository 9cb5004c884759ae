package dev.halftone.engine.imageservice;

import dev.halftone.engine.imageservice.JobReceipt.Rejection;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.webhook.WebhookUrl;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks a job before it is taken.
///
/// @param maxImages the most images of one job
public record JobCheck(AddressGuard guard, int maxImages) {
    /// It stands in the path of the job's URL.
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~:-]{0,199}");

    private static final int MAX_IMAGE_ID_CHARACTERS = 200;
    private static final char NUL = 0;
    private static final char SUBSTITUTE = 0x1A;

    /// Why the job as a whole is refused, in one sentence; empty when it is not.
    public Optional<String> problem(Job job) {
        if (!JOB_ID.matcher(job.jobId()).matches())
            return Optional.of(
                    "job_id must be 1 to 200 letters, digits and . _ ~ : - and begin with a letter or digit");
        return WebhookUrl.problem(job.callbackUrl(), guard)
                .map(why -> "callback_url is rejected: " + why)
                .or(() -> problem(job.images()));
    }

    private Optional<String> problem(List<Job.Image> images) {
        if (images.isEmpty()) return Optional.of("images is empty");
        if (images.size() > maxImages)
            return Optional.of("a job may have at most %d images, not %d".formatted(maxImages, images.size()));
        var ids = new HashSet<String>();
        for (var image : images) {
            if (!isImageId(image.imageId()))
                return Optional.of(
                        "image_id must be 1 to 200 characters that are neither blank nor control characters");
            if (!ids.add(image.imageId())) return Optional.of("image_id " + image.imageId() + " is there twice");
        }
        return Optional.empty();
    }

    /// The ledger stores it, and PostgreSQL stores neither NUL nor half a surrogate pair.
    private static boolean isImageId(String text) {
        return text.length() <= MAX_IMAGE_ID_CHARACTERS
                && !text.isBlank()
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isUnpairedSurrogate(c));
    }

    /// The images that can never succeed, because of their URL alone. The same for a repeated job.
    public List<Rejection> rejections(Job job) {
        return job.images().stream().flatMap(this::rejection).toList();
    }

    private Stream<Rejection> rejection(Job.Image image) {
        return switch (guard.judge(sourceUrl(image))) {
            case AddressGuard.Verdict.Allowed _ -> Stream.empty();
            case AddressGuard.Verdict.Blocked blocked -> rejection(image, FailureCode.BLOCKED_ADDRESS, blocked.why());
            case AddressGuard.Verdict.Invalid(var why) -> rejection(image, FailureCode.INVALID_URL, why);
        };
    }

    private static Stream<Rejection> rejection(Job.Image image, FailureCode code, String why) {
        return Stream.of(new Rejection(image.imageId(), code.text(), why));
    }

    /// The image's URL in characters that every database can store. What it cannot store becomes another character
    /// that no URL may have, so a malformed URL stays malformed.
    public static SourceUrl sourceUrl(Job.Image image) {
        return new SourceUrl(image.sourceUrl()
                .codePoints()
                .map(c -> c == NUL || isUnpairedSurrogate(c) ? SUBSTITUTE : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    private static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
