#!/usr/bin/env bash
# Installs what the inventory's tests compare with: OpenLDAP and MIT Kerberos from Debian, Ansible's own reader of
# inventories from PyPI. Starts no service. The tests are skipped where this was not run.
set -euo pipefail
module=$(cd "$(dirname "$0")/../../.." && pwd)
venv=$module/target/foreign-venv
packages="slapd libsasl2-modules-gssapi-mit krb5-kdc krb5-admin-server krb5-user python3-venv"

wanted=()
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || wanted+=("$package")
done
if [ ${#wanted[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "install as root: apt-get install --no-install-recommends ${wanted[*]}" >&2
    exit 1
  fi
  # Debian starts what it installs, unless told not to.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
fi

python3 -m venv "$venv"
"$venv/bin/pip" install --quiet 'ansible-core==2.19.14'
echo "installed: ansible-core $("$venv/bin/python" -c 'print(__import__("importlib.metadata").metadata.version("ansible-core"))')"
