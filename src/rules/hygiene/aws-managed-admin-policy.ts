/**
 * Judges the document, not the name. Errs towards silence: a statement with a condition, or for some resources only, hands nothing over.
 */
import { judgeHolders } from './aws-policy-holder';
import { permissionSetWith, roleWith } from './role-with-managed-policy';
import { SELF_WIDENING_ACTIONS } from '../../catalog/self-widening-actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { globCovers } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns } from '../action-pattern';
import { Rule } from '../rule';
import { listOf } from '../wording';

/** Who administers so many services has the account in hand, if not its identities. */
const MANY_SERVICES = 10;

export const awsManagedAdminPolicy: Rule = {
  id: 'aws-managed-admin-policy',
  severity: Severity.ERROR,
  checks: ['W-15', 'W-16'],
  summary: 'an AWS managed policy that hands over the account is attached',
  why: 'Whoever holds it administers the account, or can make himself its administrator. '
    + 'AWS adds actions to its managed policies over time, and no resource or condition can be put on them.',
  accept: 'For a break-glass role that people assume with MFA and that alarms when used.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      { title: 'an administrator', resources: roleWith('arn:aws:iam::aws:policy/AdministratorAccess') },
      {
        title: 'as the CDK writes it, for any partition',
        resources: roleWith({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/IAMFullAccess']] }),
      },
      { title: 'all services but a few', resources: roleWith('arn:aws:iam::aws:policy/PowerUserAccess') },
      { title: 'many services, each as a whole', resources: roleWith('arn:aws:iam::aws:policy/job-function/SystemAdministrator') },
      { title: 'a name that does not say so', resources: roleWith('arn:aws:iam::aws:policy/AdministratorAccess-Amplify') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/AdministratorAccess') },
      {
        title: 'a function of SAM, which takes names',
        resources: { Function: { Type: 'AWS::Serverless::Function', Properties: { Policies: ['AdministratorAccess'] } } },
      },
    ],
    allowed: [
      { title: 'a policy of AWS for one purpose', resources: roleWith('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole') },
      { title: 'a policy of your own that only shares the name', resources: roleWith('arn:aws:iam::111122223333:policy/AdministratorAccess') },
      { title: 'a policy of AWS that only denies', resources: roleWith('arn:aws:iam::aws:policy/AWSDenyAll') },
    ],
  },

  ...judgeHolders(({ type, policies, property, remedy }) => policies.flatMap(({ name, document }) => {
    const given = document && administration(document);
    return given ? [{
      cause: name,
      message: `the ${type} has the AWS managed policy \`${name}\`, which allows ${given}`,
      fix: remedy,
      path: property,
    }] : [];
  })),
};

/** What of the account it hands over, in words that end the sentence "it allows ..."; empty when it does not. */
export const administration = rememberFor((document: PolicyDocument): string => {
  const open = openStatements(document);
  if (open.some(({ actions }) => isEverything(actions))) { return 'every action on every resource'; }
  const left = open.find(({ actions }) => actions.negated);
  if (left) { return `every action but ${listOf(left.actions.values.map(({ text }) => text.toString()))}`; }
  const widening = open.flatMap(selfWideningActions);
  if (widening.length > 0) { return `${listOf(widening)} on every resource, so that its holder can give himself any other right`; }
  const services = manyServices(document);
  return services.length > 0 ? `${listOf(services)} on every resource` : '';
});

/** The services that it hands over as a whole, where they are many; else none. */
export function manyServices(document: PolicyDocument): readonly string[] {
  const services = new Set(openStatements(document).flatMap(({ actions }) => actionPatterns(actions).filter(isWholeService).map(({ text }) => text)));
  return services.size >= MANY_SERVICES ? [...services] : [];
}

function openStatements({ statements }: PolicyDocument): readonly Statement[] {
  return statements.filter(({ effect, conditions, resources }) => effect === 'Allow' && conditions.length === 0 && isEverything(resources));
}

export function isWholeService({ text, service, changing }: ActionPattern): boolean {
  return text.toLowerCase() === `${service}:*` && changing.length > 0;
}

function selfWideningActions({ actions }: Statement): readonly string[] {
  const patterns = actionPatterns(actions).filter(({ service, spansServices }) => spansServices || service === 'iam');
  if (patterns.length === 0) { return []; }
  return SELF_WIDENING_ACTIONS.map(({ action }) => action)
    .filter(action => patterns.some(({ text }) => globCovers(text.toLowerCase(), action.toLowerCase())));
}
