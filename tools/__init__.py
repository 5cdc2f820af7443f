"""Small programs for whoever works on the product: what `make` calls."""
