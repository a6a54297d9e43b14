"""Results and notebooks, told in words and spoken.

Of a saved notebook, ``notebook_file`` loads the file, ``scriptwriter`` makes a ``script.Script`` of it, and
``script_file`` turns that into a text that can be edited, and back. Nothing of the notebook is run.
``voices`` plans how a script is spoken, ``narrated_notebook`` has it spoken, and ``recording``, ``chapters``
and ``files`` are what comes of it.
"""
