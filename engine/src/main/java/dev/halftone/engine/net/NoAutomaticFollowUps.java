package dev.halftone.engine.net;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Keeps OkHttp from acting on answers by itself. It would follow redirects unjudged; repeat a request that got
/// 408, or 503 with `Retry-After: 0`; throw away a 407, and break down over a `Retry-After` of more than 2³¹
/// seconds (5.5, `RetryAndFollowUpInterceptor`). So statuses pass that place under numbers that say nothing to it.
final class NoAutomaticFollowUps {
    private static final int DISGUISE = 1000;

    private NoAutomaticFollowUps() {}

    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        return client.addNetworkInterceptor(chain -> shifted(chain, DISGUISE))
                .addInterceptor(chain -> shifted(chain, -DISGUISE));
    }

    private static Response shifted(Interceptor.Chain chain, int by) throws IOException {
        var answer = chain.proceed(chain.request());
        return answer.newBuilder().code(answer.code() + by).build();
    }
}
