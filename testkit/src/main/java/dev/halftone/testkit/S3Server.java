package dev.halftone.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An object store on loopback: S3Proxy with one bucket in memory. It checks signatures, counts calls, and fails when
/// told to.
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "catalogue";
    public static final String ACCESS_KEY = "halftone-test";
    public static final String SECRET_KEY = "the secret of the test bucket";

    private final Calls store = new Calls();
    private final S3Proxy proxy;

    private S3Server() throws Exception {
        store.createContainer(BUCKET);
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                // Clients keep idle connections, and it would wait for them to close.
                .stopTimeout(1)
                .build();
        proxy.start();
    }

    public static S3Server start() {
        try {
            return new S3Server();
        } catch (Exception e) {
            throw new IllegalStateException("the object store does not start", e);
        }
    }

    /// Its URL, for clients that put the bucket into the path.
    public String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    /// The environment variables that give a process access.
    public static Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    }

    /// The keys of all objects, in order.
    public List<String> keys() {
        var keys = new ArrayList<String>();
        Optional<String> token = Optional.empty();
        do {
            var request = ListObjectsV2Request.builder().bucket(BUCKET);
            token.ifPresent(request::continuationToken);
            var page = store.delegate().list(request.build());
            page.contents().stream().map(S3Object::key).forEach(keys::add);
            token = Optional.ofNullable(page.nextContinuationToken());
        } while (token.isPresent());
        return keys;
    }

    /// The bytes of an object.
    public byte[] bytes(String key) {
        try (var object = store.delegate().getBlob(BUCKET, key)) {
            return object.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The headers with which an object is served.
    public HeadObjectResponse head(String key) {
        return store.delegate().blobMetadata(BUCKET, key);
    }

    /// Answers every call with this status and error code from now on.
    public void fail(int status, String code) {
        store.failure = Optional.of(new Failure(status, code));
    }

    /// Answers properly again.
    public void recover() {
        store.failure = Optional.empty();
    }

    /// Does not know `DeleteObjects`, as some object stores do not.
    public void refuseBatchDeletes() {
        store.hasBatchDelete = false;
    }

    /// How many calls it was asked for, by operation: `PutObject`, `DeleteObjects` and so on. Failed ones count.
    public Map<String, Long> calls() {
        return new TreeMap<>(store.counts);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (TimeoutException e) {
            // It has stopped, and cut idle connections.
        } catch (Exception e) {
            throw new IllegalStateException("the object store does not stop", e);
        }
    }

    private record Failure(int status, String code) {
        S3Exception exception() {
            return (S3Exception) S3Exception.builder()
                    .statusCode(status)
                    .message(code)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode(code)
                            .errorMessage(code)
                            .build())
                    .build();
        }
    }

    private static final class Calls extends ForwardingBlobStore {
        private final Map<String, Long> counts = new ConcurrentHashMap<>();
        private volatile Optional<Failure> failure = Optional.empty();
        private volatile boolean hasBatchDelete = true;

        Calls() {
            super(new TransientNio2BlobStore());
        }

        private void count(String operation) {
            counts.merge(operation, 1L, Long::sum);
            failure.ifPresent(now -> {
                throw now.exception();
            });
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
            count("PutObject");
            return super.putBlob(request, bytes);
        }

        @Override
        public CopyObjectResponse copyBlob(CopyObjectRequest request) {
            count("CopyObject");
            return super.copyBlob(request);
        }

        @Override
        public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
            count("HeadObject");
            return super.blobMetadata(request);
        }

        @Override
        public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
            count("GetObject");
            return super.getBlob(request);
        }

        @Override
        public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
            count("DeleteObject");
            return super.removeBlob(request);
        }

        @Override
        public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
            count("DeleteObjects");
            if (!hasBatchDelete) throw new Failure(501, "NotImplemented").exception();
            return delegate().removeBlobs(request);
        }

        @Override
        public ListObjectsV2Response list(ListObjectsV2Request request) {
            count("ListObjects");
            return super.list(request);
        }
    }
}
