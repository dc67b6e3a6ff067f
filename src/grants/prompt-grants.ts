/** Bedrock prompt management: the use of one prompt. Never reading or changing its definition. */
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { requireKnownLength, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Which versions of a prompt a grant covers.
 */
export interface PromptGrantOptions extends GrantScope {
  /**
   * Only these versions: numbers as `3`, or `DRAFT`.
   *
   * @default - the draft and all versions
   */
  readonly versions?: string[];
}

/**
 * Grants on a prompt of Amazon Bedrock prompt management.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management-prereq.html
 */
export class ScopedPromptGrants {
  /**
   * Starts the grants of a prompt.
   *
   * @param prompt an L1 prompt
   */
  public static fromPrompt(prompt: bedrock.IPromptRef): ScopedPromptGrants {
    return new ScopedPromptGrants(prompt, prompt.promptRef.promptArn);
  }

  /**
   * Starts the grants of a prompt that another stack makes.
   *
   * @param arn its ARN without a version, as `arn:aws:bedrock:eu-central-1:111122223333:prompt/PROMPT1234`
   * @throws if that is no ARN of one prompt
   */
  public static fromPromptArn(scope: Construct, id: string, arn: string): ScopedPromptGrants {
    return new ScopedPromptGrants(new ImportedResource(scope, id, arn, 'ScopedPromptGrants.fromPromptArn', ':prompt/'), arn);
  }

  private constructor(private readonly prompt: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee name the prompt in a call of a model (`bedrock:RenderPrompt`). The model is granted by
   * `ScopedBedrockModelGrants` or `ScopedInferenceProfileGrants`.
   *
   * @throws if `versions` is empty or holds something else than versions, or if the grant would be lost
   */
  public render(grantee: iam.IGrantable, options: PromptGrantOptions = {}): iam.Grant {
    const call = 'ScopedPromptGrants.render';
    return addScopedGrant({
      call,
      grantee,
      resource: this.prompt,
      scope: options,
      statements: [{
        actions: ['bedrock:RenderPrompt'],
        resources: this.versionArns(call, options.versions),
        wildcardReason: 'versions of a prompt come later, and are numbered',
      }],
      otherAccountRemedy: 'Prompts have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }

  private versionArns(call: string, versions: string[] | undefined): string[] {
    if (versions === undefined) { return [this.arn, `${this.arn}:*`]; }
    requireKnownLength(call, 'versions', versions);
    requireMatching(call, 'versions', versions, /^(\d+|DRAFT)$/, "the number of a version, such as '3', or 'DRAFT'");
    return versions.map((version) => (version === 'DRAFT' ? this.arn : `${this.arn}:${version}`));
  }
}
