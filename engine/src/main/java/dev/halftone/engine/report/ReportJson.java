package dev.halftone.engine.report;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON format of reports and the API: names in snake_case, codes in lower case, times in RFC 3339 UTC, absent
/// values as null.
public final class ReportJson {
    private ReportJson() {}

    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .build();
    }
}
