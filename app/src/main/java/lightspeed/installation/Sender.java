package lightspeed.installation;

/// On what terms an announcement is made. The statement that writes it holds them against the row
/// of `installation` and locks that row for sharing until the announcement is committed. Whoever
/// changes the row (another key, a copy, a stop, another store) locks it for itself first. So a
/// change either waits for the announcement and sees it, or the announcement waits for the change
/// and is refused; announcements do not wait for each other.
///
/// @param mark of the key of this process
/// @param storeNumber of the store that its address and token lead to
public record Sender(String mark, long storeNumber) {}
