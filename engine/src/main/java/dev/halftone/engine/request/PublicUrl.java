package dev.halftone.engine.request;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where this server is reached from outside, and so what its links begin with. No slash at its end.
public record PublicUrl(String base) {
    public PublicUrl {
        base = base.replaceAll("/+$", "");
    }

    /// What stands before the file name of a processed image.
    public String images() {
        return base + "/processed_images/";
    }

    /// The call that tells how a request stands.
    public String request(RequestId id) {
        return base + "/v1/requests/" + id;
    }

    /// Where people look at a request.
    public String page(RequestId id) {
        return base + "/requests/" + id;
    }

    /// Everything there is to read about a request, by name.
    public Map<String, String> links(RequestId id) {
        var links = new LinkedHashMap<String, String>();
        links.put("self", request(id));
        links.put("page", page(id));
        links.put("events", request(id) + "/events");
        links.put("products", request(id) + "/products");
        links.put("output_csv", request(id) + "/output.csv");
        return links;
    }
}
