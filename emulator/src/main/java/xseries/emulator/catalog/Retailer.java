package xseries.emulator.catalog;

import xseries.emulator.store.Store;

/// Whose store this is. Another birth is another retailer.
public final class Retailer {
  private static final String FIRST_ID = "0242ac12-0002-11e9-e8c4-5a4d8b0c7700";
  private static final String FIRST_PREFIX = "sandbox";

  private final Store store;

  public Retailer(Store store) {
    this.store = store;
  }

  public String id() {
    return store.birth() == 0 ? FIRST_ID : store.idOf("retailer");
  }

  /// What the address of the real store would begin with, such as `sandbox4711`.
  public String domainPrefix() {
    return store.birth() == 0 ? FIRST_PREFIX : FIRST_PREFIX + store.birth();
  }
}
