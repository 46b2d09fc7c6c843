"""Links get a name for their address, mail an end to its attempts."""

import django.core.serializers.json
from django.db import migrations, models

import core.models.work


class Migration(migrations.Migration):
    dependencies = [("core", "0002_fold")]

    operations = [
        migrations.RemoveIndex(model_name="mailmessage", name="mail_waiting"),
        migrations.AddField(
            model_name="link",
            name="public_id",
            field=models.CharField(
                default=core.models.work.new_public_id, max_length=16, unique=True
            ),
        ),
        migrations.AddField(
            model_name="mailmessage",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="job",
            name="args",
            field=models.JSONField(
                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="result",
            field=models.JSONField(
                blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddIndex(
            model_name="mailmessage",
            index=models.Index(
                condition=models.Q(("given_up_at", None), ("sent_at", None)),
                fields=["due_at"],
                name="mail_waiting",
            ),
        ),
    ]
