#!/usr/bin/env bash
# Installs the packed library into a new CDK app and synthesises the README's examples there, as a user would.
# Needs the compiled library in lib/.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/consumers/common.sh

npm pack --silent --pack-destination "$work" > /dev/null
tarball=$(echo "$work"/*.tgz)
size=$(wc -c < "$tarball" | tr -d ' ')
echo "the tarball has $size bytes"
[ "$size" -le 1300000 ] || fail 'the tarball is too large, expected 1.3 MB at most'

mkdir "$work/app"
readme_block ts 1 > "$work/app/app.ts"
readme_block ts 2 > "$work/app/refused.ts"
readme_block text 1 > "$work/finding.txt"
dependencies=("$tarball")
for name in aws-cdk aws-cdk-lib cdk-nag constructs tsx typescript @types/node; do
  dependencies+=("$name@$(pinned "$name")")
done
cd "$work/app"
echo '{ "name": "consumer", "private": true }' > package.json
npm install --silent --no-audit --no-fund "${dependencies[@]}"

npx tsc --noEmit --strict --skipLibCheck --target es2022 --module node16 --types node app.ts refused.ts
must_pass npx cdk synth -q --no-notices --app 'npx tsx app.ts'
node --input-type=module -e "import { PolicyValidationPlugin } from 'cdk-least-privilege'; new PolicyValidationPlugin();" || fail 'an ES module cannot import the library'
echo '✔ ES modules import the library by the names of what it has'
mv refused.ts app.ts
must_fail npx cdk synth -q --no-notices --app 'npx tsx app.ts'
sed -n '/^app\.ts:/,/Acknowledge with/p' "$work/refused.log" | diff "$work/finding.txt" - || fail 'the README shows another finding than the one that is printed'
echo '✔ the finding in the README is the one that is printed'

cat > policy.json <<'JSON'
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::documents/*" }] }
JSON
sed 's/s3:GetObject/s3:*Object/' policy.json > wider.json
npx cdk-least-privilege compare --reference wider.json --candidate policy.json --kind identity || fail 'a narrower policy is taken for one with new access'
! npx cdk-least-privilege compare --reference policy.json --candidate wider.json --kind identity || fail 'a wider policy is taken for one without new access'
echo '✔ the command line runs from the package'
