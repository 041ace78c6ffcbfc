"""The types that every other package uses: pages, the printed form, the filing, its fields and what was found."""
