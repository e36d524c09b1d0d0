package lightspeed.webhook;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.Network;
import lightspeed.config.WebhookConfig;
import lightspeed.db.DatabaseException;
import lightspeed.job.JobId;
import lightspeed.server.ClientAddress;
import lightspeed.server.Feature;
import lightspeed.server.Problem;
import lightspeed.server.SentBody;
import lightspeed.server.SourceLimit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives webhooks: `POST /webhooks/lightspeed/{path-secret}/{event-type}`, the same without the
/// type or without both.
///
/// 1. What is not a delivery or too large is refused at once.
/// 2. It is proven by its signature or the secret in its path, on the bytes as they came. What
///    proves nothing is counted for its source, and refused as too much above the limit; a proven
///    one is never refused for its number: Lightspeed sends one for each line that is received.
/// 3. It is stored and its job enqueued, in one transaction.
/// 4. Only after the commit it is answered, with 204.
///
/// Lightspeed waits 5 s for the answer and may not repeat what was answered with 4xx; so whatever
/// could be wanted again is answered with 503. Nothing is refused for its age or because it came
/// before.
///
/// **source:** the vendor's page on webhooks, read 2026-11.
public final class WebhookReceiver implements Feature {
  private static final Logger LOG = LoggerFactory.getLogger("webhook-receiver");
  private static final String ROOT = "/webhooks/lightspeed";
  private static final int MAX_SOURCES = 10_000;
  private static final int MAX_TEXT = 64;

  /// The sender waits for 5 s; the rest is for the way there and back.
  private static final Duration STORED_WITHIN = Duration.ofSeconds(4);

  private static final Duration FULL_RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Supplier<WebhookConfig> config;
  private final Supplier<List<Network>> proxies;
  private final DeliveryWriter writer;
  private final Direct direct;
  private final SourceLimit limit;
  private final Refusals refusals;

  /// Works on a stored delivery within the request.
  @FunctionalInterface
  public interface Direct {

    /// Runs the job now, at most for a moment; when that fails it stays in the queue.
    void run(JobId job);
  }

  /// @param config as it is at the moment
  /// @param proxies whose word about the client's address counts, at the moment
  /// @param direct used when the configuration says so
  /// @param refusals counts what is not accepted
  public WebhookReceiver(
      Supplier<WebhookConfig> config,
      Supplier<List<Network>> proxies,
      DeliveryWriter writer,
      Direct direct,
      Refusals refusals,
      LongSupplier nanoTicker) {
    this.config = config;
    this.proxies = proxies;
    this.writer = writer;
    this.direct = direct;
    this.limit = new SourceLimit(MAX_SOURCES, nanoTicker);
    this.refusals = refusals;
  }

  @Override
  public void addTo(JavalinConfig javalin) {
    var routes = javalin.routes;
    for (var path : List.of(ROOT, ROOT + "/{secret}", ROOT + "/{secret}/{type}")) {
      routes.post(path, context -> receive(context, Address.of(context)));
      routes.get(path, this::refuseMethod);
      routes.head(path, this::refuseMethod);
      routes.put(path, this::refuseMethod);
      routes.patch(path, this::refuseMethod);
      routes.delete(path, this::refuseMethod);
      routes.options(path, this::refuseMethod);
    }
  }

  /// The parts of the address that was called.
  private record Address(@Nullable String secret, @Nullable String type) {
    static Address of(Context context) {
      var parameters = context.pathParamMap();
      return new Address(parameters.get("secret"), parameters.get("type"));
    }
  }

  private void refuseMethod(Context context) {
    context.header("Allow", "POST");
    refuse(context, new Refused(Refusal.WRONG_METHOD, context.method().toString(), null));
  }

  private void receive(Context context, Address address) throws InterruptedException {
    WebhookConfig now;
    try {
      now = config();
    } catch (Refused refused) {
      refuse(context, refused);
      return;
    }
    var signatures = Collections.list(context.req().getHeaders("X-Signature"));
    var verification = new Verification(now);
    boolean isProven = verification.isProvenByPath(address.secret(), signatures);
    try {
      var contentType = requireReadable(context);
      if (verification.isHopeless(address.secret(), signatures)) {
        throw new Refused(Refusal.NOT_GENUINE, "no signature and no known secret", null);
      }
      if (isProven) {
        SentBody.of(context).fromKnown();
      }
      var body = read(context, now);
      var delivery = genuine(context, address, verification, signatures, contentType, body);
      var job = store(delivery);
      if (now.processDirectly()) {
        direct.run(job);
      }
      LOG.info(
          "event=received type={} consignment={} verified_by={} source={} bytes={} job={}",
          delivery.eventType(),
          delivery.consignmentId(),
          delivery.verifiedBy(),
          delivery.sourceAddress(),
          delivery.body().length,
          job.value());
      context.status(204);
    } catch (Refused refused) {
      boolean isCounted = !isProven && refused.reason().provesNothing();
      refuse(context, isCounted ? counted(context, now, refused) : refused);
    }
  }

