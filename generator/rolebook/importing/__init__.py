"""Documents, tables and edited papers that exist already, as drafts and differences."""
