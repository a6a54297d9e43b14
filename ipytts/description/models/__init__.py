"""Statistical models and tests, whatever library fitted or printed them."""
