import * as path from 'path';
import { Stack, Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AccessRequestOptions, AccessTemplateProps, NeverAllowsOptions } from './access-options';
import { ConcreteAnswer, decide, prove } from './access-questions';
import { AppPolicies } from './app-policies';
import { dependencyText, evaluationText, field, joined, PathOf } from './failure-text';
import { HeldDocument } from './held-document';
import { Principals, Requester } from './principals';
import { requireAction, requireActionPattern, requireFittingResource, requireOneResource, withoutLogGroupSuffix } from './request-checks';
import { Resources } from './resources';
import { describe, ValueResolution } from './value-resolution';
import { readWrittenTemplates, StackTemplate } from '../cdk/app-templates';
import { ConstructIndex } from '../cdk/construct-index';
import { isObject, JsonValue } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { ResourceOrigin } from '../policy/policy-site';
import { PLAUSIBLE_ACCOUNT, PLAUSIBLE_REGION } from '../reasoning/plausible-values';
import { RequestContext } from '../reasoning/request';
import { Template } from '../template/template';

/**
 * What a unit test may ask of the access that an app gives: the policies of the app are evaluated as AWS evaluates them, offline.
 *
 * A role, user or resource is judged with all that the app holds about it, whichever stack that stands in: inline and managed
 * policies, permissions boundary, and the policy of the resource. Names that CloudFormation makes up are replaced by plausible
 * ones, so give resources as constructs or as the ARNs that constructs return.
 *
 * An AWS managed policy says what it said on the day of the catalog. What else the app does not hold is never taken for nothing: an
 * answer that hangs on a managed policy, a role or a value of which only AWS knows the content fails, and says what it hangs on. Only
 * for `allows`, a managed policy or an imported role is taken not to deny.
 * SCPs, RCPs and endpoint policies are no part of an app; give SCPs in the options.
 *
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import * as s3 from 'aws-cdk-lib/aws-s3';
 * import { Access, LambdaExecutionRole, ScopedBucketGrants } from 'cdk-least-privilege';
 *
 * const stack = new Stack(new App(), 'Orders');
 * const documents = new s3.Bucket(stack, 'Documents');
 * const role = new LambdaExecutionRole(stack, 'ImporterRole');
 * ScopedBucketGrants.fromBucket(documents).read(role, { prefix: 'orders/' });
 *
 * const access = Access.fromStack(stack);
 * access.allows(role, 's3:GetObject', documents.arnForObjects('orders/1.json'));
 * access.denies(role, 's3:GetObject', documents.arnForObjects('audit/1.json'));
 * access.neverAllows(role, 'iam:*');
 */
export class Access {
  /**
   * The access that the app of a stack gives. Text without a stack of its own, such as a logical id or `Aws.ACCOUNT_ID`, is read
   * as of this stack.
   *
   * @param stack a stack or nested stack; its app is synthesised if need be
   * @throws if the stack is not part of an app or stage
   */
  public static fromStack(stack: Stack): Access {
    return Access.fromTree(stack, stack);
  }

  /**
   * The access that all stacks of an app give, those in stages and nested stacks included.
   *
   * @param app an app, or a stage; it is synthesised if need be
   */
  public static fromApp(app: Stage): Access {
    return Access.fromTree(app, undefined);
  }

  /**
   * The access that a CloudFormation template gives. Roles and resources are named by logical id or ARN.
   *
   * @param template the template as an object, as `Template.fromStack(stack).toJSON()` returns it
   * @param props where the template is deployed
   * @throws if `template` is no template
   */
  public static fromTemplate(template: { [key: string]: any }, props: AccessTemplateProps = {}): Access {
    if (!isObject(template) || !isObject(template.Resources)) {
      throw new Error(`template is ${describe(template)} without \`Resources\`, expected a CloudFormation template as an object`);
    }
    const { account = PLAUSIBLE_ACCOUNT, region = PLAUSIBLE_REGION } = props;
    const app = new AppPolicies([{ id: 'template', template: template as Template, environment: { account, region } }]);
    return new Access(app, ({ logicalId }) => logicalId, undefined);
  }

