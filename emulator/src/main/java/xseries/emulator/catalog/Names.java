package xseries.emulator.catalog;

import java.util.List;

/// The words from which the sandbox store is made up.
final class Names {
  static final List<String> CITIES = List.of("Auckland", "Wellington", "Christchurch", "Dunedin");

  static final List<String> SUPPLIERS =
      List.of(
          "Harbour Trading Co",
          "Kauri Wholesale",
          "Southern Cross Imports",
          "Tui & Sons",
          "Northland Outdoor",
          "Bluestone Ceramics",
          "Fern Valley Textiles",
          "Anchor Coffee Roasters",
          "Pacific Paper Goods",
          "Ridgeline Sports",
          "Lantern Home",
          "Mill Street Leather",
          "Copper Kettle Kitchen",
          "Wildflower Candles",
          "Old Quay Glassworks",
          "Summit Footwear",
          "Little Owl Toys",
          "Greenhouse Garden Supply",
          "Saltwater Surf",
          "Cedar & Stone");

  static final List<String> LOOKS =
      List.of(
          "Classic",
          "Rustic",
          "Coastal",
          "Everyday",
          "Heritage",
          "Compact",
          "Alpine",
          "Studio",
          "Garden",
          "Travel",
          "Weekend",
          "Winter",
          "Summer",
          "Field",
          "Harbour",
          "Union");

  static final List<String> STUFF =
      List.of(
          "Cotton", "Linen", "Oak", "Steel", "Ceramic", "Glass", "Leather", "Wool", "Bamboo",
          "Canvas", "Copper", "Cork");

  static final List<String> THINGS =
      List.of(
          "Mug",
          "Bowl",
          "Shirt",
          "Backpack",
          "Lamp",
          "Cushion",
          "Notebook",
          "Candle",
          "Vase",
          "Apron",
          "Beanie",
          "Scarf",
          "Tray",
          "Teapot",
          "Wallet",
          "Planter",
          "Throw",
          "Bottle",
          "Clock",
          "Basket");

  static final List<String> SIZES = List.of("Small", "Medium", "Large", "Extra Large");

  private Names() {}
}
