"""A saved notebook as a script that can be spoken.

``notebook_file.read_notebook`` loads the file, ``scriptwriter.write_script`` makes a ``script.Script`` of it,
and ``script_file`` turns that into a text that can be edited, and back. Nothing of the notebook is run.
"""
