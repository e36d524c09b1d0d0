package lightspeed.catalog;

/// How many suppliers, outlets and products the mirror holds, deleted ones left out.
public record CatalogCounts(long suppliers, long outlets, long products) {}
