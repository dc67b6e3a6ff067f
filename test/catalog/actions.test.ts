import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import {
  actionNames, findAction, findConditionKey, findResourceType, hasService, matchActions, resourceTypes, servicePrefixes, serviceTitle,
} from '../../src/catalog/actions';
import { ACTION_CORRECTIONS, RESOURCE_TYPE_CORRECTIONS } from '../../src/catalog/corrections';

const RAW = join(__dirname, '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data');
const raw = (kind: string, service: string) => Object.values<any>(JSON.parse(readFileSync(join(RAW, kind, `${service}.json`), 'utf8')));
const services = readdirSync(join(RAW, 'actions')).map((file) => file.slice(0, -'.json'.length)).sort();
const allActions = services.flatMap((service) => raw('actions', service).map((action): string => `${service}:${action.name}`));
const sorted = (texts: readonly string[]) => [...texts].sort();
const keySet = (keys: readonly string[] = []) => [...new Set(keys)].sort();
const ids = (actions: readonly { service: string; name: string }[]) => actions.map(({ service, name }) => `${service}:${name}`);

describe('against the source data', () => {
  test('has all services and actions, in the number that was counted independently', () => {
    expect(servicePrefixes()).toEqual(services);
    expect(services).toHaveLength(456);
    expect(allActions).toHaveLength(22_091);
    expect(services.map((service) => actionNames(service).length).reduce((a, b) => a + b)).toBe(22_091);
  });

  test('has the display name of every service', () => {
    const titles = JSON.parse(readFileSync(join(RAW, 'serviceNames.json'), 'utf8'));
    expect(services.filter((service) => serviceTitle(service) !== titles[service])).toEqual([]);
  });

  test('every action has the levels, resource types and condition keys of the source', () => {
    const wrong = services.flatMap((service) => raw('actions', service).filter((action) => {
      const corrected = ACTION_CORRECTIONS.find((row) => row.service === service && row.action === action.name);
      const expected = {
        service,
        name: action.name,
        accessLevels: action.accessLevel.split(', '),
        resourceTypes: [...new Map(action.resourceTypes.map((type: any) => [type.name, type])).values()]
          .filter((type: any) => !corrected?.withoutResourceTypes.includes(type.name))
          .map((type: any) => ({ name: type.name, required: type.required, conditionKeys: keySet(type.conditionKeys) }))
          .sort((a, b) => a.name < b.name ? -1 : 1),
        conditionKeys: keySet(action.conditionKeys),
      };
      return JSON.stringify(findAction(service, action.name)) !== JSON.stringify(expected);
    }).map((action): string => `${service}:${action.name}`));
    expect(wrong).toEqual([]);
  });

  test('every resource type has the ARN forms and condition keys of the source', () => {
    const wrong = services.flatMap((service) => raw('resourceTypes', service).filter((type) => {
      const corrected = RESOURCE_TYPE_CORRECTIONS.find((row) => row.service === service && row.resourceType === type.key);
      const expected = {
        service,
        name: type.key,
        arnTemplates: [...type.arn.replace('-{Date', '-${Date').split(', '), ...corrected?.furtherArnTemplates ?? []],
        conditionKeys: keySet(type.conditionKeys),
      };
      return JSON.stringify(findResourceType(service, type.key)) !== JSON.stringify(expected);
    }).map((type): string => `${service} ${type.key}`));
    expect(wrong).toEqual([]);
    expect(services.map((service) => resourceTypes(service).length).reduce((a, b) => a + b)).toBe(2334);
  });

  test('every condition key of a service is found with its type', () => {
    const wrong = services.flatMap((service) => raw('conditionKeys', service)
      .filter(({ key, type }) => {
        const found = findConditionKey(key);
        return found?.key !== key || (found?.type !== type && key !== 'identitystore:UserId');
      })
      .map(({ key }): string => `${service}: ${key}`));
    expect(wrong).toEqual([]);
  });
});

