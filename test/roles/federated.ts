/** What the tests of federated roles share: the decision of a trust policy on a request with an assertion or a token, and both packs of checks. */
import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT } from './synth';
import { JsonObject } from '../../src/policy/json';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide } from '../decisions';

/** Whether who comes from the provider with this context may do all of the actions. */
export function decideEntry(trustPolicy: unknown, provider: string, context: object, ...actions: string[]): string {
  const decisions = actions.map(action => decide({ identity: [], resource: bind(trustPolicy) as JsonObject }, {
    principal: { type: 'federated', id: provider },
    action,
    resource: `arn:aws:iam::${ACCOUNT}:role/Role`,
    resourceAccount: ACCOUNT,
    context: { ...context },
  }));
  return decisions.every(decision => decision === 'allowed') ? 'allowed' : decisions.find(decision => decision !== 'allowed')!;
}

/** What our strict pack and cdk-nag find in the app of the stack. */
export function findingsIn(stack: Stack, disabledRules: string[] = []): string[] {
  (stack.node.root as App).synth();
  const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'], disabledRules })];
  return packs.flatMap(pack => pack.validateScope(stack.node.root).violations).map(({ ruleName, description }) => `${ruleName}: ${description}`);
}
