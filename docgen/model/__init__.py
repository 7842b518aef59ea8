"""What we know, frozen. One module per data file; import only the one you need (start-up time)."""
