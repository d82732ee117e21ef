"""The shared language: events in, findings and alerts out, as JSON Schemas and the frozen records that mirror them."""
