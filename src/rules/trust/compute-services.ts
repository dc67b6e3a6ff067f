/**
 * Services that run what a customer gives them, with the credentials of a role. Those of one group run the same thing.
 *
 * Read 2026-11-22, `AssumableByComputeService` of cloudsplaining and the pages of the services on their roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 */
import { Statement } from '../../policy/statement';
import { serviceName } from '../confused-deputy/trusted-services';

const GROUPS: { readonly [servicePrincipal: string]: string } = {
  'bedrock-agentcore.amazonaws.com': 'agents',
  'codebuild.amazonaws.com': 'builds',
  'ec2.amazonaws.com': 'instances',
  'ecs-tasks.amazonaws.com': 'tasks',
  'edgelambda.amazonaws.com': 'functions',
  'eks-fargate-pods.amazonaws.com': 'pods',
  'glue.amazonaws.com': 'jobs',
  'lambda.amazonaws.com': 'functions',
  'pods.eks.amazonaws.com': 'pods',
  'sagemaker.amazonaws.com': 'models',
  'tasks.apprunner.amazonaws.com': 'tasks',
};

/** What runs as the role because of a statement, by group and principal. */
export function computeServices({ effect, principals }: Statement): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (effect !== 'Allow' || !principals || principals.negated) { return found; }
  for (const { type, text } of principals.values) {
    const name = type === 'Service' ? serviceName(text) : undefined;
    const group = name === undefined || !Object.hasOwn(GROUPS, name) ? undefined : GROUPS[name];
    if (group !== undefined) { found.set(group, name!); }
  }
  return found;
}
