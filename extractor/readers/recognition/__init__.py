"""The recognition engines: they turn pictures of text lines into characters with scores, looking twice if unsure."""
