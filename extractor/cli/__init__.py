"""The command `form4`."""

import os

# Looking for plugins of pydantic in every installed package takes longer than reading a page; there are none to find.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
