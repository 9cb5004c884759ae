package dev.halftone.engine.imageservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSigner;
import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The secrets that an image service and its client share: one signs jobs, the other callbacks.
///
/// Each may be there twice while it is being replaced: the first signs, both verify.
public record ServiceSecrets(List<WebhookSecret> jobs, List<WebhookSecret> callbacks) {
    private static final int MAX_OF_A_KIND = 2;

    public ServiceSecrets {
        jobs = checked("jobs", jobs);
        callbacks = checked("callbacks", callbacks);
    }

    private static List<WebhookSecret> checked(String kind, List<WebhookSecret> secrets) {
        if (secrets.isEmpty()) throw new IllegalArgumentException("there is no line: " + kind + " whsec_…");
        if (secrets.size() > MAX_OF_A_KIND)
            throw new IllegalArgumentException("there are " + secrets.size() + " lines for " + kind + "; two at most");
        return List.copyOf(secrets);
    }

    private enum Kind {
        JOBS,
        CALLBACKS
    }

    /// Reads lines `jobs whsec_…` and `callbacks whsec_…`. Blank lines and lines that begin with `#` are skipped.
    ///
    /// @throws IllegalArgumentException when the file is not of this form; the message does not repeat a secret
    public static ServiceSecrets read(Path file) {
        try {
            return parse(Files.readAllLines(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secrets of the image service in " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static ServiceSecrets parse(List<String> lines) {
        var jobs = new ArrayList<WebhookSecret>();
        var callbacks = new ArrayList<WebhookSecret>();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            var words = line.split("\\s+", -1);
            if (words.length != 2) throw new IllegalArgumentException("line " + (i + 1) + " is not: jobs whsec_…");
            (kind(words[0], i + 1) == Kind.JOBS ? jobs : callbacks).add(secret(words[1], i + 1));
        }
        return new ServiceSecrets(jobs, callbacks);
    }

    private static Kind kind(String word, int line) {
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + " begins with neither jobs nor callbacks", e);
        }
    }

    private static WebhookSecret secret(String text, int line) {
        WebhookSecret.problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException("line " + line + ": " + problem);
        });
        return new WebhookSecret(text);
    }

    /// Signs a request about a job.
    ///
    /// @param body the exact bytes that will be sent; empty for a request without a body
    public SignedHeaders signJob(MessageId id, Instant at, byte[] body) {
        return new WebhookSigner(jobs.getFirst()).sign(id, at, body);
    }

    /// Signs a callback.
    ///
    /// @param body the exact bytes that will be sent
    public SignedHeaders signCallback(MessageId id, Instant at, byte[] body) {
        return new WebhookSigner(callbacks.getFirst()).sign(id, at, body);
    }

    /// Whether a request about a job was signed with one of our secrets, within the last five minutes.
    public boolean verifyJob(SignedHeaders headers, byte[] body, Instant now) {
        return verify(jobs, headers, body, now);
    }

    /// Whether a callback was signed with one of our secrets, within the last five minutes.
    public boolean verifyCallback(SignedHeaders headers, byte[] body, Instant now) {
        return verify(callbacks, headers, body, now);
    }

    private static boolean verify(List<WebhookSecret> secrets, SignedHeaders headers, byte[] body, Instant now) {
        return secrets.stream().anyMatch(secret -> new WebhookSigner(secret).verify(headers, body, now));
    }
}
