package lightspeed.doctor;

/// What can be wrong with the way to Lightspeed.
final class LightspeedFault {
  static final Fault STORE_MISSING =
      Fault.fault(
          Topic.LIGHTSPEED,
          "store-missing",
          "Lightspeed can be asked nothing, and nothing is sent.",
          "lightspeed-cli config:set lightspeed_domain_prefix <store>, or how to use a"
              + " sandbox: lightspeed-cli help sandbox");

  static final Fault TOKEN_MISSING =
      Fault.fault(
          Topic.LIGHTSPEED,
          "token-missing",
          "Lightspeed can be asked nothing, and nothing is sent.",
          "lightspeed-cli config:set lightspeed_api_token -");

  static final Fault SANDBOX_NOT_RUNNING =
      Fault.fault(
          Topic.LIGHTSPEED,
          "sandbox-not-running",
          "The address is one on this machine, and nothing answers there.",
          "lightspeed-cli sandbox, or for a real store remove what this shows:"
              + " lightspeed-cli config:show lightspeed_api_url");

  static final Fault LIGHTSPEED_HOST_UNKNOWN =
      Fault.fault(
          Topic.LIGHTSPEED,
          "lightspeed-host-unknown",
          "The name of the server cannot be found: a wrong store, or no name service.",
          "lightspeed-cli config:set lightspeed_domain_prefix <store>");

  static final Fault LIGHTSPEED_REFUSES_CONNECTIONS =
      Fault.fault(
          Topic.LIGHTSPEED,
          "lightspeed-refuses-connections",
          "Nothing listens at the address, or a firewall is in the way.",
          "lightspeed-cli config:show lightspeed_api_url");

  static final Fault LIGHTSPEED_TLS_FAILED =
      Fault.fault(
          Topic.LIGHTSPEED,
          "lightspeed-tls-failed",
          "The server's certificate is not trusted: a proxy that opens TLS, a wrong"
              + " clock, or an old JDK.",
          "lightspeed-cli vend:test --verbose");

  static final Fault LIGHTSPEED_SILENT =
      Fault.fault(
          Topic.LIGHTSPEED,
          "lightspeed-silent",
          "No answer came in time: a firewall, a proxy, or trouble at Lightspeed.",
          "lightspeed-cli vend:test");

  static final Fault LIGHTSPEED_IN_TROUBLE =
      Fault.fault(
          Topic.LIGHTSPEED,
          "lightspeed-in-trouble",
          "Lightspeed reports a problem of its own; calls are repeated automatically.",
          "lightspeed-cli health --wait");

  static final Fault PROXY_NOT_USED =
      Fault.hint(
          Topic.LIGHTSPEED,
          "proxy-not-used",
          "The environment names a proxy, which Java does not read from there.",
          "export LIGHTSPEED_JAVA_OPTIONS=\"-Dhttps.proxyHost=<host>"
              + " -Dhttps.proxyPort=<port>\"");

  static final Fault TOKEN_REFUSED =
      Fault.fault(
          Topic.LIGHTSPEED,
          "token-refused",
          "The token is wrong, expired or was withdrawn; all sending has stopped.",
          "lightspeed-cli config:set lightspeed_api_token -");

  static final Fault TOKEN_WITHOUT_RIGHTS =
      Fault.fault(
          Topic.LIGHTSPEED,
          "token-without-rights",
          "The token is good, but it may not make a call that orders need.",
          "Connect the application again, which asks for every scope (or give the user of a"
              + " personal token the right to manage stock orders), then: lightspeed-cli"
              + " vend:test");

  static final Fault TOKEN_SEES_LESS =
      Fault.hint(
          Topic.LIGHTSPEED,
          "token-sees-less",
          "Orders need none of it: the store is known by its outlets instead of its own id.",
          "Connect the application again, which asks for every scope, then: lightspeed-cli"
              + " vend:test");

  static final Fault STORE_UNKNOWN =
      Fault.fault(
          Topic.LIGHTSPEED,
          "store-unknown",
          "There is no such store, or the address is not that of its API.",
          "lightspeed-cli config:set lightspeed_domain_prefix <store>");

  static final Fault STORE_DIFFERS =
      Fault.fault(
          Topic.LIGHTSPEED,
          "store-differs",
          "The token belongs to another store than the one that is set.",
          "lightspeed-cli config:set lightspeed_domain_prefix <store>");

  static final Fault API_VERSION_UNKNOWN =
      Fault.fault(
          Topic.LIGHTSPEED,
          "api-version-unknown",
          "Lightspeed does not know this version of the API.",
          "lightspeed-cli config:unset lightspeed_api_version");

  static final Fault ANSWER_UNREADABLE =
      Fault.fault(
          Topic.LIGHTSPEED,
          "answer-unreadable",
          "What answers is not Lightspeed's API: a proxy, a sign-in page, or a changed" + " API.",
          "lightspeed-cli vend:test --verbose");

  static final Fault CLOCK_DIFFERS =
      Fault.hint(
          Topic.LIGHTSPEED,
          "clock-differs",
          "Times that are compared with Lightspeed's mislead, and TLS may fail.",
          "timedatectl set-ntp true");

  static final Fault USER_RESTRICTED =
      Fault.fault(
          Topic.LIGHTSPEED,
          "user-restricted",
          "Lightspeed hides the consignments of other outlets, so nothing is created.",
          "Take the restriction from the token's user, then: lightspeed-cli register:walk");

  static final Fault SENDING_PAUSED =
      Fault.fault(
          Topic.LIGHTSPEED,
          "sending-paused",
          "Nothing is sent until Lightspeed answers. It is asked again and again; orders keep"
              + " their place and their tries.",
          "lightspeed-cli vend:test");

  static final Fault SENDING_HELD =
      Fault.fault(
          Topic.LIGHTSPEED,
          "sending-held",
          "Lightspeed refuses one order after the other for the same reason. Repair that; orders"
              + " then go on without further help.",
          "Repair what Lightspeed says, then try one of the orders: lightspeed-cli sync:retry"
              + " <order>");

  static final Fault SENDING_RESUMES =
      Fault.hint(
          Topic.LIGHTSPEED,
          "sending-resumes",
          "Lightspeed answers again after an outage. One order goes first, then the others.",
          "lightspeed-cli queue:stats");

  static final Fault CALLS_BLOCKED =
      Fault.hint(
          Topic.LIGHTSPEED,
          "calls-blocked",
          "Lightspeed refused a call because its limit was used up; all calls wait.",
          "Wait; then: lightspeed-cli vend:test");

  static final Fault CALLS_USED_UP =
      Fault.hint(
          Topic.LIGHTSPEED,
          "calls-used-up",
          "No call is left in the rate window. Work continues as calls become free.",
          "lightspeed-cli vend:test");

  static final Fault CALLS_REFUSED =
      Fault.hint(
          Topic.LIGHTSPEED,
          "calls-refused",
          "Calls were refused with 429: another program uses the same limit, or the number"
              + " of registers shrank.",
          "lightspeed-cli vend:test");

  static final Fault CALLS_USED_BY_OTHERS =
      Fault.hint(
          Topic.LIGHTSPEED,
          "calls-used-by-others",
          "Another program, or another installation, uses a large part of this store's" + " calls.",
          "Look who else has a token: in Lightspeed, Setup > Personal Tokens");

  private LightspeedFault() {}
}