  private static fromTree(scope: IConstruct, home: Stack | undefined): Access {
    const { root } = scope.node;
    if (!Stage.isStage(root)) {
      throw new Error(`'${scope.node.path}' is not part of an app: make the stack in \`new App()\``);
    }
    const written = root.synth().stacksRecursively.map(stack => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: path.resolve(stack.templateFullPath),
    }));
    const templates = readWrittenTemplates(root, written);
    const constructs = new ConstructIndex(templates);
    return new Access(new AppPolicies(templates), origin => constructPath(constructs, origin), home ?? onlyEnvironment(templates));
  }

  private readonly values: ValueResolution;
  private readonly principals: Principals;
  private readonly resources: Resources;

  private constructor(private readonly app: AppPolicies, private readonly pathOf: PathOf, home: Stack | undefined) {
    this.values = new ValueResolution(app, home);
    this.principals = new Principals(app, this.values);
    this.resources = new Resources(app, this.values);
  }

  /**
   * Asserts that a request is allowed.
   *
   * @param principal who asks: a role, user or anything with a role (L1, L2 or imported), an ARN, a logical id, a service principal
   * such as `lambda.amazonaws.com`, or `*` for anyone
   * @param action one action, such as `s3:GetObject`
   * @param resource one resource: a construct, an ARN (with tokens or without), a logical id, or `*` for an action that knows no resource
   * @param options what else is known of the request
   * @throws if the request is denied, or hangs on what the app does not hold; if the action does not exist or does not work on such
   * a resource, or principal or resource is not in the app
   */
  public allows(principal: any, action: string, resource: any, options: AccessRequestOptions = {}): void {
    const [requester, answer] = this.decide(principal, action, resource, options);
    if (answer.evaluation.decision !== 'allowed') {
      this.fail(requester, 'should be allowed', answer, answer.evaluation.decision === 'unknown' ? 'which cannot be decided' : 'but is not');
    }
  }

  /**
   * Asserts that a request is denied, be it by a Deny or since nothing allows it.
   *
   * @param principal who asks: a role, user or anything with a role (L1, L2 or imported), an ARN, a logical id, a service principal
   * such as `lambda.amazonaws.com`, or `*` for anyone
   * @param action one action, such as `s3:GetObject`
   * @param resource one resource: a construct, an ARN (with tokens or without), a logical id, or `*` for an action that knows no resource
   * @param options what else is known of the request
   * @throws if the request is allowed, or hangs on what the app does not hold; if the action does not exist or does not work on such
   * a resource, or principal or resource is not in the app
   */
  public denies(principal: any, action: string, resource: any, options: AccessRequestOptions = {}): void {
    const [requester, answer] = this.decide(principal, action, resource, options);
    const { decision } = answer.evaluation;
    if (decision === 'allowed' || decision === 'unknown') {
      this.fail(requester, 'should be denied', answer, decision === 'unknown' ? 'which cannot be decided' : 'but is allowed it');
    }
  }

  /**
   * Asserts that no request of a kind is ever allowed, on any resource and in any context: a proof, not a sample.
   *
   * @param principal who asks: a role, user or anything with a role (L1, L2 or imported), an ARN, a logical id, a service principal
   * such as `lambda.amazonaws.com`, or `*` for anyone
   * @param action an action or a pattern, such as `iam:CreateUser`, `iam:*` or `*`
   * @param options the resources that must be out of reach
   * @throws if some such request is allowed, with one that shows it; if that hangs on what the app does not hold; if the pattern
   * matches no action or does not work on such resources, or principal or resource is not in the app
   */
  public neverAllows(principal: any, action: string, options: NeverAllowsOptions = {}): void {
    const requester = this.principals.resolve(principal);
    const pattern = requireActionPattern(action);
    const resources = options.resources?.map(resource => this.resources.resolve(resource));
    resources?.forEach(resource => requireFittingResource(pattern, resource));
    const answer = prove(this.app, { requester, action: pattern, resources, scps: this.scps(options.scps) });
    if (answer.verdict === 'holds') { return; }
    const asked = `${this.nameOf(requester)} should never be allowed ${pattern}${resources ? ` on ${resources.join(', ')}` : ''}`;
    const { concrete } = answer;
    throw new Error(concrete
      ? `${asked}, but is allowed ${concrete.request.action} on ${concrete.request.resource}\n${this.explanation(requester, concrete)}`
      : joined([`${asked}, which cannot be decided`, dependencyText(answer.dependsOn), ...answer.reasons.map(reason => field('because', reason))]));
  }

  private decide(principal: any, action: string, resource: any, options: AccessRequestOptions): [Requester, ConcreteAnswer] {
    const requester = this.principals.resolve(principal);
    const named = requireAction(action);
    const arn = this.resources.resolve(resource);
    requireOneResource(named, arn);
    requireFittingResource(named, withoutLogGroupSuffix(arn));
    const { resourceAccount } = options;
    if (resourceAccount !== undefined && !/^\d{12}$/.test(resourceAccount)) {
      throw new Error(`resourceAccount is ${describe(resourceAccount)}, expected 12 digits`);
    }
    const context = { ...this.requestedRegion(arn), ...this.context(options.context) };
    return [requester, decide(this.app, { requester, action: named, resource: arn, resourceAccount, context, scps: this.scps(options.scps) })];
  }

  private fail(requester: Requester, expectation: string, answer: ConcreteAnswer, outcome: string): never {
    const { action, resource } = answer.request;
    throw new Error(`${this.nameOf(requester)} ${expectation} ${action} on ${resource}, ${outcome}\n${this.explanation(requester, answer)}`);
  }

  private explanation(requester: Requester, { evaluation, request, held }: ConcreteAnswer): string {
    return evaluationText(evaluation, request, held, this.pathOf, this.nameOf(requester));
  }

  private nameOf({ principal, identity }: Requester): string {
    return identity ? this.pathOf(identity.origin) : principal.kind === 'anonymous' ? 'anyone' : principal.id;
  }

  private context(given: AccessRequestOptions['context'] = {}): RequestContext {
    return Object.fromEntries(Object.entries(given).map(([key, value]) => {
      if (!key.includes(':')) { throw new Error(`context holds the key \`${key}\`, expected a prefix, as in \`aws:SourceIp\` or \`s3:prefix\``); }
      return [key, Array.isArray(value) ? value.map(entry => this.contextValue(key, entry)) : this.contextValue(key, value)];
    }));
  }

  /** Each request has the key: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
  private requestedRegion(arn: string): RequestContext {
    const region = this.app.regionOf(arn);
    return region === undefined ? {} : { 'aws:RequestedRegion': region };
  }

  private contextValue(key: string, value: any): string {
    if (value instanceof Date) { return value.toISOString(); }
    return this.values.text(value as JsonValue, `context \`${key}\``);
  }

  private scps(levels: any[][] = []): readonly (readonly HeldDocument[])[] {
    return levels.map((level, index) => {
      if (!Array.isArray(level)) { throw new Error(`scps holds ${describe(level)}, expected one list of policy documents for each level`); }
      return level.map((document, place) => this.scp(document, `scps[${index}][${place}]`));
    });
  }

  private scp(raw: any, name: string): HeldDocument {
    const json = typeof raw?.toJSON === 'function' ? raw.toJSON() : raw;
    const document = parsePolicyDocument(Token.isUnresolved(json) ? undefined : json as JsonValue);
    if (document.problems.length > 0 || document.statements.length === 0) {
      const [problem] = document.problems;
      throw new Error(`${name} is no policy document${problem ? `: ${problem.message}; ${problem.fix}` : ''}`);
    }
    return { document, label: name };
  }
}

/** Where all stacks are deployed alike, any of them will do to read a value without a place of its own. */
function onlyEnvironment([first, ...others]: readonly StackTemplate[]): Stack | undefined {
  const { account, region } = first.environment;
  const isAlike = others.every(({ environment }) => environment.account === account && environment.region === region);
  return isAlike ? first.stack : undefined;
}

/** The construct that a user wrote: L2 constructs call their resource so. */
function constructPath(constructs: ConstructIndex, origin: ResourceOrigin): string {
  const construct = constructs.find(origin);
  return construct ? construct.node.path.replace(/\/(Resource|Default)$/, '') : `${origin.templateId}/${origin.logicalId}`;
}
