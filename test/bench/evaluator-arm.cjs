/**
 * One arm of the evaluator benchmark, in a process of its own: decides requests on given policies for a while and prints requests a
 * second and the decisions, case by case, as one line of JSON. `ours` has parsed the policies before; `iam-simulate` takes them
 * as they are, by its call that does not validate.
 */
const { ACCOUNT, BOUNDARIES, REGION, allow, deny, grantedRole, policy } = require('./corpus.cjs');

const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const REQUESTS = 1024;
const WARM_UP_MS = 1000;
const SLICES = 3;
const SLICE_MS = 200;

const FULL_ACCESS = policy(allow('*', '*'));
const GUARDRAILS = {
  boundary: BOUNDARIES[1].document(),
  scp: [
    [FULL_ACCESS],
    [FULL_ACCESS, policy(
      deny('organizations:LeaveOrganization', '*'),
      { Effect: 'Deny', NotAction: ['iam:*', 'sts:*', 'support:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': [REGION, 'us-east-1'] } } },
    )],
  ],
};
const reader = policy(allow('s3:GetObject', 'arn:aws:s3:::orders/*'));
const cases = {
  'one statement': { identity: reader, scp: [] },
  'one statement, boundary, two SCP levels': { identity: reader, ...GUARDRAILS },
  '41 statements, boundary, two SCP levels': { identity: grantedRole(41, 'n'), ...GUARDRAILS },
};

/** Requests on what the statements name; one in four asks for what they do not allow. */
function requestsOf(identity) {
  return Array.from({ length: REQUESTS }, (_, index) => {
    const statement = identity.Statement[index % identity.Statement.length];
    const action = [statement.Action].flat()[0].replace('*', '');
    const resource = [statement.Resource].flat().pop();
    return {
      action,
      resource: resource === '*' ? '*' : resource.replace(/[*?]+/g, `k${index}`).replace('orders', index % 4 === 3 ? 'others' : 'orders'),
      context: { 'aws:RequestedRegion': index % 16 === 5 ? 'us-west-2' : REGION, 'aws:SourceIp': '192.0.2.1', 'aws:SecureTransport': 'true' },
    };
  });
}

const arms = {
  'ours': ({ identity, boundary, scp }) => {
    const { parsePolicyDocument } = require('../../lib/policy')('parse');
    const { evaluate } = require('../../lib/reasoning')('evaluate');
    const { parsePrincipal } = require('../../lib/reasoning')('principal');
    const policies = {
      identity: [parsePolicyDocument(identity)],
      boundary: boundary && parsePolicyDocument(boundary),
      scp: scp.map(level => level.map(document => parsePolicyDocument(document))),
      rcp: [],
    };
    const principal = parsePrincipal(ROLE);
    const requests = requestsOf(identity).map(request => ({ principal, ...request }));
    const words = { 'allowed': 'Allowed', 'implicitly-denied': 'ImplicitlyDenied', 'explicitly-denied': 'ExplicitlyDenied' };
    return { requests, decide: request => evaluate(request, policies).decision, word: decision => words[decision] ?? decision };
  },
  'iam-simulate': ({ identity, boundary, scp }) => {
    const { runUnsafeSimulation } = require('@cloud-copilot/iam-simulate');
    const named = (document, index) => ({ name: `policy-${index}`, policy: document });
    const requests = requestsOf(identity).map(({ action, resource, context }) => ({
      request: { principal: ROLE, action, resource: { resource, accountId: ACCOUNT }, contextVariables: context },
      identityPolicies: [named(identity, 0)],
      permissionBoundaryPolicies: boundary && [named(boundary, 0)],
      serviceControlPolicies: scp.map((level, index) => ({ orgIdentifier: `ou-${index}`, policies: level.map(named) })),
      resourceControlPolicies: [],
    }));
    return { requests, decide: request => runUnsafeSimulation(request, {}), word: decision => decision };
  },
};

const results = Object.entries(cases).map(([name, policies]) => {
  const { requests, decide, word } = arms[process.argv[2]](policies);
  const decisions = requests.map(request => word(decide(request)));
  requestsPerSecond(requests, decide, WARM_UP_MS);
  const rates = Array.from({ length: SLICES }, () => requestsPerSecond(requests, decide, SLICE_MS)).sort((left, right) => left - right);
  return { name, perSecond: rates[Math.floor(SLICES / 2)], decisions };
});
console.log(JSON.stringify(results));

/** A second is one of CPU time: neighbours on the machine do not stand in it. */
function requestsPerSecond(requests, decide, forMs) {
  const start = process.cpuUsage();
  let decided = 0;
  let cpuMs = 0;
  while (cpuMs < forMs) {
    for (let index = 0; index < 64; index++) { decide(requests[decided++ % requests.length]); }
    const { user, system } = process.cpuUsage(start);
    cpuMs = (user + system) / 1000;
  }
  return decided / cpuMs * 1000;
}
