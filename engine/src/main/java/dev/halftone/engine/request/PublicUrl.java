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

    /// The web page of a shared request.
    public String page(ShareToken token) {
        return base + "/shared/" + token.text();
    }

    /// The links to everything about a request, by name.
    ///
    /// @param isWorkbook whether the upload is a workbook
    public Map<String, String> links(RequestId id, boolean isWorkbook) {
        return links(request(id), page(id), isWorkbook);
    }

    /// The same, for those who have the token.
    public Map<String, String> links(ShareToken token, boolean isWorkbook) {
        return links(base + "/v1/shared/" + token.text(), page(token), isWorkbook);
    }

    private static Map<String, String> links(String self, String page, boolean isWorkbook) {
        var links = new LinkedHashMap<String, String>();
        links.put("self", self);
        links.put("page", page);
        links.put("events", self + "/events");
        links.put("products", self + "/products");
        links.put("output_csv", self + "/output.csv");
        links.put("report_csv", self + "/report.csv");
        links.put("failed_csv", self + "/failed.csv");
        links.put("images_zip", self + "/images.zip");
        if (isWorkbook) links.put("output_xlsx", self + "/output.xlsx");
        return links;
    }
}
