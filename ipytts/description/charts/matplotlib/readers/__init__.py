"""One module for each kind of drawing; its reader returns marks and claims the artists they are made of."""
