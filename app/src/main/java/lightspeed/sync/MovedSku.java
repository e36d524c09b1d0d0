package lightspeed.sync;

/// A SKU that Lightspeed took from one product and gave to another.
///
/// @param before id of the product that had it
/// @param now id of the product that has it since
public record MovedSku(String sku, String before, String now) {}
