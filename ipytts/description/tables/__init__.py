"""Tables: one model for every library and document, and its description."""
