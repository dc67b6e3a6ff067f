import { ACTION_NAMES, ACTIONS } from './generate/alphabet';
import { meet } from './generate/condition';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { allDocuments, fitting, parsePolicies, randomPolicies } from './generate/scenario';
import { asList, isObject, JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { accessNotGrantedTo } from '../../src/reasoning/effective-access';
import { effectivePermissions } from '../../src/reasoning/effective-permissions';
import { evaluate } from '../../src/reasoning/evaluate';
import { Request } from '../../src/reasoning/request';

test('probe', () => {
  const count: any = { holds: 0, fails: 0, unknown: 0 };
  const bad: any[] = [];
  const reasons: any = {};
  let time = 0, evalTime = 0, permTime = 0, slow = 0;
  const N = Number(process.env.N ?? 300);
  for (let seed = 1; seed <= N; seed++) {
    const random = new Random(seed);
    const focus = randomRequest(random);
    const raw = fitting(focus, randomPolicies(random, focus));
    const policies = parsePolicies(raw);
    const access = random.pick([{}, { actions: [focus.action] }, { actions: [`${focus.action.split(':')[0]}:*`] }, { resources: [focus.resource] }, { actions: [focus.action], resources: [focus.resource] }]);
    let t = Date.now();
    const answer = accessNotGrantedTo(focus.principal, policies, access);
    slow = Math.max(slow, Date.now() - t);
    time += Date.now() - t;
    count[answer.verdict]++;
    if (answer.verdict === 'unknown') { const k = answer.reason.replace(/statement \d+( \(S\d+\))? of [^:]*/, 'st'); reasons[k] = (reasons[k] ?? 0) + 1; if (process.env.SHOW && /replays/.test(k)) { console.log(seed, focus.principal.id, JSON.stringify(access), answer.reason, JSON.stringify(raw)); } }
    const given = policies.resource || !focus.principal.account ? policies : { ...policies, resource: parsePolicyDocument({ Statement: { Effect: 'Allow', Principal: { AWS: focus.principal.account }, Action: '*', Resource: '*' } }) };
    if (answer.verdict === 'fails') {
      const e = evaluate(answer.witness!, given);
      if (e.decision !== 'allowed') { bad.push({ seed, kind: 'witness', e, w: answer.witness }); }
    }
    t = Date.now();
    const statements = allDocuments(raw).flatMap(d => asList(d.Statement)).filter(isObject) as JsonObject[];
    const contexts = [{}, focus.context, ...statements.flatMap(s => isObject(s.Condition) ? [0, 1].map(() => { const c: any = random.chance(0.5) ? {} : { ...focus.context }; meet(random, s.Condition as JsonObject, c); return c; }) : [])]
      .map(context => Object.fromEntries(Object.entries(context).filter(([key]) => !/^aws:(principal(arn|account|type|isawsservice|servicename)|username|resourceaccount)$/i.test(key))));
    const all: any = {}; for (const c of contexts) { Object.assign(all, c); } contexts.push(all);
    if (answer.verdict === 'holds') {
      for (const action of ACTION_NAMES) {
        if (action === 'sts:GetCallerIdentity') { continue; }
        if (access.actions && !access.actions.some((a: string) => a === action || (a.endsWith('*') && action.startsWith(a.slice(0, -1))))) { continue; }
        for (const resource of ACTIONS[action]) {
          if ((access as any).resources && !(access as any).resources.includes(resource)) { continue; }
          for (const context of contexts) {
            const request: Request = { principal: focus.principal, action, resource, context };
            if (evaluate(request, policies).decision === 'allowed') { bad.push({ seed, kind: 'holds', request, access, e: evaluate(request, policies) }); }
          }
        }
      }
    }
    evalTime += Date.now() - t;
    t = Date.now();
    if (process.env.PERM) { effectivePermissions(focus.principal, policies); }
    permTime += Date.now() - t;
  }
  console.log(JSON.stringify(count), time, slow, evalTime, permTime, JSON.stringify(reasons, null, 1));
  console.log(bad.length, JSON.stringify(bad.slice(0, 4), null, 1));
});
