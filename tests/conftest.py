"""Shared by all tests: short property tests, and the samples."""

from hypothesis import settings

settings.register_profile("quick", max_examples=150, deadline=None, database=None)
settings.load_profile("quick")
