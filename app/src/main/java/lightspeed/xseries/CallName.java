package lightspeed.xseries;

/// Which call something is about.
///
/// @param operation our name for it, such as `createConsignment`
/// @param path with the query, such as `/api/2.0/consignments?after=17`
public record CallName(String operation, String method, String path) {

  /// Whether carrying it out changes anything at Lightspeed.
  public boolean isWrite() {
    return !method.equals("GET");
  }

  @Override
  public String toString() {
    return operation + " (" + method + " " + path + ")";
  }
}
