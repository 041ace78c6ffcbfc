"""A filing read twice: an independent second reader, where the two differ, and which reading stands."""
