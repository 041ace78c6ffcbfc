"""What every part of the program speaks of: pages, the printed form, the filing, its fields and what was found."""
