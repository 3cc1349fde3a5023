#!/bin/sh
# Every check that is not a test. Stops at the first that fails.
set -eu
export PATH="$PWD/.venv/bin:$PATH"

step() {
    echo "--- $*"
    "$@"
}

step ruff check .
step ruff format --check .
step mypy
step lint-imports
step python manage.py makemigrations --check --dry-run

# Production refuses to start on demo values, so the check gets values of its own, thrown away after.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
. tests/production.env.sh
step env DJANGO_SETTINGS_MODULE=portal.settings.production python manage.py check --deploy --fail-level WARNING
