/** AgentCore browsers: sessions of one, driven by automation or watched. Never its recordings, network or role. */
import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an Amazon Bedrock AgentCore browser.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/browser-tool.html
 */
export class ScopedBrowserGrants {
  /**
   * Starts the grants of a browser of your own.
   *
   * @param browser an L2, L1 or imported browser
   */
  public static fromBrowser(browser: agentcore.IBrowserCustomRef): ScopedBrowserGrants {
    return new ScopedBrowserGrants(browser.browserCustomRef.browserArn, browser);
  }

  /**
   * Starts the grants of the browser that AWS provides, `aws.browser.v1`, in the region of the stack.
   *
   * @param scope a construct of the stack whose region is called
   */
  public static fromAwsBrowser(scope: Construct): ScopedBrowserGrants {
    return new ScopedBrowserGrants(Stack.of(scope).formatArn({
      service: 'bedrock-agentcore', account: 'aws', resource: 'browser', resourceName: 'aws.browser.v1',
    }));
  }

  private constructor(private readonly arn: string, private readonly browser?: Resource) {}

  /**
   * Lets the grantee open sessions and drive them: `bedrock-agentcore:StartBrowserSession`, `bedrock-agentcore:GetBrowserSession`,
   * `bedrock-agentcore:StopBrowserSession`, and on `*`, since AWS accepts no resource, `bedrock-agentcore:ConnectBrowserAutomationStream`.
   *
   * @throws if the grant would be lost
   */
  public use(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    const sessions = ['bedrock-agentcore:StartBrowserSession', 'bedrock-agentcore:GetBrowserSession', 'bedrock-agentcore:StopBrowserSession'];
    return this.grant('use', grantee, options, sessions, 'bedrock-agentcore:ConnectBrowserAutomationStream');
  }

  /**
   * Lets the grantee watch sessions: `bedrock-agentcore:GetBrowserSession`, and on `*`, since AWS accepts no resource,
   * `bedrock-agentcore:ConnectBrowserLiveViewStream`. It cannot start or end them.
   *
   * @throws if the grant would be lost
   */
  public watch(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('watch', grantee, options, ['bedrock-agentcore:GetBrowserSession'], 'bedrock-agentcore:ConnectBrowserLiveViewStream');
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, actions: string[], stream: string): iam.Grant {
    return addScopedGrant({
      call: `ScopedBrowserGrants.${method}`,
      grantee,
      resource: this.browser,
      scope,
      statements: [
        { actions, resources: [this.arn] },
        { actions: [stream], resources: ['*'], wildcardReason: `${stream} accepts no resource` },
      ],
      otherAccountRemedy: 'Browsers have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
