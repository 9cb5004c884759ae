package dev.halftone.engine.request;

import java.util.LinkedHashMap;
import java.util.Map;

/// The URL under which this server is reached from outside: the prefix of all its links, without a trailing slash.
public record PublicUrl(String base) {
    public PublicUrl {
        base = base.replaceAll("/+$", "");
    }

    /// The prefix of the file name of a processed image.
    public String images() {
        return base + "/processed_images/";
    }

    /// The status endpoint of a request.
    public String request(RequestId id) {
        return base + "/v1/requests/" + id;
    }

    /// The web page of a request.
    public String page(RequestId id) {
        return base + "/requests/" + id;
    }

    /// The links to everything about a request, by name.
    ///
    /// @param isWorkbook whether the upload is a workbook
    public Map<String, String> links(RequestId id, boolean isWorkbook) {
        var links = new LinkedHashMap<String, String>();
        links.put("self", request(id));
        links.put("page", page(id));
        links.put("events", request(id) + "/events");
        links.put("products", request(id) + "/products");
        links.put("output_csv", request(id) + "/output.csv");
        links.put("report_csv", request(id) + "/report.csv");
        links.put("images_zip", request(id) + "/images.zip");
        if (isWorkbook) links.put("output_xlsx", request(id) + "/output.xlsx");
        return links;
    }
}
