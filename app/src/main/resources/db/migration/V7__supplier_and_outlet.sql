-- The list of orders of one supplier or one outlet, newest first, however many or few there are. A
-- buyer writes a name or an id; the order keeps both (see docs/tables.md).

ALTER TABLE vend_consignments
  ADD KEY IF NOT EXISTS vend_consignments_supplier (supplier, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_supplier_id (supplier_id, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_outlet (outlet, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_outlet_id (outlet_id, created_at);
