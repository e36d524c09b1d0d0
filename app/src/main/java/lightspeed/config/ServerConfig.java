package lightspeed.config;

import java.util.List;

/// Where `serve` listens.
///
/// @param host default 127.0.0.1: a proxy on this machine speaks TLS to the world
/// @param port default 8080
/// @param trustedProxies whose word about the client's address counts; default none
public record ServerConfig(String host, int port, List<Network> trustedProxies) {
  public ServerConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
