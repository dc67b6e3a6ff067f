import { App, Aspects, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PolicyValidationAspect } from './policy-validation-aspect';
import { PolicyValidationPlugin } from './policy-validation-plugin';
import { PolicyValidationProps } from './policy-validation-props';
import { WorkloadBoundary } from '../guardrails/workload-boundary';

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
   * @throws if `severities` or `disabledRules` names a rule that does not exist, or the scope or one above it is enforced already
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

  private claim(): void {
    const enforced = this.scope.node.scopes.find(scope => ENFORCED.has(scope));
    if (enforced) {
      const where = enforced.node.path === '' ? 'the app' : `\`${enforced.node.path}\``;
      throw new Error(`LeastPrivilege.of(…).enforce() was already called for ${where}, which covers \`${this.scope.node.path}\`; keep one of the two calls`);
    }
    ENFORCED.add(this.scope);
  }
}

const ENFORCED = new WeakSet<IConstruct>();
