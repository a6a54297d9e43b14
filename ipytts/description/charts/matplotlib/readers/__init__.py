"""One module for each kind of drawing, named after it; its reader returns marks and claims their artists.

Readers import `canvas`, and `panels` imports the readers.
"""
