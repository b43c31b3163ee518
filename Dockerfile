# The branch server as a container. Written against Docker's reference, not built by the tests: they have no registry. What
# is copied below is what test/server/bundle.test.ts starts.
#
#   docker build --tag tresen-server .
#   docker run --detach --restart unless-stopped --publish 127.0.0.1:8443:8443 \
#     --volume tresen-data:/data --volume tresen-key:/key --env TRESEN_TRUSTED_PROXIES=172.17.0.1 tresen-server
#   docker logs …     shows the code with which the first counter founds the chain

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# No package's script is needed: the addons come as binaries.
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN npx vite build --config src-server/vite.config.ts && npx vite build --config src-web/app/vite.config.ts

FROM node:24-slim
ENV NODE_ENV=production \
    TRESEN_HOST=0.0.0.0 \
    TRESEN_PORT=8443 \
    TRESEN_DATA=/data \
    TRESEN_KEY_FILE=/key/server.key \
    TRESEN_METRICS_FROM=127.0.0.1,::1
WORKDIR /app
COPY --from=build /src/package.json ./
COPY --from=build /src/build/server build/server
COPY --from=build /src/build/web build/web
COPY --from=build /src/resources/fonts resources/fonts
COPY --from=build /src/resources/migrations resources/migrations
COPY --from=build /src/node_modules/better-sqlite3 node_modules/better-sqlite3
COPY --from=build /src/node_modules/@node-rs node_modules/@node-rs
RUN install --directory --owner=node --group=node --mode=0700 /data /key
USER node
# The key lies in a volume of its own: who copies the data does not have it.
VOLUME ["/data", "/key"]
EXPOSE 8443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "--no-warnings", "-e", "process.env.NODE_TLS_REJECT_UNAUTHORIZED='0';fetch((process.env.TRESEN_TLS_CERT?'https':'http')+'://127.0.0.1:'+process.env.TRESEN_PORT+'/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "build/server/main.js"]
