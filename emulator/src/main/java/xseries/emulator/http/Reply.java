package xseries.emulator.http;

/// An answer, and who wants to know whether the client got it.
public record Reply(Answer answer, Delivered delivered) {

  /// Told once for each answer, after the attempt to write it.
  @FunctionalInterface
  public interface Delivered {
    void delivered(boolean whole);
  }

  public static Reply of(Response response) {
    return new Reply(new Answer.Send(response), _ -> {});
  }
}
