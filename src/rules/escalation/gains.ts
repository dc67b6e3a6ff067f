/**
 * What one principal can come by, as far as it is found.
 */
import { Access, Grant } from './access';
import { Holder } from './holder';
import { Ability } from './means';
import { EscalationPath } from '../../catalog/escalation-paths';
import { Identity, ResourceSite } from '../../policy/policy-site';

/** Why somebody is strong, in words that end the sentence "which ...". */
export interface Strength {
  readonly why: string;
  /** The next on the way, where it is strong through another. */
  readonly via?: Identity;
}

/** A role that can be passed to something that runs what one gives it. */
export interface Passing {
  readonly path: EscalationPath;
  readonly service: string;
  readonly grants: readonly Grant[];
  /** The role that is passed; any, where left out. */
  readonly role?: Identity;
}

/** A workload that can be changed or entered. */
export interface Takeover {
  readonly path: EscalationPath;
  readonly grants: readonly Grant[];
  readonly workload?: ResourceSite;
  readonly role?: Identity;
}

/** One identity that can become another. */
export interface Becoming {
  readonly identity: Identity;
  readonly grant: Grant;
  readonly does: string;
}

/** What one principal can come by. */
export class Gains {
  public readonly abilities: Ability[] = [];
  public readonly passings: Passing[] = [];
  public readonly takeovers: Takeover[] = [];
  public readonly becomings: Becoming[] = [];
  public assumesAny?: Grant;

  public constructor(public readonly holder: Holder, public readonly role: Access, public readonly user: Access) {}

  /** Where a grant stands, as people find it: ``statement 2 of `Policy` ``; `undefined` for that of a trust policy. */
  public placeOf({ policy, path }: Grant): string | undefined {
    if (policy === undefined || path === undefined) { return undefined; }
    const [, number] = path.split('/');
    const { name } = this.holder.sources[policy];
    return `${number === undefined ? 'the statement' : `statement ${number}`}${name === '' ? '' : ` of \`${name}\``}`;
  }

  /** The name of the AWS managed policy that a grant stands in. */
  public awsPolicyOf({ policy }: Grant): string | undefined {
    const source = policy === undefined ? undefined : this.holder.sources[policy];
    return source?.isOfAws ? source.name : undefined;
  }
}
