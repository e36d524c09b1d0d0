package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with the way to Lightspeed.
enum LightspeedFault implements Fault {
  STORE_MISSING(
      FAULT,
      "Lightspeed can be asked nothing, and nothing is sent.",
      "lightspeed-cli config:set lightspeed_domain_prefix <store>, or how to use a"
          + " sandbox: lightspeed-cli help sandbox"),
  TOKEN_MISSING(
      FAULT,
      "Lightspeed can be asked nothing, and nothing is sent.",
      "lightspeed-cli config:set lightspeed_api_token -"),
  SANDBOX_NOT_RUNNING(
      FAULT,
      "The address is one on this machine, and nothing answers there.",
      "lightspeed-cli sandbox, or for a real store remove what this shows:"
          + " lightspeed-cli config:show lightspeed_api_url"),
  LIGHTSPEED_HOST_UNKNOWN(
      FAULT,
      "The name of the server cannot be found: a wrong store, or no name service.",
      "lightspeed-cli config:set lightspeed_domain_prefix <store>"),
  LIGHTSPEED_REFUSES_CONNECTIONS(
      FAULT,
      "Nothing listens at the address, or a firewall is in the way.",
      "lightspeed-cli config:show lightspeed_api_url"),
  LIGHTSPEED_TLS_FAILED(
      FAULT,
      "The server's certificate is not trusted: a proxy that opens TLS, a wrong"
          + " clock, or an old JDK.",
      "lightspeed-cli vend:test --verbose"),
  LIGHTSPEED_SILENT(
      FAULT,
      "No answer came in time: a firewall, a proxy, or trouble at Lightspeed.",
      "lightspeed-cli vend:test"),
  LIGHTSPEED_IN_TROUBLE(
      FAULT,
      "Lightspeed answers that it cannot at the moment; it is tried again by itself.",
      "lightspeed-cli health --wait"),
  PROXY_NOT_USED(
      HINT,
      "The environment names a proxy, which Java does not read from there.",
      "export LIGHTSPEED_JAVA_OPTIONS=\"-Dhttps.proxyHost=<host>" + " -Dhttps.proxyPort=<port>\""),
  TOKEN_REFUSED(
      FAULT,
      "The token is wrong, expired or was withdrawn; all sending has stopped.",
      "lightspeed-cli config:set lightspeed_api_token -"),
  TOKEN_WITHOUT_RIGHTS(
      FAULT,
      "The token is good, but it may not make a call that orders need.",
      "Connect the application again, which asks for every scope (or give the user of a"
          + " personal token the right to manage stock orders), then: lightspeed-cli vend:test"),
  TOKEN_SEES_LESS(
      HINT,
      "Orders need none of it: the store is known by its outlets instead of its own id.",
      "Connect the application again, which asks for every scope, then: lightspeed-cli"
          + " vend:test"),
  STORE_UNKNOWN(
      FAULT,
      "There is no such store, or the address is not that of its API.",
      "lightspeed-cli config:set lightspeed_domain_prefix <store>"),
  STORE_DIFFERS(
      FAULT,
      "The token belongs to another store than the one that is set.",
      "lightspeed-cli config:set lightspeed_domain_prefix <store>"),
  API_VERSION_UNKNOWN(
      FAULT,
      "Lightspeed does not know this version of the API.",
      "lightspeed-cli config:unset lightspeed_api_version"),
  ANSWER_UNREADABLE(
      FAULT,
      "What answers is not Lightspeed's API: a proxy, a sign-in page, or a changed" + " API.",
      "lightspeed-cli vend:test --verbose"),
  CLOCK_DIFFERS(
      FAULT,
      "Times that are compared with Lightspeed's mislead, and TLS may fail.",
      "timedatectl set-ntp true"),
  USER_RESTRICTED(
      HINT,
      "The user of the token sees only some outlets; orders for the others are" + " refused.",
      "Take the restriction from the user of the token, then: lightspeed-cli" + " vend:test"),
  SENDING_PAUSED(
      FAULT,
      "Nothing is sent until Lightspeed answers. It is asked again and again; orders keep"
          + " their place and their tries.",
      "lightspeed-cli vend:test"),
  SENDING_HELD(
      FAULT,
      "Lightspeed refuses one order after the other for the same reason. Repair that; orders"
          + " then go on without further help.",
      "Repair what Lightspeed says, then try one of the orders: lightspeed-cli sync:retry"
          + " <order>"),
  CALLS_BLOCKED(
      HINT,
      "Lightspeed refused a call because its limit was used up; all calls wait.",
      "Wait; then: lightspeed-cli vend:test"),
  CALLS_REFUSED(
      HINT,
      "Calls were refused with 429: somebody else uses the same limit, or the number"
          + " of registers shrank.",
      "lightspeed-cli vend:test"),
  CALLS_USED_BY_OTHERS(
      HINT,
      "Another program, or another installation, uses a large part of this store's" + " calls.",
      "Look who else has a token: in Lightspeed, Setup > Personal Tokens");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  LightspeedFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.LIGHTSPEED;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
