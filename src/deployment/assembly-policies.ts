/**
 * Cloud assemblies → the policies to deploy their apps to one environment.
 */
import { existsSync } from 'fs';
import { join } from 'path';
import { ExecutionPolicy, executionPolicies, ExecutionPolicyOptions } from './execution-policy';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { Environment } from '../policy/policy-site';
import { readAssembly } from '../template/cloud-assembly';
import { withDistinctIds } from '../template/distinct-ids';
import { TemplateSource } from '../template/template';

/** The stacks of some apps. Those that do not say where they are deployed to are taken to be deployed here. */
export class AssembledApps {
  private readonly sources: readonly TemplateSource[];
  /** The one of all environments of the apps that is here. */
  public readonly environment: Environment;

  /**
   * @param here what is known of the environment that the policies are for
   * @throws UserError if a folder is no cloud assembly, or if not exactly one environment of the apps can be meant
   */
  public constructor(folders: readonly string[], here: Environment) {
    this.sources = withDistinctIds(folders.map(templatesIn)).map(source => ({ ...source, environment: placed(source.environment, here) }));
    const environments = new Map(this.sources.map(({ environment }) => [nameOf(environment), environment]));
    const [found, ...others] = [...environments.values()].filter(environment => isAt(environment, here));
    if (found === undefined || others.length > 0) {
      const names = [...environments.keys()].sort().join(', ');
      throw new UserError(`assemblies have stacks for ${names || 'no environment'}, of which ${found === undefined ? 'none is' : 'several can be'} ${nameOf(here)}: `
        + `${found === undefined ? 'name assemblies of apps that are deployed there' : 'give the stack an `env`'}`);
    }
    this.environment = found;
  }

  public executionPolicy(options: ExecutionPolicyOptions): ExecutionPolicy {
    return executionPolicies(this.sources, options).find(({ environment }) => nameOf(environment) === nameOf(this.environment))!;
  }
}

function templatesIn(folder: string): readonly TemplateSource[] {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new UserError(`assemblies has \`${shortened(folder)}\`, where there is no manifest.json, expected a folder that \`cdk synth\` wrote: synthesise the app first`);
  }
  return readAssembly(folder).templates;
}

function placed({ account, region }: Environment, here: Environment): Environment {
  return { account: account ?? here.account, region: region ?? here.region };
}

function isAt({ account, region }: Environment, here: Environment): boolean {
  return (here.account ?? account) === account && (here.region ?? region) === region;
}

function nameOf({ account = 'any account', region = 'any region' }: Environment): string {
  return `${account}/${region}`;
}
