package lightspeed.xseries;

/// Lightspeed's id of a product. Opaque: shaped like a UUID but often not a valid one.
public record ProductId(String value) {
  public ProductId {
    WireId.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
