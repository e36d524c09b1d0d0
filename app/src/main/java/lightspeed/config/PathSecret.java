package lightspeed.config;

/// A secret that stands in the path of an address: long enough not to be guessed, and nothing that
/// must be escaped there.
record PathSecret(int minLength, int maxLength) implements ValueKind<Secret> {
  @Override
  public Secret parse(String text) throws BadValue {
    if (text.length() < minLength || text.length() > maxLength) {
      throw new BadValue("too short or too long");
    }
    if (!text.chars().allMatch(PathSecret::isPlain)) {
      throw new BadValue("contains a character that does not fit into a path");
    }
    return new Secret(text);
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  @Override
  public boolean isSecret() {
    return true;
  }

  @Override
  public String allowed() {
    return minLength + " to " + maxLength + " letters, digits, hyphens and underscores";
  }
}
