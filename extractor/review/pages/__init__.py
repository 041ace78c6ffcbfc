"""The pages a reviewer sees, and what they are made of."""
