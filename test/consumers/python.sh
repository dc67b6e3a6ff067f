#!/usr/bin/env bash
# Builds the Python package, installs it into a fresh virtual environment and synthesises the README's Python example there.
# Needs the compiled library in lib/ and its .jsii assembly.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/consumers/common.sh

npx jsii-pacmak --target python --outdir "$work/dist"

mkdir "$work/app"
readme_block python 1 > "$work/app/app.py"
refused='role.add_to_policy(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))'
awk -v refused="$refused" '
  NR == 1 { print "from aws_cdk import aws_iam as iam" }
  /^app\.synth\(\)/ { print refused }
  { print }
' "$work/app/app.py" > "$work/app/refused.py"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "$work"/dist/python/*.whl "aws-cdk-lib==$(pinned aws-cdk-lib)"

cdk="$PWD/node_modules/.bin/cdk"
cd "$work/app"
must_pass "$cdk" synth -q --no-notices --app "$work/venv/bin/python app.py"
must_fail "$cdk" synth -q --no-notices --app "$work/venv/bin/python refused.py"
