# The cloud: one image for web, worker, scheduler, migrations and the operations command.
# Built from the repository's folder: docker build -f infra/docker/cloud.Dockerfile .

FROM node:24.21.0-bookworm-slim AS pages
WORKDIR /plantao
ENV ELECTRON_SKIP_BINARY_DOWNLOAD=1
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY cloud/package.json cloud/
COPY desktop/package.json desktop/
COPY landing/package.json landing/
COPY infra/package.json infra/
COPY infra/sandbox/package.json infra/sandbox/
RUN npm ci --ignore-scripts
COPY tsconfig.base.json tsconfig.json ./
COPY shared shared
COPY desktop desktop
COPY landing landing
COPY docs/tutorials docs/tutorials
COPY infra/launcher infra/launcher
RUN node infra/launcher/build-pages-once.ts

FROM node:24.21.0-bookworm-slim AS modules
WORKDIR /plantao
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY cloud/package.json cloud/
# Only what the cloud runs with: no tools, no renderer, no sandbox.
RUN npm ci --omit=dev --ignore-scripts --workspace cloud --workspace shared --include-workspace-root=false

FROM node:24.21.0-bookworm-slim
# The tools that back up and restore must match the server: PostgreSQL's own repository has 18.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends postgresql-client-18 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /plantao
COPY --from=modules /plantao/node_modules node_modules
COPY --from=modules /plantao/package.json package.json
COPY shared shared
COPY cloud/package.json cloud/package.json
COPY cloud/src cloud/src
COPY cloud/migrations cloud/migrations
COPY --from=pages /plantao/desktop/dist/renderer desktop/dist/renderer
COPY --from=pages /plantao/landing/dist landing/dist
RUN mkdir -p /data && chown node:node /data \
 && printf '#!/bin/sh\nexec node /plantao/cloud/src/plantao.ts "$@"\n' > /usr/local/bin/plantao \
 && chmod 755 /usr/local/bin/plantao
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "cloud/src/main.ts"]
