/** All stacks of the corpus, and how they are judged: each as an app of its own, with the feature flags of a new project. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as featureFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { analytics } from './analytics';
import { apis } from './apis';
import { constructLibraries } from './construct-libraries';
import { containers } from './containers';
import { databases } from './databases';
import { delivery } from './delivery';
import { deployment } from './deployment';
import { edge } from './edge';
import { functions } from './functions';
import { identities } from './identities';
import { keysAndSecrets } from './keys-and-secrets';
import { libraryRoles } from './library-roles';
import { messaging } from './messaging';
import { ENVIRONMENT, OrdinaryStack, OrdinaryStacks } from './ordinary-stack';
import { servers } from './servers';
import { storage } from './storage';
import { workflows } from './workflows';
import { readWrittenTemplates } from '../../src/cdk/app-templates';
import { AnalysisOptions, analysisOptions } from '../../src/validation/analysis-options';
import { judge } from '../../src/validation/judge';
import { Judgement } from '../../src/validation/judgement';

export const CORPUS: OrdinaryStacks = {
  ...analytics,
  ...apis,
  ...constructLibraries,
  ...containers,
  ...databases,
  ...delivery,
  ...deployment,
  ...edge,
  ...functions,
  ...identities,
  ...keysAndSecrets,
  ...libraryRoles,
  ...messaging,
  ...servers,
  ...storage,
  ...workflows,
};

const CONTEXT = {
  ...featureFlags,
  'aws:cdk:disable-asset-staging': true,
  'aws:cdk:bundling-stacks': [],
  [`availability-zones:account=${ENVIRONMENT.account}:region=${ENVIRONMENT.region}`]: ['eu-central-1a', 'eu-central-1b'],
};

/** What the rules say of the stack, in the construct tree's terms. */
export function judgementsOf(name: string, fill: OrdinaryStack, options: AnalysisOptions = analysisOptions({})): readonly Judgement[] {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-least-privilege-corpus-'));
  try {
    const app = new App({ outdir, context: CONTEXT });
    fill(new Stack(app, name, { env: ENVIRONMENT }), app);
    return judge(readWrittenTemplates(app, writtenBy(app.synth())), options, app);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function writtenBy(assembly: CloudAssembly) {
  return assembly.stacksRecursively.map(stack => ({ stackConstructPath: stack.hierarchicalId, templatePath: stack.templateFullPath }));
}
