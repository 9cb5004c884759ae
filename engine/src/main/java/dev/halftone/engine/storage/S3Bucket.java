package dev.halftone.engine.storage;

import dev.halftone.engine.limit.ConcurrencyLimiter;
import dev.halftone.engine.storage.StorageLocation.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A bucket of an object store. Uses only the part of the S3 API that AWS, R2, GCS, MinIO and Ceph share: no
/// conditional
/// writes, no ACLs, no checksums newer than MD5.
///
/// How many calls run at once adapts to the bucket: it answers `503 SlowDown` while it divides a busy prefix. Methods
/// throw [StorageException] if the bucket cannot be reached or refuses.
final class S3Bucket implements AutoCloseable {
    /// The most keys of one `DeleteObjects` call.
    static final int MAX_KEYS = 1_000;

    private static final int MAX_CONCURRENT_CALLS = 64;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int ATTEMPTS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(7);

    /// How long a health check counts. Each costs two calls, and load balancers ask every few seconds.
    private static final Duration PROBE_LIFETIME = Duration.ofSeconds(10);

    private final Bucket location;
    private final S3Client client;
    private final CallLimit limit = new CallLimit();
    private final String probe = "probes/" + UUID.randomUUID();
    private volatile boolean hasBatchDelete = true;
    private Optional<String> problem = Optional.empty();
    private Optional<Instant> probedAt = Optional.empty();

    private S3Bucket(Bucket location, S3Client client) {
        this.location = location;
        this.client = client;
    }

    /// Connects to nothing yet.
    static S3Bucket of(Bucket location) {
        // HttpURLConnection keeps five idle connections to a host, unless it is told otherwise before its first use.
        if (System.getProperty("http.maxConnections") == null)
            System.setProperty("http.maxConnections", Integer.toString(MAX_CONCURRENT_CALLS));
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(READ_TIMEOUT))
                .credentialsProvider(credentials(location))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .forcePathStyle(location.endpoint().isPresent())
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .overrideConfiguration(
                        client -> client.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        location.endpoint().ifPresent(builder::endpointOverride);
        region(location).map(Region::of).ifPresent(builder::region);
        return new S3Bucket(location, builder.build());
    }

    /// Other object stores need a region for the signature only, and accept this one.
    private static Optional<String> region(Bucket location) {
        return location.endpoint().isPresent()
                ? location.region().or(() -> Optional.of("us-east-1"))
                : location.region();
    }

    /// With an endpoint, this is not AWS, and asking for an EC2 role would take seconds at each start.
    private static AwsCredentialsProvider credentials(Bucket location) {
        if (location.endpoint().isEmpty())
            return DefaultCredentialsProvider.builder().build();
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                WebIdentityTokenFileCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }

    /// The type of an object and how long it may be cached.
    record Headers(String mediaType, Optional<String> cacheControl) {}

    /// Stores an object, and replaces any that had the key.
    void put(String key, RequestBody body, Headers headers) throws StorageException {
        call(s3 -> s3.putObject(
                put -> {
                    put.bucket(location.name()).key(fullKey(key)).contentType(headers.mediaType());
                    headers.cacheControl().ifPresent(put::cacheControl);
                },
                body));
    }

    /// Copies an object within the bucket.
    ///
    /// @return whether it exists
    boolean copy(String from, String to) throws StorageException {
        return ifExists(s3 -> s3.copyObject(copy -> copy.sourceBucket(location.name())
                        .sourceKey(fullKey(from))
                        .destinationBucket(location.name())
                        .destinationKey(fullKey(to))))
                .isPresent();
    }

    Optional<HeadObjectResponse> head(String key) throws StorageException {
        return ifExists(s3 -> s3.headObject(head -> head.bucket(location.name()).key(fullKey(key))));
    }

    /// Opens an object.
    ///
    /// @throws NoSuchFileException if there is no such object
    InputStream open(String key) throws IOException {
        return open(key, _ -> {});
    }

    /// Opens an object from `offset`, which is before its end.
    ///
    /// @param etag it must still have
    /// @throws NoSuchFileException if there is no such object any more
    InputStream open(String key, long offset, String etag) throws IOException {
        return open(key, get -> get.ifMatch(etag).range("bytes=" + offset + "-"));
    }

    private InputStream open(String key, Consumer<GetObjectRequest.Builder> options) throws IOException {
        try {
            return call(s3 -> s3.getObject(get -> {
                get.bucket(location.name()).key(fullKey(key));
                options.accept(get);
            }));
        } catch (StorageException e) {
            if (e.hasStatus(HttpStatusCode.NOT_FOUND) || e.hasStatus(PRECONDITION_FAILED))
                throw new NoSuchFileException(key);
            throw e;
        }
    }

