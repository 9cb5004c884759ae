import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/// Sends a CSV to Halftone, waits for the end, and writes the output CSV. Java 25 or newer, nothing else; your own
/// program would use a JSON library.
///
///     java Halftone.java http://localhost:8080 products.csv output.csv
///
/// If the server uses API keys, set the variable API_KEY.
void main(String[] arguments) throws IOException, InterruptedException {
    var client = new Client(arguments[0], HttpClient.newHttpClient());

    var accepted = client.text(client.call("/v1/requests")
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofFile(Path.of(arguments[1]))));
    var request = "/v1/requests/" + field(accepted, "request_id");

    var status = client.text(client.call(request));
    while (field(status, "finished_at").equals("null")) {
        Thread.sleep(1000);
        status = client.text(client.call(request));
    }
    IO.println(field(status, "status") + ": " + field(status, "message"));

    try (var output = client.send(client.call(request + "/output.csv"))) {
        Files.copy(output, Path.of(arguments[2]), StandardCopyOption.REPLACE_EXISTING);
    }
}

/// The text of the first field with this name, or `null`.
static String field(String json, String name) {
    var field = Pattern.compile("\"" + name + "\":(null|\"((?:[^\"\\\\]|\\\\.)*)\")").matcher(json);
    if (!field.find()) throw new IllegalStateException("no field " + name + " in " + json);
    return field.group(2) == null ? "null" : field.group(2);
}

record Client(String server, HttpClient http) {
    HttpRequest.Builder call(String path) {
        var call = HttpRequest.newBuilder(URI.create(server + path));
        var key = System.getenv("API_KEY");
        return key == null ? call : call.header("Authorization", "Bearer " + key);
    }

    /// Errors are problem documents with a `code` and a `detail`.
    InputStream send(HttpRequest.Builder call) throws IOException, InterruptedException {
        var response = http.send(call.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) return response.body();
        throw new IOException(new String(response.body().readAllBytes(), UTF_8));
    }

    String text(HttpRequest.Builder call) throws IOException, InterruptedException {
        try (var body = send(call)) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
