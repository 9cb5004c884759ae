package dev.halftone.engine.net;

import java.io.IOException;
import java.lang.ScopedValue.CallableOp;
import java.net.ProtocolException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/// Limits what a hostile response can cost (OkHttp 5.5):
///
/// 1. HTTP/1.1 only. With HTTP/2, OkHttp buffers up to 16 MiB of each response before it is read, and header blocks
///    without a limit.
/// 2. OkHttp buffers a line of the chunked coding (RFC 9112 §7.1) of any length. So each read step has a
///    [ReadBudget].
/// 3. A negative status or length makes OkHttp throw unchecked exceptions. They become a [ProtocolException].
final class ResponseLimits implements Interceptor {
    private ResponseLimits() {}

    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        return client.protocols(List.of(Protocol.HTTP_1_1)).addNetworkInterceptor(new ResponseLimits());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var response = step(() -> chain.proceed(chain.request()));
        var body = response.body();
        var source = Okio.buffer(new Steps(body.source()));
        return response.newBuilder()
                .body(ResponseBody.create(source, body.contentType(), body.contentLength()))
                .build();
    }

    private static <T> T step(CallableOp<T, IOException> reading) throws IOException {
        try {
            return ReadBudget.run(reading);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw brokenRule(e);
        }
    }

    private static ProtocolException brokenRule(RuntimeException cause) {
        var broken = new ProtocolException("the response breaks the rules of HTTP");
        broken.initCause(cause);
        return broken;
    }

    /// A body that is read in steps.
    private static final class Steps extends ForwardingSource {
        Steps(Source body) {
            super(body);
        }

        @Override
        public long read(Buffer sink, long most) throws IOException {
            return step(() -> super.read(sink, most));
        }

        /// Closing reads on for a moment, to find out whether the connection can be reused.
        @Override
        public void close() throws IOException {
            step(() -> {
                super.close();
                return this;
            });
        }
    }
}
