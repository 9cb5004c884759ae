package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlCourseTest extends CourseContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
