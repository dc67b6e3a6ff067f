import { App, AspectPriority, Aspects, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { refuseMisspeltRule } from './analysis-options';
import { FindingAcceptance } from './finding-acceptance';
import { PolicyValidationAspect } from './policy-validation-aspect';
import { PolicyValidationPlugin } from './policy-validation-plugin';
import { PolicyValidationProps } from './policy-validation-props';
import { isDay, NAMESPACE, writeReason } from '../diagnostics/acknowledgement';
import { acknowledgedForm } from '../diagnostics/finding';
import { WorkloadBoundary } from '../guardrails/workload-boundary';
import { RoleAdoption } from '../roles/adoption/role-adoption';

/**
 * What `LeastPrivilege.of(scope).enforce()` switches on.
 */
export interface EnforceProps extends PolicyValidationProps {
  /**
   * The permissions boundary for every role and user under the scope: L2, L1 and those of custom resources.
   *
   * @default - no boundary is applied
   */
  readonly boundary?: WorkloadBoundary;
}

/**
 * Least privilege for an app, a stage or a stack, in one line.
 *
 * @example
 * import { App } from 'aws-cdk-lib';
 * import { LeastPrivilege } from 'cdk-least-privilege';
 *
 * const app = new App();
 * LeastPrivilege.of(app).enforce();
 */
export class LeastPrivilege {
  /**
   * Least privilege for everything at and under a construct.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public static of(scope: IConstruct): LeastPrivilege {
    return new LeastPrivilege(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Judges every policy under the scope at synthesis, and fails it on errors.
   *
   * In an app the judgement is a validation plugin, which sees the templates as they are deployed; a tree without an app gets
   * the Aspect. Call it once for a scope.
   *
   * The CDK CLI reports only the stacks that it was asked for. Where stacks stand in stages, that is none of them unless they are
   * named: run `cdk synth '**'`.
   *
   * @param props what to judge, how severely, and the boundary to apply
   * @throws if a prop names what does not exist, or the scope, one above it or one under it is enforced already
   */
  public enforce(props: EnforceProps = {}): void {
    this.claim();
    props.boundary?.applyTo(this.scope);
    if (App.isApp(this.scope.node.root)) {
      Validations.of(this.scope).addPlugins(new PolicyValidationPlugin({ ...props, scope: this.scope }));
    } else {
      Aspects.of(this.scope).add(new PolicyValidationAspect(props));
    }
  }

  /**
   * Accepts findings of one rule at and under the scope: all of them, or those whose actions or resources are named.
   *
   * It is an acknowledgement of the CDK, so that its report lists the findings as suppressed; owner and last day stand at the end of
   * the reason. `Validations.of(scope).acknowledge({ id: 'LeastPrivilege::<rule>', reason })` does the same.
   *
   * @param acceptance what to accept, and why
   * @throws if the id of the rule is misspelt, the reason, the action or the resource is empty, both an action and a resource are given, or the day is none
   */
  public acknowledge(acceptance: FindingAcceptance): void {
    const { rule, action, resource, reason, owner, expires } = acceptance;
    refuseMisspeltRule(rule);
    if (reason.trim() === '') { throw new Error(`the acknowledgement of \`${rule}\` has no reason; say why it is right here`); }
    if (action !== undefined && resource !== undefined) {
      throw new Error(`the acknowledgement of \`${rule}\` names both an action and a resource; give one of them, or acknowledge twice`);
    }
    if (action === '' || resource === '') {
      throw new Error(`the acknowledgement of \`${rule}\` names an empty ${action === '' ? 'action' : 'resource'}; leave it out to accept the rule for all`);
    }
    if (expires !== undefined && !isDay(expires)) {
      throw new Error(`the acknowledgement of \`${rule}\` expires on \`${expires}\`, expected a day such as \`2027-03-31\``);
    }
    const detail = action ?? resource;
    const id = detail === undefined ? rule : `${rule}[${acknowledgedForm(detail)}]`;
    Validations.of(this.scope).acknowledge({ id: `${NAMESPACE}::${id}`, reason: writeReason(reason, { owner, expires }) });
  }

  /**
   * Narrows the roles that constructs of the CDK under the scope make for themselves, at synthesis:
   *
   * - their trust of one service, to what that service is known to send for this account (as the roles of this library do);
   * - `AWSLambdaBasicExecutionRole` and `AWSLambdaVPCAccessExecutionRole` of functions and of the handlers of custom resources, to the function's own log
   *   group, and to its network interfaces;
   * - the wildcards of `BucketDeployment` and of log retention, to the archives, prefixes and log groups that the template names.
   *
   * A role is only narrowed. One information on each such role names the AWS managed policies that it keeps, the trust of a service that is left without a
   * condition, and the wildcards of the two handlers above that stay, says why, and which role of this library does without where there is one. Other
   * statements that the CDK wrote are neither changed nor listed.
   *
   * Roles that the app makes itself and gives to a construct are not touched; one that it makes under a construct of the CDK counts as that construct's. A
   * function whose code writes log groups of others by the managed policy needs that granted.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
   */
  public adopt(): void {
    Aspects.of(this.scope).add(new RoleAdoption(), { priority: AFTER_MUTATION });
  }

  private claim(): void {
    const { root, scopes } = this.scope.node;
    const enforced = ENFORCED.get(root) ?? [];
    const above = enforced.find(scope => scopes.includes(scope));
    if (above) { throw alreadyEnforced(above, `which covers ${nameOf(this.scope)}`); }
    const below = enforced.find(scope => scope.node.scopes.includes(this.scope));
    if (below) { throw alreadyEnforced(below, `which ${nameOf(this.scope)} covers`); }
    ENFORCED.set(root, [...enforced, this.scope]);
  }
}

function alreadyEnforced(scope: IConstruct, how: string): Error {
  return new Error(`LeastPrivilege.of(…).enforce() was already called for ${nameOf(scope)}, ${how}; keep one of the two calls`);
}

function nameOf({ node: { path } }: IConstruct): string {
  return path === '' ? 'the app' : `\`${path}\``;
}

/** By the root of the tree. */
const ENFORCED = new WeakMap<IConstruct, readonly IConstruct[]>();

/** When ordinary and mutating aspects have run, and before those that only read. */
const AFTER_MUTATION = AspectPriority.READONLY - 100;
