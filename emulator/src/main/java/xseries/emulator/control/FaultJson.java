package xseries.emulator.control;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.json.Members;

/// Faults as the control API reads and prints them.
final class FaultJson {
  private static final List<String> MEMBERS =
      List.of(
          "method",
          "path",
          "nth",
          "every",
          "probability",
          "fault",
          "status",
          "delay_ms",
          "times",
          "applied",
          "body",
          "content_type",
          "for_ms",
          "reference",
          "outlet_id");

  private FaultJson() {}

  /// Reads a fault.
  ///
  /// @throws BadField or IllegalArgumentException with a sentence that says what is wrong
  static Fault read(ObjectNode body) {
    Members.check(body, MEMBERS, "a fault");
    Fields fields = new Fields(body);
    Fault fault = Fault.of(kind(fields));
    String method = fields.text("method");
    String path = fields.text("path");
    fault =
        fault.on(method == null ? "" : method.toUpperCase(Locale.ROOT), path == null ? "*" : path);
    Long status = fields.whole("status");
    if (status != null) {
      fault = fault.status(Math.clamp(status, 0, 1_000));
    }
    Long delay = fields.whole("delay_ms");
    if (delay != null) {
      fault = fault.delay(Duration.ofMillis(Math.clamp(delay, -1, Integer.MAX_VALUE)));
    }
    if (Boolean.TRUE.equals(fields.bool("applied"))) {
      fault = fault.applied();
    }
    Long lasts = fields.whole("for_ms");
    if (lasts != null) {
      fault = fault.lasting(Duration.ofMillis(lasts));
    }
    String reference = fields.text("reference");
    if (reference != null) {
      fault = fault.about(reference);
    }
    String outletId = fields.text("outlet_id");
    if (outletId != null) {
      fault = fault.atOutlet(outletId);
    }
    String text = bodyText(body.get("body"));
    String contentType = fields.text("content_type");
    if (text != null || contentType != null) {
      fault = fault.body(text, contentType == null ? Fault.Body.JSON : contentType);
    }
    return fault.when(when(fields));
  }

  /// Text is answered as it is, other JSON as it is written.
  private static @Nullable String bodyText(@Nullable JsonNode body) {
    if (body == null || body.isNull()) {
      return null;
    }
    return body.isString() ? body.asString() : body.toString();
  }

  private static FaultKind kind(Fields fields) {
    String name = fields.text("fault");
    if (name == null) {
      throw new BadField("fault", "is required");
    }
    try {
      return FaultKind.valueOf(name);
    } catch (IllegalArgumentException e) {
      BadField unknown = new BadField("fault", name + " is not known");
      unknown.initCause(e);
      throw unknown;
    }
  }

  private static Fault.When when(Fields fields) {
    Integer nth = count(fields, "nth");
    Integer every = count(fields, "every");
    BigDecimal probability = fields.decimal("probability");
    Integer times = count(fields, "times");
    int given = (nth == null ? 0 : 1) + (every == null ? 0 : 1) + (probability == null ? 0 : 1);
    if (given > 1) {
      throw new IllegalArgumentException("Give only one of nth, every and probability.");
    }
    if (probability != null && probability.signum() <= 0) {
      throw new BadField("probability", "must be more than 0 and at most 1");
    }
    int fallback = nth == null ? Integer.MAX_VALUE : 1;
    return new Fault.When(
        nth == null ? 0 : nth,
        every == null ? 0 : every,
        probability == null ? 0 : probability.doubleValue(),
        times == null ? fallback : times);
  }

  private static @Nullable Integer count(Fields fields, String name) {
    Long value = fields.whole(name);
    if (value == null) {
      return null;
    }
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new BadField(name, "must be 1 or more");
    }
    return value.intValue();
  }

  static ObjectNode print(Fault fault) {
    ObjectNode node = Json.object().put("fault", fault.kind().name());
    Fault.Where where = fault.where();
    if (!where.method().isEmpty()) {
      node.put("method", where.method());
    }
    node.put("path", where.path());
    putWhenGiven(node, "reference", where.reference());
    putWhenGiven(node, "outlet_id", where.outletId());
    Fault.When when = fault.when();
    if (when.nth() > 0) {
      node.put("nth", when.nth());
    }
    if (when.every() > 0) {
      node.put("every", when.every());
    }
    if (when.probability() > 0) {
      node.put("probability", when.probability());
    }
    if (when.times() < Integer.MAX_VALUE) {
      node.put("times", when.times());
    }
    node.put("status", fault.status())
        .put("delay_ms", fault.delay().toMillis())
        .put("applied", fault.isApplied());
    if (fault.lasts() != null) {
      node.put("for_ms", fault.lasts().toMillis());
    }
    Fault.Body body = fault.body();
    if (body != null) {
      putWhenGiven(node, "body", body.text());
      node.put("content_type", body.contentType());
    }
    return node;
  }

  private static void putWhenGiven(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
