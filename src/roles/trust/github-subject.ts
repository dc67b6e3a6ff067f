/**
 * Who a workflow run is, as GitHub's token says it: one or two spellings of the subject claim, and the workflow it must come through.
 * Only `GitHubRepository` makes subjects, so that every subject names its repository in full.
 */
import { Token } from 'aws-cdk-lib';
import { requireNoWildcard, requireRepositoryName } from './github-names';
import { GITHUB_ISSUER } from './github-oidc-provider';

/**
 * A reusable workflow that a run must go through.
 */
export interface GitHubReusableWorkflow {
  /**
   * The repository that holds the workflow, such as `acme/workflows`. Upper and lower case count.
   */
  readonly repository: string;

  /**
   * The file in `.github/workflows/`, such as `deploy.yml`.
   */
  readonly file: string;

  /**
   * The version that callers must use: `refs/heads/BRANCH`, `refs/tags/TAG` or a full commit id of 40 hexadecimal digits.
   */
  readonly ref: string;
}

/**
 * A kind of workflow run that may assume a role, made by the methods of `GitHubRepository`.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export class GitHubSubject {
  /**
   * @internal
   */
  public static _of(subjects: string[], isPattern: boolean): GitHubSubject {
    return new GitHubSubject(subjects, isPattern, undefined);
  }

  private constructor(
    private readonly subjects: string[],
    private readonly isPattern: boolean,
    private readonly workflowRef: string | undefined,
  ) {
  }

  /**
   * The same runs, but only those that go through the reusable workflow (`job_workflow_ref`). Both are asked for in one statement.
   *
   * Throws when the repository is not `OWNER/NAME`, the file not a workflow file, or the reference not a full one, and when one holds a wildcard.
   *
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
   */
  public throughReusableWorkflow(workflow: GitHubReusableWorkflow): GitHubSubject {
    requireRepositoryName(workflow.repository);
    requireWorkflowFile(workflow.file);
    requireFullRef(workflow.ref);
    const workflowRef = `${workflow.repository}/.github/workflows/${workflow.file}@${workflow.ref}`;
    return new GitHubSubject(this.subjects, this.isPattern, workflowRef);
  }

  /**
   * Subjects with the same key may share a statement.
   *
   * @internal
   */
  public get _statementKey(): string {
    return JSON.stringify([this.isPattern, this.workflowRef]);
  }

  /**
   * @internal
   */
  public get _subjects(): string[] {
    return [...this.subjects];
  }

  /**
   * The conditions of a statement for these subjects, which all have the key of this one.
   *
   * @internal
   */
  public _conditions(audience: string, subjects: string[]): { [operator: string]: { [key: string]: string | string[] } } {
    const sub = { [`${GITHUB_ISSUER}:sub`]: subjects.length === 1 ? subjects[0] : subjects };
    const exact = {
      [`${GITHUB_ISSUER}:aud`]: audience,
      ...(this.workflowRef === undefined ? {} : { [`${GITHUB_ISSUER}:job_workflow_ref`]: this.workflowRef }),
    };
    return this.isPattern ? { StringEquals: exact, StringLike: sub } : { StringEquals: { ...exact, ...sub } };
  }
}

function requireWorkflowFile(file: string): void {
  if (Token.isUnresolved(file)) return;
  if (!/^[\w.-]+\.ya?ml$/.test(file)) {
    throw new Error(`file is \`${file}\`, expected the name of a workflow file such as \`deploy.yml\`: leave out \`.github/workflows/\` and name one file`);
  }
}

function requireFullRef(ref: string): void {
  requireNoWildcard('ref', ref, 'name the one version that callers must use');
  if (Token.isUnresolved(ref)) return;
  if (!/^(?:refs\/(?:heads|tags)\/\S+|[0-9a-f]{40})$/.test(ref)) {
    throw new Error(
      `ref is \`${ref}\`, expected \`refs/heads/BRANCH\`, \`refs/tags/TAG\` or a commit id of 40 hexadecimal digits: write it in full`,
    );
  }
}
