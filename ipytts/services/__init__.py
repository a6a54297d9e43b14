"""Who is asked for speech, and how: services, keys, requests, the HTTP client, the built-in voice."""
