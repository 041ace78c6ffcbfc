"""The form below its tables: explanations, remarks and signatures."""
