package dev.halftone.engine.net;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Keeps OkHttp from acting on responses automatically. It would follow redirects without a check, repeat a request
/// after 408 or after 503 with `Retry-After: 0`, discard a 407, and throw on a `Retry-After` of more than 2³¹ seconds
/// (OkHttp 5.5, `RetryAndFollowUpInterceptor`). So its interceptor sees shifted status codes that it ignores.
final class NoAutomaticFollowUps {
    private static final int DISGUISE = 1000;

    private NoAutomaticFollowUps() {}

    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        return client.addNetworkInterceptor(chain -> shifted(chain, DISGUISE))
                .addInterceptor(chain -> shifted(chain, -DISGUISE));
    }

    private static Response shifted(Interceptor.Chain chain, int by) throws IOException {
        var response = chain.proceed(chain.request());
        return response.newBuilder().code(response.code() + by).build();
    }
}
