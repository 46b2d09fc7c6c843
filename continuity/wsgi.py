"""The WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from continuity.key import require_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "continuity.settings")

require_key()
application = get_wsgi_application()
