"""What nbconvert loads: an exporter for sound, and the players of the HTML template."""
