package xseries.emulator.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// Makes deliveries when they are due, each try on a virtual thread of its own, so none waits for
/// another and their order is not certain. No request to the emulator waits for them.
///
/// Threads: [#start] once, [#close] from any thread.
public final class Postman implements AutoCloseable {
  /// A slow receiver holds up others only when it has all of these.
  private static final int MAX_AT_ONCE = 256;

  /// The injected clock cannot wake anyone, so while something waits for its time we look this
  /// often.
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Store store;
  private final Retailer retailer;
  private final Subscriptions subscriptions;
  private final Deliveries deliveries;
  private final Settings settings;
  private final InstantSource clock;
  private final Bell bell;
  private final @Nullable String secret;
  private final BooleanSupplier isReceiptWaiting;
  private final Caller caller = new Caller();
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);
  private volatile boolean isClosed;

  /// What the postman works on.
  public record Round(Subscriptions subscriptions, Deliveries deliveries, Bell bell) {}

  /// @param secret the OAuth application's `client_secret`; nothing is signed when null
  /// @param isReceiptWaiting asked inside the store's lock: whether looking at the store later will
  /// bring news
  public Postman(
      Store store,
      Settings settings,
      InstantSource clock,
      Round round,
      @Nullable String secret,
      BooleanSupplier isReceiptWaiting) {
    this.store = store;
    this.retailer = new Retailer(store);
    this.settings = settings;
    this.clock = clock;
    this.subscriptions = round.subscriptions();
    this.deliveries = round.deliveries();
    this.bell = round.bell();
    this.secret = secret;
    this.isReceiptWaiting = isReceiptWaiting;
  }

  /// A delivery with the subscription as it stands now.
  private record Parcel(Delivery delivery, Subscription to) {}

  private record Look(List<Parcel> due, boolean isWaiting) {}

  /// Begins to deliver.
  public void start() {
    Thread.ofVirtual().name("emulator-postman").start(this::run);
  }

  private void run() {
    try {
      while (!isClosed) {
        Look look = store.read(this::look);
        look.due().forEach(this::send);
        if (look.isWaiting()) {
          bell.await(LOOK_EVERY);
        } else {
          bell.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Look look() {
    List<Parcel> due = new ArrayList<>();
    for (Delivery one : deliveries.takeDue(free.availablePermits())) {
      Subscription to = subscriptions.get(one.subscriptionId());
      if (to == null || !to.wants(one.type())) {
        deliveries.unsubscribed(one);
      } else {
        due.add(new Parcel(one, to));
      }
    }
    return new Look(due, deliveries.isWaiting() || isReceiptWaiting.getAsBoolean());
  }

  private void send(Parcel parcel) {
    free.acquireUninterruptibly(); // there is one: only this thread takes them
    Thread.ofVirtual().name("emulator-delivery").start(() -> deliver(parcel));
  }

  private void deliver(Parcel parcel) {
    try {
      Delivery.Try result = call(parcel);
      if (!isClosed) {
        store.write(
            () -> {
              deliveries.tried(parcel.delivery(), parcel.to().url(), result);
              return true;
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it stays pending
    } finally {
      free.release();
      bell.ring();
    }
  }

  private Delivery.Try call(Parcel parcel) throws InterruptedException {
    Delivery delivery = parcel.delivery();
    String form = form(delivery);
    Duration patience = Duration.ofMillis(settings.number(Switch.WEBHOOK_TIMEOUT_MS));
    Instant at = clock.instant();
    long started = System.nanoTime();
    Caller.Result result = caller.post(parcel.to().url(), form, signature(parcel, form), patience);
    long ms = Duration.ofNanos(System.nanoTime() - started).toMillis();
    return new Delivery.Try(at, result.status(), result.error(), ms);
  }

  private String form(Delivery delivery) {
    String payload = "payload=" + encoded(delivery.payload());
    if (settings.is(Switch.WEBHOOK_FIELDS, "payload")) {
      return payload;
    }
    return "domain_prefix=%s&environment=prod&%s&retailer_id=%s&type=%s"
        .formatted(retailer.domainPrefix(), payload, retailer.id(), encoded(delivery.type()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private @Nullable String signature(Parcel parcel, String form) {
    String how = settings.choice(Switch.WEBHOOK_SIGNATURE);
    boolean isUnsigned = parcel.to().isPersonal() && !settings.isOn(Switch.WEBHOOK_SIGNS_PERSONAL);
    return secret == null || isUnsigned || how.equals("none")
        ? null
        : Signature.header(how, secret, form, parcel.delivery().payload());
  }

  /// Stops. Tries under way end without being noted, so a data file has them pending. No thread is
  /// interrupted, because that would close the data file under one that is writing it.
  @Override
  public void close() {
    isClosed = true;
    caller.close();
    bell.ring();
  }
}
