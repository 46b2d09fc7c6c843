# The whole module as it stands.

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import bia.models.scale
import core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0002_fold"),
        ("estate", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BiaReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("about", models.CharField(max_length=300, verbose_name="about")),
                ("functions", models.PositiveIntegerField(verbose_name="functions")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "BIA report",
                "verbose_name_plural": "BIA reports",
                "ordering": ["-made_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BiaReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("about", models.CharField(max_length=300, verbose_name="about")),
                ("functions", models.PositiveIntegerField(verbose_name="functions")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BusinessFunction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="In a sentence or two, and for whom.",
                        verbose_name="what it does",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("always", "All the time"),
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("yearly", "Every year"),
                        ],
                        max_length=10,
                        verbose_name="how often it runs",
                    ),
                ),
                (
                    "minimum_level",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="least it must deliver, in percent"
                    ),
                ),
                (
                    "minimum_service",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="least it must deliver, in words"
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last reviewed"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
            ],
            options={
                "verbose_name": "function",
                "verbose_name_plural": "functions",
                "ordering": ["item__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BusinessFunctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="In a sentence or two, and for whom.",
                        verbose_name="what it does",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("always", "All the time"),
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("yearly", "Every year"),
                        ],
                        max_length=10,
                        verbose_name="how often it runs",
                    ),
                ),
                (
                    "minimum_level",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="least it must deliver, in percent"
                    ),
                ),
                (
                    "minimum_service",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="least it must deliver, in words"
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last reviewed"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("due_on", models.DateField(verbose_name="answers until")),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Stands in the e-mail, above the link.",
                        verbose_name="message to the owners",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="started"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": ["-due_on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("due_on", models.DateField(verbose_name="answers until")),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Stands in the e-mail, above the link.",
                        verbose_name="message to the owners",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="started"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChallengeReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("code", models.CharField(max_length=80, verbose_name="challenge")),
                ("question", models.CharField(max_length=300, verbose_name="asked")),
                ("reply", models.CharField(max_length=300, verbose_name="answered")),
            ],
            options={
                "verbose_name": "answer to a challenge",
                "verbose_name_plural": "answers to challenges",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChallengeReplyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("code", models.CharField(max_length=80, verbose_name="challenge")),
                ("question", models.CharField(max_length=300, verbose_name="asked")),
                ("reply", models.CharField(max_length=300, verbose_name="answered")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("step", models.CharField(blank=True, max_length=12, verbose_name="step")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="what to say")),
                ("given_at", models.DateTimeField(verbose_name="passed on")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "Handed back"),
                            ("taken", "Taken back"),
                            ("over", "The interview was handed in or closed"),
                        ],
                        max_length=10,
                        verbose_name="how it ended",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DelegationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("step", models.CharField(blank=True, max_length=12, verbose_name="step")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="what to say")),
                ("given_at", models.DateTimeField(verbose_name="passed on")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "Handed back"),
                            ("taken", "Taken back"),
                            ("over", "The interview was handed in or closed"),
                        ],
                        max_length=10,
                        verbose_name="how it ended",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "Recovery gap"),
                            ("data", "Data loss gap"),
                            ("unknown", "Recovery unknown"),
                            ("proof", "Proof missing or out of date"),
                            ("objective", "Agreed RTO looser than derived"),
                        ],
                        default="recovery",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="gap")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("way_out", models.CharField(blank=True, max_length=300, verbose_name="way out")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted until a date"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, verbose_name="opened")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
                ("outcome", models.TextField(blank=True, editable=False, verbose_name="outcome")),
                (
                    "accepted_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="accepted until"
                    ),
                ),
            ],
            options={
                "verbose_name": "gap",
                "verbose_name_plural": "gaps",
                "ordering": ["due_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GapEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "Recovery gap"),
                            ("data", "Data loss gap"),
                            ("unknown", "Recovery unknown"),
                            ("proof", "Proof missing or out of date"),
                            ("objective", "Agreed RTO looser than derived"),
                        ],
                        default="recovery",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="gap")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("way_out", models.CharField(blank=True, max_length=300, verbose_name="way out")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted until a date"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, verbose_name="opened")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
                ("outcome", models.TextField(blank=True, editable=False, verbose_name="outcome")),
                (
                    "accepted_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="accepted until"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("key", models.SlugField(editable=False, max_length=40)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "hint",
                    models.CharField(
                        blank=True,
                        help_text="Stands small under the name.",
                        max_length=120,
                        verbose_name="hint",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "intolerable",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="The level the organisation will not bear; it sets the MTD.",
                        verbose_name="intolerable from level",
                    ),
                ),
                (
                    "tolerance",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="For money only: where a function states its loss, this replaces the level.",
                        max_digits=14,
                        null=True,
                        verbose_name="most money we would lose",
                    ),
                ),
            ],
            options={
                "verbose_name": "impact category",
                "verbose_name_plural": "impact categories",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("key", models.SlugField(db_index=False, editable=False, max_length=40)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "hint",
                    models.CharField(
                        blank=True,
                        help_text="Stands small under the name.",
                        max_length=120,
                        verbose_name="hint",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "intolerable",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="The level the organisation will not bear; it sets the MTD.",
                        verbose_name="intolerable from level",
                    ),
                ),
                (
                    "tolerance",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="For money only: where a function states its loss, this replaces the level.",
                        max_digits=14,
                        null=True,
                        verbose_name="most money we would lose",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in our words"),
                ),
                (
                    "money_from",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="from"
                    ),
                ),
                (
                    "money_to",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="to"
                    ),
                ),
            ],
            options={
                "verbose_name": "impact level",
                "verbose_name_plural": "impact levels",
                "ordering": ["category__position", "level"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in our words"),
                ),
                (
                    "money_from",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="from"
                    ),
                ),
                (
                    "money_to",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="to"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
            options={
                "verbose_name": "impact rating",
                "verbose_name_plural": "impact ratings",
                "ordering": ["category__position", "band__until"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactScale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(db_index=True, editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Whoever approves it reads this first.",
                        verbose_name="what changes, and why",
                    ),
                ),
                (
                    "level_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=bia.models.scale.plain_levels,
                        help_text="From none to the worst, separated by commas.",
                        size=5,
                        verbose_name="names of the levels",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
            ],
            options={
                "verbose_name": "impact scale",
                "verbose_name_plural": "impact scales",
                "ordering": ["-number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImpactScaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Whoever approves it reads this first.",
                        verbose_name="what changes, and why",
                    ),
                ),
                (
                    "level_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=bia.models.scale.plain_levels,
                        help_text="From none to the worst, separated by commas.",
                        size=5,
                        verbose_name="names of the levels",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("invited", "Invited"),
                            ("begun", "Begun"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("imported", "Imported"),
                            ("dropped", "Not answered"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="what it does")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("always", "All the time"),
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("yearly", "Every year"),
                        ],
                        max_length=10,
                        verbose_name="how often it runs",
                    ),
                ),
                (
                    "minimum_level",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="least, in percent"
                    ),
                ),
                (
                    "minimum_service",
                    models.CharField(blank=True, max_length=300, verbose_name="least, in words"),
                ),
                (
                    "wrt",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="catching up takes"
                    ),
                ),
                (
                    "agreed_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RTO"),
                ),
                (
                    "rto_reason",
                    models.TextField(blank=True, verbose_name="why not the derived RTO"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                (
                    "stated_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="stated RTO"),
                ),
                (
                    "stated_rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="stated RPO"),
                ),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="stated on")),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "mtd_category",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="set by"
                    ),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                ("last_step", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "invited_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="invited"
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="begun"
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="reminded"
                    ),
                ),
                (
                    "reminders",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="reminders"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="quality checked"
                    ),
                ),
                (
                    "return_comment",
                    models.TextField(blank=True, editable=False, verbose_name="why returned"),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
                "ordering": ["function__item__name", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InterviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("invited", "Invited"),
                            ("begun", "Begun"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("imported", "Imported"),
                            ("dropped", "Not answered"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="what it does")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("always", "All the time"),
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("yearly", "Every year"),
                        ],
                        max_length=10,
                        verbose_name="how often it runs",
                    ),
                ),
                (
                    "minimum_level",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="least, in percent"
                    ),
                ),
                (
                    "minimum_service",
                    models.CharField(blank=True, max_length=300, verbose_name="least, in words"),
                ),
                (
                    "wrt",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="catching up takes"
                    ),
                ),
                (
                    "agreed_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RTO"),
                ),
                (
                    "rto_reason",
                    models.TextField(blank=True, verbose_name="why not the derived RTO"),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                (
                    "stated_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="stated RTO"),
                ),
                (
                    "stated_rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="stated RPO"),
                ),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="stated on")),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "mtd_category",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="set by"
                    ),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                ("last_step", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "invited_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="invited"
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="begun"
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="reminded"
                    ),
                ),
                (
                    "reminders",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="reminders"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="quality checked"
                    ),
                ),
                (
                    "return_comment",
                    models.TextField(blank=True, editable=False, verbose_name="why returned"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LossPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="lost in all"
                    ),
                ),
            ],
            options={
                "verbose_name": "loss",
                "verbose_name_plural": "losses",
                "ordering": ["band__until"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LossPointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="lost in all"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MappingTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be mapped"),
                            ("mapped", "Mapped"),
                            ("dismissed", "Not needed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="reason"
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="done"
                    ),
                ),
            ],
            options={
                "verbose_name": "name to be mapped",
                "verbose_name_plural": "names to be mapped",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MappingTaskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be mapped"),
                            ("mapped", "Mapped"),
                            ("dismissed", "Not needed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="reason"
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="done"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "Application"),
                            ("service", "Service"),
                            ("vendor", "Supplier"),
                            ("site", "Site"),
                            ("team", "Team"),
                            ("data", "Records and data"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "needed_within",
                    core.fields.DurationField(blank=True, null=True, verbose_name="needed within"),
                ),
                (
                    "tolerates",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="can do without for"
                    ),
                ),
                (
                    "loss",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="data loss that can be borne"
                    ),
                ),
                (
                    "reenter_from",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="typed in again from"
                    ),
                ),
            ],
            options={
                "verbose_name": "dependency answer",
                "verbose_name_plural": "dependency answers",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "Application"),
                            ("service", "Service"),
                            ("vendor", "Supplier"),
                            ("site", "Site"),
                            ("team", "Team"),
                            ("data", "Records and data"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "needed_within",
                    core.fields.DurationField(blank=True, null=True, verbose_name="needed within"),
                ),
                (
                    "tolerates",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="can do without for"
                    ),
                ),
                (
                    "loss",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="data loss that can be borne"
                    ),
                ),
                (
                    "reenter_from",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="typed in again from"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(db_index=True, editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("agreed_rto", core.fields.DurationField(verbose_name="agreed RTO")),
                (
                    "agreed_rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RPO"),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Needed where the agreed RTO is looser than derived.",
                        verbose_name="reason",
                    ),
                ),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["function__item__name", "-number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObjectiveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("agreed_rto", core.fields.DurationField(verbose_name="agreed RTO")),
                (
                    "agreed_rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RPO"),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Needed where the agreed RTO is looser than derived.",
                        verbose_name="reason",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("happened_on", models.DateField(verbose_name="happened on")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("here", "With us"),
                            ("supplier", "At a supplier"),
                            ("others", "At others like us"),
                        ],
                        max_length=10,
                        verbose_name="where",
                    ),
                ),
                ("what", models.TextField(max_length=2000, verbose_name="what happened")),
            ],
            options={
                "verbose_name": "threat event",
                "verbose_name_plural": "threat events",
                "ordering": ["-happened_on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OccurrenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("happened_on", models.DateField(verbose_name="happened on")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("here", "With us"),
                            ("supplier", "At a supplier"),
                            ("others", "At others like us"),
                        ],
                        max_length=10,
                        verbose_name="where",
                    ),
                ),
                ("what", models.TextField(max_length=2000, verbose_name="what happened")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Peak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=80, verbose_name="peak")),
                ("when", models.CharField(blank=True, max_length=120, verbose_name="when")),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month_end", "Last working days of the month"),
                            ("month_start", "First working days of the month"),
                            ("month_days", "Certain days of each month"),
                            ("pay_day", "A day of each month, or the working day before"),
                            ("quarter_end", "Last working days of the quarter"),
                            ("quarter_start", "First working days of the quarter"),
                            ("weekly", "Certain days of each week"),
                            ("season", "A season, each year"),
                            ("dates", "Certain dates, once"),
                        ],
                        max_length=14,
                        verbose_name="comes",
                    ),
                ),
                ("days", models.CharField(blank=True, max_length=200, verbose_name="which days")),
                (
                    "own_curve",
                    models.BooleanField(default=False, verbose_name="worse than other days"),
                ),
            ],
            options={
                "verbose_name": "peak",
                "verbose_name_plural": "peaks",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeakEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=80, verbose_name="peak")),
                ("when", models.CharField(blank=True, max_length=120, verbose_name="when")),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month_end", "Last working days of the month"),
                            ("month_start", "First working days of the month"),
                            ("month_days", "Certain days of each month"),
                            ("pay_day", "A day of each month, or the working day before"),
                            ("quarter_end", "Last working days of the quarter"),
                            ("quarter_start", "First working days of the quarter"),
                            ("weekly", "Certain days of each week"),
                            ("season", "A season, each year"),
                            ("dates", "Certain dates, once"),
                        ],
                        max_length=14,
                        verbose_name="comes",
                    ),
                ),
                ("days", models.CharField(blank=True, max_length=200, verbose_name="which days")),
                (
                    "own_curve",
                    models.BooleanField(default=False, verbose_name="worse than other days"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResourceNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("people", "People"),
                            ("seats", "Seats"),
                            ("equipment", "Equipment"),
                            ("records", "Vital records"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="what")),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(null=True),
                        default=list,
                        size=None,
                        verbose_name="how many, by time",
                    ),
                ),
                (
                    "kept_at",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is kept"),
                ),
            ],
            options={
                "verbose_name": "resource",
                "verbose_name_plural": "resources",
                "ordering": ["kind", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResourceNeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("people", "People"),
                            ("seats", "Seats"),
                            ("equipment", "Equipment"),
                            ("records", "Vital records"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="what")),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(null=True),
                        default=list,
                        size=None,
                        verbose_name="how many, by time",
                    ),
                ),
                (
                    "kept_at",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is kept"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Left empty, the next one is given.",
                        max_length=20,
                        verbose_name="number",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="risk")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Cause, event and consequence.",
                        verbose_name="what could happen",
                    ),
                ),
                ("controls", models.TextField(blank=True, verbose_name="what stands against it")),
                (
                    "inherent_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="inherent likelihood"
                    ),
                ),
                (
                    "inherent_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="inherent impact"
                    ),
                ),
                (
                    "residual_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="residual likelihood"
                    ),
                ),
                (
                    "residual_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="residual impact"
                    ),
                ),
                (
                    "rate_low",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, at least"),
                ),
                (
                    "rate_likely",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, likely"),
                ),
                (
                    "rate_high",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, at most"),
                ),
                (
                    "loss_low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, at least",
                    ),
                ),
                (
                    "loss_likely",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, likely",
                    ),
                ),
                (
                    "loss_high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, at most",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "inherent_rating",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "residual_rating",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "is_above",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="above appetite"
                    ),
                ),
                (
                    "yearly_loss",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=16,
                        null=True,
                        verbose_name="expected loss a year",
                    ),
                ),
                (
                    "bad_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=16,
                        null=True,
                        verbose_name="loss of one year in twenty",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Accepted")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("hand", "Recorded by hand"), ("rule", "Found by a rule")],
                        default="hand",
                        editable=False,
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="source"
                    ),
                ),
                (
                    "recorded_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="recorded"
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last reviewed"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "verbose_name": "risk",
                "verbose_name_plural": "risks",
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("at", models.DateTimeField(verbose_name="accepted")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.TextField(verbose_name="why it can be borne")),
                ("rating", models.CharField(blank=True, max_length=40, verbose_name="rating then")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "ended_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                ),
            ],
            options={
                "verbose_name": "risk acceptance",
                "verbose_name_plural": "risk acceptances",
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskAcceptanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("at", models.DateTimeField(verbose_name="accepted")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.TextField(verbose_name="why it can be borne")),
                ("rating", models.CharField(blank=True, max_length=40, verbose_name="rating then")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "ended_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskAppetite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("rating", models.PositiveSmallIntegerField(verbose_name="highest rating borne")),
            ],
            options={
                "verbose_name": "risk appetite",
                "verbose_name_plural": "risk appetites",
                "ordering": ["category__position", "category__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskAppetiteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("rating", models.PositiveSmallIntegerField(verbose_name="highest rating borne")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "verbose_name": "risk category",
                "verbose_name_plural": "risk categories",
                "ordering": ["position", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "description",
                    models.CharField(blank=True, max_length=300, verbose_name="description"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskCause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quarter", "Quarterly review"),
                            ("estate", "Change of the estate"),
                            ("threat", "Changed threat"),
                            ("priority", "Changed priority"),
                            ("incident", "Threat event"),
                            ("acceptance", "Acceptance ended"),
                            ("matrix", "New risk matrix"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=200)),
                ("words", models.CharField(max_length=300, verbose_name="what happened")),
                ("details", models.JSONField(blank=True, default=list, verbose_name="from and to")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "cause of a review",
                "verbose_name_plural": "causes of reviews",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskCauseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quarter", "Quarterly review"),
                            ("estate", "Change of the estate"),
                            ("threat", "Changed threat"),
                            ("priority", "Changed priority"),
                            ("incident", "Threat event"),
                            ("acceptance", "Acceptance ended"),
                            ("matrix", "New risk matrix"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=200)),
                ("words", models.CharField(max_length=300, verbose_name="what happened")),
                ("details", models.JSONField(blank=True, default=list, verbose_name="from and to")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Left empty, the next one is given.",
                        max_length=20,
                        verbose_name="number",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="risk")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Cause, event and consequence.",
                        verbose_name="what could happen",
                    ),
                ),
                ("controls", models.TextField(blank=True, verbose_name="what stands against it")),
                (
                    "inherent_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="inherent likelihood"
                    ),
                ),
                (
                    "inherent_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="inherent impact"
                    ),
                ),
                (
                    "residual_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="residual likelihood"
                    ),
                ),
                (
                    "residual_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="residual impact"
                    ),
                ),
                (
                    "rate_low",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, at least"),
                ),
                (
                    "rate_likely",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, likely"),
                ),
                (
                    "rate_high",
                    models.FloatField(blank=True, null=True, verbose_name="times a year, at most"),
                ),
                (
                    "loss_low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, at least",
                    ),
                ),
                (
                    "loss_likely",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, likely",
                    ),
                ),
                (
                    "loss_high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="loss each time, at most",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "inherent_rating",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "residual_rating",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "is_above",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="above appetite"
                    ),
                ),
                (
                    "yearly_loss",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=16,
                        null=True,
                        verbose_name="expected loss a year",
                    ),
                ),
                (
                    "bad_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=16,
                        null=True,
                        verbose_name="loss of one year in twenty",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Accepted")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("hand", "Recorded by hand"), ("rule", "Found by a rule")],
                        default="hand",
                        editable=False,
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="source"
                    ),
                ),
                (
                    "recorded_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="recorded"
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last reviewed"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("likelihood", "Likelihood"),
                            ("impact", "Impact"),
                            ("rating", "Rating"),
                        ],
                        max_length=10,
                        verbose_name="axis",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in our words"),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="from"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="to"
                    ),
                ),
            ],
            options={
                "verbose_name": "risk level",
                "verbose_name_plural": "risk levels",
                "ordering": ["axis", "level"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("likelihood", "Likelihood"),
                            ("impact", "Impact"),
                            ("rating", "Rating"),
                        ],
                        max_length=10,
                        verbose_name="axis",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in our words"),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="from"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="to"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskMatrix",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(db_index=True, editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Whoever approves it reads this first.",
                        verbose_name="what changes, and why",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "ratings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), size=None
                        ),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="ratings",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk matrix",
                "verbose_name_plural": "risk matrices",
                "ordering": ["-number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskMatrixEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("series", models.UUIDField(editable=False)),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="version number"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="submitted"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Whoever approves it reads this first.",
                        verbose_name="what changes, and why",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "ratings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), size=None
                        ),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="ratings",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("changed", "Changed"),
                            ("retired", "Retired"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
            ],
            options={
                "verbose_name": "risk review",
                "verbose_name_plural": "risk reviews",
                "ordering": ["due_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("changed", "Changed"),
                            ("retired", "Retired"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                "added",
                                "A critical item is added, or something comes to rest on one",
                            ),
                            ("retired", "A critical item is retired or gone from its source"),
                            ("moved", "A critical item moves to another site, region or country"),
                            ("redundancy", "Redundancy is lost: fewer spare members in a group"),
                            ("import", "One import changes many items"),
                            (
                                "threat",
                                "A threat is raised, added to a class with risks, or comes true",
                            ),
                            ("priority", "A function's tier, MTD or objective changes"),
                        ],
                        max_length=12,
                        verbose_name="when",
                    ),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="counts")),
                (
                    "threshold",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The lowest criticality that counts, or the number of items of an import.",
                        null=True,
                        verbose_name="limit",
                    ),
                ),
            ],
            options={
                "verbose_name": "review rule",
                "verbose_name_plural": "review rules",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                "added",
                                "A critical item is added, or something comes to rest on one",
                            ),
                            ("retired", "A critical item is retired or gone from its source"),
                            ("moved", "A critical item moves to another site, region or country"),
                            ("redundancy", "Redundancy is lost: fewer spare members in a group"),
                            ("import", "One import changes many items"),
                            (
                                "threat",
                                "A threat is raised, added to a class with risks, or comes true",
                            ),
                            ("priority", "A function's tier, MTD or objective changes"),
                        ],
                        max_length=12,
                        verbose_name="when",
                    ),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="counts")),
                (
                    "threshold",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The lowest criticality that counts, or the number of items of an import.",
                        null=True,
                        verbose_name="limit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("inherent_likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inherent_impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inherent_rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_above", models.BooleanField(default=False, verbose_name="above appetite")),
            ],
            options={
                "verbose_name": "risk score",
                "verbose_name_plural": "risk scores",
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("inherent_likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inherent_impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inherent_rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("residual_rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_above", models.BooleanField(default=False, verbose_name="above appetite")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskTreatment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("what", models.CharField(max_length=300, verbose_name="what is done")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("avoid", "Avoid"),
                            ("reduce", "Reduce"),
                            ("transfer", "Transfer"),
                        ],
                        default="reduce",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "cost_once",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="cost once",
                    ),
                ),
                (
                    "cost_yearly",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="cost a year",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "expected_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="likelihood afterwards"
                    ),
                ),
                (
                    "expected_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="impact afterwards"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "done_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="done on"),
                ),
            ],
            options={
                "verbose_name": "risk treatment",
                "verbose_name_plural": "risk treatments",
                "ordering": ["due_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskTreatmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("what", models.CharField(max_length=300, verbose_name="what is done")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("avoid", "Avoid"),
                            ("reduce", "Reduce"),
                            ("transfer", "Transfer"),
                        ],
                        default="reduce",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "cost_once",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="cost once",
                    ),
                ),
                (
                    "cost_yearly",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="cost a year",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="EUR", max_length=3, verbose_name="currency"),
                ),
                (
                    "expected_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="likelihood afterwards"
                    ),
                ),
                (
                    "expected_impact",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="impact afterwards"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "done_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="done on"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Threat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting, such as flood.",
                        max_length=40,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("natural", "Nature"),
                            ("technical", "Technical failure"),
                            ("utility", "Utilities and buildings"),
                            ("malicious", "Malice"),
                            ("human", "People and error"),
                            ("supplier", "Suppliers"),
                            ("legal", "Law and politics"),
                            ("health", "Health"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="A level of the risk matrix. Raised, the risks of this threat are reviewed.",
                        null=True,
                        verbose_name="typical likelihood",
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "verbose_name": "threat",
                "verbose_name_plural": "threats",
                "ordering": ["kind", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThreatEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        help_text="Short and lasting, such as flood.",
                        max_length=40,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("natural", "Nature"),
                            ("technical", "Technical failure"),
                            ("utility", "Utilities and buildings"),
                            ("malicious", "Malice"),
                            ("human", "People and error"),
                            ("supplier", "Suppliers"),
                            ("legal", "Law and politics"),
                            ("health", "Health"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="A level of the risk matrix. Raised, the risks of this threat are reviewed.",
                        null=True,
                        verbose_name="typical likelihood",
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="retired"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why retired"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("until", core.fields.DurationField(verbose_name="after")),
            ],
            options={
                "verbose_name": "time band",
                "verbose_name_plural": "time bands",
                "ordering": ["until"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeBandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("until", core.fields.DurationField(verbose_name="after")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Validation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the owner"),
                            ("signed", "Waits for the head"),
                            ("agreed", "Agreed"),
                            ("dropped", "Not decided"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                (
                    "proposed_rto",
                    core.fields.DurationField(editable=False, verbose_name="proposed RTO"),
                ),
                (
                    "proposed_rpo",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="proposed RPO"
                    ),
                ),
                (
                    "claim",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="claim"
                    ),
                ),
                (
                    "proof",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="proof"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("tightened", "Tightened"),
                            ("relaxed", "Relaxed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="decided RTO"
                    ),
                ),
                (
                    "rpo",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="decided RPO"
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                (
                    "signed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="signed"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                (
                    "return_comment",
                    models.TextField(blank=True, editable=False, verbose_name="why returned"),
                ),
            ],
            options={
                "verbose_name": "validation",
                "verbose_name_plural": "validations",
                "ordering": ["function__item__name", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValidationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the owner"),
                            ("signed", "Waits for the head"),
                            ("agreed", "Agreed"),
                            ("dropped", "Not decided"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "mtd",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="MTD"
                    ),
                ),
                (
                    "derived_rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="derived RTO"
                    ),
                ),
                (
                    "proposed_rto",
                    core.fields.DurationField(editable=False, verbose_name="proposed RTO"),
                ),
                (
                    "proposed_rpo",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="proposed RPO"
                    ),
                ),
                (
                    "claim",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="claim"
                    ),
                ),
                (
                    "proof",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="proof"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("tightened", "Tightened"),
                            ("relaxed", "Relaxed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "rto",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="decided RTO"
                    ),
                ),
                (
                    "rpo",
                    core.fields.DurationField(
                        blank=True, editable=False, null=True, verbose_name="decided RPO"
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                (
                    "signed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="signed"
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved"
                    ),
                ),
                (
                    "return_comment",
                    models.TextField(blank=True, editable=False, verbose_name="why returned"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValidationRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("due_on", models.DateField(verbose_name="decisions until")),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Stands above each decision.",
                        verbose_name="message to the owners",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="started"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
            ],
            options={
                "verbose_name": "validation round",
                "verbose_name_plural": "validation rounds",
                "ordering": ["-due_on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValidationRoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("due_on", models.DateField(verbose_name="decisions until")),
                (
                    "message",
                    models.TextField(
                        blank=True,
                        help_text="Stands above each decision.",
                        verbose_name="message to the owners",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="started"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Workaround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("what", models.CharField(max_length=300, verbose_name="workaround")),
                ("lasts", core.fields.DurationField(blank=True, null=True, verbose_name="for")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="share of the work"
                    ),
                ),
                (
                    "backlog",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="to catch up afterwards"
                    ),
                ),
                (
                    "rehearsed_on",
                    models.DateField(blank=True, null=True, verbose_name="last tried"),
                ),
                ("staffed", models.BooleanField(default=True, verbose_name="enough people")),
            ],
            options={
                "verbose_name": "workaround",
                "verbose_name_plural": "workarounds",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkaroundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                ("what", models.CharField(max_length=300, verbose_name="workaround")),
                ("lasts", core.fields.DurationField(blank=True, null=True, verbose_name="for")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="share of the work"
                    ),
                ),
                (
                    "backlog",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="to catch up afterwards"
                    ),
                ),
                (
                    "rehearsed_on",
                    models.DateField(blank=True, null=True, verbose_name="last tried"),
                ),
                ("staffed", models.BooleanField(default=True, verbose_name="enough people")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="biareport",
            name="file",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bia_report",
                to="core.file",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="biareport",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bia_reports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="biareport",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bia_reports",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.file",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.biareport",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="businessfunction",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="function",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="function",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="biareport",
            name="function",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="businessfunctionevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="businessfunctionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="businessfunctionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.businessfunction",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="biareportevent",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="biareport",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="bia.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="challengereplyevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="challengereplyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.challengereply",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="passed on by",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passed_on",
                to="bia.delegation",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations",
                to=settings.AUTH_USER_MODEL,
                verbose_name="colleague",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="given_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="passed on by",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.delegation",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.delegation",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="to",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="colleague",
            ),
        ),
        migrations.AddField(
            model_name="gap",
            name="accepted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accepted by",
            ),
        ),
        migrations.AddField(
            model_name="gap",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gaps",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="gap",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gaps",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="gapevent",
            name="accepted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accepted by",
            ),
        ),
        migrations.AddField(
            model_name="gapevent",
            name="function",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="gapevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="gapevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="gapevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.gap",
            ),
        ),
        migrations.AddField(
            model_name="impactcategoryevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="impactcategoryevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.impactcategory",
            ),
        ),
        migrations.AddField(
            model_name="impactlevel",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="levels",
                to="bia.impactcategory",
                verbose_name="impact category",
            ),
        ),
        migrations.AddField(
            model_name="impactlevelevent",
            name="category",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactcategory",
                verbose_name="impact category",
            ),
        ),
        migrations.AddField(
            model_name="impactlevelevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="impactlevelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.impactlevel",
            ),
        ),
        migrations.AddField(
            model_name="impactrating",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.impactcategory",
                verbose_name="impact category",
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="category",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactcategory",
                verbose_name="impact category",
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.impactrating",
            ),
        ),
        migrations.AddField(
            model_name="impactscale",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="impactscale",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.impactscale",
            ),
        ),
        migrations.AddField(
            model_name="impactscale",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="impactcategoryevent",
            name="scale",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="impactcategory",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="categories",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="impactscaleevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="impactscaleevent",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactscale",
            ),
        ),
        migrations.AddField(
            model_name="impactscaleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="impactscaleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.impactscale",
            ),
        ),
        migrations.AddField(
            model_name="impactscaleevent",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="bia.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interviews",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="impactrating",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ratings",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="delegationevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="delegations",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="challengereplyevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="challengereply",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="function",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="scale",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="interviewevent",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="losspoint",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="losses",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="losspointevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="losspointevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="losspointevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.losspoint",
            ),
        ),
        migrations.AddField(
            model_name="mappingtaskevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="mappingtaskevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.mappingtask",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="needs",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="mappingtaskevent",
            name="need",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.need",
                verbose_name="dependency answer",
            ),
        ),
        migrations.AddField(
            model_name="mappingtask",
            name="need",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mapping",
                to="bia.need",
                verbose_name="dependency answer",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="item",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.need",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.objective",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objectives",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.objective",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="function",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.objective",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="item",
            field=models.ForeignKey(
                blank=True,
                help_text="What it struck. Then only risks on it and on what rests on it are reviewed.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="occurrences",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="item",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What it struck. Then only risks on it and on what rests on it are reviewed.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="peak",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="peaks",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="peak",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.peak",
                verbose_name="peak",
            ),
        ),
        migrations.AddField(
            model_name="impactrating",
            name="peak",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ratings",
                to="bia.peak",
                verbose_name="peak",
            ),
        ),
        migrations.AddField(
            model_name="peakevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="peakevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="peakevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.peak",
            ),
        ),
        migrations.AddField(
            model_name="resourceneed",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="resources",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="resourceneedevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="resourceneedevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="resourceneedevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.resourceneed",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="item",
            field=models.ForeignKey(
                help_text="What is hit: a function, a site, a system, a supplier.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Reviews it each quarter. Left empty, the item's owner.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Left empty, the item's.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptance",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accepted by",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptance",
            name="risk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acceptances",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptanceevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accepted by",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptanceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptanceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskacceptance",
            ),
        ),
        migrations.AddField(
            model_name="riskacceptanceevent",
            name="risk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskappetiteevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskappetiteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskappetite",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskcategory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_on", None)),
                fields=("name",),
                name="risk_category_once",
                violation_error_message="There is already a category of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None),
                    models.Q(("retired_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="risk_category_retired_why",
                violation_error_message="Say why it is retired.",
            ),
        ),
        migrations.AddField(
            model_name="riskappetiteevent",
            name="category",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskcategory",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="riskappetite",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.riskcategory",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="category",
            field=models.ForeignKey(
                blank=True,
                help_text="Decides which appetite it is held against.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="bia.riskcategory",
                verbose_name="category",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="757d09cd8572e7bbdd472ec30c7597b9a5b748fa",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_70558",
                    table="bia_riskcategory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskcategoryevent" ("created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_on", "retired_reason", "updated_at", "version") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_on", NEW."retired_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="96294b5dc632ad74e88ca62df5435756271f2bc1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d524",
                    table="bia_riskcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskcategoryevent" ("created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_on", "retired_reason", "updated_at", "version") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_on", NEW."retired_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c3833c10f8899db884704343d202adc72c91818b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0336a",
                    table="bia_riskcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskcategoryevent" ("created_at", "description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_on", "retired_reason", "updated_at", "version") VALUES (OLD."created_at", OLD."description", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_on", OLD."retired_reason", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="287f7c6f2e0502cd32af7d771b285159d2140612",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_69949",
                    table="bia_riskcategory",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="riskcategoryevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskcategoryevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskcategory",
            ),
        ),
        migrations.AddField(
            model_name="riskcause",
            name="risk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="causes",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskcauseevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskcauseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskcause",
            ),
        ),
        migrations.AddField(
            model_name="riskcauseevent",
            name="risk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="category",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Decides which appetite it is held against.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskcategory",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="What is hit: a function, a site, a system, a supplier.",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Reviews it each quarter. Left empty, the item's owner.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.risk",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Left empty, the item's.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="risklevelevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="risklevelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.risklevel",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrix",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="riskmatrix",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.riskmatrix",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrix",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="risklevelevent",
            name="matrix",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="risklevel",
            name="matrix",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="levels",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="riskappetiteevent",
            name="matrix",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="riskappetite",
            name="matrix",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appetites",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrixevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="riskmatrixevent",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskmatrix",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrixevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrixevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskmatrix",
            ),
        ),
        migrations.AddField(
            model_name="riskmatrixevent",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="riskreview",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="done by",
            ),
        ),
        migrations.AddField(
            model_name="riskreview",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risk_reviews",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked",
            ),
        ),
        migrations.AddField(
            model_name="riskreview",
            name="risk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskcauseevent",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskreview",
                verbose_name="review",
            ),
        ),
        migrations.AddField(
            model_name="riskcause",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="causes",
                to="bia.riskreview",
                verbose_name="review",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="done by",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskreview",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="risk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskrule",
            constraint=models.UniqueConstraint(
                fields=("kind",),
                name="risk_rule_once",
                violation_error_message="There is already a rule of this kind.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskrule",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="893722d769e01617e4a0deaf7e110fac367a7a8b",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_dffc1",
                    table="bia_riskrule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskruleevent" ("created_at", "id", "is_on", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threshold", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."is_on", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."threshold", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d7386ef80542163843ff58fd227780c67e1deee0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2862",
                    table="bia_riskrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskruleevent" ("created_at", "id", "is_on", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threshold", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."is_on", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."threshold", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="fbac106d8339dc5eebfc4b3d3b2acb7bcbb8b35c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e9293",
                    table="bia_riskrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskruleevent" ("created_at", "id", "is_on", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threshold", "updated_at", "version") VALUES (OLD."created_at", OLD."id", OLD."is_on", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."threshold", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="2be987c1604eb1de5dd6253d6fcb991f3e7d5cf3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44480",
                    table="bia_riskrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="riskruleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskrule",
            ),
        ),
        migrations.AddField(
            model_name="riskscore",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="riskscore",
            name="matrix",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="riskscore",
            name="risk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="after",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskscore",
                verbose_name="score after",
            ),
        ),
        migrations.AddField(
            model_name="riskreviewevent",
            name="before",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskscore",
                verbose_name="score before",
            ),
        ),
        migrations.AddField(
            model_name="riskreview",
            name="after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.riskscore",
                verbose_name="score after",
            ),
        ),
        migrations.AddField(
            model_name="riskreview",
            name="before",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.riskscore",
                verbose_name="score before",
            ),
        ),
        migrations.AddField(
            model_name="riskscoreevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="riskscoreevent",
            name="matrix",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.riskmatrix",
                verbose_name="risk matrix",
            ),
        ),
        migrations.AddField(
            model_name="riskscoreevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="riskscoreevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.riskscore",
            ),
        ),
        migrations.AddField(
            model_name="riskscoreevent",
            name="risk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="risktreatment",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Gets it done.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="treatments",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="risktreatment",
            name="risk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="treatments",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddField(
            model_name="risktreatmentevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Gets it done.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="risktreatmentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="risktreatmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.risktreatment",
            ),
        ),
        migrations.AddField(
            model_name="risktreatmentevent",
            name="risk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.risk",
                verbose_name="risk",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.UniqueConstraint(
                fields=("code",),
                name="threat_code_once",
                violation_error_message="There is already a threat with this code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("likelihood", None), ("likelihood__range", (1, 6)), _connector="OR"
                ),
                name="threat_likelihood_is_a_level",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="threat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None),
                    models.Q(("retired_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="threat_retired_why",
                violation_error_message="Say why it is retired.",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="threat",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.threat",
                verbose_name="threat",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="threat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="bia.threat",
                verbose_name="threat",
            ),
        ),
        migrations.AddField(
            model_name="occurrenceevent",
            name="threat",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.threat",
                verbose_name="threat",
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="threat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="occurrences",
                to="bia.threat",
                verbose_name="threat",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="threat",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="fb43f4effc380d8f1afbe8a408aeecdbe55bf10c",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_8d647",
                    table="bia_threat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="threat",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_threatevent" ("code", "created_at", "description", "id", "kind", "likelihood", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "updated_at", "version") VALUES (NEW."code", NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."likelihood", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retired_on", NEW."retired_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="50332f5e014f11742177912327001956611c88e9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3c31",
                    table="bia_threat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="threat",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_threatevent" ("code", "created_at", "description", "id", "kind", "likelihood", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "updated_at", "version") VALUES (NEW."code", NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."likelihood", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retired_on", NEW."retired_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="edaae38d70133d72d26a77639c0d4f778bfbd530",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4c0bf",
                    table="bia_threat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="threat",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_threatevent" ("code", "created_at", "description", "id", "kind", "likelihood", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "updated_at", "version") VALUES (OLD."code", OLD."created_at", OLD."description", OLD."id", OLD."kind", OLD."likelihood", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retired_on", OLD."retired_reason", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="f0ea0b35a7163b3f0a047d886293d6776bbe3d2f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d46e8",
                    table="bia_threat",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="threatevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="threatevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.threat",
            ),
        ),
        migrations.AddField(
            model_name="timeband",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bands",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="losspointevent",
            name="band",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.timeband",
                verbose_name="time band",
            ),
        ),
        migrations.AddField(
            model_name="losspoint",
            name="band",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.timeband",
                verbose_name="time band",
            ),
        ),
        migrations.AddField(
            model_name="impactratingevent",
            name="band",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.timeband",
                verbose_name="time band",
            ),
        ),
        migrations.AddField(
            model_name="impactrating",
            name="band",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bia.timeband",
                verbose_name="time band",
            ),
        ),
        migrations.AddField(
            model_name="timebandevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="timebandevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.timeband",
            ),
        ),
        migrations.AddField(
            model_name="timebandevent",
            name="scale",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.impactscale",
                verbose_name="impact scale",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="validations",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="objective",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="validation",
                to="bia.objective",
                verbose_name="objective",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="signed by",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="function",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.businessfunction",
                verbose_name="function",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.objective",
                verbose_name="objective",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.validation",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="signed by",
            ),
        ),
        migrations.AddField(
            model_name="validationround",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="started by",
            ),
        ),
        migrations.AddField(
            model_name="validationround",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="With all units below it. Empty: the whole organisation.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="validation_rounds",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="round",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.validationround",
                verbose_name="validation round",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="bia.validationround",
                verbose_name="validation round",
            ),
        ),
        migrations.AddField(
            model_name="validationroundevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="validationroundevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.validationround",
            ),
        ),
        migrations.AddField(
            model_name="validationroundevent",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="started by",
            ),
        ),
        migrations.AddField(
            model_name="validationroundevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="With all units below it. Empty: the whole organisation.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="workaround",
            name="interview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="workarounds",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="workaroundevent",
            name="interview",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bia.interview",
            ),
        ),
        migrations.AddField(
            model_name="workaroundevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="workaroundevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bia.workaround",
            ),
        ),
        migrations.AddConstraint(
            model_name="businessfunction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_level", None),
                    models.Q(("minimum_level__gte", 1), ("minimum_level__lte", 100)),
                    _connector="OR",
                ),
                name="function_minimum_is_percent",
                violation_error_message="Give a share from 1 to 100 percent.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="94cf3195c5f2ce0639cbe7aa73a17f547f4cc041",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_7d05b",
                    table="bia_businessfunction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_businessfunctionevent" ("created_at", "frequency", "id", "item_id", "minimum_level", "minimum_service", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "retired_on", "reviewed_on", "updated_at", "version") VALUES (NEW."created_at", NEW."frequency", NEW."id", NEW."item_id", NEW."minimum_level", NEW."minimum_service", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."retired_on", NEW."reviewed_on", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3684eef6a746a42168765efe727ab216a2b34113",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4c1a",
                    table="bia_businessfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_businessfunctionevent" ("created_at", "frequency", "id", "item_id", "minimum_level", "minimum_service", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "retired_on", "reviewed_on", "updated_at", "version") VALUES (NEW."created_at", NEW."frequency", NEW."id", NEW."item_id", NEW."minimum_level", NEW."minimum_service", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."retired_on", NEW."reviewed_on", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="0d71ac99cab70b6d7f5c95965f0f2591921370e5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23cc2",
                    table="bia_businessfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessfunction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_businessfunctionevent" ("created_at", "frequency", "id", "item_id", "minimum_level", "minimum_service", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "retired_on", "reviewed_on", "updated_at", "version") VALUES (OLD."created_at", OLD."frequency", OLD."id", OLD."item_id", OLD."minimum_level", OLD."minimum_service", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."retired_on", OLD."reviewed_on", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="69896f57491a9db7220f3a49f754399aabdea008",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_46da2",
                    table="bia_businessfunction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessfunctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b32a648eeb9a2f7969fd27818ea988c68cc0af81",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3f739",
                    table="bia_businessfunctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="campaign_name_once",
                violation_error_message="There is already a campaign of that name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="0fe55eeb0b6a5320553050d3f0cdfc0ba992d73c",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_9f4b8",
                    table="bia_campaign",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_campaignevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state", "unit_id", "updated_at", "version") VALUES (NEW."closed_at", NEW."created_at", NEW."due_on", NEW."id", NEW."message", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e08e738df5ada1576e9e5fd6a1d072b6138b9148",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f5aa0",
                    table="bia_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_campaignevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state", "unit_id", "updated_at", "version") VALUES (NEW."closed_at", NEW."created_at", NEW."due_on", NEW."id", NEW."message", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7e3efca62a1f49dacdd66b600d3c73d597ed3965",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e73e1",
                    table="bia_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_campaignevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state", "unit_id", "updated_at", "version") VALUES (OLD."closed_at", OLD."created_at", OLD."due_on", OLD."id", OLD."message", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."state", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="71a895a392eddf4c847f9bb1ee572141ac29b7ee",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_48675",
                    table="bia_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="biareportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6daf5b22c7741228bfd07a47537fefb1c6c8244c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_db55b",
                    table="bia_biareportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="biareport",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="c84a35389bc0928605ccf5eb0cc0b69424d3d1bb",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_8eb50",
                    table="bia_biareport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="biareport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_biareportevent" ("about", "campaign_id", "created_at", "file_id", "function_id", "functions", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (NEW."about", NEW."campaign_id", NEW."created_at", NEW."file_id", NEW."function_id", NEW."functions", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3bed27198573bd7ab9bd5e6b1db89625611a5f09",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_857ef",
                    table="bia_biareport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="biareport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_biareportevent" ("about", "campaign_id", "created_at", "file_id", "function_id", "functions", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (NEW."about", NEW."campaign_id", NEW."created_at", NEW."file_id", NEW."function_id", NEW."functions", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e8b6307c76b3628e4d9152760e7ac0bd52680e5e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98b04",
                    table="bia_biareport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="biareport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_biareportevent" ("about", "campaign_id", "created_at", "file_id", "function_id", "functions", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (OLD."about", OLD."campaign_id", OLD."created_at", OLD."file_id", OLD."function_id", OLD."functions", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="9d28544519b480839649e05fbe72ddc0162bd42d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fa711",
                    table="bia_biareport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e8641308157fb93dcf888c873d4f6c4f58a10b8c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2671e",
                    table="bia_campaignevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("function", "kind"),
                name="gap_once_per_kind",
                violation_error_message="This function has an open gap of that kind already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                    _connector="OR",
                ),
                name="gap_closed_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    models.Q(("accepted_by__isnull", False), ("accepted_until__isnull", False)),
                    _connector="OR",
                ),
                name="gap_accepted_has_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gap",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="f66bc5552fd0ccdaaf9cf752f72ceef5ed5fb3cb",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_c5ef9",
                    table="bia_gap",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gap",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_gapevent" ("accepted_by_id", "accepted_until", "closed_at", "created_at", "due_on", "function_id", "id", "kind", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "updated_at", "version", "way_out") VALUES (NEW."accepted_by_id", NEW."accepted_until", NEW."closed_at", NEW."created_at", NEW."due_on", NEW."function_id", NEW."id", NEW."kind", NEW."opened_at", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."title", NEW."updated_at", NEW."version", NEW."way_out"); RETURN NULL;',
                    hash="baa88f83349431eb49426b5fadcd27462d9b2435",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d6e98",
                    table="bia_gap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gap",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_gapevent" ("accepted_by_id", "accepted_until", "closed_at", "created_at", "due_on", "function_id", "id", "kind", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "updated_at", "version", "way_out") VALUES (NEW."accepted_by_id", NEW."accepted_until", NEW."closed_at", NEW."created_at", NEW."due_on", NEW."function_id", NEW."id", NEW."kind", NEW."opened_at", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."title", NEW."updated_at", NEW."version", NEW."way_out"); RETURN NULL;',
                    hash="6835145491c283074abc7150315933cf09532b1b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03984",
                    table="bia_gap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gap",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_gapevent" ("accepted_by_id", "accepted_until", "closed_at", "created_at", "due_on", "function_id", "id", "kind", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "updated_at", "version", "way_out") VALUES (OLD."accepted_by_id", OLD."accepted_until", OLD."closed_at", OLD."created_at", OLD."due_on", OLD."function_id", OLD."id", OLD."kind", OLD."opened_at", OLD."outcome", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."title", OLD."updated_at", OLD."version", OLD."way_out"); RETURN NULL;',
                    hash="8852a8be945934434f6005724eaeaa9ca80a92f1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_97e3f",
                    table="bia_gap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gapevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6334345c6b344da8326978a551fb711ca17687b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d11e6",
                    table="bia_gapevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="impactlevel",
            constraint=models.UniqueConstraint(fields=("category", "level"), name="level_once"),
        ),
        migrations.AddConstraint(
            model_name="impactlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 0), ("level__lte", 4)), name="level_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="impactlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("money_from", None),
                    ("money_to", None),
                    ("money_to__gt", models.F("money_from")),
                    _connector="OR",
                ),
                name="level_range_ascends",
                violation_error_message="The range must end above where it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="3566a1bbb473f872b43fe765bb8a16a828e98933",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_cb298",
                    table="bia_impactlevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved_parts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE standing TEXT;",
                    func="\n            IF TG_OP <> 'INSERT' THEN SELECT t2.state INTO standing FROM \"bia_impactcategory\" t1 JOIN \"bia_impactscale\" t2 ON t2.id = t1.scale_id WHERE t1.id = OLD.category_id FOR SHARE OF t2; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            SELECT t2.state INTO standing FROM \"bia_impactcategory\" t1 JOIN \"bia_impactscale\" t2 ON t2.id = t1.scale_id WHERE t1.id = NEW.category_id FOR SHARE OF t2; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="fec534a296f8c0c921be410c724cad210a79c0f8",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_parts_be65a",
                    table="bia_impactlevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactlevelevent" ("category_id", "created_at", "id", "level", "money_from", "money_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (NEW."category_id", NEW."created_at", NEW."id", NEW."level", NEW."money_from", NEW."money_to", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="c3f6e4da279644ebf49bc2f34ec04c063cac65a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f09b5",
                    table="bia_impactlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_impactlevelevent" ("category_id", "created_at", "id", "level", "money_from", "money_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (NEW."category_id", NEW."created_at", NEW."id", NEW."level", NEW."money_from", NEW."money_to", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="5e03525fa6c86582826e9613c0fed846fe37f005",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26a28",
                    table="bia_impactlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactlevelevent" ("category_id", "created_at", "id", "level", "money_from", "money_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (OLD."category_id", OLD."created_at", OLD."id", OLD."level", OLD."money_from", OLD."money_to", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version", OLD."words"); RETURN NULL;',
                    hash="cb9d6032fa85787f8f3d1b375fe71888e05510f9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6be9",
                    table="bia_impactlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactlevelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e291b95eddb3a2505003b0bdec1144aa194ea8cb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_afb1a",
                    table="bia_impactlevelevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="impactscale",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="bia_impactscale_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="impactscale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")),
                fields=("series",),
                name="bia_impactscale_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="impactscale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "review"])),
                fields=("series",),
                name="bia_impactscale_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="impactscale",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="scale_currency"
            ),
        ),
        migrations.AddConstraint(
            model_name="impactscale",
            constraint=models.CheckConstraint(
                condition=models.Q(("level_names__len", 5)), name="scale_names_every_level"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscale",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="d575f5d0af780abfd6e5b1ac06a131a9bd9abc83",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_edc0b",
                    table="bia_impactscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscale",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'Only a draft is deleted.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n                RETURN OLD;\n            END IF;\n            IF OLD.state = 'review' AND (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at'])\n            THEN RAISE EXCEPTION 'A version in review is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            IF OLD.state IN ('approved', 'superseded') AND (\n                (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) OR NEW.state NOT IN (OLD.state, 'superseded')\n            ) THEN RAISE EXCEPTION 'An approved version is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="2a7647f38684e9f53b414685b67ebd0ca0961483",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_b37f1",
                    table="bia_impactscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactscaleevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "level_names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."currency", NEW."id", NEW."level_names", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d4b45c30498c580dc87727dbed361e696b8e2875",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f78a",
                    table="bia_impactscale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_impactscaleevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "level_names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."currency", NEW."id", NEW."level_names", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5a5c2ec70c085f25e2776409800b4e905fd027af",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e71cd",
                    table="bia_impactscale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscale",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactscaleevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "level_names", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."based_on_id", OLD."created_at", OLD."currency", OLD."id", OLD."level_names", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."series", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="e38d00c3178f1e788c9265bfc265465edf8dc6f8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b779c",
                    table="bia_impactscale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a52a7a9f9c43ec5ba3ace266e39d6b7286457095",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9818d",
                    table="bia_impactcategoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="impactcategory",
            constraint=models.UniqueConstraint(fields=("scale", "key"), name="category_once"),
        ),
        migrations.AddConstraint(
            model_name="impactcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("intolerable__gte", 1), ("intolerable__lte", 4)),
                name="category_intolerable_is_a_level",
                violation_error_message="Choose a level from 1 to 4.",
            ),
        ),
        migrations.AddConstraint(
            model_name="impactcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("tolerance", None), ("tolerance__gt", 0), _connector="OR"),
                name="category_tolerance_positive",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="c142220645b5796f1ebd8a8cc6d4fdc461757938",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_4ffed",
                    table="bia_impactcategory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved_parts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE standing TEXT;",
                    func="\n            IF TG_OP <> 'INSERT' THEN SELECT t1.state INTO standing FROM \"bia_impactscale\" t1 WHERE t1.id = OLD.scale_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            SELECT t1.state INTO standing FROM \"bia_impactscale\" t1 WHERE t1.id = NEW.scale_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="3a27476e6cc9f55cb6d82ab28bf4d08d8b0d8062",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_parts_9e8e6",
                    table="bia_impactcategory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactcategoryevent" ("created_at", "hint", "id", "intolerable", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "tolerance", "updated_at", "version") VALUES (NEW."created_at", NEW."hint", NEW."id", NEW."intolerable", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."scale_id", NEW."tolerance", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e2228698b59d9b195e0a85b3b70b1d120edc9dd4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35d7a",
                    table="bia_impactcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_impactcategoryevent" ("created_at", "hint", "id", "intolerable", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "tolerance", "updated_at", "version") VALUES (NEW."created_at", NEW."hint", NEW."id", NEW."intolerable", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."scale_id", NEW."tolerance", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="61bc856440b61385af38e8339f0772adfb051dac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6a5f",
                    table="bia_impactcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactcategoryevent" ("created_at", "hint", "id", "intolerable", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "tolerance", "updated_at", "version") VALUES (OLD."created_at", OLD."hint", OLD."id", OLD."intolerable", OLD."key", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."scale_id", OLD."tolerance", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="497111dae41de313f037785a9d078c68d3552724",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8a80d",
                    table="bia_impactcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactscaleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7cbb658388ec4c83ab0097c8ef436e0fea9685c7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_77357",
                    table="bia_impactscaleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "invited", "begun", "submitted", "returned"])
                ),
                fields=("function",),
                name="interview_one_open",
                violation_error_message="This function is being asked about already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                fields=("campaign", "function"), name="interview_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="interview_approved_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    ("submitted_by", None),
                    models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="interview_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_level", None),
                    models.Q(("minimum_level__gte", 1), ("minimum_level__lte", 100)),
                    _connector="OR",
                ),
                name="interview_minimum_is_percent",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="3ceaf0ea3dcfdeb16920e2e32234f2529d177e81",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_f0bc8",
                    table="bia_interview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_interviewevent" ("agreed_rto", "approved_at", "approved_by_id", "based_on_id", "begun_at", "campaign_id", "checked_at", "comment", "created_at", "derived_rto", "frequency", "function_id", "id", "invited_at", "last_step", "minimum_level", "minimum_service", "mtd", "mtd_category", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reminded_at", "reminders", "return_comment", "rto_reason", "scale_id", "state", "stated_on", "stated_rpo", "stated_rto", "submitted_at", "submitted_by_id", "updated_at", "version", "wrt") VALUES (NEW."agreed_rto", NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."begun_at", NEW."campaign_id", NEW."checked_at", NEW."comment", NEW."created_at", NEW."derived_rto", NEW."frequency", NEW."function_id", NEW."id", NEW."invited_at", NEW."last_step", NEW."minimum_level", NEW."minimum_service", NEW."mtd", NEW."mtd_category", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."reminded_at", NEW."reminders", NEW."return_comment", NEW."rto_reason", NEW."scale_id", NEW."state", NEW."stated_on", NEW."stated_rpo", NEW."stated_rto", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."wrt"); RETURN NULL;',
                    hash="f479e6411721694b938d766353510e66b7aec3d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb3d7",
                    table="bia_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_interviewevent" ("agreed_rto", "approved_at", "approved_by_id", "based_on_id", "begun_at", "campaign_id", "checked_at", "comment", "created_at", "derived_rto", "frequency", "function_id", "id", "invited_at", "last_step", "minimum_level", "minimum_service", "mtd", "mtd_category", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reminded_at", "reminders", "return_comment", "rto_reason", "scale_id", "state", "stated_on", "stated_rpo", "stated_rto", "submitted_at", "submitted_by_id", "updated_at", "version", "wrt") VALUES (NEW."agreed_rto", NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."begun_at", NEW."campaign_id", NEW."checked_at", NEW."comment", NEW."created_at", NEW."derived_rto", NEW."frequency", NEW."function_id", NEW."id", NEW."invited_at", NEW."last_step", NEW."minimum_level", NEW."minimum_service", NEW."mtd", NEW."mtd_category", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."reminded_at", NEW."reminders", NEW."return_comment", NEW."rto_reason", NEW."scale_id", NEW."state", NEW."stated_on", NEW."stated_rpo", NEW."stated_rto", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."wrt"); RETURN NULL;',
                    hash="26ab6d0a6109a403c699c91e6ac06ec2b560cdf1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5b1c2",
                    table="bia_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_interviewevent" ("agreed_rto", "approved_at", "approved_by_id", "based_on_id", "begun_at", "campaign_id", "checked_at", "comment", "created_at", "derived_rto", "frequency", "function_id", "id", "invited_at", "last_step", "minimum_level", "minimum_service", "mtd", "mtd_category", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reminded_at", "reminders", "return_comment", "rto_reason", "scale_id", "state", "stated_on", "stated_rpo", "stated_rto", "submitted_at", "submitted_by_id", "updated_at", "version", "wrt") VALUES (OLD."agreed_rto", OLD."approved_at", OLD."approved_by_id", OLD."based_on_id", OLD."begun_at", OLD."campaign_id", OLD."checked_at", OLD."comment", OLD."created_at", OLD."derived_rto", OLD."frequency", OLD."function_id", OLD."id", OLD."invited_at", OLD."last_step", OLD."minimum_level", OLD."minimum_service", OLD."mtd", OLD."mtd_category", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."reminded_at", OLD."reminders", OLD."return_comment", OLD."rto_reason", OLD."scale_id", OLD."state", OLD."stated_on", OLD."stated_rpo", OLD."stated_rto", OLD."submitted_at", OLD."submitted_by_id", OLD."updated_at", OLD."version", OLD."wrt"); RETURN NULL;',
                    hash="2a05399eefc52709c82dd6859e1278cdc9c53f35",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a8e61",
                    table="bia_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2739a29dc60cda3289a12ab88bc74d3052439f0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5556d",
                    table="bia_delegationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("interview", "step", "given_by"),
                name="delegation_once",
                violation_error_message="This has been passed on already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", models.F("given_by")), _negated=True),
                name="delegation_to_another",
                violation_error_message="Choose somebody else than yourself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ending", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="delegation_ends_somehow",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="38eeb7fc03551c87a509d7561cba0ebc677aeb3d",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_af6f6",
                    table="bia_delegation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_delegationevent" ("created_at", "ended_at", "ending", "given_at", "given_by_id", "id", "interview_id", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "to_id", "updated_at", "version") VALUES (NEW."created_at", NEW."ended_at", NEW."ending", NEW."given_at", NEW."given_by_id", NEW."id", NEW."interview_id", NEW."note", NEW."part_of_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."step", NEW."to_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="88718b98d40a0e6ac2fb7f917f1a727bfb0a1fb1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a2172",
                    table="bia_delegation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_delegationevent" ("created_at", "ended_at", "ending", "given_at", "given_by_id", "id", "interview_id", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "to_id", "updated_at", "version") VALUES (NEW."created_at", NEW."ended_at", NEW."ending", NEW."given_at", NEW."given_by_id", NEW."id", NEW."interview_id", NEW."note", NEW."part_of_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."step", NEW."to_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="4800d5e45a619480db56c54580ffdf441d329044",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cf6bf",
                    table="bia_delegation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_delegationevent" ("created_at", "ended_at", "ending", "given_at", "given_by_id", "id", "interview_id", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "to_id", "updated_at", "version") VALUES (OLD."created_at", OLD."ended_at", OLD."ending", OLD."given_at", OLD."given_by_id", OLD."id", OLD."interview_id", OLD."note", OLD."part_of_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."step", OLD."to_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="b9bb439643355dcc8485bdd0c6772a6074d2dbf0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cb6fe",
                    table="bia_delegation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challengereplyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ee4fa5f98a3bdaac4fec71589f0ab8b4ac2a326",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_95287",
                    table="bia_challengereplyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="challengereply",
            constraint=models.UniqueConstraint(fields=("interview", "code"), name="reply_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challengereply",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="596d20a9ec5995f7328b536575e106da2dd2c8fe",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_6197d",
                    table="bia_challengereply",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challengereply",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_challengereplyevent" ("code", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "reply", "updated_at", "version") VALUES (NEW."code", NEW."created_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."reply", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a2443cc79e9200f99d6019f3bba4671f084029c5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61ce9",
                    table="bia_challengereply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challengereply",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_challengereplyevent" ("code", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "reply", "updated_at", "version") VALUES (NEW."code", NEW."created_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."reply", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="ceee4d11b4ac51fabba0b0572f0a9dbb43ebd840",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2326",
                    table="bia_challengereply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challengereply",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_challengereplyevent" ("code", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "reply", "updated_at", "version") VALUES (OLD."code", OLD."created_at", OLD."id", OLD."interview_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."reply", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="b0e8393939f28aa83b8841f597642396cb399d93",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_87f35",
                    table="bia_challengereply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b6ab5c2c9af15dbaa78d8dc1b1aea58507f0f577",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_33e0c",
                    table="bia_interviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(
                condition=models.Q(("item__isnull", False)),
                fields=("interview", "item"),
                name="need_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="b50c143e2e1c86cb54dab2f77b5e8ef792bafd76",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_a3b6c",
                    table="bia_need",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_needevent" ("created_at", "id", "interview_id", "item_id", "kind", "loss", "name", "needed_within", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reenter_from", "tolerates", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."interview_id", NEW."item_id", NEW."kind", NEW."loss", NEW."name", NEW."needed_within", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reenter_from", NEW."tolerates", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="acc8880bb5de0e12ec7d4b2cccfda666588bffdc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35a96",
                    table="bia_need",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_needevent" ("created_at", "id", "interview_id", "item_id", "kind", "loss", "name", "needed_within", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reenter_from", "tolerates", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."interview_id", NEW."item_id", NEW."kind", NEW."loss", NEW."name", NEW."needed_within", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reenter_from", NEW."tolerates", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="96beec9a33e8c0228ee5b642458d5ab484e50bde",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89e3d",
                    table="bia_need",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="need",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_needevent" ("created_at", "id", "interview_id", "item_id", "kind", "loss", "name", "needed_within", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reenter_from", "tolerates", "updated_at", "version") VALUES (OLD."created_at", OLD."id", OLD."interview_id", OLD."item_id", OLD."kind", OLD."loss", OLD."name", OLD."needed_within", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reenter_from", OLD."tolerates", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="818b1ad4ddbc425355008c9ed4f3548843278f3b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eff86",
                    table="bia_need",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappingtaskevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f3fdb74f9443f8efd28bc661182c42f9a982da4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d796",
                    table="bia_mappingtaskevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappingtask",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="3808e8e8f5c66699a9dc6751fe2f2330890dbfb9",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_7165c",
                    table="bia_mappingtask",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappingtask",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_mappingtaskevent" ("created_at", "done_at", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "updated_at", "version") VALUES (NEW."created_at", NEW."done_at", NEW."id", NEW."need_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e3283f9e85de952fad9ecc3574da8716d321abab",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61fa7",
                    table="bia_mappingtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappingtask",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_mappingtaskevent" ("created_at", "done_at", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "updated_at", "version") VALUES (NEW."created_at", NEW."done_at", NEW."id", NEW."need_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="be537d8d826b43a3d9cdea610c4879adbaa19cc8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c803",
                    table="bia_mappingtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mappingtask",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_mappingtaskevent" ("created_at", "done_at", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "updated_at", "version") VALUES (OLD."created_at", OLD."done_at", OLD."id", OLD."need_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="6f194930c82f34a8b568ed3b65aa530d7393f370",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_937bc",
                    table="bia_mappingtask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dd0eb02d5983b8deead16f3523e4f90976612131",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ed32",
                    table="bia_needevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="bia_objective_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")),
                fields=("series",),
                name="bia_objective_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "review"])),
                fields=("series",),
                name="bia_objective_one_draft",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="71eee513d7a89dc2faa88a48f05e04656ca77332",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_60748",
                    table="bia_objective",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'Only a draft is deleted.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n                RETURN OLD;\n            END IF;\n            IF OLD.state = 'review' AND (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at'])\n            THEN RAISE EXCEPTION 'A version in review is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            IF OLD.state IN ('approved', 'superseded') AND (\n                (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) OR NEW.state NOT IN (OLD.state, 'superseded')\n            ) THEN RAISE EXCEPTION 'An approved version is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="d0e20d8067c603587bccecd1092dacf4c2685b4d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_7f374",
                    table="bia_objective",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_objectiveevent" ("agreed_rpo", "agreed_rto", "approved_at", "approved_by_id", "based_on_id", "created_at", "derived_rto", "function_id", "id", "mtd", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "updated_at", "version") VALUES (NEW."agreed_rpo", NEW."agreed_rto", NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."derived_rto", NEW."function_id", NEW."id", NEW."mtd", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e44bae3c9fa62b50fa99c12a253f1c9793adc0eb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_703d2",
                    table="bia_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_objectiveevent" ("agreed_rpo", "agreed_rto", "approved_at", "approved_by_id", "based_on_id", "created_at", "derived_rto", "function_id", "id", "mtd", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "updated_at", "version") VALUES (NEW."agreed_rpo", NEW."agreed_rto", NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."derived_rto", NEW."function_id", NEW."id", NEW."mtd", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c8e5d85adf7b1c1e99cae39ef98e961c5129dcaf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96efa",
                    table="bia_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_objectiveevent" ("agreed_rpo", "agreed_rto", "approved_at", "approved_by_id", "based_on_id", "created_at", "derived_rto", "function_id", "id", "mtd", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series", "state", "submitted_at", "submitted_by_id", "updated_at", "version") VALUES (OLD."agreed_rpo", OLD."agreed_rto", OLD."approved_at", OLD."approved_by_id", OLD."based_on_id", OLD."created_at", OLD."derived_rto", OLD."function_id", OLD."id", OLD."mtd", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."series", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="02fd9e63d46ad9d4cc4d0af4ff2355c999fbebd7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_02f63",
                    table="bia_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectiveevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c470c1ba641eb3207ae74f170f1dad8db8c7f247",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3068d",
                    table="bia_objectiveevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="peak",
            constraint=models.UniqueConstraint(fields=("interview", "name"), name="peak_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peak",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="8f9cf832dc80118f360d9c21ce4aa07c7c446142",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_094f4",
                    table="bia_peak",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peak",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_peakevent" ("created_at", "days", "id", "interview_id", "name", "own_curve", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "updated_at", "version", "when") VALUES (NEW."created_at", NEW."days", NEW."id", NEW."interview_id", NEW."name", NEW."own_curve", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rule", NEW."updated_at", NEW."version", NEW."when"); RETURN NULL;',
                    hash="e31ca3d4516ecb26ee849eb64c3605cae3f0faee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c5a0b",
                    table="bia_peak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peak",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_peakevent" ("created_at", "days", "id", "interview_id", "name", "own_curve", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "updated_at", "version", "when") VALUES (NEW."created_at", NEW."days", NEW."id", NEW."interview_id", NEW."name", NEW."own_curve", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rule", NEW."updated_at", NEW."version", NEW."when"); RETURN NULL;',
                    hash="78c550f727a5970b5fee4e0fa82c1dbbbfb61b3f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1683b",
                    table="bia_peak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peak",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_peakevent" ("created_at", "days", "id", "interview_id", "name", "own_curve", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "updated_at", "version", "when") VALUES (OLD."created_at", OLD."days", OLD."id", OLD."interview_id", OLD."name", OLD."own_curve", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule", OLD."updated_at", OLD."version", OLD."when"); RETURN NULL;',
                    hash="12569979a1d604908648531c2c8b9049ab84f807",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_08e39",
                    table="bia_peak",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peakevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8808b1e79cb937f0dff397e54439fcf5e04fe521",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1b824",
                    table="bia_peakevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceneed",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="f1bafd61813f00cbc4f363620c36a122c3c78570",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_b170b",
                    table="bia_resourceneed",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceneed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_resourceneedevent" ("amounts", "created_at", "id", "interview_id", "kept_at", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."amounts", NEW."created_at", NEW."id", NEW."interview_id", NEW."kept_at", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="471aa1641b16b5b3e48e0c004c22179b9462eeb7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6c72",
                    table="bia_resourceneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceneed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_resourceneedevent" ("amounts", "created_at", "id", "interview_id", "kept_at", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."amounts", NEW."created_at", NEW."id", NEW."interview_id", NEW."kept_at", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="af6765a254d4962543a9df5ee66158cd8cd5661e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_07c62",
                    table="bia_resourceneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceneed",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_resourceneedevent" ("amounts", "created_at", "id", "interview_id", "kept_at", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."amounts", OLD."created_at", OLD."id", OLD."interview_id", OLD."kept_at", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="16638fce43ae40a2040d8a3511372dafc1c68cee",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28498",
                    table="bia_resourceneed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceneedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d9745fc8fe1d64d25fc7bd19ff77011276e213e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16a4e",
                    table="bia_resourceneedevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riskacceptance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("risk",), name="risk_accepted_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskacceptance",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="2afe073df422e55f1af09be597412f387f5b80ea",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_dde1d",
                    table="bia_riskacceptance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskacceptance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskacceptanceevent" ("at", "by_id", "created_at", "ended_at", "ended_why", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "reason", "risk_id", "until", "updated_at", "version") VALUES (NEW."at", NEW."by_id", NEW."created_at", NEW."ended_at", NEW."ended_why", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating", NEW."reason", NEW."risk_id", NEW."until", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="54d6714d1a68e3856de6e1a150e7f0dc0f6c5934",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8727c",
                    table="bia_riskacceptance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskacceptance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskacceptanceevent" ("at", "by_id", "created_at", "ended_at", "ended_why", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "reason", "risk_id", "until", "updated_at", "version") VALUES (NEW."at", NEW."by_id", NEW."created_at", NEW."ended_at", NEW."ended_why", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."reason", NEW."risk_id", NEW."until", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3ccb2b763e14e8809836c45a6ff0fa80164823be",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_abf3a",
                    table="bia_riskacceptance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskacceptance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskacceptanceevent" ("at", "by_id", "created_at", "ended_at", "ended_why", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "reason", "risk_id", "until", "updated_at", "version") VALUES (OLD."at", OLD."by_id", OLD."created_at", OLD."ended_at", OLD."ended_why", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."reason", OLD."risk_id", OLD."until", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="8b99a59868cbe8757ef6719e4802109941f49c65",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_033e0",
                    table="bia_riskacceptance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskacceptanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="216e2f826c7598efce89c12a818a65dee268fc8c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bf8de",
                    table="bia_riskacceptanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcategoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd1274f3c42f67a73d941dc3577b0f9f78bb5686",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03e8d",
                    table="bia_riskcategoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riskmatrix",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="bia_riskmatrix_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskmatrix",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")),
                fields=("series",),
                name="bia_riskmatrix_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskmatrix",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "review"])),
                fields=("series",),
                name="bia_riskmatrix_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskmatrix",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="matrix_currency"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrix",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="072b14870cd8719df339de981aec25021876bbec",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_0d986",
                    table="bia_riskmatrix",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrix",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'Only a draft is deleted.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n                RETURN OLD;\n            END IF;\n            IF OLD.state = 'review' AND (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason', 'submitted_by_id', 'submitted_at', 'approved_by_id', 'approved_at'])\n            THEN RAISE EXCEPTION 'A version in review is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            IF OLD.state IN ('approved', 'superseded') AND (\n                (to_jsonb(NEW) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'version', 'updated_at', 'retired_on', 'retired_reason']) OR NEW.state NOT IN (OLD.state, 'superseded')\n            ) THEN RAISE EXCEPTION 'An approved version is not changed.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="ed89fdf9089b2fad8f983c76604977875e360f8b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_35fec",
                    table="bia_riskmatrix",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrix",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskmatrixevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."currency", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ratings", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="591f6bd2946627bc62aded63af169f5812d75a84",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a3be6",
                    table="bia_riskmatrix",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrix",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskmatrixevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."based_on_id", NEW."created_at", NEW."currency", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ratings", NEW."reason", NEW."series", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3662152aa5a67be737b7e2543fc35338fbf87b8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3df61",
                    table="bia_riskmatrix",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrix",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskmatrixevent" ("approved_at", "approved_by_id", "based_on_id", "created_at", "currency", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings", "reason", "series", "state", "submitted_at", "submitted_by_id", "title", "updated_at", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."based_on_id", OLD."created_at", OLD."currency", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ratings", OLD."reason", OLD."series", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="e2cc6fc5ac2dc11fa3bc055198eb56e1aaaf6d2c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7692c",
                    table="bia_riskmatrix",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8268d9f9b7e12b00e983b174d13ee96178cbff57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6bedf",
                    table="bia_risklevelevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="risklevel",
            constraint=models.UniqueConstraint(
                fields=("matrix", "axis", "level"), name="risk_level_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="risklevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (1, 6))), name="risk_level_is_a_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="risklevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low", None), ("high", None), ("high__gt", models.F("low")), _connector="OR"
                ),
                name="risk_level_range_ascends",
                violation_error_message="The range must end above where it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevel",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="5cb2ec38728863ed15e7b5f9624b5d19cb364dac",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_bfb1e",
                    table="bia_risklevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevel",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved_parts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE standing TEXT;",
                    func="\n            IF TG_OP <> 'INSERT' THEN SELECT t1.state INTO standing FROM \"bia_riskmatrix\" t1 WHERE t1.id = OLD.matrix_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            SELECT t1.state INTO standing FROM \"bia_riskmatrix\" t1 WHERE t1.id = NEW.matrix_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="770935b37431cc7e24c983e722237e612597a66b",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_parts_4c720",
                    table="bia_risklevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_risklevelevent" ("axis", "created_at", "high", "id", "level", "low", "matrix_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (NEW."axis", NEW."created_at", NEW."high", NEW."id", NEW."level", NEW."low", NEW."matrix_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="45e2adfbcda212f784ce4421d4a877cedf745a76",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e875",
                    table="bia_risklevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_risklevelevent" ("axis", "created_at", "high", "id", "level", "low", "matrix_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (NEW."axis", NEW."created_at", NEW."high", NEW."id", NEW."level", NEW."low", NEW."matrix_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="f9b3ff35ef655c1461684c7f978f30f57b6e82b2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_070b3",
                    table="bia_risklevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risklevel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_risklevelevent" ("axis", "created_at", "high", "id", "level", "low", "matrix_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version", "words") VALUES (OLD."axis", OLD."created_at", OLD."high", OLD."id", OLD."level", OLD."low", OLD."matrix_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version", OLD."words"); RETURN NULL;',
                    hash="9667c20cfcfdca03f612ad4984034a0cad7dfaf7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ff20d",
                    table="bia_risklevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetiteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb5ad36b10d66261efddb54dfb22de96d6dd4200",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d7bba",
                    table="bia_riskappetiteevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riskappetite",
            constraint=models.UniqueConstraint(
                fields=("matrix", "category"), name="risk_appetite_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskappetite",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__range", (1, 6))), name="risk_appetite_is_a_rating"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetite",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="ed8a79298d497ee3a1cfc157b372057df1b34bb1",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_0e3e3",
                    table="bia_riskappetite",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetite",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved_parts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE standing TEXT;",
                    func="\n            IF TG_OP <> 'INSERT' THEN SELECT t1.state INTO standing FROM \"bia_riskmatrix\" t1 WHERE t1.id = OLD.matrix_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            SELECT t1.state INTO standing FROM \"bia_riskmatrix\" t1 WHERE t1.id = NEW.matrix_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="8eeed4ade4b975db90d21f116b827418947f2424",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_parts_e76b8",
                    table="bia_riskappetite",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetite",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskappetiteevent" ("category_id", "created_at", "id", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "updated_at", "version") VALUES (NEW."category_id", NEW."created_at", NEW."id", NEW."matrix_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5e76db5c30fb610cbca64d8c0c39b57b8dfaf522",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_52570",
                    table="bia_riskappetite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetite",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskappetiteevent" ("category_id", "created_at", "id", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "updated_at", "version") VALUES (NEW."category_id", NEW."created_at", NEW."id", NEW."matrix_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d1f5f58b0012f979989531086d975c69e99846ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_031fc",
                    table="bia_riskappetite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskappetite",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskappetiteevent" ("category_id", "created_at", "id", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "updated_at", "version") VALUES (OLD."category_id", OLD."created_at", OLD."id", OLD."matrix_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="d498ff0b90357702598fa631f7741998c84c4aa6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_62b98",
                    table="bia_riskappetite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskmatrixevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a3898fe7dfcd835af198ae9975da3946fc80d334",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4bc14",
                    table="bia_riskmatrixevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcauseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6607b5af13a06f79c7aaf82897fd0abf9181c7a4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c29d8",
                    table="bia_riskcauseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riskcause",
            constraint=models.UniqueConstraint(fields=("risk", "key"), name="risk_cause_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcause",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="a03811f51c5161e83fba0bd57635f4026f6828e0",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_a9502",
                    table="bia_riskcause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcause",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskcauseevent" ("at", "created_at", "details", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "risk_id", "updated_at", "version", "words") VALUES (NEW."at", NEW."created_at", NEW."details", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_id", NEW."risk_id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="b07d811ab4bc731dc715c8c9bc25ba602de9a72a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5d79",
                    table="bia_riskcause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcause",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskcauseevent" ("at", "created_at", "details", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "risk_id", "updated_at", "version", "words") VALUES (NEW."at", NEW."created_at", NEW."details", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_id", NEW."risk_id", NEW."updated_at", NEW."version", NEW."words"); RETURN NULL;',
                    hash="dea0419b01f162504144110c3bcdb105ffe69f67",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1f6f",
                    table="bia_riskcause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskcause",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskcauseevent" ("at", "created_at", "details", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "risk_id", "updated_at", "version", "words") VALUES (OLD."at", OLD."created_at", OLD."details", OLD."id", OLD."key", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."review_id", OLD."risk_id", OLD."updated_at", OLD."version", OLD."words"); RETURN NULL;',
                    hash="7b0619694cc8ae8376429e0eb58c8f4df84fd09d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4aa0",
                    table="bia_riskcause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e9ece595215de39faf9b185a0b5f495ccf55f81b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bdd4b",
                    table="bia_riskruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscore",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="4788e5d402181abf36d85e02c603bb21741df302",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_0cde1",
                    table="bia_riskscore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscore",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskscoreevent" ("at", "by_id", "created_at", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "residual_impact", "residual_likelihood", "residual_rating", "risk_id", "updated_at", "version", "why") VALUES (NEW."at", NEW."by_id", NEW."created_at", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."inherent_rating", NEW."is_above", NEW."matrix_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."residual_impact", NEW."residual_likelihood", NEW."residual_rating", NEW."risk_id", NEW."updated_at", NEW."version", NEW."why"); RETURN NULL;',
                    hash="a60d0f62bac8e4ffbef4c436bc67fd5d1c7e0f1a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54356",
                    table="bia_riskscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscore",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskscoreevent" ("at", "by_id", "created_at", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "residual_impact", "residual_likelihood", "residual_rating", "risk_id", "updated_at", "version", "why") VALUES (NEW."at", NEW."by_id", NEW."created_at", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."inherent_rating", NEW."is_above", NEW."matrix_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."residual_impact", NEW."residual_likelihood", NEW."residual_rating", NEW."risk_id", NEW."updated_at", NEW."version", NEW."why"); RETURN NULL;',
                    hash="9b2b2826ae0ae69aac9b0e836b0cf4c536e7870c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6dbba",
                    table="bia_riskscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscore",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskscoreevent" ("at", "by_id", "created_at", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "residual_impact", "residual_likelihood", "residual_rating", "risk_id", "updated_at", "version", "why") VALUES (OLD."at", OLD."by_id", OLD."created_at", OLD."id", OLD."inherent_impact", OLD."inherent_likelihood", OLD."inherent_rating", OLD."is_above", OLD."matrix_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."residual_impact", OLD."residual_likelihood", OLD."residual_rating", OLD."risk_id", OLD."updated_at", OLD."version", OLD."why"); RETURN NULL;',
                    hash="1613efa6ae7abca1011d92d4fc08d4cfc4e2c482",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43302",
                    table="bia_riskscore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f507b097085aade4bdbb4d2223c77383d5ca4c66",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a037",
                    table="bia_riskreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riskreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("risk",),
                name="risk_review_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("state", "open")),
                    models.Q(
                        ("done_at__isnull", False),
                        ("state", "done"),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="risk_review_done_has_outcome",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="261268811983d8dfb0092962649524bcdc4697c8",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_3e876",
                    table="bia_riskreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskreviewevent" ("after_id", "before_id", "created_at", "done_at", "done_by_id", "due_on", "id", "note", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version") VALUES (NEW."after_id", NEW."before_id", NEW."created_at", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."note", NEW."opened_at", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."risk_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="812b9d571f3a47faa21a55c437eef586813df87f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3526",
                    table="bia_riskreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskreviewevent" ("after_id", "before_id", "created_at", "done_at", "done_by_id", "due_on", "id", "note", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version") VALUES (NEW."after_id", NEW."before_id", NEW."created_at", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."note", NEW."opened_at", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."risk_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3e2522253e28c1b5a331d810e20189fd4497b199",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ec9b",
                    table="bia_riskreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskreview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskreviewevent" ("after_id", "before_id", "created_at", "done_at", "done_by_id", "due_on", "id", "note", "opened_at", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version") VALUES (OLD."after_id", OLD."before_id", OLD."created_at", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."id", OLD."note", OLD."opened_at", OLD."outcome", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."risk_id", OLD."state", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="7d9d48d3cb054639f081865715bdb901355832de",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b9d93",
                    table="bia_riskreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8342831050bbc9e2f46d24879f1fe19cd8b49255",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_191e1",
                    table="bia_riskscoreevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="risktreatment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("expected_likelihood", None),
                        ("expected_likelihood__range", (1, 6)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("expected_impact", None),
                        ("expected_impact__range", (1, 6)),
                        _connector="OR",
                    ),
                ),
                name="treatment_expects_levels",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risktreatment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost_once", None), ("cost_once__gte", 0), _connector="OR"),
                    models.Q(("cost_yearly", None), ("cost_yearly__gte", 0), _connector="OR"),
                ),
                name="treatment_costs_something",
                violation_error_message="A cost is not below zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risktreatment",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="treatment_currency",
                violation_error_message="Write the currency as three letters, such as EUR.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risktreatment",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="f8d0c3e9a38738872223f4ffba4078bf58567c22",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_dde6b",
                    table="bia_risktreatment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risktreatment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_risktreatmentevent" ("cost_once", "cost_yearly", "created_at", "currency", "done_on", "due_on", "expected_impact", "expected_likelihood", "id", "kind", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version", "what") VALUES (NEW."cost_once", NEW."cost_yearly", NEW."created_at", NEW."currency", NEW."done_on", NEW."due_on", NEW."expected_impact", NEW."expected_likelihood", NEW."id", NEW."kind", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."risk_id", NEW."state", NEW."updated_at", NEW."version", NEW."what"); RETURN NULL;',
                    hash="3fd7a13cf41a7efdadece3c3d428607500faa0ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5e25e",
                    table="bia_risktreatment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risktreatment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_risktreatmentevent" ("cost_once", "cost_yearly", "created_at", "currency", "done_on", "due_on", "expected_impact", "expected_likelihood", "id", "kind", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version", "what") VALUES (NEW."cost_once", NEW."cost_yearly", NEW."created_at", NEW."currency", NEW."done_on", NEW."due_on", NEW."expected_impact", NEW."expected_likelihood", NEW."id", NEW."kind", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."risk_id", NEW."state", NEW."updated_at", NEW."version", NEW."what"); RETURN NULL;',
                    hash="c052eb1fb05ae509758098a5a308f77479b427ae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f741",
                    table="bia_risktreatment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risktreatment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_risktreatmentevent" ("cost_once", "cost_yearly", "created_at", "currency", "done_on", "due_on", "expected_impact", "expected_likelihood", "id", "kind", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_id", "state", "updated_at", "version", "what") VALUES (OLD."cost_once", OLD."cost_yearly", OLD."created_at", OLD."currency", OLD."done_on", OLD."due_on", OLD."expected_impact", OLD."expected_likelihood", OLD."id", OLD."kind", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."risk_id", OLD."state", OLD."updated_at", OLD."version", OLD."what"); RETURN NULL;',
                    hash="71d827ad15f5f34ea431787f2b0d4eef9f5dcdc5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fa1bd",
                    table="bia_risktreatment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risktreatmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="613237d64552348c8b3a64fad44a510662c1f345",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_179fc",
                    table="bia_risktreatmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="34230e6988cc2192c8a696f52b40a9803a98bb0b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8e8f1",
                    table="bia_riskevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["source_ref"], name="risk_source"),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.UniqueConstraint(
                fields=("code",),
                name="risk_code_once",
                violation_error_message="There is already a risk with this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("retired_on", None), models.Q(("source_ref", ""), _negated=True)
                ),
                fields=("source_ref",),
                name="risk_once_per_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("inherent_likelihood", None),
                    ("inherent_likelihood__range", (1, 6)),
                    _connector="OR",
                ),
                name="risk_inherent_likelihood",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("inherent_impact", None), ("inherent_impact__range", (1, 6)), _connector="OR"
                ),
                name="risk_inherent_impact",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("residual_likelihood", None),
                    ("residual_likelihood__range", (1, 6)),
                    _connector="OR",
                ),
                name="risk_residual_likelihood",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("residual_impact", None), ("residual_impact__range", (1, 6)), _connector="OR"
                ),
                name="risk_residual_impact",
                violation_error_message="Give a level from 1 to 6.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("residual_likelihood", None),
                    ("inherent_likelihood", None),
                    ("residual_likelihood__lte", models.F("inherent_likelihood")),
                    _connector="OR",
                ),
                name="risk_residual_likelihood_not_worse",
                violation_error_message="What stands against a risk does not make it worse: residual levels are at most the inherent ones.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("residual_impact", None),
                    ("inherent_impact", None),
                    ("residual_impact__lte", models.F("inherent_impact")),
                    _connector="OR",
                ),
                name="risk_residual_impact_not_worse",
                violation_error_message="What stands against a risk does not make it worse: residual levels are at most the inherent ones.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rate_high", None), ("rate_likely", None), ("rate_low", None)),
                    models.Q(
                        ("rate_high__gte", models.F("rate_likely")),
                        ("rate_high__isnull", False),
                        ("rate_likely__gte", models.F("rate_low")),
                        ("rate_likely__isnull", False),
                        ("rate_low__gte", 0),
                        ("rate_low__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="risk_rate_ascends",
                violation_error_message="How often a year: give all three, from zero up, from small to large.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("loss_high", None), ("loss_likely", None), ("loss_low", None)),
                    models.Q(
                        ("loss_high__gte", models.F("loss_likely")),
                        ("loss_high__isnull", False),
                        ("loss_likely__gte", models.F("loss_low")),
                        ("loss_likely__isnull", False),
                        ("loss_low__gte", 0),
                        ("loss_low__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="risk_loss_ascends",
                violation_error_message="The loss each time: give all three, from zero up, from small to large.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(("rate_high", None), ("rate_high__lte", 366), _connector="OR"),
                name="risk_rate_at_most_daily",
                violation_error_message="At most once a day: give up to 366 times a year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="risk_currency",
                violation_error_message="Write the currency as three letters, such as EUR.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None),
                    models.Q(("retired_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="risk_retired_why",
                violation_error_message="Say why it is retired.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="1deb93b23255bba7b5f638ee85a4d960ce8a5e3a",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_eb44c",
                    table="bia_risk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskevent" ("bad_year", "category_id", "code", "controls", "created_at", "currency", "description", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "item_id", "loss_high", "loss_likely", "loss_low", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_high", "rate_likely", "rate_low", "recorded_on", "residual_impact", "residual_likelihood", "residual_rating", "retired_on", "retired_reason", "reviewed_on", "source_ref", "state", "threat_id", "title", "unit_id", "updated_at", "version", "yearly_loss") VALUES (NEW."bad_year", NEW."category_id", NEW."code", NEW."controls", NEW."created_at", NEW."currency", NEW."description", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."inherent_rating", NEW."is_above", NEW."item_id", NEW."loss_high", NEW."loss_likely", NEW."loss_low", NEW."origin", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate_high", NEW."rate_likely", NEW."rate_low", NEW."recorded_on", NEW."residual_impact", NEW."residual_likelihood", NEW."residual_rating", NEW."retired_on", NEW."retired_reason", NEW."reviewed_on", NEW."source_ref", NEW."state", NEW."threat_id", NEW."title", NEW."unit_id", NEW."updated_at", NEW."version", NEW."yearly_loss"); RETURN NULL;',
                    hash="6b9d09feb82879e03806bdcb82cfd155ce7930fe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_89260",
                    table="bia_risk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_riskevent" ("bad_year", "category_id", "code", "controls", "created_at", "currency", "description", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "item_id", "loss_high", "loss_likely", "loss_low", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_high", "rate_likely", "rate_low", "recorded_on", "residual_impact", "residual_likelihood", "residual_rating", "retired_on", "retired_reason", "reviewed_on", "source_ref", "state", "threat_id", "title", "unit_id", "updated_at", "version", "yearly_loss") VALUES (NEW."bad_year", NEW."category_id", NEW."code", NEW."controls", NEW."created_at", NEW."currency", NEW."description", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."inherent_rating", NEW."is_above", NEW."item_id", NEW."loss_high", NEW."loss_likely", NEW."loss_low", NEW."origin", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate_high", NEW."rate_likely", NEW."rate_low", NEW."recorded_on", NEW."residual_impact", NEW."residual_likelihood", NEW."residual_rating", NEW."retired_on", NEW."retired_reason", NEW."reviewed_on", NEW."source_ref", NEW."state", NEW."threat_id", NEW."title", NEW."unit_id", NEW."updated_at", NEW."version", NEW."yearly_loss"); RETURN NULL;',
                    hash="dff1ddaaff700bfd28cefbce2bc5e269707925a4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71dd1",
                    table="bia_risk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_riskevent" ("bad_year", "category_id", "code", "controls", "created_at", "currency", "description", "id", "inherent_impact", "inherent_likelihood", "inherent_rating", "is_above", "item_id", "loss_high", "loss_likely", "loss_low", "origin", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_high", "rate_likely", "rate_low", "recorded_on", "residual_impact", "residual_likelihood", "residual_rating", "retired_on", "retired_reason", "reviewed_on", "source_ref", "state", "threat_id", "title", "unit_id", "updated_at", "version", "yearly_loss") VALUES (OLD."bad_year", OLD."category_id", OLD."code", OLD."controls", OLD."created_at", OLD."currency", OLD."description", OLD."id", OLD."inherent_impact", OLD."inherent_likelihood", OLD."inherent_rating", OLD."is_above", OLD."item_id", OLD."loss_high", OLD."loss_likely", OLD."loss_low", OLD."origin", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate_high", OLD."rate_likely", OLD."rate_low", OLD."recorded_on", OLD."residual_impact", OLD."residual_likelihood", OLD."residual_rating", OLD."retired_on", OLD."retired_reason", OLD."reviewed_on", OLD."source_ref", OLD."state", OLD."threat_id", OLD."title", OLD."unit_id", OLD."updated_at", OLD."version", OLD."yearly_loss"); RETURN NULL;',
                    hash="640a45ceee68de91891ce98ee8b480560e13dbb3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bad91",
                    table="bia_risk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="29ea5d9a64b1ca8f8411a2df5079cdc604f659d9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00b8f",
                    table="bia_occurrenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="2f69ca877a89b72c0cdb1db25be5ac6a80939195",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_645aa",
                    table="bia_occurrence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_occurrenceevent" ("created_at", "happened_on", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threat_id", "updated_at", "version", "what", "where") VALUES (NEW."created_at", NEW."happened_on", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."threat_id", NEW."updated_at", NEW."version", NEW."what", NEW."where"); RETURN NULL;',
                    hash="4662bfcc8d3a7733a5f63af53f4fb46e2e54d70d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b729",
                    table="bia_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_occurrenceevent" ("created_at", "happened_on", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threat_id", "updated_at", "version", "what", "where") VALUES (NEW."created_at", NEW."happened_on", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."threat_id", NEW."updated_at", NEW."version", NEW."what", NEW."where"); RETURN NULL;',
                    hash="5c9ae97451284e106ab3353b21fd835a8bf4133d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6871d",
                    table="bia_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_occurrenceevent" ("created_at", "happened_on", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threat_id", "updated_at", "version", "what", "where") VALUES (OLD."created_at", OLD."happened_on", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."threat_id", OLD."updated_at", OLD."version", OLD."what", OLD."where"); RETURN NULL;',
                    hash="d8bd907d97a0bc040cc9e9da68d80c2a60faf3ef",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a91f7",
                    table="bia_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="threatevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7da0dc31345583e420f34e935008dbd65288e96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70fbf",
                    table="bia_threatevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="timeband",
            constraint=models.UniqueConstraint(
                fields=("scale", "until"),
                name="band_once",
                violation_error_message="This time stands in the scale already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="834467fbcbff5d6c0110420ca14cfa59274013ad",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_76c9b",
                    table="bia_timeband",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_approved_parts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE standing TEXT;",
                    func="\n            IF TG_OP <> 'INSERT' THEN SELECT t1.state INTO standing FROM \"bia_impactscale\" t1 WHERE t1.id = OLD.scale_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            SELECT t1.state INTO standing FROM \"bia_impactscale\" t1 WHERE t1.id = NEW.scale_id FOR SHARE OF t1; IF standing <> 'draft' THEN RAISE EXCEPTION 'A part is changed only while its version is a draft.' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n            RETURN NEW;\n        ",
                    hash="16545eb46e12eaa04258ee2445aaff95e63c1ffc",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_keep_approved_parts_17aa2",
                    table="bia_timeband",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_timebandevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "until", "updated_at", "version") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."until", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="98b8f6670f6d912552098bb62e7b87033d1161d8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3011",
                    table="bia_timeband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_timebandevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "until", "updated_at", "version") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."until", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7cbba0a1e66ee5790aa2dea3c01938693c113649",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ba147",
                    table="bia_timeband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timeband",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_timebandevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "until", "updated_at", "version") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scale_id", OLD."until", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="9cd4b5df067836c571e0bf57ded41b96a7424106",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_51279",
                    table="bia_timeband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="losspointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f49947c8f8a6970d03083a10a43c47fbe3f8a2f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfb51",
                    table="bia_losspointevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="losspoint",
            constraint=models.UniqueConstraint(fields=("interview", "band"), name="loss_once"),
        ),
        migrations.AddConstraint(
            model_name="losspoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="loss_not_negative"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="losspoint",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="80b86951a841e6bb3837f573bea0765b2cd5f038",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_97d25",
                    table="bia_losspoint",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="losspoint",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_losspointevent" ("amount", "band_id", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."amount", NEW."band_id", NEW."created_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="4a82b84996a22709a156f31fa930f146b7a56d15",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0c0d",
                    table="bia_losspoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="losspoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_losspointevent" ("amount", "band_id", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."amount", NEW."band_id", NEW."created_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a6b8c818b2cc94b80036b8266e629c80ae4a9578",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bb995",
                    table="bia_losspoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="losspoint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_losspointevent" ("amount", "band_id", "created_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."amount", OLD."band_id", OLD."created_at", OLD."id", OLD."interview_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="bc5a7921e1c5631972aaf8c077d582017bf1c637",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bc06a",
                    table="bia_losspoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactratingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fede6462f7d8b63403e277ba71d4f1c29f5fbcfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0608e",
                    table="bia_impactratingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="impactrating",
            constraint=models.UniqueConstraint(
                fields=("interview", "peak", "category", "band"),
                name="rating_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="impactrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 0), ("level__lte", 4)), name="rating_is_a_level"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactrating",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="726ec7deb939963b544a6f783f67423e3a87cc09",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_0a590",
                    table="bia_impactrating",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactrating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactratingevent" ("band_id", "category_id", "created_at", "id", "interview_id", "level", "peak_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."band_id", NEW."category_id", NEW."created_at", NEW."id", NEW."interview_id", NEW."level", NEW."peak_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e725539671467724b128f47a5fe9e4270c3bc2b2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1a753",
                    table="bia_impactrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactrating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_impactratingevent" ("band_id", "category_id", "created_at", "id", "interview_id", "level", "peak_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."band_id", NEW."category_id", NEW."created_at", NEW."id", NEW."interview_id", NEW."level", NEW."peak_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="57926b4f520cb4d822de10afdccfa387aeca5fd1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c1dbd",
                    table="bia_impactrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="impactrating",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_impactratingevent" ("band_id", "category_id", "created_at", "id", "interview_id", "level", "peak_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."band_id", OLD."category_id", OLD."created_at", OLD."id", OLD."interview_id", OLD."level", OLD."peak_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="fde76e2f64307a466c31dd6ba7fac6787bed281c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f5397",
                    table="bia_impactrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timebandevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f2bd0e52c5e1e97756edf8a716f153e86cddc63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_15cb5",
                    table="bia_timebandevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="validationround",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="validation_round_name_once",
                violation_error_message="There is already a validation round of that name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationround",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="cfb91263c9e8a0de6638193c8bfbe7e49c39ab54",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_99b91",
                    table="bia_validationround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_validationroundevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "unit_id", "updated_at", "version") VALUES (NEW."closed_at", NEW."created_at", NEW."due_on", NEW."id", NEW."message", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7571c4972bd1cf8033f7cb751b3d12b287790913",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_581b7",
                    table="bia_validationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_validationroundevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "unit_id", "updated_at", "version") VALUES (NEW."closed_at", NEW."created_at", NEW."due_on", NEW."id", NEW."message", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="246a034d24523880f9b1023301ae26edf5438987",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58b79",
                    table="bia_validationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationround",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_validationroundevent" ("closed_at", "created_at", "due_on", "id", "message", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "unit_id", "updated_at", "version") VALUES (OLD."closed_at", OLD."created_at", OLD."due_on", OLD."id", OLD."message", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."started_by_id", OLD."state", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="aa86d38029c5c0489084928a28d6036bb313fe42",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_076a0",
                    table="bia_validationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="015d4221712c7b835021efe6ed3ca39257773176",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_65455",
                    table="bia_validationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.UniqueConstraint(
                fields=("round", "function"), name="validation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "signed"])),
                fields=("function",),
                name="validation_one_open",
                violation_error_message="This function is being validated already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("signed_by")), _negated=True),
                    _connector="OR",
                ),
                name="validation_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "agreed"), _negated=True),
                    models.Q(("objective__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="validation_agreed_is_signed",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="7dfd488cef81f8801d36df06a5a2e8b6c9beaa66",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_56780",
                    table="bia_validation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_validationevent" ("approved_at", "approved_by_id", "claim", "created_at", "decision", "derived_rto", "function_id", "id", "mtd", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proposed_rpo", "proposed_rto", "reason", "return_comment", "round_id", "rpo", "rto", "signed_at", "signed_by_id", "state", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."claim", NEW."created_at", NEW."decision", NEW."derived_rto", NEW."function_id", NEW."id", NEW."mtd", NEW."objective_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proof", NEW."proposed_rpo", NEW."proposed_rto", NEW."reason", NEW."return_comment", NEW."round_id", NEW."rpo", NEW."rto", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="2b3d64bbdcf9133954dc3cf09c7680c753f6b301",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ad056",
                    table="bia_validation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_validationevent" ("approved_at", "approved_by_id", "claim", "created_at", "decision", "derived_rto", "function_id", "id", "mtd", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proposed_rpo", "proposed_rto", "reason", "return_comment", "round_id", "rpo", "rto", "signed_at", "signed_by_id", "state", "updated_at", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."claim", NEW."created_at", NEW."decision", NEW."derived_rto", NEW."function_id", NEW."id", NEW."mtd", NEW."objective_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proof", NEW."proposed_rpo", NEW."proposed_rto", NEW."reason", NEW."return_comment", NEW."round_id", NEW."rpo", NEW."rto", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7f38038446a69b82fc0adb05ec3db3c99621e178",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e396a",
                    table="bia_validation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_validationevent" ("approved_at", "approved_by_id", "claim", "created_at", "decision", "derived_rto", "function_id", "id", "mtd", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proposed_rpo", "proposed_rto", "reason", "return_comment", "round_id", "rpo", "rto", "signed_at", "signed_by_id", "state", "updated_at", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."claim", OLD."created_at", OLD."decision", OLD."derived_rto", OLD."function_id", OLD."id", OLD."mtd", OLD."objective_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proof", OLD."proposed_rpo", OLD."proposed_rto", OLD."reason", OLD."return_comment", OLD."round_id", OLD."rpo", OLD."rto", OLD."signed_at", OLD."signed_by_id", OLD."state", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="20a6ed01c58638d7f037243de6d758f7cb1519ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_70352",
                    table="bia_validation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationroundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e009f6b931ca1c2eac7089667a9429059aaad610",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a059b",
                    table="bia_validationroundevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="workaround",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__lte", 100), _connector="OR"),
                name="workaround_share",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workaround",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="bb15dcdef533043185221f657c1880ad934be794",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_62ca6",
                    table="bia_workaround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workaround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_workaroundevent" ("backlog", "capacity", "created_at", "id", "interview_id", "lasts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rehearsed_on", "staffed", "updated_at", "version", "what") VALUES (NEW."backlog", NEW."capacity", NEW."created_at", NEW."id", NEW."interview_id", NEW."lasts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rehearsed_on", NEW."staffed", NEW."updated_at", NEW."version", NEW."what"); RETURN NULL;',
                    hash="ff8a7cfbef5ef43b0061be9cfc9226b33c73f080",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4ca99",
                    table="bia_workaround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workaround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bia_workaroundevent" ("backlog", "capacity", "created_at", "id", "interview_id", "lasts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rehearsed_on", "staffed", "updated_at", "version", "what") VALUES (NEW."backlog", NEW."capacity", NEW."created_at", NEW."id", NEW."interview_id", NEW."lasts", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rehearsed_on", NEW."staffed", NEW."updated_at", NEW."version", NEW."what"); RETURN NULL;',
                    hash="d921dd1e95bc90a817ea6f7e9e0fb0ff675bba4d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_790f9",
                    table="bia_workaround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workaround",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bia_workaroundevent" ("backlog", "capacity", "created_at", "id", "interview_id", "lasts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rehearsed_on", "staffed", "updated_at", "version", "what") VALUES (OLD."backlog", OLD."capacity", OLD."created_at", OLD."id", OLD."interview_id", OLD."lasts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rehearsed_on", OLD."staffed", OLD."updated_at", OLD."version", OLD."what"); RETURN NULL;',
                    hash="b89c6caa9114e55f228359b13902ba62c3646a8b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_53f2d",
                    table="bia_workaround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workaroundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8035d7c431daee1c8ceecbc2cf24f4383662cf92",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d432f",
                    table="bia_workaroundevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
