"""Pictures of lines in, characters with scores out: the engines, and what is looked at again."""
