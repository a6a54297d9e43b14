"""From a notebook to a script, and from a script to a recording."""
