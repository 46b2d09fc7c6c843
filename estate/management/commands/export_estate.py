"""Writes the estate as JSON: what `python -m engine analyse` reads and our own import takes back."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.clock import organisation_day
from estate import services


class Command(BaseCommand):
    help = "Exports items, dependencies, objectives, claims and measurements as one JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        model = services.export_model(as_of=organisation_day(timezone.now()))
        try:
            path.write_text(json.dumps(model, indent=1), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        self.stdout.write(f"{len(model['nodes'])} items in {path}")
