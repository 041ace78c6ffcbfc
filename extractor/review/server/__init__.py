"""The web server around the pages: who may ask, what is answered, and the same for programs."""
