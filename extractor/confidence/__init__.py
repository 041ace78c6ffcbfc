"""How sure each field is, and why."""
