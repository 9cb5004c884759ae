package dev.halftone.app.web;

import dev.halftone.engine.database.DatabaseFault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;

/// Turns exceptions into problem responses. It leaves bugs, and responses that have begun, to [UnhandledErrorFilter].
public final class ProblemExceptionResolver implements HandlerExceptionResolver {
    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionResolver.class);

    private final Problem.ProblemWriter writer = new Problem.ProblemWriter();
    private final StaticFile notFound = StaticFile.ofPage("not-found.html");

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        var problem = problem(request, e);
        if (problem.isEmpty() || response.isCommitted()) return null;
        if (!(e instanceof ProblemException) && problem.get().status() >= 500) logFailure(request, problem.get(), e);
        try {
            if (problem.get().status() == HttpServletResponse.SC_NOT_FOUND && isBrowser(request)) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                notFound.sendUncached(request, response);
            } else writer.write(response, problem.get(), headers(e));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new ModelAndView();
    }

    /// Whether somebody looks for a page. Browsers name HTML; other clients get JSON.
    private static boolean isBrowser(HttpServletRequest request) {
        var accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return accept.contains(MediaType.TEXT_HTML_VALUE)
                && !request.getRequestURI().startsWith("/v1/")
                && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"));
    }

    private static void logFailure(HttpServletRequest request, Problem problem, Exception e) {
        log.warn(
                "{} {}: {} ({})",
                request.getMethod(),
                SharedController.pathWithoutToken(request),
                problem.detail(),
                e.getMessage());
    }

    private static Optional<Problem> problem(HttpServletRequest request, Exception e) {
        return switch (e) {
            case ProblemException problemException -> Optional.of(problemException.problem());
            case NoHandlerFoundException _ -> problem(ProblemCode.NOT_FOUND, "there is nothing at this path");
            case HttpRequestMethodNotSupportedException _ ->
                problem(ProblemCode.METHOD_NOT_ALLOWED, "the header Allow lists the methods of this path");
            case HttpMediaTypeNotAcceptableException _ ->
                problem(ProblemCode.NOT_ACCEPTABLE, "no media type of the header Accept is available here");
            case HttpMediaTypeNotSupportedException type ->
                problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, acceptedTypes(request, type));
            case HttpMessageNotReadableException _ ->
                problem(ProblemCode.BAD_REQUEST, "the body is not the JSON that this endpoint expects");
            case InvalidParameterException _ ->
                problem(ProblemCode.BAD_REQUEST, "the query string is malformed or has too many parameters");
            default -> storageOutage(e).flatMap(words -> problem(ProblemCode.STORAGE_FAILED, words));
        };
    }

    /// The message for a failure of the database, disk or bucket, which is temporary and not a bug.
    private static Optional<String> storageOutage(Exception e) {
        var words = DatabaseFault.of(e).map(DatabaseFault::message);
        return words.isEmpty() && e instanceof UncheckedIOException && !UnhandledErrorFilter.isClientDisconnect(e)
                ? Optional.of("the server's storage failed")
                : words;
    }

    private static Optional<Problem> problem(ProblemCode code, String detail) {
        return Optional.of(Problem.of(code, detail));
    }

    private static String acceptedTypes(HttpServletRequest request, HttpMediaTypeNotSupportedException type) {
        var accepted = type.getSupportedMediaTypes().contains(MediaType.MULTIPART_FORM_DATA)
                ? "multipart/form-data with a part named file, or the CSV itself as text/csv"
                : MediaType.toString(type.getSupportedMediaTypes());
        return "send " + accepted + ", not "
                + Optional.ofNullable(request.getContentType()).orElse("a body without a type");
    }

    private static Map<String, String> headers(Exception e) {
        return switch (e) {
            case ProblemException problemException -> problemException.headers();
            case HttpRequestMethodNotSupportedException method -> Map.of("Allow", allowed(method));
            case HttpMediaTypeNotSupportedException type ->
                Map.of("Accept", MediaType.toString(type.getSupportedMediaTypes()));
            default -> Map.of();
        };
    }

    /// HEAD is allowed wherever GET is.
    private static String allowed(HttpRequestMethodNotSupportedException e) {
        var methods = Optional.ofNullable(e.getSupportedHttpMethods()).orElseGet(Set::of);
        var head = methods.contains(HttpMethod.GET) ? Stream.of(HttpMethod.HEAD) : Stream.<HttpMethod>empty();
        return Stream.concat(methods.stream(), head)
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
