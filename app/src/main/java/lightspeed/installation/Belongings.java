package lightspeed.installation;

import org.jdbi.v3.core.Handle;

/// What a part of the product keeps and must not keep for ever: implemented by the owner of the
/// tables, called in the transaction that makes the change. To add one, hand it to
/// [Installation] where that is built.
///
/// **Twice:** each call may come again.
public interface Belongings {

  /// The database went back to an earlier state, so what it says may be older than what happened.
  ///
  /// @param why a sentence for people
  default void wentBack(Handle tx, String why) {}

  /// A person says that this installation is the one that sends: another one may have sent until
  /// now.
  default void confirmed(Handle tx) {}

  /// Another store takes the place of the one that everything was about until now.
  ///
  /// @param formerStore its name
  default void storeLeft(Handle tx, String formerStore) {}
}
