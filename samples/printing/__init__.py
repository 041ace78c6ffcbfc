"""How a Form 4 is set in type: words, tables and pages, one module a layout."""
