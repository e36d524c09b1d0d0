package lightspeed.cli;

/// For command lines that end before any service is needed.
final class NoServices implements ServicesFactory {
  @Override
  public Services services(Request request) {
    throw new IllegalStateException("no service was to be needed");
  }

  @Override
  public String version() {
    return "1.2.3";
  }
}
