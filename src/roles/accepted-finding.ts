/** A finding of our own rules on a role of this library that is right and stands: accepted once, with the reason, so that users need not. */
import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LIBRARY, NAMESPACE, writeReason } from '../diagnostics/acknowledgement';

/** @param finding the rule and, in brackets, what it found: `wildcard-region[logs]` */
export function acceptFinding(role: iam.Role, finding: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `${NAMESPACE}::${finding}`, reason: writeReason(reason, { owner: LIBRARY }) });
}
