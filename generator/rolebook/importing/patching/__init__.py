"""Changes of YAML files at the places where they belong."""
