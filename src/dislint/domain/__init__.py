"""What is known of the field, as data: each kind of knowledge is read from the TOML files that a hook of its own names."""
