package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlNodesTest extends NodesContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
