package dev.halftone.app.web;

import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.SubmissionService.CatalogFile;
import dev.halftone.engine.SubmitResult;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.SubmitResult.InvalidCsv;
import dev.halftone.engine.SubmitResult.KeyReused;
import dev.halftone.engine.SubmitResult.NotStored;
import dev.halftone.engine.SubmitResult.Repeated;
import dev.halftone.engine.SubmitResult.SourceNotFound;
import dev.halftone.engine.SubmitResult.TooLarge;
import dev.halftone.engine.SubmitResult.TooManyDownloads;
import dev.halftone.engine.SubmitResult.TooManyOpen;
import dev.halftone.engine.ValidationService;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogFields;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookUrl;
import dev.halftone.imaging.Recipe;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// Turns uploads into submissions to the engine, and the engine's refusals into problems, for every endpoint that
/// accepts uploads.
public final class SubmissionMapper {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final SubmissionService submissionService;
    private final ValidationService validationService;
    private final UploadReader reader;
    private final OptionsParser options;

    public SubmissionMapper(
            SubmissionService submissionService,
            ValidationService validationService,
            UploadReader reader,
            AddressGuard guard) {
        this.submissionService = submissionService;
        this.validationService = validationService;
        this.reader = reader;
        this.options = new OptionsParser(guard);
    }

    /// The request that an upload created or repeated.
    ///
    /// @param status 202 for a new request, 200 for one that existed before
    record Submitted(Request request, HttpStatus status) {}

