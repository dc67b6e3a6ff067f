/** Policies with one known finding each, or none, to plant in apps. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** A statement that only `admin-statement` has something to say about. */
export const ADMIN = { Effect: 'Allow', Action: '*', Resource: '*' };

export const HARMLESS = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };

/** A role whose trust nothing is wrong with. */
export function plainRole(scope: Construct, id: string): iam.Role {
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  });
}

export function roleWith(scope: Construct, id: string, statement: object): iam.Role {
  const role = plainRole(scope, id);
  role.addToPolicy(iam.PolicyStatement.fromJson(statement));
  return role;
}

export function l1Policy(stack: Stack, id: string, statement: object): iam.CfnManagedPolicy {
  return new iam.CfnManagedPolicy(stack, id, { policyDocument: { Version: '2012-10-17', Statement: [statement] } });
}
