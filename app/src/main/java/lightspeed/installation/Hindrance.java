package lightspeed.installation;

import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;

/// Why this installation sends nothing.
///
/// @param sentence what is the matter and what that means
/// @param remedy what a person does about it
/// @param cause why Lightspeed did not tell which store it is; null when that is not the matter
public record Hindrance(
    Kind kind, String sentence, String remedy, @Nullable XSeriesException cause) {

  Hindrance(Kind kind, String sentence, String remedy) {
    this(kind, sentence, remedy, null);
  }

  /// The kinds, for programs that read documents.
  public enum Kind {
    /// A person said that this database is a copy.
    COPY,
    /// The key here is not the one that has been sending with this database.
    OTHER_KEY,
    /// Consignments appeared that nobody here announced.
    STOPPED,
    /// Address and token lead to another store.
    OTHER_STORE,
    /// Lightspeed has not told yet which store address and token lead to.
    STORE_NOT_ASKED
  }

  /// Both sentences.
  public String words() {
    return sentence + " " + remedy;
  }
}
