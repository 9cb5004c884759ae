package dev.halftone.engine.fetch;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressGuard.Verdict.Allowed;
import dev.halftone.engine.net.AddressGuard.Verdict.Blocked;
import dev.halftone.engine.net.AddressGuard.Verdict.Invalid;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.net.NetworkErrors;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.SourceUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Downloads catalogue files by their URLs. The address guard checks every address that is connected to.
public final class CatalogDownloader implements AutoCloseable {
    private static final String ACCEPT =
            "text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,*/*;q=0.5";

    /// How long a download may take. The client waits for it, and so does its connection.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AddressGuard guard;
    private final OkHttpClient client;
    private final RedirectedGet redirects;
    private final DownloadLimits limits = new DownloadLimits();

    public CatalogDownloader(FetchSettings settings, AddressGuard guard) {
        this.guard = guard;
        this.client = guard.guarded(new OkHttpClient.Builder())
                .fastFallback(false)
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.fetchTimeout())
                .callTimeout(LONGEST)
                // Catalogues are hours apart, so no connection is worth keeping.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
        this.redirects = new RedirectedGet(settings, guard, client);
    }

    /// The result of opening a URL.
    public sealed interface Result {

        /// The file, as it arrives. The caller closes it.
        record Opened(Download download) implements Result {}

        /// There is no such file.
        ///
        /// @param why in words, as the end of a sentence; safe to show to clients
        record NotFound(String why) implements Result {}

        /// Too many downloads are in progress.
        record Busy() implements Result {}
    }

    /// Opens the file at a URL, or at the file behind a page where people copy URLs: Google Sheets, Drive, Dropbox,
    /// GitHub and others. Blocks until the file begins to arrive.
    ///
    /// @param owner who asks; each owner has a limit
    public Result open(String owner, SourceUrl url) {
        var problem = problem(url);
        if (problem.isPresent()) return new Result.NotFound(problem.get());
        var permit = limits.tryAcquire(owner);
        if (permit.isEmpty()) return new Result.Busy();
        var result = open(ShareLink.resolveCatalog(url.toHttpUrl()), permit.get());
        if (!(result instanceof Result.Opened)) permit.get().close();
        return result;
    }

    /// Why the guard forbids a URL, without any look-up.
    private Optional<String> problem(SourceUrl url) {
        return switch (guard.judge(url)) {
            case Invalid(var why) -> Optional.of(why);
            case Blocked blocked -> Optional.of(blocked.why());
            case Allowed _ -> Optional.empty();
        };
    }

    private Result open(HttpUrl url, DownloadLimits.Permit permit) {
        try {
            return switch (redirects.get(url, ACCEPT, ConditionalHeaders.NONE)) {
                case RedirectedGet.Result.Refused(var refused) -> new Result.NotFound(reason(refused));
                case RedirectedGet.Result.Responded(var response) -> {
                    var problem = problem(response);
                    if (problem.isEmpty()) yield new Result.Opened(new Download(response, permit));
                    response.close();
                    yield new Result.NotFound(problem.get());
                }
            };
        } catch (IOException e) {
            return new Result.NotFound(explain(e));
        }
    }

    private static String reason(Fetched.NotFetched refused) {
        return refused.outcome() instanceof Failed(var _, var message) ? message : refused.toString();
    }

    private static Optional<String> problem(Response response) {
        if (response.code() != HttpStatus.OK)
            return Optional.of(
                    ("the server answered " + response.code() + " " + HttpStatus.reasonPhrase(response.code()))
                            .strip());
        var type = response.body().contentType();
        return type != null && type.subtype().equals("html")
                ? Optional.of("the URL leads to a web page, not to a file; a shared file must be open to anyone who has"
                        + " the link")
                : Optional.empty();
    }

    private static String explain(IOException failure) {
        return NetworkErrors.explain(failure, "the server");
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }

    /// A file that is arriving.
    public static final class Download implements AutoCloseable {
        private final Response response;
        private final DownloadLimits.Permit permit;

        Download(Response response, DownloadLimits.Permit permit) {
            this.response = response;
            this.permit = permit;
        }

        /// The file. If the transfer fails, reading throws a [BrokenOffException].
        public InputStream content() {
            return new FilterInputStream(response.body().byteStream()) {
                @Override
                public int read() throws IOException {
                    try {
                        return super.read();
                    } catch (IOException e) {
                        throw new BrokenOffException(e);
                    }
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    try {
                        return super.read(buffer, offset, length);
                    } catch (IOException e) {
                        throw new BrokenOffException(e);
                    }
                }
            };
        }

        /// The charset in the file's content type, if there is a known one.
        public Optional<Charset> charset() {
            return Optional.ofNullable(response.body().contentType()).map(MediaType::charset);
        }

        @Override
        public void close() {
            try (permit) {
                response.close();
            }
        }
    }

    /// The transfer of a file failed. The message says why, in words that are safe to show to clients.
    public static final class BrokenOffException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOffException(IOException cause) {
            super(explain(cause), cause);
        }
    }
}
