"""The formats in which filings leave the program: JSON, CSV, the SEC's XML and tables, Excel and Parquet."""
