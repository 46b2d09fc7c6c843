"""manage.py demo: fills an empty installation with the demo organisation, through the services."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from continuity.demo import (
    agreements,
    aims,
    bia,
    estate,
    people,
    reports,
    responsibilities,
    risks,
    validation,
)
from core import obligations
from core.models import User
from estate.models import Item


class Command(BaseCommand):
    help = "Fill an empty installation with the demo organisation."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people here already. The demo needs an empty database.")
        at = timezone.now()
        with transaction.atomic():
            people.build(at=at)
            estate.build(at=at)
            bia.build(at=at)
            aims.build(at=at)
            risks.build(at=at)
            responsibilities.build(at=at)
            validation.build(at=at)
            agreements.build(at=at)
            reports.build(at=at)
            for name in obligations.cadences():
                obligations.ask(name, at=at)
        made = f"{User.objects.count()} people, {Item.objects.count()} items"
        self.stdout.write(f"Meridia is founded: {made}.")
