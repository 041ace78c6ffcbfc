"""Accounts for every word that was read: it is in a field, it is the form's own print, or it is in no place."""
