package lightspeed.audit;

import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import lightspeed.db.Database;

/// An audit log with a key of its own, for tests of what is audited.
public final class TestAudit {
  private TestAudit() {}

  public static AuditLog log(InstantSource clock) {
    return new AuditLog(clock, keys("00000001"));
  }

  /// Checks what [#log] wrote.
  public static AuditVerification verify(Database database) {
    return database.read(handle -> VerifyAudit.verify(handle, keys("00000001"), null));
  }

  /// The one key with this id.
  static ChainKeys keys(String id) {
    var key = key(id);
    return new ChainKeys() {
      @Override
      public ChainKey current() {
        return key;
      }

      @Override
      public Optional<ChainKey> find(String wanted) {
        return wanted.equals(id) ? Optional.of(key) : Optional.empty();
      }

      @Override
      public String place() {
        return "key " + id + " of a test";
      }
    };
  }

  static ChainKey key(String id) {
    var installationKey = new byte[32];
    installationKey[0] = (byte) id.hashCode();
    return new ChainKey(id, new SecretKeySpec(installationKey, "HmacSHA256"));
  }
}
