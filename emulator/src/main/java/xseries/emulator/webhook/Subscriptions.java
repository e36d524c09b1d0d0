package xseries.emulator.webhook;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// The subscriptions of all applications; each sees only its own. Used inside the store's `read`
/// and `write`.
public final class Subscriptions {
  /// The complete list in the vendor's document of 2026-07.
  public static final Set<String> TYPES =
      Set.of(
          "sale.update",
          "product.update",
          "customer.update",
          "inventory.update",
          "register_closure.create",
          "consignment.send",
          "consignment.receive");

  private final Store store;
  private final Table<Subscription> table;

  public Subscriptions(Store store) {
    this.store = store;
    this.table = store.table("webhooks", Subscription.class, Subscription::application);
  }

  public List<Subscription> of(String application) {
    return table.allOf(application);
  }

  /// Every application's subscriptions to a type; where deliveries start.
  List<Subscription> activeFor(String type) {
    return table.all().stream().filter(one -> one.wants(type)).toList();
  }

  /// Any application's subscription, or null when it is gone.
  @Nullable Subscription get(String id) {
    return table.get(id);
  }

  public @Nullable Subscription get(String application, String id) {
    Subscription found = table.get(id);
    return found == null || !found.application().equals(application) ? null : found;
  }

  /// Whether another subscription of the application has this type and URL.
  public boolean isTaken(String application, String type, String url, String exceptId) {
    return of(application).stream()
        .anyMatch(
            one -> one.type().equals(type) && one.url().equals(url) && !one.id().equals(exceptId));
  }

  public Subscription create(String application, String type, String url, boolean active) {
    long serial = store.nextSerial();
    Subscription made =
        new Subscription(store.idOfSerial(serial), application, type, url, active, serial);
    table.put(made);
    return made;
  }

  public Subscription change(Subscription old, String type, String url, boolean active) {
    Subscription changed =
        new Subscription(old.id(), old.application(), type, url, active, store.nextSerial());
    table.put(changed);
    return changed;
  }

  public void delete(Subscription old) {
    table.remove(old.id());
  }
}
