package lightspeed.config;

/// How to reach Lightspeed: the store and the token that opens it.
public record ApiConfig(StoreConfig store, Secret token) {}
