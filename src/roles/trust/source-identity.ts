/**
 * Which source identity whoever assumes a role has to set. A condition on it holds only where one is set, so each of them demands one.
 */
import { literalsIn } from '../../cdk/known-now';
import { Conditions } from '../../grants/writing/conditions';
import { isSessionNamePattern, SESSION_NAME_FORM } from '../../policy/session-name';

const KEY = 'sts:SourceIdentity';

/**
 * The source identity that a trust policy asks for: the name that follows a person through all sessions and into CloudTrail. Once set it
 * cannot be changed, not by assuming further roles either.
 *
 * Who assumes the role needs `sts:SetSourceIdentity` beside `sts:AssumeRole` in policies of their own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export class SourceIdentity {
  /**
   * Some source identity. The caller chooses which, so it is what callers say of themselves.
   */
  public static any(): SourceIdentity {
    return new SourceIdentity({ Null: { [KEY]: 'false' } });
  }

  /**
   * The name of the IAM user that calls (`aws:username`), which nobody can make up. Sessions of roles have no user name, so none of them
   * can meet it.
   */
  public static userName(): SourceIdentity {
    return new SourceIdentity({ StringEquals: { [KEY]: '${aws:username}' } });
  }

  /**
   * One that is like one of the patterns, such as `*@example.com`.
   *
   * @param patterns 2 to 64 letters, digits and `_+=,.@-` each, and the wildcards `*` and `?`
   * @throws Error on an empty list, and on a pattern that no source identity is like
   */
  public static like(...patterns: string[]): SourceIdentity {
    if (patterns.length === 0) {
      throw new Error('SourceIdentity.like has no patterns, expected at least one, such as `*@example.com`: use SourceIdentity.any() for whichever is set');
    }
    const wrong = literalsIn(patterns).find(pattern => !isSessionNamePattern(pattern));
    if (wrong !== undefined) {
      throw new Error(`SourceIdentity.like has \`${wrong}\`, expected ${SESSION_NAME_FORM}, with \`*\` and \`?\` as wildcards, such as \`*@example.com\``);
    }
    return new SourceIdentity({ StringLike: { [KEY]: patterns } });
  }

  /** @internal */
  public readonly _conditions: Conditions;

  private constructor(conditions: Conditions) {
    this._conditions = conditions;
  }
}
