# The cloud: one image for web, worker, scheduler, migrations and the operations command.
# Built from the repository's folder: docker build -f infra/docker/cloud.Dockerfile .

FROM node:24.21.0-bookworm-slim AS pages
WORKDIR /plantao
ENV ELECTRON_SKIP_BINARY_DOWNLOAD=1
COPY package.json package-lock.json .npmrc tsconfig.base.json ./
COPY shared/package.json shared/
COPY shared/ui/package.json shared/ui/
COPY cloud/package.json cloud/
COPY desktop/package.json desktop/
COPY landing/package.json landing/
COPY infra/package.json infra/
COPY infra/sandbox/package.json infra/sandbox/
RUN npm ci --ignore-scripts
COPY shared shared
COPY desktop desktop
COPY landing landing
COPY docs/tutorials docs/tutorials
COPY docs/pictures docs/pictures
COPY infra/language infra/language
COPY infra/launcher infra/launcher
RUN node infra/launcher/build-pages-once.ts

FROM node:24.21.0-bookworm-slim AS modules
WORKDIR /plantao
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY cloud/package.json cloud/
# Only what the cloud runs with: no tools, no renderer, no sandbox.
RUN npm ci --omit=dev --ignore-scripts --workspace cloud --workspace shared --include-workspace-root=false
# Other packages only offer to use these: a compiler, and Chroma's server in a process (our Chroma is a service).
RUN rm -rf node_modules/typescript node_modules/chromadb-js-bindings-*

FROM node:24.21.0-bookworm-slim
# The tools that back up and restore must match the server: PostgreSQL's own repository has 18.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends postgresql-client-18 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /plantao
COPY --from=modules /plantao/node_modules node_modules
COPY shared/package.json shared/
COPY shared/src shared/src
COPY cloud cloud
COPY --from=pages /plantao/desktop/dist/renderer desktop/dist/renderer
COPY --from=pages /plantao/landing/dist landing/dist
COPY infra/docker/bin /usr/local/bin
RUN install --directory --owner=node --group=node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
VOLUME /data
EXPOSE 8000
# A first start migrates, on a slow machine for minutes: until then no answer counts for nothing.
HEALTHCHECK --interval=10s --timeout=3s --start-period=300s CMD ["plantao-healthy"]
CMD ["node", "cloud/src/main.ts"]