describe('findAction', () => {
  test('takes any case and answers in the spelling of AWS', () => {
    expect(findAction('S3', 'GETOBJECT')).toMatchObject({ service: 's3', name: 'GetObject' });
    expect(findAction('s3', 'getobject')).toBe(findAction('s3', 'GetObject'));
  });

  test('knows two access levels where AWS gives two', () => {
    expect(findAction('s3', 'PutBucketPolicy')!.accessLevels).toEqual(['Permissions management', 'Write']);
    expect(findAction('s3', 'PutObjectTagging')!.accessLevels).toEqual(['Tagging', 'Write']);
  });

  test('has no resource type for an action that accepts only *', () => {
    expect(findAction('s3', 'ListAllMyBuckets')!.resourceTypes).toEqual([]);
    expect(findAction('ec2', 'DescribeInstances')!.resourceTypes).toEqual([]);
  });

  test('is corrected: PutMetricData accepts only *', () => {
    expect(findAction('cloudwatch', 'PutMetricData')).toMatchObject({ resourceTypes: [], conditionKeys: ['cloudwatch:namespace'] });
  });

  test.each([['nosuchservice', 'GetObject'], ['s3', 'NoSuchAction'], ['s3', 'Get*'], ['', ''], ['constructor', 'x'], ['s3', '__proto__']])(
    'does not know %j %j', (service, name) => {
      expect(findAction(service, name)).toBeUndefined();
    });
});

describe('services', () => {
  test('a service with a name like a record mark is read like any other', () => {
    expect(serviceTitle('acm')).toBe('AWS Certificate Manager');
    expect(serviceTitle('kms')).toBe('AWS Key Management Service');
  });

  test('prefixes take any case', () => {
    expect(hasService('DynamoDB')).toBe(true);
    expect(hasService('dynamo')).toBe(false);
    expect(hasService('aws')).toBe(false);
  });

  test('what is not a service has no names and no types', () => {
    expect(actionNames('nosuchservice')).toEqual([]);
    expect(resourceTypes('nosuchservice')).toEqual([]);
    expect(serviceTitle('nosuchservice')).toBeUndefined();
  });
});

describe('resource types', () => {
  test('a type with several ARN forms has them all', () => {
    expect(findResourceType('apigateway', 'stage')!.arnTemplates).toEqual([
      'arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages/${StageName}',
      'arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages/${StageName}',
    ]);
  });

  test('is corrected: a log group is also named with a trailing :*', () => {
    expect(findResourceType('logs', 'log-group')!.arnTemplates).toEqual([
      'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}',
      'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*',
    ]);
  });
});

