"""docs/api.md is true: each of its examples is run, in order, and answered as it says."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from bia.api import VERBS
from bia.models import BusinessFunction, Campaign, ImpactScale
from core import accounts

pytestmark = pytest.mark.django_db
DOCUMENT = Path(settings.BASE_DIR, "docs", "api.md").read_text()
EXAMPLE = re.compile(
    r"```http\n(?P<method>[A-Z]+) (?P<path>\S+)\n"
    r"(?:If-Match: (?P<match>\S+)\n)?(?P<body>\{.*\}\n)?→ (?P<status>\d+)\n```"
)
NAME = re.compile(r"\{([a-z]+)\}")


class Caller:
    """A program with a token, that remembers what the answers said."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"Authorization": f"Token {token}"})
        self.known: dict[str, str] = {}

    def filled(self, text: str) -> str:
        return NAME.sub(lambda found: self.known[found[1]], text)

    def run(self, example: re.Match[str]) -> None:
        method, path = example["method"], self.filled(example["path"])
        answer = self.client.generic(
            method,
            path,
            self.filled(example["body"] or ""),
            content_type="application/json",
            headers={"If-Match": self.filled(example["match"])} if example["match"] else {},
        )
        assert answer.status_code == int(example["status"]), (method, path, answer.content)
        self._remember(path.split("/")[3], answer.json(), answer.headers.get("ETag"))

    def _remember(self, kind: str, said: dict[str, object], tag: str | None) -> None:
        rows = said.get("results")
        row = rows[0] if isinstance(rows, list) else said
        if "id" in row:
            self.known[kind] = str(row["id"])
        if tag:
            self.known["version"] = tag.strip('"')


@pytest.fixture
def caller(cast: SimpleNamespace, function: BusinessFunction, scale: ImpactScale) -> Caller:
    """The continuity manager's program."""
    _token, key = accounts.create_token(by=cast.manager, name="nightly", days=30)
    return Caller(key)


def test_every_example_is_answered_as_it_says(caller: Caller) -> None:
    examples = list(EXAMPLE.finditer(DOCUMENT))
    assert len(examples) == DOCUMENT.count("```http") > 5
    for example in examples:
        caller.run(example)
    assert Campaign.objects.get().state == "running"


def test_every_verb_is_named() -> None:
    rows = dict(re.findall(r"^\| `(\w+/\w+)` \| (.*) \|$", DOCUMENT, re.MULTILINE))
    written = {kind: set(re.findall(r"`([\w-]+)`", verbs)) for kind, verbs in rows.items()}
    real: dict[str, set[str]] = {}
    for verb in VERBS:
        kind = f"{verb.model._meta.app_label}/{verb.model._meta.model_name}"
        real.setdefault(kind, set()).add(verb.name)
    assert written == real
