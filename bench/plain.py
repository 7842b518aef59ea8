"""What docgen is held against: PyYAML and docxtpl and nothing else (see bench/processes.py)."""

from __future__ import annotations

import sys

import yaml
from docxtpl import DocxTemplate

template, data, out = sys.argv[1:]
with open(data, encoding="utf-8") as file:  # noqa: PTH123 - the plain way, and the fastest
    values = yaml.load(file, Loader=yaml.CSafeLoader)
document = DocxTemplate(template)
document.render(values, autoescape=True)
document.save(out)