    /// Deletes those of the objects that exist, a thousand in a call.
    void delete(Collection<String> keys) throws StorageException {
        var left = new ArrayList<>(keys);
        for (int from = 0; from < left.size(); from += MAX_KEYS)
            deleteBatch(left.subList(from, Math.min(left.size(), from + MAX_KEYS)));
    }

    private void deleteBatch(List<String> keys) throws StorageException {
        if (keys.size() == 1 || !hasBatchDelete) {
            deleteEach(keys);
            return;
        }
        try {
            var response = call(s3 -> s3.deleteObjects(delete -> delete.bucket(location.name())
                    .delete(objects -> objects.quiet(true)
                            .objects(keys.stream().map(this::identifier).toList()))));
            if (response.hasErrors() && !response.errors().isEmpty()) {
                var error = response.errors().getFirst();
                throw new StorageException("the bucket says: " + error.code(), new IOException(error.message()));
            }
        } catch (StorageException e) {
            if (!e.hasStatus(NOT_IMPLEMENTED) && !e.hasStatus(METHOD_NOT_ALLOWED)) throw e;
            hasBatchDelete = false;
            deleteEach(keys);
        }
    }

    private void deleteEach(List<String> keys) throws StorageException {
        for (var key : keys)
            call(s3 -> s3.deleteObject(delete -> delete.bucket(location.name()).key(fullKey(key))));
    }

    private ObjectIdentifier identifier(String key) {
        return ObjectIdentifier.builder().key(fullKey(key)).build();
    }

    /// Deletes the objects under a prefix that were written before a time and are unwanted by the rest of their key.
    ///
    /// @return how many
    int deleteStale(String prefix, Instant before, Predicate<String> unwanted) throws StorageException {
        var full = fullKey(prefix);
        var deleted = 0;
        Optional<String> token = Optional.empty();
        do {
            var from = token;
            var page = call(s3 -> s3.listObjectsV2(list -> {
                list.bucket(location.name()).prefix(full);
                from.ifPresent(list::continuationToken);
            }));
            var stale = page.contents().stream()
                    .filter(object -> object.lastModified().isBefore(before))
                    .map(S3Object::key)
                    .map(key -> key.substring(full.length()))
                    .filter(unwanted)
                    .map(name -> prefix + name)
                    .toList();
            delete(stale);
            deleted += stale.size();
            token = Optional.ofNullable(page.nextContinuationToken());
        } while (token.isPresent());
        return deleted;
    }

    /// Why objects cannot be stored, as a message for the operator; empty if they can. Writes and deletes a probe,
    /// unless
    /// one was written a few seconds ago.
    synchronized Optional<String> problem(Instant now) {
        if (probedAt.filter(at -> Duration.between(at, now).abs().compareTo(PROBE_LIFETIME) < 0)
                .isPresent()) return problem;
        problem = probe();
        probedAt = Optional.of(now);
        return problem;
    }

    private Optional<String> probe() {
        try {
            put(probe, RequestBody.fromString("probe"), new Headers("text/plain", Optional.empty()));
            delete(List.of(probe));
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e.publicMessage());
        }
    }

    private String fullKey(String key) {
        return location.prefix() + key;
    }

    private <T> Optional<T> ifExists(Function<S3Client, T> call) throws StorageException {
        try {
            return Optional.of(call(call));
        } catch (StorageException e) {
            if (e.hasStatus(HttpStatusCode.NOT_FOUND) && !e.isNoBucket()) return Optional.empty();
            throw e;
        }
    }

    private <T> T call(Function<S3Client, T> call) throws StorageException {
        var decreases = limit.acquire();
        var isOverloaded = false;
        try {
            return call.apply(client);
        } catch (SdkException e) {
            isOverloaded = isOverload(e);
            throw new StorageException(e);
        } finally {
            limit.release(decreases, isOverloaded);
        }
    }

    /// `SlowDown` and other 5xx, 429, and no answer in time.
    private static boolean isOverload(SdkException e) {
        return !(e instanceof AwsServiceException answer)
                || answer.statusCode() == HttpStatusCode.THROTTLING
                || answer.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + location.name() + "/" + location.prefix();
    }

    /// How many calls run at once.
    private static final class CallLimit {
        private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(MAX_CONCURRENT_CALLS);
        private int running;

        /// Waits for its turn.
        ///
        /// @return for [#release]
        synchronized int acquire() throws StorageException {
            try {
                while (running >= limiter.limit()) wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw StorageException.interrupted(e);
            }
            running++;
            return limiter.decreases();
        }

        synchronized void release(int decreases, boolean isOverloaded) {
            running--;
            if (isOverloaded) limiter.onOverload(decreases);
            else limiter.onSuccess();
            notifyAll();
        }
    }
}
