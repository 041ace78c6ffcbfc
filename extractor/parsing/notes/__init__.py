"""Reads the form below its tables: explanations, remarks and signatures."""