    Submitted submitForm(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readForm(httpRequest)) {
            return submit(owner, httpRequest, upload);
        }
    }

    Submitted submitRaw(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readRaw(httpRequest)) {
            return submit(owner, httpRequest, upload);
        }
    }

    Submitted submitLinked(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readLinked(httpRequest)) {
            return submit(owner, httpRequest, upload);
        }
    }

    private Submitted submit(AuthInterceptor.Owner owner, HttpServletRequest httpRequest, UploadReader.Upload upload)
            throws IOException {
        var key = idempotencyKey(httpRequest);
        return submitted(httpRequest, submit(owner, upload, strictOptions(upload), key));
    }

    private RequestOptions strictOptions(UploadReader.Upload upload) {
        if (upload.file() instanceof CatalogFile.Uploaded
                && upload.requestParameters().find(UploadReader.SOURCE_URL).isPresent())
            throw RequestParameters.invalid(UploadReader.SOURCE_URL, "is given beside a file; send one of them");
        return options.parseStrict(upload.requestParameters());
    }

    private static Submitted submitted(HttpServletRequest httpRequest, Submitted submitted) {
        TraceFilter.submitted(httpRequest, submitted.request().id());
        return submitted;
    }

    /// Ignores unknown fields and `Idempotency-Key`, as the first API did.
    Submitted submitLegacyForm(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readForm(httpRequest)) {
            return submitted(
                    httpRequest, submit(owner, upload, options.parse(upload.requestParameters()), Optional.empty()));
        }
    }

    /// Checks an upload, with the fields of a submission, and keeps nothing.
    CatalogCheck validateForm(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readForm(httpRequest)) {
            return validate(owner, upload);
        }
    }

    /// Does the same for a body that is the file.
    CatalogCheck validateRaw(AuthInterceptor.Owner owner, HttpServletRequest httpRequest) throws IOException {
        try (var upload = reader.readRaw(httpRequest)) {
            return validate(owner, upload);
        }
    }

    private CatalogCheck validate(AuthInterceptor.Owner owner, UploadReader.Upload upload) throws IOException {
        var catalogOptions = strictOptions(upload).catalog().withCharset(upload.charset());
        return switch (validationService.validate(owner.name(), upload.file(), catalogOptions)) {
            case ValidationService.Result.Checked(var check) -> check;
            case ValidationService.Result.TooLarge(var maxBytes) -> throw UploadReader.tooLarge(maxBytes);
            case ValidationService.Result.SourceNotFound(var why) -> throw sourceNotFound(why);
            case ValidationService.Result.TooManyDownloads() -> throw tooManyDownloads();
            case ValidationService.Result.NotStored(var message) ->
                throw new ProblemException(ProblemCode.STORAGE_FAILED, message);
        };
    }

    private Submitted submit(
            AuthInterceptor.Owner owner,
            UploadReader.Upload upload,
            RequestOptions requestOptions,
            Optional<String> key)
            throws IOException {
        var named =
                requestOptions.withName(new RequestName(requestOptions.name().reference(), upload.filename()));
        var withCharset = named.withCatalog(named.catalog().withCharset(upload.charset()));
        return toSubmitted(submissionService.submit(
                new SubmissionService.Submission(RequestId.random(), owner.name(), upload.file(), withCharset, key)));
    }

    /// The key that makes repeating an upload safe.
    private static Optional<String> idempotencyKey(HttpServletRequest httpRequest) {
        var keys = Collections.list(httpRequest.getHeaders(IDEMPOTENCY_KEY));
        if (keys.isEmpty()) return Optional.empty();
        if (keys.size() > 1 || !keys.getFirst().matches("[ -~]{1,255}"))
            throw RequestParameters.invalid(
                    IDEMPOTENCY_KEY, "must be one value of 1 to 255 printable ASCII characters");
        return Optional.of(keys.getFirst());
    }

    private static Submitted toSubmitted(SubmitResult submitResult) {
        return switch (submitResult) {
            case Accepted(var request) -> new Submitted(request, HttpStatus.ACCEPTED);
            case Repeated(var request) -> new Submitted(request, HttpStatus.OK);
            case KeyReused() ->
                throw new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "this key was sent before with another upload or other options");
            case InvalidCsv(var violations) -> throw new ProblemException(Problem.invalidCsv(violations));
            case TooLarge(var maxBytes) -> throw UploadReader.tooLarge(maxBytes);
            case SourceNotFound(var why) -> throw sourceNotFound(why);
            case TooManyDownloads() -> throw tooManyDownloads();
            case TooManyOpen(var limit) ->
                throw new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "%d requests are open, which is the limit; wait until some have ended".formatted(limit));
            case NotStored(var message) -> throw new ProblemException(ProblemCode.STORAGE_FAILED, message);
        };
    }

    private static ProblemException sourceNotFound(String why) {
        return RequestParameters.invalid(UploadReader.SOURCE_URL, "has no catalogue file: " + why);
    }

    private static ProblemException tooManyDownloads() {
        return new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "too many files are being downloaded from a source_url; try again")
                .withHeader(HttpHeaders.RETRY_AFTER, "10");
    }

    /// Parses the options of an upload. Rejects webhook URLs that the address policy forbids.
    static final class OptionsParser {
        private static final String WEBHOOK_URL = "webhook_url";
        private static final String WEBHOOK_SECRET = "webhook_secret";
        static final String QUALITY = "quality";
        static final String MAX_WIDTH = "max_width";
        static final String MAX_HEIGHT = "max_height";
        static final String FORMAT = "format";
        private static final String CACHE = "cache";
        private static final String LAYOUT = "layout";
        private static final String ID_COLUMN = "id_column";
        private static final String NAME_COLUMN = "name_column";
        private static final String BASE_URL = "base_url";
        private static final String FAILED = "failed";
        private static final String KEEP_COLUMNS = "keep_columns";
        private static final String SHEET = "sheet";
        private static final String REFERENCE = "reference";
        private static final Set<String> KNOWN_FIELDS = Set.of(
                UploadReader.SOURCE_URL,
                WEBHOOK_URL,
                WEBHOOK_SECRET,
                QUALITY,
                MAX_WIDTH,
                MAX_HEIGHT,
                FORMAT,
                CACHE,
                LAYOUT,
                RequestParameters.IMAGE_COLUMN,
                ID_COLUMN,
                NAME_COLUMN,
                BASE_URL,
                FAILED,
                KEEP_COLUMNS,
                SHEET,
                REFERENCE);
        private static final int MAX_PIXELS = 1_000_000;

        private final AddressGuard guard;

        OptionsParser(AddressGuard guard) {
            this.guard = guard;
        }

        /// Rejects unknown fields, so that a misspelled one does not go unnoticed.
        RequestOptions parseStrict(RequestParameters requestParameters) {
            requireKnown(requestParameters, KNOWN_FIELDS);
            return parse(requestParameters);
        }

        private static void requireKnown(RequestParameters requestParameters, Set<String> known) {
            for (var name : requestParameters.names()) {
                if (!known.contains(name)) throw RequestParameters.unknown(name);
            }
        }

        /// Parses the receiver of a test message. Rejects unknown fields.
        WebhookTarget parseWebhook(RequestParameters requestParameters) {
            requireKnown(requestParameters, Set.of(WEBHOOK_URL, WEBHOOK_SECRET));
            return webhook(requestParameters).orElseThrow(() -> RequestParameters.invalid(WEBHOOK_URL, "is required"));
        }

        /// Ignores unknown fields.
        RequestOptions parse(RequestParameters requestParameters) {
            return new RequestOptions(
                    recipe(requestParameters),
                    webhook(requestParameters),
                    cache(requestParameters),
                    catalog(requestParameters),
                    new RequestName(requestParameters.findLine(REFERENCE), Optional.empty()));
        }

        private static CatalogOptions catalog(RequestParameters requestParameters) {
            var fields = new CatalogFields(
                    requestParameters.find(LAYOUT),
                    requestParameters.findAll(RequestParameters.IMAGE_COLUMN),
                    requestParameters.find(ID_COLUMN),
                    requestParameters.find(NAME_COLUMN),
                    requestParameters.find(BASE_URL),
                    requestParameters.find(FAILED),
                    requestParameters.find(KEEP_COLUMNS),
                    requestParameters.find(SHEET));
            try {
                return fields.parse();
            } catch (CatalogFields.InvalidFieldException e) {
                throw RequestParameters.invalid(e.field(), String.valueOf(e.getMessage()));
            }
        }

        static Recipe recipe(RequestParameters requestParameters) {
            var usual = Recipe.defaults();
            return new Recipe(
                    requestParameters.findInt(QUALITY, 1, 100).orElse(usual.quality()),
                    requestParameters.findInt(MAX_WIDTH, 0, MAX_PIXELS).orElse(usual.maxWidth()),
                    requestParameters.findInt(MAX_HEIGHT, 0, MAX_PIXELS).orElse(usual.maxHeight()),
                    requestParameters.find(FORMAT).map(OptionsParser::format).orElse(usual.format()));
        }

        private static Recipe.OutputFormat format(String text) {
            return Recipe.OutputFormat.find(text)
                    .orElseThrow(() -> RequestParameters.invalid(FORMAT, "must be one of " + formats()));
        }

        private static String formats() {
            return Arrays.stream(Recipe.OutputFormat.values())
                    .map(Recipe.OutputFormat::text)
                    .collect(Collectors.joining(", "));
        }

        private static RequestOptions.CacheUse cache(RequestParameters requestParameters) {
            return requestParameters.find(CACHE).map(OptionsParser::cache).orElse(RequestOptions.CacheUse.USE);
        }

        private static RequestOptions.CacheUse cache(String text) {
            return RequestOptions.CacheUse.find(text)
                    .orElseThrow(() -> RequestParameters.invalid(CACHE, "must be one of use, none"));
        }

        private Optional<WebhookTarget> webhook(RequestParameters requestParameters) {
            var url = requestParameters.find(WEBHOOK_URL);
            var secret = requestParameters.find(WEBHOOK_SECRET);
            if (url.isEmpty() && secret.isPresent())
                throw RequestParameters.invalid(WEBHOOK_SECRET, "needs webhook_url, too");
            url.ifPresent(this::checkUrl);
            secret.ifPresent(OptionsParser::checkSecret);
            return url.map(target -> new WebhookTarget(target, secret));
        }

        private void checkUrl(String url) {
            WebhookUrl.problem(url, guard).ifPresent(reason -> {
                throw RequestParameters.invalid(WEBHOOK_URL, "is rejected: " + reason);
            });
        }

        private static void checkSecret(String secret) {
            WebhookSecret.problem(secret).ifPresent(reason -> {
                throw RequestParameters.invalid(WEBHOOK_SECRET, "is rejected: " + reason);
            });
        }
    }
}
