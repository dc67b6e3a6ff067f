/**
 * The actions of a boundary that is made of what roles were granted.
 *
 * They are worked out whenever the policy is resolved, since grants may come until synthesis; the verdict over them falls in the validation
 * of the boundary, when all have come.
 */
import { Annotations, CfnResource, Lazy, Stage, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ActionCeiling, ceilingOf, sizesByService } from './action-ceiling';
import { BoundaryLimits, deniedPatterns, requireUndenied } from './boundary-document';
import { GrantedBoundaryProps } from './boundary-props';
import { GrantedActions, grantedActions } from './granted-actions';
import { requireActions } from './known-names';
import { literalSize } from './literal-size';
import { QUOTAS } from '../catalog/quotas';
import { SELF_WIDENING_ACTIONS } from '../catalog/self-widening-actions';
import { readRolePolicies, RolePolicies, ROLE_TYPE } from '../cdk/role-policies';
import { NAMESPACE } from '../diagnostics/acknowledgement';

const MAX_SIZE = QUOTAS.managedPolicySize.limit;
/** `"Action":[],`, which a policy without actions lacks. */
const ACTION_ELEMENT = 12;
const SHOWN_SERVICES = 3;

export class GrantedCeiling {
  /** Stands for all actions of the list, in the place of one. */
  public readonly action: string;
  /** The boundary that has the list; until it is known, nobody is asked. */
  public boundary?: iam.ManagedPolicy;
  /** What had been granted when the boundary was last validated; nobody grants after that. */
  private settled?: GrantedActions;
  private isMeasuring = false;
  private known?: { readonly key: string; readonly ceiling: ActionCeiling };

  constructor(private readonly props: GrantedBoundaryProps) {
    const { roles = [], rolesUnder, furtherActions = [] } = props;
    if (roles.length === 0 && !rolesUnder) {
      throw new Error('fromRoles has neither roles nor rolesUnder, expected the roles of whose grants the boundary is made: name them, or the scope that they are under');
    }
    const imported = roles.find(role => roleResources(role).length === 0);
    if (imported) {
      throw new Error(`roles has ${imported.node.path}, which is imported or wraps another role, so that its policies are not seen: `
        + 'leave it out, or name the role where it is created');
    }
    requireActions('furtherActions', furtherActions);
    requireUndenied('furtherActions', furtherActions, deniedPatterns(this.limits()));
    this.action = Token.asString(Lazy.uncachedAny({ produce: () => this.isMeasuring ? [] : this.ceiling(this.read()).actions }));
  }

  /** Why the boundary cannot be deployed; for its validation, when all grants have been made. */
  public problems(boundary: iam.ManagedPolicy): string[] {
    const { node: { path } } = boundary;
    const scopes = this.scopes();
    const foreign = scopes.find(scope => stageOf(scope) !== stageOf(boundary));
    if (foreign) {
      return [`the boundary ${path} is made of the roles under ${foreign.node.path}, which is in another stage: create it in a stack of that stage`];
    }
    const roles = this.roles(boundary);
    if (roles.length === 0) {
      return [`the boundary ${path} is made of the roles under ${scopes[0].node.path || 'the app'}, where there is none: name the scope of the roles, or leave the boundary out`];
    }
    const granted = this.granted(roles);
    this.settled = granted;
    granted.notices.forEach(notice => Annotations.of(boundary).addWarningV2(`${NAMESPACE}::unread-grants`, notice));
    if (granted.problems.length > 0) {
      return granted.problems.map(problem => `${problem} (the boundary ${boundary.node.path} is made of what it was granted)`);
    }
    return this.sizeProblems(boundary, granted, roles.length);
  }

  private sizeProblems({ node: { path } }: iam.ManagedPolicy, granted: GrantedActions, roles: number): string[] {
    if (granted.actions.length === 0) {
      return [`the boundary ${path} is made of ${roles} roles that were granted nothing, so that it would allow nothing: leave it out, or name furtherActions`];
    }
    const { actions, size } = this.ceiling(granted);
    const excess = size - this.room();
    const largest = sizesByService(actions).slice(0, SHOWN_SERVICES).map(([service, characters]) => `${service} (${characters})`);
    return excess <= 0 ? [] : [
      `the boundary ${path} has at least ${MAX_SIZE + excess} characters without whitespace, expected at most ${MAX_SIZE}: it is ${excess} too long, `
      + `although patterns stand for actions where they may. Of the ${roles} roles, most is granted of ${largest.join(', ')}: make a boundary for the `
      + 'roles of each stack, or a WorkloadBoundary with these among its allowedServices',
    ];
  }

  private read(): GrantedActions {
    return this.settled ?? this.granted(this.boundary ? this.roles(this.boundary) : []);
  }

  private roles(boundary: IConstruct): RolePolicies[] {
    const wanted = new Set(this.scopes().flatMap(roleResources));
    return readRolePolicies(stageOf(boundary) ?? boundary.node.root).filter(({ role }) => wanted.has(role));
  }

  private scopes(): IConstruct[] {
    const { roles = [], rolesUnder } = this.props;
    return rolesUnder ? [...roles, rolesUnder] : roles;
  }

  private granted(roles: readonly RolePolicies[]): GrantedActions {
    const { asked } = deniedPatterns(this.limits());
    const granted = grantedActions(roles, { asked, selfWidening: SELF_WIDENING_ACTIONS.map(({ action }) => action) });
    return { ...granted, actions: [...granted.actions, ...this.props.furtherActions ?? []] };
  }

  /** Worked out once for the same actions and room. */
  private ceiling({ actions }: GrantedActions): ActionCeiling {
    const room = this.room();
    const key = [room, ...actions].join();
    if (this.known?.key !== key) {
      this.known = { key, ceiling: ceilingOf(actions, room, deniedPatterns(this.limits()).asked) };
    }
    return this.known.ceiling;
  }

  /** What the rest of the policy leaves to the list. The last entry has no comma. */
  private room(): number {
    if (!this.boundary) { return MAX_SIZE; }
    this.isMeasuring = true;
    try {
      return MAX_SIZE - literalSize(this.boundary.stack.resolve(this.boundary.document)) - ACTION_ELEMENT + 1;
    } finally {
      this.isMeasuring = false;
    }
  }

  private limits(): BoundaryLimits {
    const { deniedServices, deniedActions } = this.props;
    return { deniedServices, deniedActions };
  }
}

function stageOf(scope: IConstruct): Stage | undefined {
  return Stage.isStage(scope) ? scope : Stage.of(scope);
}

function roleResources(scope: IConstruct): CfnResource[] {
  return scope.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === ROLE_TYPE);
}
