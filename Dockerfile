# Retold in two stages: what it needs is installed in the first, and the second has that and the code alone.
# Run it with a read-only root file system; what it writes goes to /data and /tmp.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements.txt /build/
RUN /opt/venv/bin/python -m pip install --only-binary=:all: -r /build/requirements.txt
WORKDIR /srv/retold
COPY manage.py ./
COPY timeline timeline
COPY templates templates
COPY static static
COPY fixtures fixtures
# The static files are the same wherever it runs; the key is of no use, and stays in this stage.
RUN RETOLD_SECRET_KEY=of-no-use-elsewhere /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q timeline

FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin retold
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/retold /srv/retold
COPY LICENSE /srv/retold/
WORKDIR /srv/retold
# The name of a file, not what is in it.
# hadolint ignore=DL3064
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORT=8000 \
    RETOLD_HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/retold.sqlite3 \
    RETOLD_BACKUP_DIR=/data/backups \
    RETOLD_INDEX_DIR=/data/index \
    RETOLD_EXPORT_DIR=/data/exports \
    RETOLD_SECRET_KEY_FILE=/data/.secrets
USER 10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=8s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=6)"]
CMD ["sh", "-c", "python manage.py prepare --to-serve && exec python manage.py serve"]
