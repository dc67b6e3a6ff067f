/**
 * What props ask of policies, refused where it could never hold: a misspelt action or a value that is known only at deployment would
 * otherwise ask for nothing, in silence.
 */
import { Token } from 'aws-cdk-lib';
import { PolicyValidationProps } from './policy-validation-props';
import { actionNames, hasService, matchActions, servicePrefixes } from '../catalog/actions';
import { nearestName } from '../diagnostics/nearest-name';
import { isSaidToExist } from '../rules/actions/unknown-names';

const ACTION = /^[\w*?-]+:[\w*?]+$/;
const CONDITION_KEY = /^[\w-]+:./;
const RESOURCE = /^(arn:|arn?\*|[*?])/;

type Asked = Pick<
  PolicyValidationProps,
  'trustedAccounts' | 'sensitiveAccess' | 'requiredConditions' | 'additionalActions' | 'maxStatements' | 'maxActions'
>;

/** @throws if one of the props could never hold */
export function checkContext(asked: Asked): void {
  const { trustedAccounts = [], sensitiveAccess = [], requiredConditions = [], additionalActions = [], ...limits } = asked;
  for (const account of trustedAccounts) { expectForm('trustedAccounts', account, /^\d{12}$/, 'an account id of twelve digits'); }
  for (const action of additionalActions) { expectForm('additionalActions', action, ACTION, 'an action such as `s3:NewAction`'); }
  for (const { actions, resources } of sensitiveAccess) {
    for (const action of actions) { checkAction('sensitiveAccess', action, additionalActions); }
    for (const resource of resources) { expectForm('sensitiveAccess', resource, RESOURCE, 'an ARN such as `arn:aws:s3:::payroll/*`'); }
  }
  for (const { action, key } of requiredConditions) {
    checkAction('requiredConditions', action, additionalActions);
    expectForm('requiredConditions', key, CONDITION_KEY, 'a condition key such as `aws:RequestedRegion`');
  }
  for (const [prop, limit] of Object.entries(limits)) {
    if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) { throw new Error(`\`${prop}\` is \`${limit}\`, expected a whole number above 0`); }
  }
}

function expectForm(prop: string, value: string, form: RegExp, expected: string): void {
  if (Token.isUnresolved(value)) { throw new Error(`\`${prop}\` has a value that is known only at deployment, expected ${expected}`); }
  if (!form.test(value)) { throw new Error(`\`${prop}\` has \`${value}\`, expected ${expected}`); }
}

function checkAction(prop: string, action: string, additionalActions: readonly string[]): void {
  if (action === '*') { return; }
  expectForm(prop, action, ACTION, 'an action such as `s3:GetObject` or `s3:Get*`');
  if (matchActions(action).length > 0 || isSaidToExist(action, additionalActions)) { return; }
  const [service, name] = action.split(':');
  const nearest = hasService(service) ? nearestName(name, actionNames(service)) : nearestName(service, servicePrefixes());
  const meant = hasService(service) ? `${service}:${nearest}` : `${nearest}:${name}`;
  const instead = nearest === undefined ? 'an action that is newer than this library is named in `additionalActions`' : `did you mean \`${meant}\`?`;
  throw new Error(`\`${prop}\` has \`${action}\`, which names no action of AWS; ${instead}`);
}
