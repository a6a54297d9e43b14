"""Audio as bytes: detect, measure, repair, join and encode the response formats."""
