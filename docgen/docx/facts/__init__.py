"""A docx read as facts (``facts_of``), each property resolved as Word resolves it."""
