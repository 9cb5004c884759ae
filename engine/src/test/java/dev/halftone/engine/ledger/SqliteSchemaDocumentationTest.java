package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SqliteSchemaDocumentationTest extends SchemaDocumentationContract {
    @TempDir
    private Path folder;

    @Override
    String jdbcUrl() {
        return TestDatabases.sqlite(folder);
    }

    @Override
    List<String> columns(JdbcClient database) {
        return database.sql("""
                select t.name || '.' || c.name from sqlite_schema t, pragma_table_info(t.name) c
                where t.type = 'table' and t.name not like 'sqlite%'
                """).query((row, index) -> row.getString(1)).list();
    }

    @Override
    List<String> indexes(JdbcClient database) {
        return database.sql("select name from sqlite_schema where type = 'index' and sql is not null")
                .query((row, index) -> row.getString(1))
                .list();
    }

    /// Those of keys have no name of ours, or are the table itself.
    @Override
    boolean listsEveryIndex() {
        return false;
    }
}
