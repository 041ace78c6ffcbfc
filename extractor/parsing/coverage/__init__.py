"""Every word of a page that was read → the one place where it ended: a field, the form's own print, or none."""
