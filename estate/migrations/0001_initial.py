# The whole module as it stands.

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.models.people


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE estate_revision", "DROP SEQUENCE estate_revision"),
        migrations.CreateModel(
            name="Closure",
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
                ("fingerprint", models.CharField(editable=False, max_length=64, unique=True)),
                ("hashes", models.JSONField(default=dict, editable=False)),
            ],
            options={
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClosureEvent",
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
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("hashes", models.JSONField(default=dict, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delay",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("detect", "Detection"),
                            ("declare", "Decision"),
                            ("mobilise", "Mobilisation"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                (
                    "basis",
                    models.CharField(
                        choices=[("target", "Target"), ("measured", "Measured in real events")],
                        default="target",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "delay",
                "verbose_name_plural": "delays",
                "ordering": ["step"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DelayEvent",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("detect", "Detection"),
                            ("declare", "Decision"),
                            ("mobilise", "Mobilisation"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                (
                    "basis",
                    models.CharField(
                        choices=[("target", "Target"), ("measured", "Measured in real events")],
                        default="target",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dependency",
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
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restore", "Needed to be restored"),
                            ("run", "Needed only to run"),
                        ],
                        help_text="Empty: nobody has said; taken as needed to be restored.",
                        max_length=10,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_data",
                    models.BooleanField(default=False, verbose_name="its data lives there"),
                ),
                (
                    "needed_within",
                    core.fields.DurationField(
                        blank=True,
                        help_text="Such as 2 h, from the disruption.",
                        null=True,
                        verbose_name="needed within",
                    ),
                ),
                (
                    "tolerates",
                    core.fields.DurationField(
                        blank=True,
                        help_text="Such as 30 min.",
                        null=True,
                        verbose_name="does without it for",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("source_ref", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="ended"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why ended"
                    ),
                ),
            ],
            options={
                "verbose_name": "dependency",
                "verbose_name_plural": "dependencies",
                "ordering": ["dependent__name", "provider__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DependencyEvent",
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
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restore", "Needed to be restored"),
                            ("run", "Needed only to run"),
                        ],
                        help_text="Empty: nobody has said; taken as needed to be restored.",
                        max_length=10,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_data",
                    models.BooleanField(default=False, verbose_name="its data lives there"),
                ),
                (
                    "needed_within",
                    core.fields.DurationField(
                        blank=True,
                        help_text="Such as 2 h, from the disruption.",
                        null=True,
                        verbose_name="needed within",
                    ),
                ),
                (
                    "tolerates",
                    core.fields.DurationField(
                        blank=True,
                        help_text="Such as 30 min.",
                        null=True,
                        verbose_name="does without it for",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("source_ref", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="ended"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why ended"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EstateChange",
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
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="What is no item: a scenario, a delay, an assumed time.",
                        max_length=300,
                        verbose_name="about",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("gone", "Gone from its source"),
                            ("back", "Back in its source"),
                            ("retired", "Retired"),
                            ("linked", "Now rests on"),
                            ("relinked", "Rests on, differently"),
                            ("unlinked", "No longer rests on"),
                            ("claimed", "Recovery stated"),
                            ("measured", "Recovery measured"),
                            ("cleared", "Recovery unaffected"),
                            ("objective", "Objective set"),
                            ("removed", "Removed"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("fields", models.JSONField(blank=True, default=dict, verbose_name="from and to")),
                (
                    "is_material",
                    models.BooleanField(
                        default=False,
                        help_text="What was proven on it must be proven again.",
                        verbose_name="bears on recovery",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EstateChangeEvent",
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
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="What is no item: a scenario, a delay, an assumed time.",
                        max_length=300,
                        verbose_name="about",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("gone", "Gone from its source"),
                            ("back", "Back in its source"),
                            ("retired", "Retired"),
                            ("linked", "Now rests on"),
                            ("relinked", "Rests on, differently"),
                            ("unlinked", "No longer rests on"),
                            ("claimed", "Recovery stated"),
                            ("measured", "Recovery measured"),
                            ("cleared", "Recovery unaffected"),
                            ("objective", "Objective set"),
                            ("removed", "Removed"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("fields", models.JSONField(blank=True, default=dict, verbose_name="from and to")),
                (
                    "is_material",
                    models.BooleanField(
                        default=False,
                        help_text="What was proven on it must be proven again.",
                        verbose_name="bears on recovery",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FunctionProfile",
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
                ("variant", models.CharField(blank=True, max_length=60, verbose_name="variant")),
                ("impact", models.JSONField(blank=True, default=list, verbose_name="impact")),
                ("loss", models.JSONField(blank=True, default=list, verbose_name="loss curve")),
                (
                    "rpo_needs",
                    models.JSONField(blank=True, default=list, verbose_name="data loss needs"),
                ),
                ("workaround", models.JSONField(blank=True, null=True, verbose_name="workaround")),
                ("mtd", core.fields.DurationField(blank=True, null=True, verbose_name="MTD")),
                (
                    "wrt_low",
                    core.fields.DurationField(blank=True, null=True, verbose_name="WRT at best"),
                ),
                ("wrt", core.fields.DurationField(blank=True, null=True, verbose_name="WRT")),
                (
                    "wrt_high",
                    core.fields.DurationField(blank=True, null=True, verbose_name="WRT at worst"),
                ),
                (
                    "minimum_level",
                    models.FloatField(blank=True, null=True, verbose_name="minimum level"),
                ),
                ("minimum_service", models.TextField(blank=True, verbose_name="minimum service")),
                (
                    "full_service",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="full service after"
                    ),
                ),
                ("source_ref", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "verbose_name": "function profile",
                "verbose_name_plural": "function profiles",
                "ordering": ["item__name", "variant"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FunctionProfileEvent",
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
                ("variant", models.CharField(blank=True, max_length=60, verbose_name="variant")),
                ("impact", models.JSONField(blank=True, default=list, verbose_name="impact")),
                ("loss", models.JSONField(blank=True, default=list, verbose_name="loss curve")),
                (
                    "rpo_needs",
                    models.JSONField(blank=True, default=list, verbose_name="data loss needs"),
                ),
                ("workaround", models.JSONField(blank=True, null=True, verbose_name="workaround")),
                ("mtd", core.fields.DurationField(blank=True, null=True, verbose_name="MTD")),
                (
                    "wrt_low",
                    core.fields.DurationField(blank=True, null=True, verbose_name="WRT at best"),
                ),
                ("wrt", core.fields.DurationField(blank=True, null=True, verbose_name="WRT")),
                (
                    "wrt_high",
                    core.fields.DurationField(blank=True, null=True, verbose_name="WRT at worst"),
                ),
                (
                    "minimum_level",
                    models.FloatField(blank=True, null=True, verbose_name="minimum level"),
                ),
                ("minimum_service", models.TextField(blank=True, verbose_name="minimum service")),
                (
                    "full_service",
                    core.fields.DurationField(
                        blank=True, null=True, verbose_name="full service after"
                    ),
                ),
                ("source_ref", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
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
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("checked", "Checked, not taken over"),
                            ("applied", "Taken over"),
                            ("failed", "Not readable"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken over"),
                ),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="refused")),
                ("sample", models.JSONField(blank=True, default=list)),
                (
                    "mapping",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="columns"
                    ),
                ),
                ("plan_mark", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_overtaken",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="the estate changed since"
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportRunEvent",
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
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("checked", "Checked, not taken over"),
                            ("applied", "Taken over"),
                            ("failed", "Not readable"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken over"),
                ),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="refused")),
                ("sample", models.JSONField(blank=True, default=list)),
                (
                    "mapping",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="columns"
                    ),
                ),
                ("plan_mark", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "is_overtaken",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="the estate changed since"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportSource",
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
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("netbox", "NetBox"),
                            ("sheet", "Sheet (CSV or XLSX)"),
                            ("native", "Continuity JSON"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "mapping",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="columns"
                    ),
                ),
            ],
            options={
                "verbose_name": "import source",
                "verbose_name_plural": "import sources",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportSourceEvent",
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
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("netbox", "NetBox"),
                            ("sheet", "Sheet (CSV or XLSX)"),
                            ("native", "Continuity JSON"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "mapping",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="columns"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Item",
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
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        help_text="In your words: router, payroll suite.",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the site's.",
                        max_length=100,
                        verbose_name="region",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the site's.",
                        max_length=100,
                        verbose_name="country",
                    ),
                ),
                (
                    "hands",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Of the recovery team, to bring it back.",
                        verbose_name="people needed",
                    ),
                ),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("live", "In service"),
                            ("leaving", "Being replaced"),
                            ("stopped", "Out of service"),
                        ],
                        default="live",
                        max_length=10,
                        verbose_name="lifecycle",
                    ),
                ),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3"), (4, "Tier 4")],
                        null=True,
                        verbose_name="criticality",
                    ),
                ),
                (
                    "passes_on",
                    models.BooleanField(
                        default=False,
                        help_text="It needs no recovery time of its own.",
                        verbose_name="only passes failures on",
                    ),
                ),
                (
                    "unavailability",
                    models.FloatField(
                        blank=True,
                        help_text="The share of time it is down by itself, such as 0.001.",
                        null=True,
                        verbose_name="unavailability",
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="id in the source"
                    ),
                ),
                (
                    "source_says",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="as the source says"
                    ),
                ),
                (
                    "gone_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="gone from its source"
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
                "verbose_name": "item",
                "verbose_name_plural": "items",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ItemEvent",
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
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        help_text="In your words: router, payroll suite.",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the site's.",
                        max_length=100,
                        verbose_name="region",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the site's.",
                        max_length=100,
                        verbose_name="country",
                    ),
                ),
                (
                    "hands",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Of the recovery team, to bring it back.",
                        verbose_name="people needed",
                    ),
                ),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("live", "In service"),
                            ("leaving", "Being replaced"),
                            ("stopped", "Out of service"),
                        ],
                        default="live",
                        max_length=10,
                        verbose_name="lifecycle",
                    ),
                ),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3"), (4, "Tier 4")],
                        null=True,
                        verbose_name="criticality",
                    ),
                ),
                (
                    "passes_on",
                    models.BooleanField(
                        default=False,
                        help_text="It needs no recovery time of its own.",
                        verbose_name="only passes failures on",
                    ),
                ),
                (
                    "unavailability",
                    models.FloatField(
                        blank=True,
                        help_text="The share of time it is down by itself, such as 0.001.",
                        null=True,
                        verbose_name="unavailability",
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="id in the source"
                    ),
                ),
                (
                    "gone_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="gone from its source"
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
            name="KindDefault",
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
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "assumed time",
                "verbose_name_plural": "assumed times",
                "ordering": ["kind"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KindDefaultEvent",
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
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Measurement",
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
                    "took",
                    core.fields.DurationField(
                        help_text="Until the minimum level was back, such as 3 h 40 min.",
                        verbose_name="took",
                    ),
                ),
                ("rpo", core.fields.DurationField(blank=True, null=True, verbose_name="data lost")),
                ("measured_on", models.DateField(verbose_name="measured on")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("restore", "Restore from backup"),
                            ("failover", "Failover"),
                            ("rebuild", "Rebuild"),
                            ("manual", "By hand"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("disruption", "the disruption"),
                            ("detection", "its detection"),
                            ("declaration", "the declaration"),
                        ],
                        default="disruption",
                        max_length=12,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "end_to_end",
                    models.BooleanField(
                        default=False,
                        help_text="Everything beneath it was recovered too; otherwise its own work only.",
                        verbose_name="with all it rests on",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                (
                    "age_limit_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: a year.",
                        null=True,
                        verbose_name="good for (days)",
                    ),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="test"
                    ),
                ),
                (
                    "cleared_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="still good since"
                    ),
                ),
                (
                    "cleared_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why still good"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why withdrawn"
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
                "ordering": ["-measured_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasurementEvent",
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
                    "took",
                    core.fields.DurationField(
                        help_text="Until the minimum level was back, such as 3 h 40 min.",
                        verbose_name="took",
                    ),
                ),
                ("rpo", core.fields.DurationField(blank=True, null=True, verbose_name="data lost")),
                ("measured_on", models.DateField(verbose_name="measured on")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("restore", "Restore from backup"),
                            ("failover", "Failover"),
                            ("rebuild", "Rebuild"),
                            ("manual", "By hand"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("disruption", "the disruption"),
                            ("detection", "its detection"),
                            ("declaration", "the declaration"),
                        ],
                        default="disruption",
                        max_length=12,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "end_to_end",
                    models.BooleanField(
                        default=False,
                        help_text="Everything beneath it was recovered too; otherwise its own work only.",
                        verbose_name="with all it rests on",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                (
                    "age_limit_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: a year.",
                        null=True,
                        verbose_name="good for (days)",
                    ),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="test"
                    ),
                ),
                (
                    "cleared_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="still good since"
                    ),
                ),
                (
                    "cleared_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why still good"
                    ),
                ),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why withdrawn"
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
                (
                    "agreed_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RTO"),
                ),
                (
                    "rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RPO"),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "source_ref",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is agreed"),
                ),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["item__name"],
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
                (
                    "agreed_rto",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RTO"),
                ),
                (
                    "rpo",
                    core.fields.DurationField(blank=True, null=True, verbose_name="agreed RPO"),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "source_ref",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is agreed"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanningScenario",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("site", "Site lost"),
                            ("it", "IT service lost"),
                            ("data", "Data destroyed by attack"),
                            ("supplier", "Supplier lost"),
                            ("people", "People lost"),
                        ],
                        default="it",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "everything",
                    models.BooleanField(
                        default=False,
                        help_text="No losses are listed then.",
                        verbose_name="everything is lost",
                    ),
                ),
                (
                    "data_destroyed",
                    models.BooleanField(
                        default=False,
                        help_text="A failover proves nothing then: what is copied is destroyed there too.",
                        verbose_name="data is destroyed",
                    ),
                ),
                (
                    "is_planned",
                    models.BooleanField(
                        default=True, help_text="Functions are judged in it.", verbose_name="counts"
                    ),
                ),
            ],
            options={
                "verbose_name": "planning scenario",
                "verbose_name_plural": "planning scenarios",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanningScenarioEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("site", "Site lost"),
                            ("it", "IT service lost"),
                            ("data", "Data destroyed by attack"),
                            ("supplier", "Supplier lost"),
                            ("people", "People lost"),
                        ],
                        default="it",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "everything",
                    models.BooleanField(
                        default=False,
                        help_text="No losses are listed then.",
                        verbose_name="everything is lost",
                    ),
                ),
                (
                    "data_destroyed",
                    models.BooleanField(
                        default=False,
                        help_text="A failover proves nothing then: what is copied is destroyed there too.",
                        verbose_name="data is destroyed",
                    ),
                ),
                (
                    "is_planned",
                    models.BooleanField(
                        default=True, help_text="Functions are judged in it.", verbose_name="counts"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Readiness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("gap", "Gap"),
                            ("unknown", "Unknown"),
                            ("expired", "Expired"),
                            ("stale", "Stale"),
                            ("claimed", "Claimed"),
                            ("held", "Held"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("need", core.fields.DurationField(null=True, verbose_name="need")),
                ("need_basis", models.CharField(blank=True, max_length=20)),
                ("mtd", core.fields.DurationField(null=True, verbose_name="MTD")),
                ("claim", core.fields.DurationField(null=True, verbose_name="claim")),
                ("claim_state", models.CharField(blank=True, max_length=20)),
                ("proof", core.fields.DurationField(null=True, verbose_name="proof")),
                ("proof_state", models.CharField(blank=True, max_length=20)),
                (
                    "scenario",
                    models.CharField(blank=True, max_length=200, verbose_name="worst scenario"),
                ),
                (
                    "functions",
                    models.PositiveIntegerField(default=0, verbose_name="functions above"),
                ),
                (
                    "is_single_point",
                    models.BooleanField(default=False, verbose_name="single point of failure"),
                ),
                ("why", models.JSONField(default=dict)),
                ("revision", models.BigIntegerField()),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
            ],
            options={
                "verbose_name": "readiness",
                "verbose_name_plural": "readiness",
            },
        ),
        migrations.CreateModel(
            name="RedundancyGroup",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "required",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many of the members must be up.",
                        verbose_name="required",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restore", "Needed to be restored"),
                            ("run", "Needed only to run"),
                        ],
                        max_length=10,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_data",
                    models.BooleanField(default=False, verbose_name="its data lives there"),
                ),
                ("external_id", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="ended"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why ended"
                    ),
                ),
            ],
            options={
                "verbose_name": "redundancy group",
                "verbose_name_plural": "redundancy groups",
                "ordering": ["dependent__name", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RedundancyGroupEvent",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "required",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many of the members must be up.",
                        verbose_name="required",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restore", "Needed to be restored"),
                            ("run", "Needed only to run"),
                        ],
                        max_length=10,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_data",
                    models.BooleanField(default=False, verbose_name="its data lives there"),
                ),
                ("external_id", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "retired_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="ended"),
                ),
                (
                    "retired_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why ended"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RedundancyMember",
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
            ],
            options={
                "verbose_name": "group member",
                "verbose_name_plural": "group members",
                "ordering": ["group__name", "provider__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RedundancyMemberEvent",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestedItem",
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
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
            ],
            options={
                "verbose_name": "requested item",
                "verbose_name_plural": "requested items",
                "ordering": ["request", "item__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestedItemEvent",
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
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScenarioLoss",
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
                    "region",
                    models.CharField(blank=True, max_length=100, verbose_name="all in the region"),
                ),
                (
                    "country",
                    models.CharField(blank=True, max_length=100, verbose_name="all in the country"),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="all of the kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "loss",
                "verbose_name_plural": "losses",
                "ordering": ["scenario__name", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScenarioLossEvent",
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
                    "region",
                    models.CharField(blank=True, max_length=100, verbose_name="all in the region"),
                ),
                (
                    "country",
                    models.CharField(blank=True, max_length=100, verbose_name="all in the country"),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("function", "Business function"),
                            ("service", "Service"),
                            ("application", "Application"),
                            ("data", "Data set"),
                            ("database", "Database"),
                            ("server", "Server"),
                            ("cluster", "Cluster"),
                            ("network", "Network device"),
                            ("circuit", "Circuit"),
                            ("rack", "Rack"),
                            ("power", "Power supply"),
                            ("team", "Team"),
                            ("vendor", "Vendor service"),
                            ("region", "Cloud region"),
                            ("site", "Site"),
                        ],
                        max_length=12,
                        verbose_name="all of the kind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Site",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("address", models.TextField(blank=True, verbose_name="address")),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                ("country", models.CharField(blank=True, max_length=100, verbose_name="country")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[core.models.people.check_time_zone],
                        verbose_name="time zone",
                    ),
                ),
            ],
            options={
                "verbose_name": "site",
                "verbose_name_plural": "sites",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteEvent",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("address", models.TextField(blank=True, verbose_name="address")),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                ("country", models.CharField(blank=True, max_length=100, verbose_name="country")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[core.models.people.check_time_zone],
                        verbose_name="time zone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[core.models.people.check_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many people can work at the same time.",
                        verbose_name="capacity",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamEvent",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[core.models.people.check_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many people can work at the same time.",
                        verbose_name="capacity",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                    "part",
                    models.CharField(
                        blank=True,
                        help_text="Such as lead, database, on call.",
                        max_length=100,
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "team member",
                "verbose_name_plural": "team members",
                "ordering": ["team__name", "person__name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMemberEvent",
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
                    "part",
                    models.CharField(
                        blank=True,
                        help_text="Such as lead, database, on call.",
                        max_length=100,
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CapabilityRequest",
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
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="sent"
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answered"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capability_requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "capability request",
                "verbose_name_plural": "capability requests",
                "ordering": ["-created_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CapabilityRequestEvent",
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
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="sent"
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answered"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="estate.capabilityrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                (
                    "rpo",
                    core.fields.DurationField(
                        blank=True,
                        help_text="How much data may be lost at most.",
                        null=True,
                        verbose_name="recovery point",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("disruption", "the disruption"),
                            ("detection", "its detection"),
                            ("declaration", "the declaration"),
                        ],
                        default="disruption",
                        max_length=12,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "stated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="stated on"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Such as a contract, a runbook.",
                        max_length=300,
                        verbose_name="on what ground",
                    ),
                ),
                ("source_ref", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="replaced"
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stated by",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["item__name", "-stated_on"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
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
                ("low", core.fields.DurationField(verbose_name="at best")),
                ("likely", core.fields.DurationField(verbose_name="likely")),
                ("high", core.fields.DurationField(verbose_name="at worst")),
                (
                    "rpo",
                    core.fields.DurationField(
                        blank=True,
                        help_text="How much data may be lost at most.",
                        null=True,
                        verbose_name="recovery point",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("disruption", "the disruption"),
                            ("detection", "its detection"),
                            ("declaration", "the declaration"),
                        ],
                        default="disruption",
                        max_length=12,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "stated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="stated on"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Such as a contract, a runbook.",
                        max_length=300,
                        verbose_name="on what ground",
                    ),
                ),
                ("source_ref", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="replaced"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="estate.claim",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stated by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="377ecbc2e6a03f0261743ded21e4a58f524b91da",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_5df07",
                    table="estate_closure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_closureevent" ("created_at", "fingerprint", "hashes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."fingerprint", NEW."hashes", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="98cfb10d4dea81578b70ca7b86c0cc02b97caeab",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11042",
                    table="estate_closure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_closureevent" ("created_at", "fingerprint", "hashes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."fingerprint", NEW."hashes", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5911f724a9264bf9425f8b8ce2d17bc1fa59212d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b1501",
                    table="estate_closure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_closureevent" ("created_at", "fingerprint", "hashes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."created_at", OLD."fingerprint", OLD."hashes", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="830411a2ad68603afebd2cb79f553312cc55401e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d3e42",
                    table="estate_closure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="closureevent",
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
            model_name="closureevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.closure",
            ),
        ),
        migrations.AddConstraint(
            model_name="delay",
            constraint=models.UniqueConstraint(
                fields=("step",),
                name="delay_once",
                violation_error_message="This delay is recorded already: change it there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__lte", models.F("likely")), ("likely__lte", models.F("high"))
                ),
                name="delay_order",
                violation_error_message="At best, likely and at worst go from small to large.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delay",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="d8cd0062d58138656f425b3210b41bebffee8021",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_d5fda",
                    table="estate_delay",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delay",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="3e2e6d12aebd045f654282b664fb0e04fdb05a0f",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_69302",
                    table="estate_delay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delay",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_delayevent" ("basis", "created_at", "high", "id", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at", "version") VALUES (NEW."basis", NEW."created_at", NEW."high", NEW."id", NEW."likely", NEW."low", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."step", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e2213ba98a99b2238e1f72ff400db54d4de1beb2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9a25",
                    table="estate_delay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delay",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_delayevent" ("basis", "created_at", "high", "id", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at", "version") VALUES (NEW."basis", NEW."created_at", NEW."high", NEW."id", NEW."likely", NEW."low", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."step", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="ea186f2c5b4a560f94aeae466814b4920a7fb203",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f09a1",
                    table="estate_delay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delay",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_delayevent" ("basis", "created_at", "high", "id", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at", "version") VALUES (OLD."basis", OLD."created_at", OLD."high", OLD."id", OLD."likely", OLD."low", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."step", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="7ac91e88ab5efc665758b3f598c5a8d9963548c9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c7d0b",
                    table="estate_delay",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="delayevent",
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
            model_name="delayevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.delay",
            ),
        ),
        migrations.AddField(
            model_name="dependencyevent",
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
            model_name="dependencyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.dependency",
            ),
        ),
        migrations.AddField(
            model_name="estatechange",
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
            model_name="estatechangeevent",
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
            model_name="estatechangeevent",
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
            model_name="estatechangeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.estatechange",
            ),
        ),
        migrations.AddField(
            model_name="functionprofileevent",
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
            model_name="functionprofileevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.functionprofile",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.file",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="started_by",
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
            model_name="estatechangeevent",
            name="run",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.importrun",
                verbose_name="import",
            ),
        ),
        migrations.AddField(
            model_name="estatechange",
            name="run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="estate.importrun",
                verbose_name="import",
            ),
        ),
        migrations.AddField(
            model_name="importrunevent",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.file",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="importrunevent",
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
            model_name="importrunevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.importrun",
            ),
        ),
        migrations.AddField(
            model_name="importrunevent",
            name="started_by",
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
            model_name="importsource",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Given to new items.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="importrunevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="dependencyevent",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="dependency",
            name="source",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dependencies",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="importsourceevent",
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
            model_name="importsourceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.importsource",
            ),
        ),
        migrations.AddField(
            model_name="importsourceevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Given to new items.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Answers for its recovery.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="source",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="supplier",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"kind": "vendor"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supplies",
                to="estate.item",
                verbose_name="supplier",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="functionprofileevent",
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
            model_name="functionprofile",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="profiles",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="estatechangeevent",
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
            model_name="estatechangeevent",
            name="other",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="and",
            ),
        ),
        migrations.AddField(
            model_name="estatechange",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="estatechange",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes_beside",
                to="estate.item",
                verbose_name="and",
            ),
        ),
        migrations.AddField(
            model_name="dependencyevent",
            name="dependent",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="what rests",
            ),
        ),
        migrations.AddField(
            model_name="dependencyevent",
            name="provider",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="on what",
            ),
        ),
        migrations.AddField(
            model_name="dependency",
            name="dependent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rests_on",
                to="estate.item",
                verbose_name="what rests",
            ),
        ),
        migrations.AddField(
            model_name="dependency",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries",
                to="estate.item",
                verbose_name="on what",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
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
            model_name="claim",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Answers for its recovery.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
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
            model_name="itemevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.item",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="supplier",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                limit_choices_to={"kind": "vendor"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="supplier",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
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
        migrations.AddConstraint(
            model_name="kinddefault",
            constraint=models.UniqueConstraint(
                fields=("kind",),
                name="kind_default_once",
                violation_error_message="This kind has an assumed time already: change it there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinddefault",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__lte", models.F("likely")), ("likely__lte", models.F("high"))
                ),
                name="kind_default_order",
                violation_error_message="At best, likely and at worst go from small to large.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefault",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="8d16573e7bed9d15799191af5b3dee0fd20ed4e5",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_4d115",
                    table="estate_kinddefault",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefault",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="6522660ffa6b37f0584fbf563f4103ad6a15fb69",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_9211d",
                    table="estate_kinddefault",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefault",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_kinddefaultevent" ("created_at", "high", "id", "kind", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."high", NEW."id", NEW."kind", NEW."likely", NEW."low", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="36d1b38fe222d04a430ffcf8d383f3a4d736bba8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e75dd",
                    table="estate_kinddefault",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefault",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_kinddefaultevent" ("created_at", "high", "id", "kind", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."high", NEW."id", NEW."kind", NEW."likely", NEW."low", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="801c98e2214c909b004c6504ce997d45546c4c88",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2acab",
                    table="estate_kinddefault",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefault",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_kinddefaultevent" ("created_at", "high", "id", "kind", "likely", "low", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."created_at", OLD."high", OLD."id", OLD."kind", OLD."likely", OLD."low", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="ac82ee0fc248fad889ae53102012ae029f3b4947",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ce58",
                    table="estate_kinddefault",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="kinddefaultevent",
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
            model_name="kinddefaultevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.kinddefault",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="cleared",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.closure",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="cleared_by",
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
            model_name="measurement",
            name="closure",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.closure",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.file",
                verbose_name="proof",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="measurementevent",
            name="cleared",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.closure",
            ),
        ),
        migrations.AddField(
            model_name="measurementevent",
            name="cleared_by",
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
            model_name="measurementevent",
            name="closure",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.closure",
            ),
        ),
        migrations.AddField(
            model_name="measurementevent",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.file",
                verbose_name="proof",
            ),
        ),
        migrations.AddField(
            model_name="measurementevent",
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
            model_name="measurementevent",
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
            model_name="measurementevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.measurement",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objective",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
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
                to="estate.objective",
            ),
        ),
        migrations.AddConstraint(
            model_name="planningscenario",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="scenario_once",
                violation_error_message="There is already a scenario of that name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenario",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="dbc395a3192f026e5a4bfbba5b5b5203262bd876",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_e0784",
                    table="estate_planningscenario",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenario",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="dce1c1fa1a53aaded27725899821b078e1edbced",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_c6cf9",
                    table="estate_planningscenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenario",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_planningscenarioevent" ("created_at", "data_destroyed", "description", "everything", "id", "is_planned", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."data_destroyed", NEW."description", NEW."everything", NEW."id", NEW."is_planned", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a15048fbbc0e5ead0f2351d80d180f0e3d375823",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8c2f2",
                    table="estate_planningscenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenario",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_planningscenarioevent" ("created_at", "data_destroyed", "description", "everything", "id", "is_planned", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (NEW."created_at", NEW."data_destroyed", NEW."description", NEW."everything", NEW."id", NEW."is_planned", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="90914446477bd81c180fb78b208dda7909eb1577",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_314e5",
                    table="estate_planningscenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenario",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_planningscenarioevent" ("created_at", "data_destroyed", "description", "everything", "id", "is_planned", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "version") VALUES (OLD."created_at", OLD."data_destroyed", OLD."description", OLD."everything", OLD."id", OLD."is_planned", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="c9004e603b8f8a4235605cd6f82286772bd81663",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0ffa9",
                    table="estate_planningscenario",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="planningscenarioevent",
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
            model_name="planningscenarioevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.planningscenario",
            ),
        ),
        migrations.AddField(
            model_name="readiness",
            name="bound_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="estate.item",
                verbose_name="bound by",
            ),
        ),
        migrations.AddField(
            model_name="readiness",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="readiness",
                to="estate.item",
            ),
        ),
        migrations.AddField(
            model_name="redundancygroup",
            name="dependent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="estate.item",
                verbose_name="what rests",
            ),
        ),
        migrations.AddField(
            model_name="redundancygroup",
            name="source",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="redundancygroupevent",
            name="dependent",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="what rests",
            ),
        ),
        migrations.AddField(
            model_name="redundancygroupevent",
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
            model_name="redundancygroupevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.redundancygroup",
            ),
        ),
        migrations.AddField(
            model_name="redundancygroupevent",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.importsource",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="redundancymember",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="estate.redundancygroup",
                verbose_name="group",
            ),
        ),
        migrations.AddField(
            model_name="redundancymember",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="estate.item",
                verbose_name="member",
            ),
        ),
        migrations.AddField(
            model_name="redundancymemberevent",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.redundancygroup",
                verbose_name="group",
            ),
        ),
        migrations.AddField(
            model_name="redundancymemberevent",
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
            model_name="redundancymemberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.redundancymember",
            ),
        ),
        migrations.AddField(
            model_name="redundancymemberevent",
            name="provider",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="member",
            ),
        ),
        migrations.AddField(
            model_name="requesteditem",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="requesteditem",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="asked",
                to="estate.capabilityrequest",
                verbose_name="request",
            ),
        ),
        migrations.AddField(
            model_name="requesteditemevent",
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
            model_name="requesteditemevent",
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
            model_name="requesteditemevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.requesteditem",
            ),
        ),
        migrations.AddField(
            model_name="requesteditemevent",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.capabilityrequest",
                verbose_name="request",
            ),
        ),
        migrations.AddField(
            model_name="scenarioloss",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lost_in",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="scenarioloss",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="losses",
                to="estate.planningscenario",
                verbose_name="scenario",
            ),
        ),
        migrations.AddField(
            model_name="scenarioloss",
            name="supplier",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"kind": "vendor"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.item",
                verbose_name="all of the supplier",
            ),
        ),
        migrations.AddField(
            model_name="scenariolossevent",
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
            model_name="scenariolossevent",
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
            model_name="scenariolossevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.scenarioloss",
            ),
        ),
        migrations.AddField(
            model_name="scenariolossevent",
            name="scenario",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.planningscenario",
                verbose_name="scenario",
            ),
        ),
        migrations.AddField(
            model_name="scenariolossevent",
            name="supplier",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                limit_choices_to={"kind": "vendor"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="all of the supplier",
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="item",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="place",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sites",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="scenariolossevent",
            name="site",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.site",
                verbose_name="all at the site",
            ),
        ),
        migrations.AddField(
            model_name="scenarioloss",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.site",
                verbose_name="all at the site",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="site",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.site",
                verbose_name="site",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="estate.site",
                verbose_name="site",
            ),
        ),
        migrations.AddField(
            model_name="siteevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="siteevent",
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
            model_name="siteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.site",
            ),
        ),
        migrations.AddField(
            model_name="siteevent",
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
            model_name="team",
            name="item",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="crew",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="teams",
                to="estate.site",
                verbose_name="site",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="teams",
                to="core.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="scenariolossevent",
            name="team",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.team",
                verbose_name="the team",
            ),
        ),
        migrations.AddField(
            model_name="scenarioloss",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="estate.team",
                verbose_name="the team",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="team",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.team",
                verbose_name="recovery team",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recovers",
                to="estate.team",
                verbose_name="recovery team",
            ),
        ),
        migrations.AddField(
            model_name="teamevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.item",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="teamevent",
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
            model_name="teamevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.team",
            ),
        ),
        migrations.AddField(
            model_name="teamevent",
            name="site",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.site",
                verbose_name="site",
            ),
        ),
        migrations.AddField(
            model_name="teamevent",
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
            model_name="teammember",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="teams",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="estate.team",
                verbose_name="team",
            ),
        ),
        migrations.AddField(
            model_name="teammemberevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="teammemberevent",
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
            model_name="teammemberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="estate.teammember",
            ),
        ),
        migrations.AddField(
            model_name="teammemberevent",
            name="team",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="estate.team",
                verbose_name="team",
            ),
        ),
        migrations.AddField(
            model_name="touched",
            name="change",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="touched",
                to="estate.estatechange",
            ),
        ),
        migrations.AddField(
            model_name="touched",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="touched_by",
                to="estate.item",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capabilityrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="610141234f9eb70246ee58b5792db53c79d1fbee",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_1ccef",
                    table="estate_capabilityrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capabilityrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_capabilityrequestevent" ("created_at", "done_at", "due_on", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "updated_at", "version") VALUES (NEW."created_at", NEW."done_at", NEW."due_on", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="2573257a70a5996e80d2e10da974cf20089df357",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a7019",
                    table="estate_capabilityrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capabilityrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_capabilityrequestevent" ("created_at", "done_at", "due_on", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "updated_at", "version") VALUES (NEW."created_at", NEW."done_at", NEW."due_on", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a4eba2ed07b37296d6f669dc275f867816d3af88",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7a49",
                    table="estate_capabilityrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capabilityrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_capabilityrequestevent" ("created_at", "done_at", "due_on", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "updated_at", "version") VALUES (OLD."created_at", OLD."done_at", OLD."due_on", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="57c9faf16af992aedbf7a963bbed885d1e3f76bc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_47b4a",
                    table="estate_capabilityrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capabilityrequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="01c49e1538d66b8aa39fac0858dae0c73d55b46e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_30352",
                    table="estate_capabilityrequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="117fc1ea59f53d71f8cc32c2443333399698193e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d8f94",
                    table="estate_closureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c6cf5ccca6ab326c5c20094230e6b9f1e1ae667",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b2025",
                    table="estate_delayevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="import_source_once",
                violation_error_message="There is already a source of that name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importsource",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="b1a4877805fc9bccc4ff3aa156265bc02c46766e",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_9c2da",
                    table="estate_importsource",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_importsourceevent" ("created_at", "format", "id", "mapping", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (NEW."created_at", NEW."format", NEW."id", NEW."mapping", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b1959dc7fc2df6efdf0e97fe6f02a7ebffa030dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2a8a5",
                    table="estate_importsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_importsourceevent" ("created_at", "format", "id", "mapping", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (NEW."created_at", NEW."format", NEW."id", NEW."mapping", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="cf6bc6e02039733b0d092baf1e8b996c7a68f525",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92ade",
                    table="estate_importsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importsource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_importsourceevent" ("created_at", "format", "id", "mapping", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at", "version") VALUES (OLD."created_at", OLD."format", OLD."id", OLD."mapping", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="7f2ffee409ca35e3508c80c389d6263ce59d9062",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_257b3",
                    table="estate_importsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importrunevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="31a45110ab093069ba372bba15e4c7a9cd947016",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f6de7",
                    table="estate_importrunevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importrun",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="fcdf7d5cc3f1db1981efc067af2ee56f79f482ec",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_13d39",
                    table="estate_importrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importrun",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_importrunevent" ("applied_at", "at", "counts", "created_at", "file_id", "file_name", "id", "is_overtaken", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_mark", "problems", "sample", "source_id", "started_by_id", "state", "updated_at", "version") VALUES (NEW."applied_at", NEW."at", NEW."counts", NEW."created_at", NEW."file_id", NEW."file_name", NEW."id", NEW."is_overtaken", NEW."mapping", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_mark", NEW."problems", NEW."sample", NEW."source_id", NEW."started_by_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b8d38fce7594a5a44d7df0b5f25ec46b046113b7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd160",
                    table="estate_importrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importrun",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_importrunevent" ("applied_at", "at", "counts", "created_at", "file_id", "file_name", "id", "is_overtaken", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_mark", "problems", "sample", "source_id", "started_by_id", "state", "updated_at", "version") VALUES (NEW."applied_at", NEW."at", NEW."counts", NEW."created_at", NEW."file_id", NEW."file_name", NEW."id", NEW."is_overtaken", NEW."mapping", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_mark", NEW."problems", NEW."sample", NEW."source_id", NEW."started_by_id", NEW."state", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="217e43b89f9bd1830d8b73225bd0833bc0b74765",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e0ab4",
                    table="estate_importrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importrun",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_importrunevent" ("applied_at", "at", "counts", "created_at", "file_id", "file_name", "id", "is_overtaken", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_mark", "problems", "sample", "source_id", "started_by_id", "state", "updated_at", "version") VALUES (OLD."applied_at", OLD."at", OLD."counts", OLD."created_at", OLD."file_id", OLD."file_name", OLD."id", OLD."is_overtaken", OLD."mapping", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_mark", OLD."problems", OLD."sample", OLD."source_id", OLD."started_by_id", OLD."state", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="d0bf7f98710df437f3a8c34e150099b215d0c841",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9a417",
                    table="estate_importrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importsourceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7a524a7f838908637a9338e1af24c9fccd205b3f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_19944",
                    table="estate_importsourceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b5625ab6b37ab300f33140fd1a173e8667a60ad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fbc5f",
                    table="estate_functionprofileevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="functionprofile",
            constraint=models.UniqueConstraint(fields=("item", "variant"), name="profile_once"),
        ),
        migrations.AddConstraint(
            model_name="functionprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_level", None), ("minimum_level__range", (0, 1)), _connector="OR"
                ),
                name="profile_minimum_level",
                violation_error_message="A share lies between 0 and 1.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="998dab62f1d4e51e7185db9bf84d88a0a01d2a01",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_3a8b5",
                    table="estate_functionprofile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="b3f99a2cb61edee5715deef8b536ade2bec1fe71",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_4f4ee",
                    table="estate_functionprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_functionprofileevent" ("created_at", "full_service", "id", "impact", "item_id", "loss", "minimum_level", "minimum_service", "mtd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo_needs", "source_ref", "updated_at", "variant", "version", "workaround", "wrt", "wrt_high", "wrt_low") VALUES (NEW."created_at", NEW."full_service", NEW."id", NEW."impact", NEW."item_id", NEW."loss", NEW."minimum_level", NEW."minimum_service", NEW."mtd", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rpo_needs", NEW."source_ref", NEW."updated_at", NEW."variant", NEW."version", NEW."workaround", NEW."wrt", NEW."wrt_high", NEW."wrt_low"); RETURN NULL;',
                    hash="fb6c51b8e17aa7056f70c6c2f3f3ac23b772ea12",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f8acf",
                    table="estate_functionprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_functionprofileevent" ("created_at", "full_service", "id", "impact", "item_id", "loss", "minimum_level", "minimum_service", "mtd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo_needs", "source_ref", "updated_at", "variant", "version", "workaround", "wrt", "wrt_high", "wrt_low") VALUES (NEW."created_at", NEW."full_service", NEW."id", NEW."impact", NEW."item_id", NEW."loss", NEW."minimum_level", NEW."minimum_service", NEW."mtd", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rpo_needs", NEW."source_ref", NEW."updated_at", NEW."variant", NEW."version", NEW."workaround", NEW."wrt", NEW."wrt_high", NEW."wrt_low"); RETURN NULL;',
                    hash="252451e60c29dc1b1f6688f1f2b3af2981b848cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0660",
                    table="estate_functionprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="functionprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_functionprofileevent" ("created_at", "full_service", "id", "impact", "item_id", "loss", "minimum_level", "minimum_service", "mtd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo_needs", "source_ref", "updated_at", "variant", "version", "workaround", "wrt", "wrt_high", "wrt_low") VALUES (OLD."created_at", OLD."full_service", OLD."id", OLD."impact", OLD."item_id", OLD."loss", OLD."minimum_level", OLD."minimum_service", OLD."mtd", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rpo_needs", OLD."source_ref", OLD."updated_at", OLD."variant", OLD."version", OLD."workaround", OLD."wrt", OLD."wrt_high", OLD."wrt_low"); RETURN NULL;',
                    hash="d940f361df361f73b75ac3369c5488be4e70d320",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1c3d5",
                    table="estate_functionprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="estatechangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="37e38ba26d47bc5c596a384bc42b70705041edf5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5e9fb",
                    table="estate_estatechangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="estatechange",
            index=models.Index(fields=["item", "-at"], name="estate_esta_item_id_947f49_idx"),
        ),
        migrations.AddConstraint(
            model_name="estatechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("item__isnull", False), models.Q(("about", ""), _negated=True), _connector="OR"
                ),
                name="change_is_about_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="estatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="113f49e7445386c769980c27054050afb7d171ec",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_71c79",
                    table="estate_estatechange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="estatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_estatechangeevent" ("about", "at", "by_id", "created_at", "fields", "id", "is_material", "item_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "run_id", "updated_at", "verb", "version") VALUES (NEW."about", NEW."at", NEW."by_id", NEW."created_at", NEW."fields", NEW."id", NEW."is_material", NEW."item_id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."run_id", NEW."updated_at", NEW."verb", NEW."version"); RETURN NULL;',
                    hash="80d14febc618a091da2c8839e745f242f0702b05",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cec0c",
                    table="estate_estatechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="estatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_estatechangeevent" ("about", "at", "by_id", "created_at", "fields", "id", "is_material", "item_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "run_id", "updated_at", "verb", "version") VALUES (NEW."about", NEW."at", NEW."by_id", NEW."created_at", NEW."fields", NEW."id", NEW."is_material", NEW."item_id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."run_id", NEW."updated_at", NEW."verb", NEW."version"); RETURN NULL;',
                    hash="36f90cb5e7d4172acfd5aa9975552c759a10b692",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bb830",
                    table="estate_estatechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="estatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_estatechangeevent" ("about", "at", "by_id", "created_at", "fields", "id", "is_material", "item_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "run_id", "updated_at", "verb", "version") VALUES (OLD."about", OLD."at", OLD."by_id", OLD."created_at", OLD."fields", OLD."id", OLD."is_material", OLD."item_id", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."run_id", OLD."updated_at", OLD."verb", OLD."version"); RETURN NULL;',
                    hash="f72e0bd1a561de2e811d4a7f532f8b5bd07dbf17",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3b1f",
                    table="estate_estatechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependencyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="484fc651b31c4dbc206ea575c800e6bda84c490e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_53bcb",
                    table="estate_dependencyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_on", None)),
                fields=("dependent", "provider"),
                name="dependency_once",
                violation_error_message="This dependency is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.CheckConstraint(
                condition=models.Q(("dependent", models.F("provider")), _negated=True),
                name="dependency_on_another",
                violation_error_message="An item does not rest on itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="e3c05069948ffe68e7eb8268a1238621850c8be1",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_594f8",
                    table="estate_dependency",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="1e8f61ec3181a9cdc1f26a73513d882075116f42",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_a11b6",
                    table="estate_dependency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_dependencyevent" ("created_at", "dependent_id", "id", "is_data", "needed_within", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "provider_id", "retired_on", "retired_reason", "source_id", "source_ref", "tolerates", "updated_at", "version") VALUES (NEW."created_at", NEW."dependent_id", NEW."id", NEW."is_data", NEW."needed_within", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."provider_id", NEW."retired_on", NEW."retired_reason", NEW."source_id", NEW."source_ref", NEW."tolerates", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="97dbad762b26ecd4e74b5afabf34f0a2db1ece03",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82c8f",
                    table="estate_dependency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_dependencyevent" ("created_at", "dependent_id", "id", "is_data", "needed_within", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "provider_id", "retired_on", "retired_reason", "source_id", "source_ref", "tolerates", "updated_at", "version") VALUES (NEW."created_at", NEW."dependent_id", NEW."id", NEW."is_data", NEW."needed_within", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."provider_id", NEW."retired_on", NEW."retired_reason", NEW."source_id", NEW."source_ref", NEW."tolerates", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="c1e3fdf082bcc8c3e31e30f89895bf4e98229bea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2366c",
                    table="estate_dependency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dependency",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_dependencyevent" ("created_at", "dependent_id", "id", "is_data", "needed_within", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "provider_id", "retired_on", "retired_reason", "source_id", "source_ref", "tolerates", "updated_at", "version") VALUES (OLD."created_at", OLD."dependent_id", OLD."id", OLD."is_data", OLD."needed_within", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase", OLD."provider_id", OLD."retired_on", OLD."retired_reason", OLD."source_id", OLD."source_ref", OLD."tolerates", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="709d7de7c85a6a4dfca194055adc1cf01e85356f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_44552",
                    table="estate_dependency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2483d5543d8ad255cb56cec7466d476d0d5cfe01",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d4368",
                    table="estate_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("item",),
                name="claim_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__lte", models.F("likely")), ("likely__lte", models.F("high"))
                ),
                name="claim_order",
                violation_error_message="At best, likely and at worst go from small to large.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="91d450a5fcb73625e1e49b3b41942f6a44fa8d26",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_82f80",
                    table="estate_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="f74fc971106d0defc6bedaacca6395a39c6b6c21",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_faed0",
                    table="estate_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_claimevent" ("basis", "clock", "created_at", "high", "id", "item_id", "likely", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "stated_by_id", "stated_on", "superseded_at", "updated_at", "version") VALUES (NEW."basis", NEW."clock", NEW."created_at", NEW."high", NEW."id", NEW."item_id", NEW."likely", NEW."low", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rpo", NEW."source_ref", NEW."stated_by_id", NEW."stated_on", NEW."superseded_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="4db6102d538f21f21050e8cf0766e50376868bbb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3955d",
                    table="estate_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_claimevent" ("basis", "clock", "created_at", "high", "id", "item_id", "likely", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "stated_by_id", "stated_on", "superseded_at", "updated_at", "version") VALUES (NEW."basis", NEW."clock", NEW."created_at", NEW."high", NEW."id", NEW."item_id", NEW."likely", NEW."low", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rpo", NEW."source_ref", NEW."stated_by_id", NEW."stated_on", NEW."superseded_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="461d7fc7fa773c0757e272b541176d614a70c21d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_853c3",
                    table="estate_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_claimevent" ("basis", "clock", "created_at", "high", "id", "item_id", "likely", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "stated_by_id", "stated_on", "superseded_at", "updated_at", "version") VALUES (OLD."basis", OLD."clock", OLD."created_at", OLD."high", OLD."id", OLD."item_id", OLD."likely", OLD."low", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rpo", OLD."source_ref", OLD."stated_by_id", OLD."stated_on", OLD."superseded_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="3153857444826bc9b5635aa68fb5edbcb2c38632",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d4b37",
                    table="estate_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kinddefaultevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="32aa84989edb1b63ef97dc2115c2ba281e5095f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_580e5",
                    table="estate_kinddefaultevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None),
                    models.Q(("retired_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="measurement_retired_why",
                violation_error_message="Say why it is retired.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_ref", ""), _negated=True),
                fields=("item", "source_ref"),
                name="measurement_source_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="fa81a0dde2d4908f8def26905e18e7f7ba569d0d",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_6fbba",
                    table="estate_measurement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="8d4d90c7bbbc8ea44b0b515ee2b19f11829fdd96",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_89549",
                    table="estate_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_measurementevent" ("age_limit_days", "cleared_by_id", "cleared_id", "cleared_on", "cleared_reason", "clock", "closure_id", "created_at", "end_to_end", "file_id", "id", "item_id", "measured_on", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "rpo", "source_ref", "took", "updated_at", "version") VALUES (NEW."age_limit_days", NEW."cleared_by_id", NEW."cleared_id", NEW."cleared_on", NEW."cleared_reason", NEW."clock", NEW."closure_id", NEW."created_at", NEW."end_to_end", NEW."file_id", NEW."id", NEW."item_id", NEW."measured_on", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retired_on", NEW."retired_reason", NEW."rpo", NEW."source_ref", NEW."took", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="f0d9a9aa346daaab515f3c0b019746373cef6671",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_05fb1",
                    table="estate_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_measurementevent" ("age_limit_days", "cleared_by_id", "cleared_id", "cleared_on", "cleared_reason", "clock", "closure_id", "created_at", "end_to_end", "file_id", "id", "item_id", "measured_on", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "rpo", "source_ref", "took", "updated_at", "version") VALUES (NEW."age_limit_days", NEW."cleared_by_id", NEW."cleared_id", NEW."cleared_on", NEW."cleared_reason", NEW."clock", NEW."closure_id", NEW."created_at", NEW."end_to_end", NEW."file_id", NEW."id", NEW."item_id", NEW."measured_on", NEW."method", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retired_on", NEW."retired_reason", NEW."rpo", NEW."source_ref", NEW."took", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b5d3efdd7b06e2fa6a4da72d7d949e1659b51c3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_be86a",
                    table="estate_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_measurementevent" ("age_limit_days", "cleared_by_id", "cleared_id", "cleared_on", "cleared_reason", "clock", "closure_id", "created_at", "end_to_end", "file_id", "id", "item_id", "measured_on", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "retired_reason", "rpo", "source_ref", "took", "updated_at", "version") VALUES (OLD."age_limit_days", OLD."cleared_by_id", OLD."cleared_id", OLD."cleared_on", OLD."cleared_reason", OLD."clock", OLD."closure_id", OLD."created_at", OLD."end_to_end", OLD."file_id", OLD."id", OLD."item_id", OLD."measured_on", OLD."method", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retired_on", OLD."retired_reason", OLD."rpo", OLD."source_ref", OLD."took", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="1e3cf710419e0f40db053bfda7ab3f4228aec881",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c7bd7",
                    table="estate_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3ad13ea18e4434f376924eaf26d14095d9d2d294",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08195",
                    table="estate_measurementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="a94e6178c0a412b03333eb87c6c259c5a3dec684",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_853e7",
                    table="estate_objective",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="57abb568c266bb0ae96aa829665b92e572149547",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_dd469",
                    table="estate_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_objectiveevent" ("agreed_by_id", "agreed_on", "agreed_rto", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "updated_at", "version") VALUES (NEW."agreed_by_id", NEW."agreed_on", NEW."agreed_rto", NEW."created_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rpo", NEW."source_ref", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="115d1cfb48cf67f9f0a95a68b97d224ddf9be5c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0094b",
                    table="estate_objective",
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
                    func='INSERT INTO "estate_objectiveevent" ("agreed_by_id", "agreed_on", "agreed_rto", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "updated_at", "version") VALUES (NEW."agreed_by_id", NEW."agreed_on", NEW."agreed_rto", NEW."created_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rpo", NEW."source_ref", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="50780db505df00896390324d7e38385284c58a9f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ea810",
                    table="estate_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_objectiveevent" ("agreed_by_id", "agreed_on", "agreed_rto", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rpo", "source_ref", "updated_at", "version") VALUES (OLD."agreed_by_id", OLD."agreed_on", OLD."agreed_rto", OLD."created_at", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rpo", OLD."source_ref", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="8dbbdacdb9577d93ae1f025b329abc7f2581f94f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6a39",
                    table="estate_objective",
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
                    hash="7b4473faa508c2cd747189ca1252d910abdd4de4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_94b3f",
                    table="estate_objectiveevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planningscenarioevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="138f360301f5720d7550dd3586a52d5b6dbaa084",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_982f3",
                    table="estate_planningscenarioevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="readiness",
            index=models.Index(fields=["verdict"], name="estate_read_verdict_3e51de_idx"),
        ),
        migrations.AddConstraint(
            model_name="redundancygroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("source", "external_id"),
                name="group_source_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="redundancygroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("required__gte", 1)),
                name="group_required",
                violation_error_message="At least one member must be required.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="09f6ecc43280340bd11940079403c2e2e2e45d79",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_88068",
                    table="estate_redundancygroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="9d92f7b684ab2760b00c12438af168497ba34ed7",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_9bda9",
                    table="estate_redundancygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_redundancygroupevent" ("created_at", "dependent_id", "external_id", "id", "is_data", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "required", "retired_on", "retired_reason", "source_id", "updated_at", "version") VALUES (NEW."created_at", NEW."dependent_id", NEW."external_id", NEW."id", NEW."is_data", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."required", NEW."retired_on", NEW."retired_reason", NEW."source_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="b69aed04bf86a1f4c90cc51c40176b8c1589f90f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df7aa",
                    table="estate_redundancygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_redundancygroupevent" ("created_at", "dependent_id", "external_id", "id", "is_data", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "required", "retired_on", "retired_reason", "source_id", "updated_at", "version") VALUES (NEW."created_at", NEW."dependent_id", NEW."external_id", NEW."id", NEW."is_data", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."required", NEW."retired_on", NEW."retired_reason", NEW."source_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="1d2a572a902b030f5bd392ce267831ffb2befe1e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1d009",
                    table="estate_redundancygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_redundancygroupevent" ("created_at", "dependent_id", "external_id", "id", "is_data", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "required", "retired_on", "retired_reason", "source_id", "updated_at", "version") VALUES (OLD."created_at", OLD."dependent_id", OLD."external_id", OLD."id", OLD."is_data", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase", OLD."required", OLD."retired_on", OLD."retired_reason", OLD."source_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="db801e3871826479c636e97fa62c042968ff352a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c9a29",
                    table="estate_redundancygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancygroupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6881c82330643b953b5ff40f37dc62360ad4eda8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c76e4",
                    table="estate_redundancygroupevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="redundancymember",
            constraint=models.UniqueConstraint(
                fields=("group", "provider"),
                name="group_member_once",
                violation_error_message="This item is in the group already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymember",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="3fcd5e03170312158d13fca52df7ec4b6b6b08b8",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_2df8c",
                    table="estate_redundancymember",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymember",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="90bb46894f00f64789614bd322b8f436bd2b6f26",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_dbffc",
                    table="estate_redundancymember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_redundancymemberevent" ("created_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "updated_at", "version") VALUES (NEW."created_at", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="2ee0d083194b66124f0f79b482bd2886df1e7250",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17f16",
                    table="estate_redundancymember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_redundancymemberevent" ("created_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "updated_at", "version") VALUES (NEW."created_at", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="064a26fc65152bd8237583e54d156265a91ea166",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5aba",
                    table="estate_redundancymember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_redundancymemberevent" ("created_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "updated_at", "version") VALUES (OLD."created_at", OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."provider_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="1200f85f88a91f8b61c6f199d0fc90d99a78ff68",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a7725",
                    table="estate_redundancymember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redundancymemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f9cb2eae8b849f75526cc48e0ab367be3ae3a5dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_66a11",
                    table="estate_redundancymemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="requesteditem",
            constraint=models.UniqueConstraint(
                fields=("request", "item"), name="requested_item_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requesteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="1483e43a8589ae1d63a03365675fc8b473ff62fe",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_3a990",
                    table="estate_requesteditem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requesteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_requesteditemevent" ("answered_at", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "updated_at", "version") VALUES (NEW."answered_at", NEW."created_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."request_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="24b4f965d83e3bcb94c85b213e997dd059c0ddef",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2becc",
                    table="estate_requesteditem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requesteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_requesteditemevent" ("answered_at", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "updated_at", "version") VALUES (NEW."answered_at", NEW."created_at", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."request_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d28eac2fd9c1a65f031e23ee48d8cbab3fe6f6e3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ef5a8",
                    table="estate_requesteditem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requesteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_requesteditemevent" ("answered_at", "created_at", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "updated_at", "version") VALUES (OLD."answered_at", OLD."created_at", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."request_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="fbb90cf51625d80597facda81ee8c3e895de4198",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_37a0e",
                    table="estate_requesteditem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requesteditemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="22086c08dc8bb620a3d54136580d6675b80fff68",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_367cb",
                    table="estate_requesteditemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude", None), ("latitude__range", (-90, 90)), _connector="OR"
                ),
                name="site_latitude",
                violation_error_message="A latitude lies between -90 and 90.",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("longitude", None), ("longitude__range", (-180, 180)), _connector="OR"
                ),
                name="site_longitude",
                violation_error_message="A longitude lies between -180 and 180.",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="site_coordinates_both",
                violation_error_message="Give latitude and longitude, or neither.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="bb2707963e216c4d770aa22b6589c3afe50357ba",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_bdd82",
                    table="estate_site",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="d5939211dc814089b6b973d38b04bb926716d0c2",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_ae993",
                    table="estate_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_siteevent" ("address", "country", "created_at", "id", "item_id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "time_zone", "unit_id", "updated_at", "version") VALUES (NEW."address", NEW."country", NEW."created_at", NEW."id", NEW."item_id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region", NEW."time_zone", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7c8d8a43a31dd81065b80d2abbbff9e9432a37c7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3533",
                    table="estate_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_siteevent" ("address", "country", "created_at", "id", "item_id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "time_zone", "unit_id", "updated_at", "version") VALUES (NEW."address", NEW."country", NEW."created_at", NEW."id", NEW."item_id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region", NEW."time_zone", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="9069ae06cdd797e555518e6bc16c07142fc131c3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_66f1c",
                    table="estate_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="site",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_siteevent" ("address", "country", "created_at", "id", "item_id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "time_zone", "unit_id", "updated_at", "version") VALUES (OLD."address", OLD."country", OLD."created_at", OLD."id", OLD."item_id", OLD."latitude", OLD."longitude", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region", OLD."time_zone", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="e9cb6b0253ba076a49725fd4fdbf2533f914cd1c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_adcba",
                    table="estate_site",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b56b6878a90230da4fe1ee49fa62edbaae77994",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4eccf",
                    table="estate_siteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="802443f726d2f021a4ff07a086b6ceab0da84c90",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_2f79a",
                    table="estate_team",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="14391905022680e679471bd30dc1cc3671ac7639",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_e1a87",
                    table="estate_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_teamevent" ("capacity", "created_at", "id", "item_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "time_zone", "unit_id", "updated_at", "version") VALUES (NEW."capacity", NEW."created_at", NEW."id", NEW."item_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."site_id", NEW."time_zone", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="98ce3e3f86e882d8f56a42a23f6398c08b89f9c5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_42a08",
                    table="estate_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_teamevent" ("capacity", "created_at", "id", "item_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "time_zone", "unit_id", "updated_at", "version") VALUES (NEW."capacity", NEW."created_at", NEW."id", NEW."item_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id", NEW."time_zone", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="0472ed116cfde22a1837b7b71af9f3187b4ad414",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_feb57",
                    table="estate_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_teamevent" ("capacity", "created_at", "id", "item_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "time_zone", "unit_id", "updated_at", "version") VALUES (OLD."capacity", OLD."created_at", OLD."id", OLD."item_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id", OLD."time_zone", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="fe15679a26254a4cd06978ada694511ec242302c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ce44d",
                    table="estate_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariolossevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a4ca0ccf6ec33ea224f60318bbb04c6118d4554c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8528c",
                    table="estate_scenariolossevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioloss",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="4711174a7bc500024f2e720e4d18264de00f2bfd",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_15e5b",
                    table="estate_scenarioloss",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioloss",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="86e51e500bce15c3b9d994b13f2b215512e723be",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_d1314",
                    table="estate_scenarioloss",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioloss",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_scenariolossevent" ("country", "created_at", "id", "item_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "scenario_id", "site_id", "supplier_id", "team_id", "updated_at", "version") VALUES (NEW."country", NEW."created_at", NEW."id", NEW."item_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region", NEW."scenario_id", NEW."site_id", NEW."supplier_id", NEW."team_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="ff03a98d4620f82b81b12e314cd6a0a397c9e6f1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3d7b2",
                    table="estate_scenarioloss",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioloss",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_scenariolossevent" ("country", "created_at", "id", "item_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "scenario_id", "site_id", "supplier_id", "team_id", "updated_at", "version") VALUES (NEW."country", NEW."created_at", NEW."id", NEW."item_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region", NEW."scenario_id", NEW."site_id", NEW."supplier_id", NEW."team_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7780e8ea371cce2096ffa887c64c915850318040",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cbde2",
                    table="estate_scenarioloss",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioloss",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_scenariolossevent" ("country", "created_at", "id", "item_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "scenario_id", "site_id", "supplier_id", "team_id", "updated_at", "version") VALUES (OLD."country", OLD."created_at", OLD."id", OLD."item_id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region", OLD."scenario_id", OLD."site_id", OLD."supplier_id", OLD."team_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="83018f681d8ee4dbe3b4c348ee775c564abd1812",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_15e64",
                    table="estate_scenarioloss",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="caa69ae71dd4d84ee506b2436ab7d71a7c457909",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_329c7",
                    table="estate_itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["kind"], name="estate_item_kind_8f170a_idx"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("source", "external_id"),
                name="item_source_once",
                violation_error_message="This source already brought an item with that id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("tier", None), ("tier__range", (1, 4)), _connector="OR"),
                name="item_tier",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unavailability", None), ("unavailability__range", (0, 1)), _connector="OR"
                ),
                name="item_unavailability",
                violation_error_message="A share lies between 0 and 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None),
                    models.Q(("retired_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="item_retired_why",
                violation_error_message="Say why it is retired.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supplier", None),
                    models.Q(("supplier", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="item_supplier_is_another",
                violation_error_message="An item is not its own supplier.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="cb5d8d195292e922057191a0b600889fbbd3fcbc",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_b7456",
                    table="estate_item",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM pg_advisory_xact_lock_shared(6648692); PERFORM nextval('estate_revision'); RETURN NULL;",
                    hash="a22abc66baa7c62c899f051ae6a5ed12b6c2bf14",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_count_revision_5a368",
                    table="estate_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_itemevent" ("country", "created_at", "description", "external_id", "gone_on", "hands", "id", "kind", "lifecycle", "name", "owner_id", "passes_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired_on", "retired_reason", "site_id", "source_id", "supplier_id", "team_id", "tier", "type", "unavailability", "unit_id", "updated_at", "version") VALUES (NEW."country", NEW."created_at", NEW."description", NEW."external_id", NEW."gone_on", NEW."hands", NEW."id", NEW."kind", NEW."lifecycle", NEW."name", NEW."owner_id", NEW."passes_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region", NEW."retired_on", NEW."retired_reason", NEW."site_id", NEW."source_id", NEW."supplier_id", NEW."team_id", NEW."tier", NEW."type", NEW."unavailability", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="9e5f09ca17b365e78f291da15116ede4fa98e96d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_02551",
                    table="estate_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."gone_on" IS DISTINCT FROM (NEW."gone_on") OR OLD."hands" IS DISTINCT FROM (NEW."hands") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lifecycle" IS DISTINCT FROM (NEW."lifecycle") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."passes_on" IS DISTINCT FROM (NEW."passes_on") OR OLD."region" IS DISTINCT FROM (NEW."region") OR OLD."retired_on" IS DISTINCT FROM (NEW."retired_on") OR OLD."retired_reason" IS DISTINCT FROM (NEW."retired_reason") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."tier" IS DISTINCT FROM (NEW."tier") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."unavailability" IS DISTINCT FROM (NEW."unavailability") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "estate_itemevent" ("country", "created_at", "description", "external_id", "gone_on", "hands", "id", "kind", "lifecycle", "name", "owner_id", "passes_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired_on", "retired_reason", "site_id", "source_id", "supplier_id", "team_id", "tier", "type", "unavailability", "unit_id", "updated_at", "version") VALUES (NEW."country", NEW."created_at", NEW."description", NEW."external_id", NEW."gone_on", NEW."hands", NEW."id", NEW."kind", NEW."lifecycle", NEW."name", NEW."owner_id", NEW."passes_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region", NEW."retired_on", NEW."retired_reason", NEW."site_id", NEW."source_id", NEW."supplier_id", NEW."team_id", NEW."tier", NEW."type", NEW."unavailability", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="e8cae29bd6dbd12626772baf5e66ab3916a17ab0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6756b",
                    table="estate_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_itemevent" ("country", "created_at", "description", "external_id", "gone_on", "hands", "id", "kind", "lifecycle", "name", "owner_id", "passes_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired_on", "retired_reason", "site_id", "source_id", "supplier_id", "team_id", "tier", "type", "unavailability", "unit_id", "updated_at", "version") VALUES (OLD."country", OLD."created_at", OLD."description", OLD."external_id", OLD."gone_on", OLD."hands", OLD."id", OLD."kind", OLD."lifecycle", OLD."name", OLD."owner_id", OLD."passes_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region", OLD."retired_on", OLD."retired_reason", OLD."site_id", OLD."source_id", OLD."supplier_id", OLD."team_id", OLD."tier", OLD."type", OLD."unavailability", OLD."unit_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="dc2dc73d4d80ef61d949aa201b0119c27b9b6212",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e8a50",
                    table="estate_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0640463c3cf43a6e8e1744fd06e7b4a33c603eb2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_316c5",
                    table="estate_teamevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("team", "person"),
                name="team_member_once",
                violation_error_message="This person is in the team already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="count_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="a46ce8d65c8855c489d895175a13fc272675d15e",
                    operation="UPDATE",
                    pgid="pgtrigger_count_version_ae4c5",
                    table="estate_teammember",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_teammemberevent" ("created_at", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."part", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="fad8a0d5cc2d8b74798f43f83faf45c3e7f60a43",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5c831",
                    table="estate_teammember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "estate_teammemberevent" ("created_at", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "updated_at", "version") VALUES (NEW."created_at", NEW."id", NEW."part", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="d724b4835eb1dd7db6f44c07e80eda8fbac6553e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81d04",
                    table="estate_teammember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "estate_teammemberevent" ("created_at", "id", "part", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "updated_at", "version") VALUES (OLD."created_at", OLD."id", OLD."part", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="37881d3766f64c389d023e09a844e9ad606cd013",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b06be",
                    table="estate_teammember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a245dd7c1e22da9840b25f07460ea2404621bfa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_41cc5",
                    table="estate_teammemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="touched",
            constraint=models.UniqueConstraint(fields=("change", "item"), name="touched_once"),
        ),
    ]
