#!/bin/sh
# Pin the .in files: exact versions with hashes, and no address of any registry.
set -eu
for name in requirements requirements-dev; do
    .venv/bin/uv pip compile "$name.in" --output-file "$name.txt" --upgrade --quiet \
        --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url
done
echo "Pinned anew: $(grep -c == requirements.txt) packages, and $(grep -c == requirements-dev.txt) for development."