describe('matchActions', () => {
  const lower = allActions.map((action) => action.toLowerCase());

  /** A matcher of another make: left to right over sets of positions. */
  function naive(pattern: string, text: string): boolean {
    let states = new Set([0]);
    const spread = (from: Set<number>) => {
      for (const state of from) {
        if (pattern[state] === '*') { from.add(state + 1); }
      }
      return from;
    };
    states = spread(states);
    for (const letter of text) {
      const next = new Set<number>();
      for (const state of states) {
        if (pattern[state] === '*') { next.add(state); } else if (pattern[state] === '?' || pattern[state] === letter) { next.add(state + 1); }
      }
      states = spread(next);
    }
    return states.has(pattern.length);
  }

  test.each([
    's3:Get*', 's3:?etObject', 's3:*', 's3:GetObject', 'S3:getobject', 's3:get', '*:*', '*:Get*', 's3*:List*', '*s*:*Tag*', 'ec2:Describe*s',
    'ec2:*Instance*', 'iam:*Policy', 'iam:??tRole*', 'sqs:SendMessage*', 'dynamodb:*Item', 'dynamodb:Batch*Item', 'kms:*Data*Key*', '*Object', 's3*Object',
    'lambda:**Function', 'logs:Put?????????', 'nosuch:*', '?3:*', 'sts:assumerole', '*:', ':*', ':', '', 's3', 's3:', 's3::GetObject', 's3:Get*:x', '*?*', '**',
  ])('%j names exactly what a plain matcher says', (pattern) => {
    const text = pattern.toLowerCase();
    const expected = allActions.filter((_, i) => naive(text, lower[i]));
    expect(sorted(ids(matchActions(pattern)))).toEqual(sorted(expected));
  });

  test('a pattern from every action name and every verb agrees with a plain prefix test', () => {
    const verbs = [...new Set(allActions.map((action) => action.slice(0, action.indexOf(':') + 4)))].slice(0, 400);
    const wrong = verbs.filter((verb) => matchActions(`${verb}*`).length !== lower.filter((action) => action.startsWith(verb.toLowerCase())).length);
    expect(wrong).toEqual([]);
  });

  test('the answer is sorted by service, then by name without regard to case', () => {
    const found = ids(matchActions('*:*Tag*')).map((action) => action.toLowerCase().replace(':', ' '));
    expect(found).toEqual(sorted(found));
  });

  test('* names everything', () => {
    expect(matchActions('*')).toHaveLength(22_091);
  });

  test('asking again gives the same answer object', () => {
    expect(matchActions('s3:Put*')).toBe(matchActions('s3:Put*'));
  });

  test.each([
    ['many stars', '*a'.repeat(5000), ':'],
    ['many stars in the name', `s3:${'*a'.repeat(5000)}b`, ':'],
    ['stars and single places', '*?'.repeat(5000), ':'],
    ['a long run of stars', `s3:${'*'.repeat(100_000)}Object`, 's3:*Object'],
    ['what breaks a backtracking expression', 'ec2:*e*e*e*e*e*e*e*e*e*e*!', ':'],
    ['characters of regular expressions', 's3:(a+)+$[^]\\', ':'],
  ])('a hostile pattern does not keep the reader busy, and names what a plain one does: %s', (_, pattern, plain) => {
    expect(matchActions(pattern)).toEqual(matchActions(plain));
  });
});

describe('findConditionKey', () => {
  test.each([
    ['aws:SourceIp', 'aws:SourceIp', 'IPAddress'],
    ['AWS:PRINCIPALORGID', 'aws:PrincipalOrgID', 'String'],
    ['aws:PrincipalTag/team', 'aws:PrincipalTag/${TagKey}', 'String'],
    ['aws:RequestTag/${aws:PrincipalTag/team}', 'aws:RequestTag/${TagKey}', 'String'],
    ['aws:TagKeys', 'aws:TagKeys', 'ArrayOfString'],
    ['s3:prefix', 's3:prefix', 'String'],
    ['s3:ExistingObjectTag/stage', 's3:ExistingObjectTag/<key>', 'String'],
    ['dynamodb:LeadingKeys', 'dynamodb:LeadingKeys', 'ArrayOfString'],
    ['kms:EncryptionContext:tenant', 'kms:EncryptionContext:${EncryptionContextKey}', 'String'],
    ['iam:PassedToService', 'iam:PassedToService', 'String'],
    ['lambda:SourceFunctionArn', 'lambda:SourceFunctionArn', 'ARN'],
    ['saml:aud', 'saml:aud', 'String'],
    ['token.actions.githubusercontent.com:ref', 'token.actions.githubusercontent.com:ref', 'String'],
    ['token.actions.acme.ghe.com:ref', 'token.actions.${Domain}.ghe.com:ref', 'String'],
  ])('%s is %s, a %s', (asked, key, type) => {
    expect(findConditionKey(asked)).toEqual({ key, type });
  });

  test.each(['s3:NoSuchKey', 'aws:NoSuchKey', 's3', '', ':', 'nosuch:Key', 's3:ExistingObjectTag/', 'aws:PrincipalTag/'])('does not know %j', (key) => {
    expect(findConditionKey(key)).toBeUndefined();
  });
});
