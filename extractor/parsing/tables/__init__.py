"""The form's two tables: heads, columns, rows and the marks in cells."""
