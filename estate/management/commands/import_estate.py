"""Takes an inventory over from a file: counts per kind, then what changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import User
from estate import services
from estate.choices import Format, Kind
from estate.models import ImportRun

LINES = (
    ("created", gettext_lazy("created")),
    ("changed", gettext_lazy("changed")),
    ("unchanged", gettext_lazy("unchanged")),
    ("gone", gettext_lazy("gone from the source, marked")),
    ("back", gettext_lazy("back in the source")),
    ("claimed", gettext_lazy("recovery times stated anew")),
    ("linked", gettext_lazy("links made")),
    ("relinked", gettext_lazy("links changed")),
    ("unlinked", gettext_lazy("links ended")),
)
SHOWN = 20


class Command(BaseCommand):
    help = "Imports configuration items and what they rest on from a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=Format.values, required=True)
        parser.add_argument(
            "--source", default="", help="the name of the source; usually the format's"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change")
        parser.add_argument("--by", default="", help="e-mail address of the person who imports")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        try:
            run = self.run_import(path.name, content, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.show(run)

    @transaction.atomic
    def run_import(self, name: str, content: bytes, options: dict[str, Any]) -> ImportRun:
        """Read, compare, and unless it is a dry run, take over."""
        at, by = timezone.now(), self.person(options["by"])
        source = services.get_source(
            name=options["source"] or str(Format(options["format"]).label),
            format=options["format"],
            by=by,
            at=at,
        )
        run = services.import_content(
            source=source, name=name, content=content, by=by, at=at, dry_run=options["dry_run"]
        )
        if options["dry_run"]:
            transaction.set_rollback(True)
        else:
            services.request_readiness(at=at)
        return run

    @staticmethod
    def person(email: str) -> User | None:
        """The person who imports; nobody named means the application itself."""
        if not email:
            return None
        found: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise CommandError(f"Nobody here has the e-mail address {email}.")
        return found

    def show(self, run: ImportRun) -> None:
        """The counts per kind, the changes, and what was refused."""
        counts = run.counts
        labels = {value: str(label) for value, label in Kind.choices}
        for kind, count in counts["kinds"].items():
            self.stdout.write(f"{count:6}  {labels.get(kind, kind)}")
        self.stdout.write(f"{counts['items']:6}  {_('items in the file')}")
        self.stdout.write(f"{counts['dependencies']:6}  {_('dependencies')}")
        self.stdout.write(f"{counts['groups']:6}  {_('redundancy groups')}")
        self.stdout.write("")
        for key, label in LINES:
            if counts[key]:
                self.stdout.write(f"{counts[key]:6}  {label}")
        for place, text in run.problems[:SHOWN]:
            self.stderr.write(_("refused: %(place)s %(text)s") % {"place": place, "text": text})
        if len(run.problems) > SHOWN:
            rest = len(run.problems) - SHOWN
            self.stderr.write(_("… and %(count)s more refused") % {"count": rest})
        self.stdout.write(
            ngettext("%(count)s change", "%(count)s changes", counts["changes"])
            % {"count": counts["changes"]}
        )
