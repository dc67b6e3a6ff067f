/**
 * Imports in `src/` point down only, as the table below says; ESLint enforces it.
 */
import { Component, typescript } from 'projen';

/** What each folder of `src/` may import besides itself. */
const MAY_IMPORT: { readonly [folder: string]: readonly string[] } = {
  diagnostics: [],
  catalog: [],
  policy: ['diagnostics'],
  template: ['policy', 'catalog', 'diagnostics'],
  reasoning: ['policy', 'catalog', 'diagnostics'],
  rules: ['reasoning', 'policy', 'catalog', 'diagnostics'],
  reporting: ['diagnostics', 'reasoning'],
  deployment: ['template', 'reasoning', 'policy', 'catalog', 'diagnostics'],
  cdk: ['template', 'policy', 'catalog', 'diagnostics'],
  grants: ['cdk', 'policy', 'catalog', 'diagnostics'],
  guardrails: ['grants', 'cdk', 'deployment', 'reasoning', 'policy', 'catalog', 'diagnostics'],
  roles: ['grants', 'guardrails', 'cdk', 'deployment', 'policy', 'catalog', 'diagnostics'],
  assertions: ['reasoning', 'cdk', 'template', 'policy', 'catalog', 'diagnostics'],
  cli: ['diagnostics', 'catalog', 'policy', 'template', 'reasoning', 'rules', 'reporting', 'deployment'],
  validation: ['rules', 'reasoning', 'roles', 'guardrails', 'cdk', 'template', 'reporting', 'policy', 'catalog', 'diagnostics'],
};

/** Plain TypeScript that knows IAM but not the CDK. */
const CORE = ['diagnostics', 'catalog', 'policy', 'template', 'reasoning', 'rules', 'reporting', 'deployment', 'cli'];

export class ImportDirections extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    const eslint = project.eslint!;
    eslint.addRules({
      'import/no-cycle': ['error'],
      'import/no-restricted-paths': ['error', {
        zones: Object.entries(MAY_IMPORT).map(([folder, below]) => ({
          target: `./src/${folder}`,
          from: './src',
          except: [folder, ...below].map(name => `./${name}`),
          message: `src/${folder} may import ${below.length > 0 ? below.join(', ') : 'nothing else'}.`,
        })),
      }],
    });
    eslint.addOverride({
      files: CORE.map(folder => `src/${folder}/**`),
      rules: {
        'no-restricted-imports': ['error', {
          patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'cdk-nag'], message: 'The core knows IAM, not the CDK.' }],
        }],
      },
    });
  }
}
