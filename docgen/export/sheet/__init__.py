"""Spreadsheets: the form that an assessor fills in, read back cell by cell, and tables of results.

Only this folder knows openpyxl. Cells are text or numbers, never formulas; the same data is the
same bytes; what comes back is hostile until checked (docs/decisions/23-spreadsheets-and-pictures.md).
"""
