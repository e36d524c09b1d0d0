package lightspeed.xseries;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Keeps calls out of the log while thousands of answers are refused on purpose.
final class QuietCalls implements BeforeAllCallback, AfterAllCallback {
  private static final Logger CALLS = (Logger) LoggerFactory.getLogger("api-requests");

  @Override
  public void beforeAll(ExtensionContext context) {
    CALLS.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    CALLS.setLevel(null);
  }
}
