"""Templates in docxtpl's manner, each with one trait, and what both ways make of them."""
