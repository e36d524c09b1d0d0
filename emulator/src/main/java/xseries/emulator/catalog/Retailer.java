package xseries.emulator.catalog;

/// Whose store this is.
public final class Retailer {
  public static final String ID = "0242ac12-0002-11e9-e8c4-5a4d8b0c7700";
  public static final String DOMAIN_PREFIX = "sandbox";

  private Retailer() {}
}
