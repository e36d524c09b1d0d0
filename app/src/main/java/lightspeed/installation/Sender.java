package lightspeed.installation;

import org.jspecify.annotations.Nullable;

/// On what terms an announcement is made. The statement that writes it holds them against the row
/// of `installation`, so nothing is announced in between a look and a change.
///
/// @param mark of the key of this process
/// @param storeNumber of the store that its address and token lead to; null: not compared
public record Sender(String mark, @Nullable Long storeNumber) {}
