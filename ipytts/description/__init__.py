"""Objects to words. This package knows nothing of sound."""
