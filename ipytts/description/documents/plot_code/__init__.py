"""What the code of a cell draws, read from its syntax tree; nothing of it is run."""
