/**
 * All policies that have a say in a request, by layer.
 */
import { PolicyDocument } from '../policy/document';

export interface Policies {
  /** Those of the user (and its groups) or role. */
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly session?: PolicyDocument;
  /** One list for each level from the root to the account; empty when the account is in no organization. */
  readonly scp: readonly (readonly PolicyDocument[])[];
  readonly rcp: readonly (readonly PolicyDocument[])[];
  /** Bucket policy, key policy, trust policy …; `undefined` when the resource has none. */
  readonly resource?: PolicyDocument;
  readonly endpoint?: PolicyDocument;
}

export type Layer = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource' | 'endpoint';
