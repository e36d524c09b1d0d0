package lightspeed.acceptance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/// Which version of Lightspeed's API shops are set to. `-Dacceptance.api=2026-07` sets all tests to
/// one; otherwise classes with [Dated] use 2026-07 and all others 2.0.
///
/// **Threads:** test classes run one after the other.
final class Api {
  private static final String FOR_ALL = "acceptance.api";
  private static final String UNDATED = "2.0";
  private static final String DATED = "2026-07";

  private static String ofClass = UNDATED;

  private Api() {}

  static String version() {
    return System.getProperty(FOR_ALL, ofClass);
  }

  /// Runs the tests of a class on a dated version: a third of all acceptance tests.
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Choice.class)
  @interface Dated {}

  /// An instance that lives as long as its class is made before anything else.
  static final class Choice
      implements TestInstancePreConstructCallback, BeforeAllCallback, AfterAllCallback {
    @Override
    public void preConstructTestInstance(
        TestInstanceFactoryContext factory, ExtensionContext context) {
      ofClass = DATED;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      ofClass = DATED;
    }

    @Override
    public void afterAll(ExtensionContext context) {
      ofClass = UNDATED;
    }
  }
}
