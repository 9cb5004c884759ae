package dev.halftone.engine.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where uploads and images are stored.
public sealed interface StorageLocation {

    /// In folders of this machine: uploads in the data folder.
    ///
    /// @param images the folder of published images
    record Folder(Path images) implements StorageLocation {}

    /// In a bucket of an object store that speaks the S3 API; all nodes share it.
    ///
    /// @param prefix of all keys: empty, or a path that ends in a slash
    /// @param endpoint the URL of the object store; by default, AWS
    /// @param region by default, that of the AWS configuration
    record Bucket(String name, String prefix, Optional<URI> endpoint, Optional<String> region)
            implements StorageLocation {
        private static final Pattern URL = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

        /// The characters of a key that need no encoding anywhere.
        private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9!_.*'()-]+/)*");

        /// Parses `s3://bucket/prefix`.
        ///
        /// @throws IllegalArgumentException with a message for the operator
        public static Bucket of(String url, Optional<String> endpoint, Optional<String> region) {
            var matcher = URL.matcher(url);
            if (!matcher.matches())
                throw new IllegalArgumentException("storage must be s3://BUCKET/PREFIX, not " + url);
            var prefix = Optional.ofNullable(matcher.group(2)).orElse("").replaceAll("/*$", "");
            return new Bucket(
                    matcher.group(1),
                    prefix.isEmpty() ? "" : prefix + "/",
                    endpoint.map(Bucket::checkedEndpoint),
                    region);
        }

        public Bucket {
            if (!PREFIX.matcher(prefix).matches())
                throw new IllegalArgumentException("the prefix of storage has letters, digits, -_.!*'() and single"
                        + " slashes between them, not " + prefix);
            if (region.filter(String::isBlank).isPresent())
                throw new IllegalArgumentException("s3-region must not be blank");
        }

        private static URI checkedEndpoint(String text) {
            try {
                var endpoint = new URI(text);
                var isHttp = "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme());
                if (isHttp && endpoint.getHost() != null && endpoint.getQuery() == null) return endpoint;
            } catch (URISyntaxException e) {
                // Refused below, in our words.
            }
            throw new IllegalArgumentException("s3-endpoint must be http(s)://HOST[:PORT], not " + text);
        }
    }
}
