/**
 * Who a workflow run is, as GitHub's token says it: one or two spellings of the subject claim, and the workflow it must come through.
 * Only `GitHubRepository` makes subjects, so that every subject names its repository in full.
 */
import { Token } from 'aws-cdk-lib';
import { requireRepositoryName } from './github-names';
import { requireNoWildcard } from './names';
import { OidcSubject, TokenIdentity } from './oidc-subject';

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
export class GitHubSubject extends OidcSubject {
  /**
   * @internal
   */
  public static _of(identity: TokenIdentity): GitHubSubject {
    return new GitHubSubject(identity);
  }

  /**
   * @internal
   */
  public readonly _identity: TokenIdentity;

  private constructor(identity: TokenIdentity) {
    super();
    this._identity = identity;
  }

  /**
   * The same runs, but only those that go through the reusable workflow (`job_workflow_ref`). Both are asked for in one statement.
   *
   * Throws when the repository is not `OWNER/NAME`, the file not a workflow file, or the reference not a full one, when one holds a wildcard,
   * and for GitHub Enterprise Server, whose tokens AWS STS is not documented to read the claim from.
   *
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
   */
  public throughReusableWorkflow(workflow: GitHubReusableWorkflow): GitHubSubject {
    requireRepositoryName(workflow.repository);
    requireWorkflowFile(workflow.file);
    requireFullRef(workflow.ref);
    const workflowRef = `${workflow.repository}/.github/workflows/${workflow.file}@${workflow.ref}`;
    return GitHubSubject._of({ ...this._identity, claims: this._checkedClaims({ job_workflow_ref: workflowRef }) });
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
