package lightspeed.installation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import lightspeed.audit.TestAudit;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.EnvFile;
import lightspeed.config.SettingSources;
import lightspeed.db.Database;
import lightspeed.settings.KeySource;
import org.jspecify.annotations.Nullable;

/// Installations for tests.
public final class Installations {
  private Installations() {}

  /// One whose key is the first and whose store is never asked.
  public static Installation of(Database database) {
    return of(database, keys(1), null);
  }

  public static Installation of(
      Database database, KeySource keys, @Nullable StoreCheck store, Belongings... belongings) {
    return new Installation(
        database,
        keys,
        store,
        List.of(belongings),
        TestAudit.log(InstantSource.system()),
        System::nanoTime);
  }

  /// The n-th key, as the environment gives it.
  public static KeySource keys(int n) {
    byte[] key = new byte[32];
    key[0] = (byte) n;
    var configuration =
        Configuration.of(
            new SettingSources(
                Map.of(),
                Map.of("LIGHTSPEED_KEY", Base64.getEncoder().encodeToString(key)),
                EnvFile.NONE));
    return KeySource.of(configuration, new DataDirectory(Path.of("no-data-directory")));
  }
}
