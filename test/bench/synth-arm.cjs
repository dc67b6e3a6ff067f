/**
 * One arm of the synthesis benchmark, in a process of its own: builds an app of Lambda functions with the CDK's own grants,
 * synthesises it with the validation that the arm names, and prints one line of JSON.
 *
 * Plain JavaScript on the compiled library, so that no transpiler stands in the figures.
 */
const fs = require('fs');
const os = require('os');
const path = require('path');
const { performance } = require('perf_hooks');

const [arm, count] = [process.argv[2], Number(process.argv[3])];
/** Whether each function has a statement that no other function has. */
const isDistinct = process.argv[4] === 'distinct';
const FUNCTIONS_PER_STACK = 150;

const cdk = require('aws-cdk-lib');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const lambda = require('aws-cdk-lib/aws-lambda');
const s3 = require('aws-cdk-lib/aws-s3');
const sqs = require('aws-cdk-lib/aws-sqs');

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const loadStart = performance.now();
const plugin = loadPlugin();
const loadMs = performance.now() - loadStart;

let validateMs = 0;
let collectMs = 0;
const app = new cdk.App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
if (plugin) { cdk.Validations.of(app).addPlugins(timed(plugin)); }
for (let first = 0; first < count; first += FUNCTIONS_PER_STACK) { addStack(first, Math.min(first + FUNCTIONS_PER_STACK, count)); }

const synthStart = performance.now();
app.synth();
const synthMs = performance.now() - synthStart - collectMs;
if (!plugin) { collect(); }

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
fs.rmSync(outdir, { recursive: true });
console.log(JSON.stringify({ loadMs, synthMs, validateMs, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 }));

function loadPlugin() {
  switch (arm) {
    case 'plain': return undefined;
    case 'no-op': return { name: 'NoOp', validate: () => ({ success: true, violations: [] }) };
    case 'ours': return new (require('../../lib').PolicyValidationPlugin)();
    case 'cdk-nag': return new (require('cdk-nag').AwsSolutionsChecks)();
    default: throw new Error(`unknown arm: ${arm}`);
  }
}

function timed(inner) {
  return {
    name: inner.name,
    validate(context) {
      collect();
      const start = performance.now();
      const report = inner.validate(context);
      validateMs = performance.now() - start;
      return report;
    },
  };
}

/**
 * Once in each arm, and before a plugin validates: what the CDK has left behind by then takes as long to collect as to validate, and would be
 * collected within the validation or after it by chance.
 */
function collect() {
  const start = performance.now();
  global.gc();
  collectMs = performance.now() - start;
}

function addStack(from, to) {
  const stack = new cdk.Stack(app, `Stack${from}`, { env: { account: '111122223333', region: 'eu-central-1' } });
  const bucket = new s3.Bucket(stack, 'Bucket');
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const queue = new sqs.Queue(stack, 'Queue');
  for (let index = from; index < to; index++) {
    const fn = new lambda.Function(stack, `Function${index}`, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    bucket.grantRead(fn, isDistinct ? `orders/${index}/*` : 'orders/*');
    table.grantReadWriteData(fn);
    queue.grantSendMessages(fn);
  }
}
