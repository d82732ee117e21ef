"""Adapters from an agency's own export to events: one module an export, each a pure function over rows."""
