/**
 * Under which domain the identity pools of Amazon Cognito issue tokens: the federated principal of a trust policy, and the beginning of its
 * condition keys. Only what AWS documents: of China and the isolated partitions nothing is said, and nothing is guessed.
 */
import { partitionOf } from './partition';

export interface CognitoIdentityDomain {
  /** A region, or a partition all of whose other regions share the domain. */
  readonly where: string;
  readonly domain: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const GOVCLOUD = 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html';
const ROLE_TRUST = 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html';

export const COGNITO_IDENTITY_DOMAINS: readonly CognitoIdentityDomain[] = [
  { where: 'aws', domain: 'cognito-identity.amazonaws.com', source: ROLE_TRUST, date: '2026-11-22' },
  { where: 'us-gov-east-1', domain: 'cognito-identity.us-gov-east-1.amazonaws.com', source: GOVCLOUD, date: '2026-11-22' },
  { where: 'us-gov-west-1', domain: 'cognito-identity-us-gov.amazonaws.com', source: GOVCLOUD, date: '2026-11-22' },
];

/** The domain in a region; `undefined` where none is documented. */
export function findCognitoIdentityDomain(region: string): string | undefined {
  const partition = partitionOf(region)?.name;
  return COGNITO_IDENTITY_DOMAINS.find(({ where }) => where === region || where === partition)?.domain;
}
