package dev.halftone.engine.report;

/// One line of the CSV that goes out.
///
/// @param serialNumber as it came in
/// @param productName as it came in
/// @param inputImageUrls as they came in, joined by commas
/// @param outputImageUrls joined by commas, as many and in the same order; nothing in the place of an image that failed
public record ReportRow(String serialNumber, String productName, String inputImageUrls, String outputImageUrls) {
    /// The row with its cells written in this way.
    ReportRow written(Cells cells) {
        return new ReportRow(
                cells.written(serialNumber),
                cells.written(productName),
                cells.written(inputImageUrls),
                cells.written(outputImageUrls));
    }
}
