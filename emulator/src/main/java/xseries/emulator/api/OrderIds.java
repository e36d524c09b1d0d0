package xseries.emulator.api;

import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// How the id of a purchase order relates to its consignment's, which nobody says: they are the
/// same, or, by the switch, the last twelve digits are turned round, which leads both ways.
final class OrderIds {
  private static final int HEX = 16;
  private static final int LENGTH = 36;
  private static final int KEPT = 24;

  private final Settings settings;

  OrderIds(Settings settings) {
    this.settings = settings;
  }

  String ofConsignment(String consignmentId) {
    return settings.is(Switch.PURCHASE_ORDER_ID, "own") ? turned(consignmentId) : consignmentId;
  }

  String consignmentOf(String orderId) {
    return ofConsignment(orderId);
  }

  private static String turned(String id) {
    if (id.length() != LENGTH) {
      return id;
    }
    StringBuilder turned = new StringBuilder(id.substring(0, KEPT));
    for (int at = KEPT; at < LENGTH; at++) {
      int digit = Character.digit(id.charAt(at), HEX);
      turned.append(digit < 0 ? id.charAt(at) : Character.forDigit(HEX - 1 - digit, HEX));
    }
    return turned.toString();
  }
}
