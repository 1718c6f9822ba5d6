"""The front door: addresses, views, forms, tables and page contexts."""
