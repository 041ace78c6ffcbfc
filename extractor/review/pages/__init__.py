"""The pages that a reviewer sees, and what they are made of."""
