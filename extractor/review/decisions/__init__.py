"""What a reviewer decides about the fields of a filing, and the filing that results."""
