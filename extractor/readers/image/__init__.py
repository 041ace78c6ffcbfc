"""Prepares pictures of pages for reading: makes them grey, upright, straight and evenly lit."""