  /// A missing secret never means that everything is let in.
  private WebhookConfig config() throws Refused {
    WebhookConfig now;
    try {
      now = config.get();
    } catch (ConfigurationInvalid e) {
      throw new Refused(Refusal.NOT_CONFIGURED, e.getMessage(), RETRY_AFTER);
    }
    if (!now.hasSecret()) {
      throw new Refused(Refusal.NOT_CONFIGURED, null, RETRY_AFTER);
    }
    return now;
  }

  /// Counts a request that proved nothing.
  private Refused counted(Context context, WebhookConfig now, Refused refused) {
    return limit
        .refuse(ClientAddress.group(client(context)), now.rateLimitMax(), now.rateLimitWindow())
        .map(wait -> new Refused(Refusal.RATE_LIMITED, refused.getMessage(), wait))
        .orElse(refused);
  }

  private static String requireReadable(Context context) throws Refused {
    var type = Optional.ofNullable(context.contentType()).orElse("");
    var encoding = Optional.ofNullable(context.header("Content-Encoding")).orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")
        || !(DeliveryContent.isForm(type) || DeliveryContent.isJson(type))) {
      throw new Refused(Refusal.WRONG_TYPE, plain(type), null);
    }
    return type;
  }

  private static byte[] read(Context context, WebhookConfig now) throws Refused {
    var sent = SentBody.of(context);
    sent.upTo(now.maxBodyBytes());
    try {
      return context.req().getInputStream().readAllBytes();
    } catch (IOException e) {
      throw switch (sent.refusal().map(Problem::status).orElse(0)) {
        case 413 -> new Refused(Refusal.TOO_LARGE, e.getMessage(), null);
        case 503 -> new Refused(Refusal.OVERLOADED, null, FULL_RETRY_AFTER);
        default -> new Refused(Refusal.TOO_SLOW, e.getMessage(), null);
      };
    }
  }

  private Delivery genuine(
      Context context,
      Address address,
      Verification verification,
      List<String> signatures,
      String contentType,
      byte[] body)
      throws Refused {
    byte[] payload = null;
    if (!signatures.isEmpty() && DeliveryContent.isForm(contentType)) {
      var payloads = FormField.all(body, "payload");
      payload = payloads.size() == 1 ? payloads.getFirst() : null;
    }
    var proof = verification.proof(address.secret(), signatures, body, payload);
    if (proof.isEmpty()) {
      throw new Refused(Refusal.NOT_GENUINE, "wrong signature", null);
    }
    var content = DeliveryContent.read(contentType, body);
    var type = address.type() == null ? content.type() : address.type();
    return new Delivery(
        type == null ? "unknown" : plain(type),
        body,
        plain(contentType),
        KeptHeaders.of(
            context,
            ROOT,
            config.get().pathSecrets().stream().map(secret -> secret.reveal()).toList()),
        proof.get(),
        client(context).getHostAddress(),
        content.consignmentId());
  }

  private JobId store(Delivery delivery) throws Refused, InterruptedException {
    try {
      return writer.store(delivery, STORED_WITHIN);
    } catch (TimeoutException | DatabaseException e) {
      throw new Refused(Refusal.NOT_STORED, e.getMessage(), RETRY_AFTER);
    }
  }

  private void refuse(Context context, Refused refused) {
    var type = Optional.ofNullable(Address.of(context).type()).orElse("-");
    refusals.add(refused, client(context).getHostAddress(), plain(type));
    var retryAfter = refused.retryAfter();
    if (retryAfter != null) {
      context.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    context.status(refused.reason().status()).result(refused.reason().answer() + "\n");
  }

  private java.net.InetAddress client(Context context) {
    return ClientAddress.of(context, proxies.get());
  }

  /// Short enough for its column and for one line of a log.
  private static String plain(String text) {
    var line = new StringBuilder();
    text.chars()
        .limit(MAX_TEXT)
        .forEach(c -> line.append(Character.isISOControl(c) || c == '"' ? '?' : (char) c));
    return line.toString();
  }
}
