#!/usr/bin/env bash
# Builds the front end into the apps' static folders; installs its packages when the lock changed.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

if ! command -v npm >/dev/null; then
  echo "error: Node.js 20.19 or newer with npm is needed: on Debian 13, apt-get install nodejs npm" >&2
  exit 1
fi
node -e '
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`error: Node.js 20.19 or newer is needed, this is ${process.versions.node}`);
  process.exit(1);
}'

# npm writes this file last, so it stands for a finished install.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
fi
npm run --silent build
echo "front end is built"
