package dev.halftone.engine.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.connection.RealCall;
import okhttp3.internal.connection.RealConnection;
import okhttp3.internal.http.RealInterceptorChain;
import okhttp3.internal.http1.Http1ExchangeCodec;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// Percent-encodes blanks and all but ASCII in the `Location` of a redirect, byte by byte, as
/// browsers do.
///
/// OkHttp 5.5 decodes headers as UTF-8, and turns other bytes into U+FFFD. So the head of a redirect is read
/// once ahead of OkHttp, without taking anything from it. The listener is the only place between a request and
/// OkHttp's reading: it sends what was written, and then waits for the response in OkHttp's place.
final class LocationBytes extends EventListener implements Interceptor {
    /// Scheme and host. They cannot be percent-encoded, and a host may be an internationalized name.
    private static final Pattern AUTHORITY = Pattern.compile("(?i)^(https?:)?[/\\\\]{2}[^/?#\\\\]*");

    /// Control characters stay: in an absolute URL they are an error, as in a CSV.
    private static final Pattern ILLEGAL = Pattern.compile("[ \\x80-\\xFF]");

    private static final ScopedValue<Head> CURRENT = ScopedValue.newInstance();

    private LocationBytes() {}

    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        var locationBytes = new LocationBytes();
        return client.addNetworkInterceptor(locationBytes).eventListener(locationBytes);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        // The listener's event comes before the body of a request, when no response can be awaited yet.
        if (chain.request().body() != null) return chain.proceed(chain.request());
        var head = new Head(codec(chain));
        var response = ScopedValue.where(CURRENT, head).call(() -> chain.proceed(chain.request()));
        return head.location()
                .map(LocationBytes::encoded)
                .map(location -> with(location, response))
                .orElse(response);
    }

    /// Creating another codec changes nothing: OkHttp creates one for each request.
    private static Http1ExchangeCodec codec(Chain chain) throws IOException {
        var connection = (RealConnection) Objects.requireNonNull(chain.connection());
        var client = ((RealCall) chain.call()).getClient();
        return (Http1ExchangeCodec) connection.newCodec$okhttp(client, (RealInterceptorChain) chain);
    }

    private static Response with(String location, Response response) {
        var headers = response.headers().newBuilder().removeAll("Location").addUnsafeNonAscii("Location", location);
        return response.newBuilder().headers(headers.build()).build();
    }

    /// @param location one character for each byte
    private static String encoded(String location) {
        var authority = AUTHORITY.matcher(location);
        var start = authority.find() ? authority.end() : 0;
        return new String(location.substring(0, start).getBytes(ISO_8859_1), UTF_8)
                + ILLEGAL.matcher(location.substring(start))
                        .replaceAll(illegal ->
                                "%%%02X".formatted((int) illegal.group().charAt(0)));
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        if (CURRENT.isBound()) CURRENT.get().read();
    }

    /// The head of a response.
    private static final class Head {
        private static final String NAME = "location:";

        private final Http1ExchangeCodec codec;
        private @Nullable String location;

        Head(Http1ExchangeCodec codec) {
            this.codec = codec;
        }

        Optional<String> location() {
            return Optional.ofNullable(location);
        }

        void read() {
            try {
                codec.getSocket().getSink().flush();
                read(codec.getSocket().getSource().peek());
            } catch (IOException e) {
                // OkHttp reads the same next, and reports the failure.
            }
        }

        /// Reads the head of a redirect, and nothing but the status line of other final responses.
        private void read(BufferedSource source) throws IOException {
            var isInterim = false;
            do {
                var status = line(source);
                isInterim = status.matches("HTTP/1\\.\\d 1(?!01).*");
                if (!isInterim && !status.matches("HTTP/1\\.\\d 3.*")) return;
                for (var line = line(source); !line.isEmpty(); line = line(source)) {
                    if (!isInterim && line.regionMatches(true, 0, NAME, 0, NAME.length()))
                        location = line.substring(NAME.length()).strip();
                }
            } while (isInterim);
        }

        /// A line without its end, which may be a line feed alone, as OkHttp allows.
        private static String line(BufferedSource source) throws IOException {
            var end = source.indexOf((byte) '\n');
            if (end < 0) throw new EOFException();
            var line = source.readString(end, ISO_8859_1);
            source.skip(1);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
    }
}
