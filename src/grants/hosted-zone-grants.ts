/**
 * Route 53: changing and listing the records of one hosted zone. Never zones themselves.
 *
 * The three condition keys of a change have many values, one for each record of the batch: all of them must be among the named
 * ones, and there must be one at all. Names are compared in lower case, without a final dot, and with other characters than
 * a-z, 0-9, -, _ and . as \ and three octal digits (2026-11):
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Conditions, mergeConditions } from './writing/conditions';
import { GrantScope } from './writing/grant-scope';
import { oneOrMany, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which records of a hosted zone may be changed, and how.
 */
export interface RecordChangeGrantOptions extends GrantScope {
  /**
   * Only records with these full names, such as `_acme-challenge.example.com`. Upper case, a final dot and characters that Route 53
   * escapes are brought into its form; `*.example.com` is the wildcard record of that name, not a pattern.
   *
   * @default - records of any name
   */
  readonly names?: string[];

  /**
   * Only records of these types, such as `TXT`.
   *
   * @default - records of any type
   */
  readonly types?: string[];

  /**
   * Only these changes: `CREATE`, `UPSERT`, `DELETE`.
   *
   * @default - any change
   */
  readonly actions?: string[];
}

/**
 * Grants on a hosted zone that name exact actions.
 *
 * Works with L2, L1 and imported hosted zones. The statements go into the grantee's own policy. Route 53 has no resource-based
 * policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 */
export class ScopedHostedZoneGrants {
  /**
   * Starts the grants of a hosted zone.
   *
   * @param hostedZone an L2, L1 or imported hosted zone
   */
  public static fromHostedZone(hostedZone: route53.IHostedZoneRef): ScopedHostedZoneGrants {
    return new ScopedHostedZoneGrants(hostedZone);
  }

  private constructor(private readonly hostedZone: route53.IHostedZoneRef) {}

  /**
   * Lets the grantee change records (`route53:ChangeResourceRecordSets`) and see when a change has reached all name servers
   * (`route53:GetChange`). A batch with one record outside of the named ones is denied as a whole.
   *
   * @throws if a list is empty or holds a value that Route 53 never sends, or if the grant would be lost
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
   */
  public changeRecords(grantee: iam.IGrantable, options: RecordChangeGrantOptions = {}): iam.Grant {
    const changes = Stack.of(this.hostedZone).formatArn({ service: 'route53', region: '', account: '', resource: 'change', resourceName: '*' });
    return this.grant('changeRecords', grantee, options, [
      { ...this.onZone('route53:ChangeResourceRecordSets'), conditions: changeConditions(options) },
      {
        actions: ['route53:GetChange'],
        resources: [changes],
        wildcardReason: 'Route 53 gives a change its id when it is made',
      },
    ]);
  }

  /**
   * Lets the grantee list the records: `route53:ListResourceRecordSets`.
   *
   * @throws if the grant would be lost
   */
  public listRecords(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('listRecords', grantee, options, [this.onZone('route53:ListResourceRecordSets')]);
  }

  /**
   * Lets the grantee look up the id of a zone by its name: `route53:ListHostedZonesByName`, which AWS accepts on `*` only. It shows
   * the names of all zones of the account; not needed where the id is known.
   *
   * @throws if the grant would be lost
   */
  public findByName(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('findByName', grantee, options, [{
      actions: ['route53:ListHostedZonesByName'],
      resources: ['*'],
      wildcardReason: 'route53:ListHostedZonesByName accepts no resource but *',
    }]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedHostedZoneGrants.${method}`,
      grantee,
      resource: this.hostedZone,
      scope,
      statements,
      otherAccountRemedy: 'Let the grantee assume a role of the hosted zone\'s account.',
    });
  }

  private onZone(action: string): ScopedStatement {
    const { hostedZoneId } = this.hostedZone.hostedZoneRef;
    const arn = Stack.of(this.hostedZone).formatArn({ service: 'route53', region: '', account: '', resource: 'hostedzone', resourceName: hostedZoneId });
    return { actions: [action], resources: [arn] };
  }
}

function changeConditions({ names, types, actions }: RecordChangeGrantOptions): Conditions | undefined {
  return [
    allOf('names', 'NormalizedRecordNames', names, /^[\w*-]+(\.[\w*-]+)*\.?$/, "the full name of a record, such as 'www.example.com'"),
    allOf('types', 'RecordTypes', types, /^[A-Z]+$/, "the type of a record in capital letters, such as 'TXT'"),
    allOf('actions', 'Actions', actions, /^(CREATE|UPSERT|DELETE)$/, 'one of CREATE, UPSERT, DELETE'),
  ].reduce(mergeConditions, undefined);
}

/** `ForAllValues` is true of a request without the key, so the Null test has to demand the key. */
function allOf(option: string, key: string, values: string[] | undefined, form: RegExp, expected: string): Conditions | undefined {
  if (values === undefined) { return undefined; }
  requireMatching('ScopedHostedZoneGrants.changeRecords', option, values, form, expected);
  const conditionKey = `route53:ChangeResourceRecordSets${key}`;
  const known = option === 'names' && !Token.isUnresolved(values) ? values.map(normalized) : values;
  return { 'ForAllValues:StringEquals': { [conditionKey]: oneOrMany(known) }, 'Null': { [conditionKey]: 'false' } };
}

/** Tokens and policy variables stay as they are: their text has to have the form already. */
function normalized(name: string): string {
  return Token.isUnresolved(name) || name.includes('${') ? name : name.toLowerCase().replace(/\.$/, '').replace(/\*/g, '\\052');
}
