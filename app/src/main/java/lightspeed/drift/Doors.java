package lightspeed.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;

/// The ways out of drift for one order: which are open, and what each settles. What is offered and
/// what is refused is decided here, for every surface. Pure.
///
/// @param taken what taking over what Lightspeed has settles; empty: that door is closed
/// @param pushed what pushing what the order says settles; empty: that door is closed
/// @param notTaken why the door is closed, or what stays different behind it; null: nothing
/// @param notPushed the same of pushing
/// @param advice what a person does in Lightspeed, a sentence each
public record Doors(
    List<Difference> taken,
    List<Difference> pushed,
    @Nullable String notTaken,
    @Nullable String notPushed,
    List<String> advice) {
  public Doors {
    taken = List.copyOf(taken);
    pushed = List.copyOf(pushed);
    advice = List.copyOf(advice);
  }

  /// What closes a door as a whole, whatever differs; each null when it does not.
  ///
  /// @param taking why nothing can be taken over
  /// @param pushing why nothing can be pushed
  record Closed(@Nullable String taking, @Nullable String pushing) {}

  static Doors of(PurchaseOrder order, List<Difference> differences, Closed closed) {
    Function<Difference, @Nullable String> whyNotTaken =
        one -> Kind.of(one).whyNotTaken(one, order.state());
    Function<Difference, @Nullable String> whyNotPushed = one -> Kind.of(one).whyNotPushed(one);
    return new Doors(
        closed.taking() == null ? without(differences, whyNotTaken) : List.of(),
        closed.pushing() == null ? without(differences, whyNotPushed) : List.of(),
        closed.taking() == null ? reasons(differences, whyNotTaken) : closed.taking(),
        closed.pushing() == null ? reasons(differences, whyNotPushed) : closed.pushing(),
        advice(differences));
  }

  private static List<Difference> without(
      List<Difference> differences, Function<Difference, @Nullable String> why) {
    return differences.stream().filter(one -> why.apply(one) == null).toList();
  }

  private static @Nullable String reasons(
      List<Difference> differences, Function<Difference, @Nullable String> why) {
    String words =
        differences.stream()
            .filter(one -> why.apply(one) != null)
            .map(one -> one.item() + " (" + why.apply(one) + ")")
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? null : words + ".";
  }

  private static List<String> advice(List<Difference> differences) {
    List<String> sentences = new ArrayList<>();
    for (Difference one : differences) {
      if (Kind.of(one) == Kind.SECOND) {
        String id = one.item().substring(Difference.SECOND.length());
        sentences.add(
            "Look at the second consignment: lightspeed-cli vend:consignment "
                + id
                + ". If it is not wanted and its goods are not on their way, cancel or delete it in"
                + " Lightspeed, and this difference goes. If both are wanted, ignore it.");
      }
    }
    return sentences;
  }

  /// Whether anything can be pushed, or nothing differs that would have to be.
  boolean isPushOpen() {
    return notPushed == null || !pushed.isEmpty();
  }

  /// Why nothing is taken over, and what works instead.
  String refusalToTake(String publicId) {
    return "Nothing of order "
        + publicId
        + " can be taken over from Lightspeed: "
        + notTaken
        + instead(publicId, pushed.isEmpty() ? null : "--push-local");
  }

  /// Why nothing is pushed, and what works instead.
  String refusalToPush(String publicId) {
    return "Nothing of order "
        + publicId
        + " can be pushed to Lightspeed: "
        + notPushed
        + instead(publicId, taken.isEmpty() ? null : "--take-remote");
  }

  private String instead(String publicId, @Nullable String other) {
    String command = "sync:diff " + publicId + " ";
    String doors = (other == null ? "" : command + other + " or ") + command + "--ignore";
    return " What works: "
        + doors
        + "."
        + String.join("", advice.stream().map(" "::concat).toList());
  }
}
