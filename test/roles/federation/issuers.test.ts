/** Every issuer: whom its subjects let in and keep out, by the evaluator, on the trust policy that is deployed. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CASES, IssuerCase, Tokens } from './issuers';
import { findOidcIssuer } from '../../../src/catalog/oidc-issuers';
import { CustomOidcIssuer } from '../../../src/roles/federation/custom-oidc-issuer';
import { OidcProvider } from '../../../src/roles/federation/oidc-provider';
import { OidcRole } from '../../../src/roles/oidc-role';
import { LeastPrivilegeChecks } from '../../../src/validation/least-privilege-checks';
import { bind, decide } from '../../decisions';
import { ACCOUNT, stackIn } from '../synth';

function roleIn(stack: Stack, { issuer, subject }: IssuerCase) {
  const provider = new OidcProvider(stack, 'Provider', { issuer });
  return { provider, role: new OidcRole(stack, 'Role', { provider, subjects: [subject], description: 'Deploys the orders service' }) };
}

describe.each(CASES.map((each): [string, IssuerCase] => [each.title, each]))('%s', (_, each) => {
  let template: Template;
  beforeAll(() => {
    const stack = stackIn('cn-north-1');
    roleIn(stack, each);
    template = Template.fromStack(stack);
  });
  const trustOfRole = () => Object.values(template.findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument;

  test('lets in its own runs and no others', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${each.name}`;
    const trust = bind(JSON.parse(JSON.stringify(trustOfRole()).replace(/\{"Ref":"Provider[^}]*\}/g, JSON.stringify(arn))));
    const decisions = (tokens: Tokens) => Object.entries(tokens).map(([title, token]) => [title, decide({ identity: [], resource: trust }, {
      principal: { type: 'federated', id: arn },
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: `arn:aws:iam::${ACCOUNT}:role/Role`,
      resourceAccount: ACCOUNT,
      context: Object.fromEntries(Object.entries({ aud: each.audience, ...token }).map(([claim, value]) => [`${each.name}:${claim}`, value!])),
    })]);
    expect(decisions(each.accepted)).toEqual(Object.keys(each.accepted).map(title => [title, 'allowed']));
    expect(decisions(each.refused)).toEqual(Object.keys(each.refused).map(title => [title, 'implicitly-denied']));
  });

  test('names no partition, and the provider lists the audience and no thumbprint', () => {
    const [{ Properties: provider }] = Object.values(template.findResources('AWS::IAM::OIDCProvider'));
    expect(provider).toEqual({ Url: `https://${each.name}`, ClientIdList: expect.arrayContaining([each.audience]) });
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
  });

  test('compares exactly wherever there is no wildcard', () => {
    for (const { Condition: { StringEquals, StringLike = {}, ...others } } of trustOfRole().Statement) {
      expect(others).toEqual({});
      expect(StringEquals[`${each.name}:aud`]).toBe(each.audience);
      expect(Object.keys({ ...StringEquals, ...StringLike })).toContain(`${each.name}:sub`);
      expect(JSON.stringify(StringEquals)).not.toMatch(/[*?]/);
      Object.values(StringLike).flat().forEach(value => expect(value).toMatch(/[*?]/));
    }
  });

  test('is known to the catalog, unless it is one\'s own', () => {
    const own = /^(?:gitlab\.example\.com|idp\.example\.com\/tenant)$/.test(each.name);
    expect(findOidcIssuer(each.name) === undefined).toBe(own);
  });
});

test('an issuer that the catalog knows is made by its class only, which knows its pull requests', () => {
  const known = CASES.map(({ issuer }) => issuer).filter(({ url }) => findOidcIssuer(url.slice('https://'.length)));
  for (const { url, audiences: [audience], constructor: { name } } of known) {
    expect(() => CustomOidcIssuer.of({ url, audience })).toThrow(new RegExp(`url is .* of .*, expected an issuer that has no class of its own: use \`${name}\\.`));
  }
  expect(new Set(known.map(({ constructor }) => constructor)).size).toBe(10);
});

test('all are clean under our strict pack and under cdk-nag', () => {
  const stack = stackIn('eu-central-1');
  const providers = new Map<string, OidcProvider>();
  CASES.forEach(({ issuer, subject, title }) => {
    const others = CASES.filter(({ name }) => issuer.url === `https://${name}`).map(({ audience }) => audience);
    const provider = providers.get(issuer.url) ?? new OidcProvider(stack, `Provider of ${title}`, { issuer, additionalAudiences: others });
    providers.set(issuer.url, provider);
    new OidcRole(stack, title, { provider, subjects: [subject], description: title });
  });
  (stack.node.root as App).synth();
  const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'] })];
  const findings = packs.flatMap(pack => pack.validateScope(stack.node.root).violations);
  expect(findings.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
});
