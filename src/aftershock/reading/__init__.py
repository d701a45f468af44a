"""Document to records: mentions, events, claims, links."""
