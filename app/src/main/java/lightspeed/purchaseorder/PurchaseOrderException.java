package lightspeed.purchaseorder;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One of our own rules says no. The message says what, which one and what to do next.
public abstract sealed class PurchaseOrderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PurchaseOrderException(String message) {
    super(message);
  }

  /// There is no such order.
  public static final class NotFound extends PurchaseOrderException {
    private static final long serialVersionUID = 1L;

    private final String asked;
    private final transient List<String> nearest;

    public NotFound(String asked, List<String> nearest) {
      super(sentence(asked, nearest));
      this.asked = asked;
      this.nearest = List.copyOf(nearest);
    }

    private NotFound(String asked, String sentence) {
      super(sentence);
      this.asked = asked;
      this.nearest = List.of();
    }

    /// It is the consignment that is not there, in Lightspeed.
    ///
    /// @param publicId the order that was to take it over
    public static NotFound consignment(String asked, String publicId) {
      return new NotFound(
          asked,
          "There is no consignment "
              + asked
              + " in Lightspeed. What has the number of order "
              + publicId
              + " there: lightspeed-cli register:list --reference="
              + publicId);
    }

    /// What the person typed.
    public String asked() {
      return asked;
    }

    /// Public ids that look like it, best first.
    public List<String> nearest() {
      return nearest;
    }

    private static String sentence(String asked, List<String> nearest) {
      String hint =
          nearest.isEmpty() ? "See `po:list`." : "Did you mean " + String.join(", ", nearest) + "?";
      return "There is no purchase order \"" + asked + "\". " + hint;
    }
  }

  /// The order exists, but its state or another order stands in the way.
  public static sealed class Conflict extends PurchaseOrderException {
    private static final long serialVersionUID = 1L;

    private final transient PurchaseOrderId order;

    public Conflict(PurchaseOrderId order, String message) {
      super(message);
      this.order = order;
    }

    public PurchaseOrderId order() {
      return order;
    }
  }

  /// Somebody else changed the order since it was looked at.
  public static final class Changed extends Conflict {
    private static final long serialVersionUID = 1L;

    Changed(PurchaseOrder now) {
      super(
          now.id(),
          "Order "
              + now.publicId()
              + " has changed since you opened it. Reload it, then repeat your change.");
    }

    /// Refuses a change of an order that is not as it was seen.
    ///
    /// @param seenVersion null: it may be as it is
    public static void unlessAsSeen(PurchaseOrder now, @Nullable Integer seenVersion) {
      if (seenVersion != null && seenVersion != now.lockVersion()) {
        throw new Changed(now);
      }
    }
  }

  /// Somebody else has to approve the order.
  public static final class SecondPersonNeeded extends Conflict {
    private static final long serialVersionUID = 1L;

    SecondPersonNeeded(PurchaseOrderId order, String message) {
      super(order, message);
    }
  }

  /// What was given cannot be an order.
  public static final class InvalidInput extends PurchaseOrderException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final long count;

    /// @param problems all that is wrong, at least one
    public InvalidInput(List<Problem> problems) {
      this(problems, problems.size());
    }

    /// @param problems the first of what is wrong, at least one
    /// @param count how much is wrong in all
    public InvalidInput(List<Problem> problems, long count) {
      super(
          problems.stream()
                  .map(problem -> problem.field() + ": " + problem.reason())
                  .collect(Collectors.joining("\n"))
              + (count > problems.size()
                  ? "\n… and " + (count - problems.size()) + " more problems"
                  : ""));
      this.problems = List.copyOf(problems);
      this.count = count;
    }

    public InvalidInput(String field, String reason) {
      this(List.of(new Problem(field, reason)));
    }

    /// The first of them.
    public List<Problem> problems() {
      return problems;
    }

    /// How many there are in all.
    public long count() {
      return count;
    }

    /// One thing that is wrong.
    ///
    /// @param field which field or column, such as `lines[3].quantity`
    /// @param reason what is wrong with it and what is expected
    public record Problem(String field, String reason) {}
  }
}
