"""How a Form 4 is typeset: words, tables and pages, with one module for each layout."""
