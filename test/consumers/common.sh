# What the consumers share: a folder that is gone at the end, the README's examples, and the version of a pinned dependency.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export CDK_VALIDATION=false CDK_DISABLE_CLI_TELEMETRY=true AWS_EC2_METADATA_DISABLED=true JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

fail() {
  echo "✘ $1" >&2
  exit 1
}

# readme_block LANGUAGE NUMBER: the lines of one code block of the README.
readme_block() {
  awk -v fence="\`\`\`$1" -v number="$2" '
    $0 == "```" { inside = 0 }
    inside
    $0 == fence { inside = ++count == number }
  ' README.md
}

pinned() {
  node -p "require('./package.json').devDependencies['$1']"
}

# must_pass COMMAND…: synthesises into $work/passed and looks for the role of the README's first example.
must_pass() {
  "$@" --output "$work/passed" || fail 'the example of the README does not synthesise'
  node - "$work/passed/Orders.template.json" <<'JS' || fail 'the template lacks the role of the example, as it should be'
const { Resources } = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const ofType = type => Object.values(Resources).filter(resource => resource.Type === type).map(resource => resource.Properties);
const [trust] = ofType('AWS::IAM::Role').flatMap(role => role.AssumeRolePolicyDocument.Statement);
const allowed = ofType('AWS::IAM::Policy').flatMap(policy => policy.PolicyDocument.Statement).flatMap(statement => statement.Action);
const expected = ['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket'];
if (!trust.Condition.StringEquals['aws:SourceAccount'] || JSON.stringify(allowed.sort()) !== JSON.stringify(expected)) {
  console.error(JSON.stringify({ trust, allowed, expected }, undefined, 2));
  process.exit(1);
}
JS
  echo '✔ the example of the README synthesises, and its role is as narrow as it says'
}

# must_fail COMMAND…: expects to be refused; what the command line said is in $work/refused.log.
must_fail() {
  if "$@" --output "$work/refused" > "$work/refused.log" 2>&1; then
    fail 'a policy with s3:* was not refused'
  fi
  grep -qF "Acknowledge with 'LeastPrivilege::wildcard-action[s3:*]'" "$work/refused.log" || {
    cat "$work/refused.log"
    fail 'a policy with s3:* was refused, but not with the finding LeastPrivilege::wildcard-action[s3:*]'
  }
  echo '✔ a policy with s3:* is refused'
}
