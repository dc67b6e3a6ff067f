import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

const RESERVED = /^\/aws-service-role(?:\/|$)/;

export const reservedRolePath: Rule = {
  id: 'reserved-role-path',
  severity: Severity.ERROR,
  checks: ['T-19'],
  summary: 'a role stands under the path of service-linked roles',
  why: 'Only AWS makes roles under `/aws-service-role/`, when the service asks for one; the deployment fails.',
  accept: 'Never for a role that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html',
  ],
  examples: {
    flagged: [
      { title: 'a role of one\'s own under the path of a service', resources: { Role: role('/aws-service-role/ecs.amazonaws.com/') } },
    ],
    allowed: [
      { title: 'a path of one\'s own', resources: { Role: role('/services/') } },
      {
        title: 'the role that AWS makes',
        resources: { Role: { Type: 'AWS::IAM::ServiceLinkedRole', Properties: { AWSServiceName: 'ecs.amazonaws.com' } } },
      },
    ],
  },

  resourceTypes: ['AWS::IAM::Role'],

  judgeResource(resource) {
    const path = resource.properties.Path === undefined ? undefined : resource.texts('Path').find(({ text }) => RESERVED.test(text.literalPrefix));
    return path === undefined ? NO_VIOLATIONS : [{
      cause: '',
      path: 'Path',
      message: `the path \`${path.text}\` is reserved for service-linked roles`,
      fix: 'choose another `Path`; for the role of a service use `AWS::IAM::ServiceLinkedRole` (`CfnServiceLinkedRole`)',
    }];
  },
};

function role(path: string) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Path: path,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    },
  };
}
