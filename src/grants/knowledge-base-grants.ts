/** Bedrock knowledge bases: searching one, and having a model answer from it. Never its data sources or their ingestion. */
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IInvokableModel } from './bedrock-model-grants';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which model answers from a knowledge base.
 */
export interface RetrieveAndGenerateGrantOptions extends GrantScope {
  /**
   * What writes the answers: `ScopedBedrockModelGrants` or `ScopedInferenceProfileGrants`. With an inference profile, grant its
   * `describe` as well.
   */
  readonly model: IInvokableModel;
}

/**
 * Grants on an Amazon Bedrock knowledge base.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-prereq-permissions-general.html
 */
export class ScopedKnowledgeBaseGrants {
  /**
   * Starts the grants of a knowledge base.
   *
   * @param knowledgeBase an L1 or imported knowledge base
   */
  public static fromKnowledgeBase(knowledgeBase: bedrock.IKnowledgeBaseRef): ScopedKnowledgeBaseGrants {
    return new ScopedKnowledgeBaseGrants(knowledgeBase);
  }

  private constructor(private readonly knowledgeBase: bedrock.IKnowledgeBaseRef) {}

  /**
   * Lets the grantee search the knowledge base (`bedrock:Retrieve`). Without `bedrock:Rerank` and without any model.
   *
   * @throws if the grant would be lost
   */
  public retrieve(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('retrieve', grantee, options, []);
  }

  /**
   * Lets the grantee have questions answered from the knowledge base: `bedrock:RetrieveAndGenerate`, which AWS accepts on `*` only,
   * `bedrock:Retrieve` on this one, and the inference of the model. What may be read and which model writes stays exact.
   *
   * Bedrock calls the model in the grantee's name, so only `principalOrgId` narrows that part.
   *
   * @throws if the grant would be lost
   */
  public retrieveAndGenerate(grantee: iam.IGrantable, options: RetrieveAndGenerateGrantOptions): iam.Grant {
    const retrieval = this.grant('retrieveAndGenerate', grantee, options, [{
      actions: ['bedrock:RetrieveAndGenerate'],
      resources: ['*'],
      wildcardReason: 'bedrock:RetrieveAndGenerate accepts no resource; the knowledge base and the model are granted exactly',
    }]);
    return retrieval.combine(options.model.invoke(grantee, { principalOrgId: options.principalOrgId }));
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, companions: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedKnowledgeBaseGrants.${method}`,
      grantee,
      resource: this.knowledgeBase,
      scope,
      statements: [
        {
          actions: ['bedrock:Retrieve'],
          resources: [this.knowledgeBase.knowledgeBaseRef.knowledgeBaseArn],
          resourcePolicy: { name: 'knowledge base policy', of: this.knowledgeBase },
        },
        ...companions,
      ],
    });
  }
}
