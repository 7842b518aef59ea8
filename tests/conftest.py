"""What every test may use: tiny workspaces, the project itself, texts of rendered documents."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from docgen.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

# no deadline: a busy machine is not a fault, and no test asserts a time. In CI the same examples
# each time: what landed yesterday stays green today; whoever works on the code looks for new ones
settings.register_profile("docgen", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("docgen")
# What a shell starts in the background it starts deaf to Ctrl-C, and so is whatever that starts: the
# builds that tests stop by it would go on. Python gives its children the plain way of hearing it.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Workspace:
    """The project's own workspace: data/, templates/."""
    return Workspace(PROJECT)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    (tmp_path / "data").mkdir()
    (tmp_path / "templates").mkdir()
    return Workspace(tmp_path)


@pytest.fixture
def write(workspace: Workspace) -> Callable[[dict[str, str]], Workspace]:
    """Write files (path in the workspace → text) and return the workspace."""

    def write(files: dict[str, str]) -> Workspace:
        for name, text in files.items():
            path = workspace.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        return workspace

    return write


@pytest.fixture(scope="session")
def document_texts() -> Callable[[str], str]:
    """The text of all documents of an agency, one paragraph or cell a line."""
    from tests.documents import documents, words

    return lambda agency: "\n".join(map(words, documents(agency).values()))
