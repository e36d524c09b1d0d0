package lightspeed.xseries;

/// Lightspeed's id of a consignment. Opaque: shaped like a UUID but often not a valid one.
public record ConsignmentId(String value) {
  public ConsignmentId {
    WireId.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
