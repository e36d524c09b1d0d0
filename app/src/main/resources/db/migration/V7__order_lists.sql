-- The list of orders with a filter, newest first, however many or few pass it: each index finds them in
-- the order of the list. A buyer writes a supplier's or outlet's name or id; the order keeps both (see
-- docs/tables.md).

ALTER TABLE vend_consignments
  ADD KEY IF NOT EXISTS vend_consignments_state (state, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_sync (sync_status, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_supplier (supplier, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_supplier_id (supplier_id, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_outlet (outlet, created_at),
  ADD KEY IF NOT EXISTS vend_consignments_outlet_id (outlet_id, created_at);
