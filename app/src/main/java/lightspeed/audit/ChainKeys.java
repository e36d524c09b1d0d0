package lightspeed.audit;

import java.util.Optional;

/// The keys of the chain that are here. Read anew for each use, so that running processes follow a
/// rotation.
public interface ChainKeys {

  /// The key with which entries are written, made when there is none yet.
  ChainKey current();

  /// The key with this id; empty when it is not here.
  Optional<ChainKey> find(String id);

  /// Where the keys are, in words.
  String place();
}
