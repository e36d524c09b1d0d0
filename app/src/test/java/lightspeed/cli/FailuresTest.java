package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.SettingProblem;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.CallName;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The exit codes are a contract: each kind of failure is listed here by hand.
final class FailuresTest {
  private static final CallName CALL = new CallName("getUser", "GET", "/user");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UsageError("x", null), 2, "usage"),
        Arguments.of(
            new ConfigurationInvalid(new SettingProblem("k", "v", "here", "bad")),
            2,
            "configuration_invalid"),
        Arguments.of(new PurchaseOrderException.InvalidInput("sku", "bad"), 2, "invalid_input"),
        Arguments.of(new PurchaseOrderException.NotFound("PO-1", List.of()), 3, "not_found"),
        Arguments.of(
            new PurchaseOrderException.Conflict(new PurchaseOrderId("PO-1"), "no"), 4, "conflict"),
        Arguments.of(
            new XSeriesException.Unavailable(CALL, null, false, "refused", null),
            6,
            "lightspeed_unreachable"),
        Arguments.of(
            new XSeriesException.Unavailable(CALL, 503, true, "down", null),
            6,
            "lightspeed_unreachable"),
        Arguments.of(
            new XSeriesException.RateLimited(CALL, Duration.ofSeconds(3)), 6, "rate_limited"),
        Arguments.of(
            new XSeriesException.Unreadable(CALL, null, "odd", "", null),
            1,
            "lightspeed_unreadable"),
        Arguments.of(new NoSuchFileException("orders.csv"), 3, "file_not_found"),
        Arguments.of(new IOException("disk"), 1, "file_failed"),
        Arguments.of(new InterruptedException(), 130, "interrupted"),
        Arguments.of(new IllegalStateException("bug"), 1, "internal"),
        Arguments.of(new CommandFailed(ExitCode.PARTLY, "some", "m", null), 7, "some"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachKindHasItsExitCode(Throwable thrown, int exit, String code) {
    var failure = Failures.of(thrown);

    assertThat(failure.exit().number()).isEqualTo(exit);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isNotBlank();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(Failures.of(new NoSuchFileException("orders.csv")).message())
        .isEqualTo("There is no orders.csv.");
  }
}
