#!/usr/bin/env bash
# Installs the servers that the tests of package "foreign" log on to: MIT Kerberos, Apache with mod_auth_gssapi and
# gss-ntlmssp from Debian, pyspnego from PyPI. Starts no service. The tests are skipped where this was not run.
set -euo pipefail
module=$(cd "$(dirname "$0")/../../.." && pwd)
venv=$module/target/foreign-venv
packages="krb5-kdc krb5-admin-server krb5-user apache2 libapache2-mod-auth-gssapi gss-ntlmssp openssl faketime
  python3-venv python3-dev gcc libkrb5-dev"

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
"$venv/bin/pip" install --quiet 'pyspnego[kerberos]==0.12.4' 'gssapi==1.12.0' 'krb5==0.10.0'
echo "installed: $("$venv/bin/python" -c 'import spnego, gssapi, krb5; print("pyspnego", __import__("importlib.metadata").metadata.version("pyspnego"))')"
