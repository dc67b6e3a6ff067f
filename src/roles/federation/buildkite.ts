/**
 * Buildkite. Subjects: `organization:ORG:pipeline:PIPELINE:ref:REF:commit:COMMIT:step:STEP`. The commit is matched by its length:
 * branches of forks begin with `OWNER:`, so that after `*` an owner called `main` could write the rest of the subject.
 *
 * @see https://buildkite.com/docs/agent/cli/reference/oidc read 2026-11-22
 */
import { Token } from 'aws-cdk-lib';
import { hasWildcard, requireName, requireRefName, SLUG } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

/** A full commit id, or what a build has until its first job has looked it up. */
const COMMITS = ['?'.repeat(40), 'HEAD'];

/**
 * An organization of Buildkite as an issuer of tokens: `https://agent.buildkite.com`, which all organizations share.
 * The audience is `sts.amazonaws.com`, as Buildkite's plugin asks for it.
 *
 * @see https://buildkite.com/docs/pipelines/security/oidc/aws
 */
export class Buildkite extends OidcIssuer {
  /**
   * An organization.
   *
   * Throws when the slug is not one, or holds a wildcard.
   *
   * @param slug the organization as it stands in URLs
   */
  public static organization(slug: string, options: OidcIssuerOptions = {}): Buildkite {
    requireName('organization', slug, SLUG, 'name the one organization whose pipelines may enter');
    return new Buildkite(slug, options);
  }

  private constructor(private readonly slug: string, { audience = 'sts.amazonaws.com' }: OidcIssuerOptions) {
    super('https://agent.buildkite.com', [audience]);
  }

  /**
   * A pipeline, which makes the subjects of its builds. Its tokens must have the default subject (no `--subject-claim`).
   *
   * Throws when the slug is not one, or holds a wildcard.
   *
   * @param slug the pipeline as it stands in URLs
   */
  public pipeline(slug: string): BuildkitePipeline {
    requireName('pipeline', slug, SLUG, 'name the pipeline, and make one subject for each');
    const start = `organization:${this.slug}:pipeline:${slug}`;
    return BuildkitePipeline._of((ends, others) => this._subject(ends.map(end => `${start}:${end}`), { ...others, isPattern: true }));
  }
}

/**
 * A pipeline of Buildkite whose builds may assume a role, made by `Buildkite.pipeline`.
 */
export class BuildkitePipeline {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject<string[]>): BuildkitePipeline {
    return new BuildkitePipeline(subject);
  }

  private constructor(private readonly subject: MakeSubject<string[]>) {}

  /**
   * Builds of a branch. A name that ends in `*` is a pattern, which also matches slashes.
   *
   * Buildkite does not vouch that a step checks out that branch. If builds of forks are on, keep their branch names prefixed,
   * or a fork's `main` passes as the pipeline's own.
   *
   * Throws when the name is empty, only wildcards, not one that Git accepts, or holds a wildcard elsewhere than at its end.
   *
   * @param name such as `main` or `release/*`
   * @see https://buildkite.com/docs/pipelines/security/oidc/aws#including-the-build-branch-in-your-custom-trust-policy
   */
  public branch(name: string): OidcSubject {
    requireRefName('branch', name);
    if (!Token.isUnresolved(name) && hasWildcard(name.replace(/\*$/, ''))) {
      throw new Error(`branch is \`${name}\`, expected no wildcard but one \`*\` at the end, since other parts of the subject follow: write for example \`release/*\``);
    }
    return this.subject(COMMITS.map(commit => `ref:refs/heads/${name}:commit:${commit}:step:*`));
  }

  /**
   * Every build of the pipeline, those of pull requests included. They may execute code that nobody has reviewed: grant such a role nothing that writes.
   */
  public anyBuild(): OidcSubject {
    return this.subject(['*'], { isUnreviewed: true });
  }
}
