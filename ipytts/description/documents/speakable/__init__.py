"""Make written text speakable."""
