package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
class PostgresqlSchemaDocumentationTest extends SchemaDocumentationContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }

    @Override
    List<String> columns(JdbcClient database) {
        return database.sql("""
                select table_name || '.' || column_name from information_schema.columns where table_schema = current_schema()
                """).query((row, index) -> row.getString(1)).list();
    }

    @Override
    List<String> indexes(JdbcClient database) {
        return database.sql("select indexname from pg_indexes where schemaname = current_schema()")
                .query((row, index) -> row.getString(1))
                .list();
    }

    @Override
    boolean listsEveryIndex() {
        return true;
    }
}
