package lightspeed.sync;

import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;

/// Lightspeed answered, but not with what was asked for, or not with what a write should have led
/// to. What a write did is read back after the settle time, as if there had been no answer. Counts
/// as a try: an answer that stays wrong must end in front of a person.
public final class UnexpectedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnexpectedAnswer(String message) {
    super(message);
  }

  /// Nothing may be written to a consignment that was not asked for.
  ///
  /// @throws UnexpectedAnswer when the answer is about another one
  public static Consignment requireSame(ConsignmentId asked, Consignment answer) {
    if (!answer.id().equals(asked)) {
      throw new UnexpectedAnswer(
          "Lightspeed was asked about consignment "
              + asked
              + " and answered with consignment "
              + answer.id()
              + "; nothing is written on the strength of that.");
    }
    return answer;
  }
}
