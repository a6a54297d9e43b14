"""Services of speech: declarations, keys, requests, the HTTP client, the built-in voice."""
