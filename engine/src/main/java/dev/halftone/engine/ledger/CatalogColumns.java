package dev.halftone.engine.ledger;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.CatalogOptions.ChosenColumns;
import dev.halftone.engine.request.CatalogOptions.FailedPlaces;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The columns of `requests` with the [CatalogOptions].
final class CatalogColumns {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CatalogColumns() {}

    static Map<String, @Nullable Object> params(CatalogOptions options) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("charset", options.charset().map(Charset::name).orElse(null));
        params.put("layout", options.layout().text());
        params.put(
                "chosenColumns", options.columns().map(JSON::writeValueAsString).orElse(null));
        params.put("baseUrl", options.baseUrl().orElse(null));
        params.put("failedPlaces", options.failed().text());
        params.put("keepColumns", options.keepColumns() ? 1 : 0);
        params.put("sheet", options.sheet().orElse(null));
        return params;
    }

    static CatalogOptions read(ResultSet row) throws SQLException {
        return new CatalogOptions(
                Layout.of(row.getString("layout")),
                Ledger.Columns.text(row, "chosen_columns").map(json -> JSON.readValue(json, ChosenColumns.class)),
                Ledger.Columns.text(row, "base_url"),
                FailedPlaces.find(row.getString("failed_places")).orElseThrow(),
                row.getInt("keep_columns") == 1,
                Ledger.Columns.text(row, "sheet"),
                Ledger.Columns.text(row, "charset").map(Charset::forName));
    }
}
