package lightspeed.acceptance;

import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.TestDatabase;

/// Where a shop keeps its tables, as the test reaches it.
interface ShopDatabase extends AutoCloseable {
  DatabaseAddress address();

  Database database();

  @Override
  void close();

  /// A schema of its own on the server that all tests share.
  static ShopDatabase shared() {
    TestDatabase schema = TestDatabase.empty();
    return new ShopDatabase() {
      @Override
      public DatabaseAddress address() {
        return schema.address();
      }

      @Override
      public Database database() {
        return schema.database();
      }

      @Override
      public void close() {
        schema.close();
      }
    };
  }
}
