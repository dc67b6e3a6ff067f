import { parsePolicyDocument } from '../../src/policy/parse';
import { parsePrincipal } from '../../src/reasoning/principal';
import { accessNotGrantedTo } from '../../src/reasoning/effective-access';
import { effectivePermissions } from '../../src/reasoning/effective-permissions';
import { boundaryCuts } from '../../src/reasoning/boundary-cuts';
import { noPublicAccess } from '../../src/reasoning/public-access';

const doc = (...Statement: any[]) => parsePolicyDocument({ Version: '2012-10-17', Statement });
const role = parsePrincipal('arn:aws:iam::111122223333:role/app')!;
const full = { Effect: 'Allow', Action: '*', Resource: '*' };
test('messages', () => {
  const identity = [doc({ Sid: 'Orders', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::orders/*' }, { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders*' }, { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' })];
  const boundary = doc({ Effect: 'Allow', Action: ['s3:*', 'kms:*', 'logs:*'], Resource: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: '*' });
  const scp = [[doc(full)], [doc(full, { Effect: 'Deny', Action: 's3:PutBucketPolicy', Resource: '*' })]];
  const rcp = [[doc({ ...full, Principal: '*' }), doc({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc' } } })]];
  const policies = { identity, boundary, scp, rcp };
  console.log(accessNotGrantedTo(role, policies, { actions: ['s3:Put*'] }));
  console.log(accessNotGrantedTo(role, policies, { actions: ['s3:Delete*'] }));
  console.log(accessNotGrantedTo(parsePrincipal('arn:aws:iam::111122223333:root')!, { ...policies, identity: [] }, { actions: ['ec2:RunInstances'] }));
  console.log(accessNotGrantedTo(role, { ...policies, scp: [[doc({ ...full, Principal: '*' })]] }, {}));
  console.log(accessNotGrantedTo(role, { ...policies, scp: [[doc({ Effect: 'Alow', Action: 1 })]] }, {}));
  console.log(JSON.stringify(effectivePermissions(role, policies), null, 1));
  console.log(JSON.stringify(effectivePermissions(parsePrincipal('arn:aws:iam::111122223333:root')!, { ...policies, identity: [] }), null, 1));
  const keyPolicy = doc({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/admin' }, Action: 'kms:*', Resource: '*' });
  console.log(accessNotGrantedTo(role, { identity: [doc({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' })], scp: [], rcp: [], resource: keyPolicy }, { actions: ['kms:Decrypt'], resources: ['arn:aws:kms:us-east-1:111122223333:key/1'] }));
  console.log(JSON.stringify(boundaryCuts(doc({ Sid: 'A', Effect: 'Allow', Action: ['s3:*', 'ec2:*'], Resource: '*' }, { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' }), boundary), null, 1));
  console.log(noPublicAccess(doc({ Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' })));
});
test('speed', () => {
  const services = ['s3', 'ec2', 'iam', 'sqs', 'sns', 'lambda', 'dynamodb', 'kms', 'logs', 'events'];
  const identity = [doc(...Array.from({ length: 50 }, (_, i) => ({ Effect: 'Allow', Action: [`${services[i % 10]}:Get*`, `${services[i % 10]}:List*`], Resource: [`arn:aws:${services[i % 10]}:*:*:x${i}*`, `arn:aws:${services[i % 10]}:::y${i}/*`] })), ...services.map(s => ({ Effect: 'Deny', Action: `${s}:*`, Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })))];
  const boundary = doc(...services.map(s => ({ Effect: 'Allow', Action: `${s}:*`, Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } } })));
  const scp = [[doc(full)], [doc({ Effect: 'Allow', NotAction: ['organizations:*'], Resource: '*' })]];
  for (const n of [1, 2]) {
    let t = Date.now();
    const p = effectivePermissions(role, { identity, boundary, scp, rcp: [] });
    console.log(n, p.permissions.length, p.isCapped, Date.now() - t);
    t = Date.now();
    const a = accessNotGrantedTo(role, { identity, boundary, scp, rcp: [] }, { actions: ['organizations:*'] });
    console.log(a.verdict, Date.now() - t);
    t = Date.now();
    const b = accessNotGrantedTo(role, { identity, boundary, scp, rcp: [] }, { resources: ['arn:aws:foo:::bar'] });
    console.log(b.verdict, Date.now() - t);
  }
});
