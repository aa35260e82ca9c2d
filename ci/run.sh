#!/usr/bin/env bash
# What a pipeline does with a site: check it, say what changed, build it; or verify what is posted.
# action.yml calls it, with its inputs as variables.
set -euo pipefail

source=${AFFICHE_SOURCE:-content}
brand=()
[ -z "${AFFICHE_BRAND:-}" ] || brand=(--brand "$AFFICHE_BRAND")
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

if [ -n "${AFFICHE_VERIFY_SITE:-}" ]; then
  affiche verify --source "$source" --site "$AFFICHE_VERIFY_SITE" ${brand[@]+"${brand[@]}"}
  exit
fi

affiche verify --source "$source"
if [ -n "${AFFICHE_SINCE:-}" ]; then
  affiche verify --source "$source" --git "$AFFICHE_SINCE"
fi

checked=0
affiche check --source "$source" --format github || checked=$?
affiche check --source "$source" --format markdown >>"$summary" || true
affiche status --source "$source" --format markdown >>"$summary" || true

if [ -n "${AFFICHE_OUT-site}" ]; then
  options=()
  [ -z "${AFFICHE_HOST:-}" ] || options+=(--host "$AFFICHE_HOST")
  [ -z "${AFFICHE_BASE_URL:-}" ] || options+=(--base-url "$AFFICHE_BASE_URL")
  affiche build --source "$source" --out "${AFFICHE_OUT-site}" ${brand[@]+"${brand[@]}"} ${options[@]+"${options[@]}"}
fi

[ "${AFFICHE_STRICT:-true}" != true ] || exit "$checked"
