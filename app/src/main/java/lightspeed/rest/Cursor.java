package lightspeed.rest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.register.ListReferences;

/// Where a page of a list ended, as a word that programs hand back and do not look into. It holds
/// no right: a made-up one only begins the list elsewhere.
final class Cursor {
  private static final String INVALID = "is none that this list gave";

  private Cursor() {}

  static String of(OrderPage.Position position) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt());
    return of(micros + " " + position.id().value());
  }

  static OrderPage.Position order(String cursor) {
    var parts = text(cursor).split(" ", 2);
    try {
      return new OrderPage.Position(
          Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
          new PurchaseOrderId(parts[1]));
    } catch (RuntimeException _) {
      throw Refused.badParameter("cursor", INVALID);
    }
  }

  static String of(ListReferences.Position position) {
    return of(position.version() + " " + position.id());
  }

  static ListReferences.Position reference(String cursor) {
    var parts = text(cursor).split(" ", 2);
    try {
      return new ListReferences.Position(Long.parseLong(parts[0]), parts[1]);
    } catch (RuntimeException _) {
      throw Refused.badParameter("cursor", INVALID);
    }
  }

  static String of(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  static String text(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Refused.badParameter("cursor", INVALID);
    }
  }

  static long number(String cursor) {
    try {
      return Long.parseLong(text(cursor));
    } catch (NumberFormatException _) {
      throw Refused.badParameter("cursor", INVALID);
    }
  }
}
