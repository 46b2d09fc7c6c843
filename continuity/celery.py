"""The Celery application: it only wakes workers; core.Job in Postgres is the truth."""

import os

from celery import Celery
from celery.signals import beat_init, worker_init

from continuity.key import require_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "continuity.settings")

app = Celery("continuity")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_init.connect(require_key)
beat_init.connect(require_key)
