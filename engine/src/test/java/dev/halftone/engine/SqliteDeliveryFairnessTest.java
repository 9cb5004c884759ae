package dev.halftone.engine;

import java.nio.file.Path;

class SqliteDeliveryFairnessTest extends DeliveryFairnessContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
