"""Bytes to Document: untrusted parsing, hidden text, boilerplate, metadata."""
