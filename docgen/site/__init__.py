"""The published bundle: documents as accessible pages, their metadata, gates, verifying.

Everything here is a function from data to texts and bytes; ``pipeline`` renders, reads and
writes. Pages are made from the contexts that the docx is filled from, never from the docx nor by
LibreOffice: only the model knows what is a heading, a header cell, a label.
"""
