"""Pictures of pages → grey, upright, straight, evenly lit."""
