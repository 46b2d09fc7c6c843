"""docs/adding-a-model.md, followed to the letter in a copy of the tree."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from continuity.launch import places

pytestmark = pytest.mark.long

DOCUMENT = (places.ROOT / "docs" / "adding-a-model.md").read_text()
MODEL, PAGES = re.findall(r"```python\n(.*?)```", DOCUMENT, re.S)
LINE = re.search(r"`(Page\(.+\))`", DOCUMENT)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".mypy*")
IMPORTS = """import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from estate.models.items import Site


"""
TEMPLATE = "adding_a_model"


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text() + "\n\n" + text)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tree with the model, its pages and its menu line where the document says."""
    copy = tmp_path / "copy"
    shutil.copytree(places.ROOT, copy, ignore=LEFT_OUT)
    if (places.ROOT / "node_modules").exists():
        (copy / "node_modules").symlink_to(places.ROOT / "node_modules")
    (copy / "estate" / "models" / "assembly.py").write_text(IMPORTS + MODEL)
    line = "from estate.models.assembly import AssemblyPoint\n"
    append(copy / "estate" / "models" / "__init__.py", line)
    views = "from core.crud import Pages\n" + line + "\n\n" + PAGES
    append(
        copy / "estate" / "views" / "__init__.py", views + "\n\nPAGES.append(AssemblyPointPages)"
    )
    assert LINE is not None
    append(copy / "estate" / "menu.py", f"{line}\nASSEMBLY = {LINE[1]}\n")
    return copy


def run(tree: Path, *command: str, database: str = TEMPLATE) -> str:
    """What a command says in the copy, on a database of the test's server."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    done = subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env=os.environ
        | {
            "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
            "CONTINUITY_TEST_TEMPLATE": TEMPLATE,
            "PYTEST_XDIST_WORKER": "document",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_the_four_steps_give_a_model_that_passes_every_sweep(tree: Path) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(
            f"CREATE DATABASE {TEMPLATE} TEMPLATE {os.environ['CONTINUITY_TEST_TEMPLATE']}"
        )
    assert "Create model AssemblyPoint" in run(tree, "manage.py", "makemigrations", "estate")
    run(tree, "manage.py", "migrate", "--skip-checks", "estate")
    sweeps = ["tests/test_every_page.py", "tests/test_every_write.py"]
    said = run(tree, "-m", "pytest", "-p", "no:xdist", *sweeps, "-k", "assemblypoint")
    assert re.search(r"\b1\d passed", said), said
    assert "failed" not in said
