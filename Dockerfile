# Two stages: the wheel is built in the first, and only installed in the second.
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE THIRD_PARTY_NOTICES.md ./
COPY service ./service
RUN pip wheel --no-cache-dir --wheel-dir /wheels '.[embedded]'

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Rescind" \
      org.opencontainers.image.description="May this order still be cancelled, and what comes next?" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /wheels /wheels
# The version is the one that was just built.
# hadolint ignore=DL3013
RUN pip install --no-cache-dir --no-index --find-links /wheels 'rescind[embedded]' && rm -r /wheels \
    # PostgreSQL wants a user that the system knows.
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin rescind \
    && install -d -m 0700 -o rescind -g rescind /var/lib/rescind
USER 10001:10001
ENV RESCIND_HOST=0.0.0.0 \
    RESCIND_PORT=8080 \
    RESCIND_DATA=/var/lib/rescind \
    PYTHONUNBUFFERED=1
VOLUME /var/lib/rescind
EXPOSE 8080
# Liveness of the process; a container host that ignores this probes /healthz itself.
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:%s/healthz' % (os.environ.get('PORT') or os.environ['RESCIND_PORT']), timeout=2)"]
ENTRYPOINT ["rescind"]
CMD ["serve"]
