import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedBrowserGrants } from '../../../src/grants/browser-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:browser-custom/shop-a1b2c3d4e5`;
const OF_AWS = `arn:aws:bedrock-agentcore:${REGION}:aws:browser/aws.browser.v1`;
const made = (stack: Stack) => new agentcore.BrowserCustom(stack, 'Target', { browserCustomName: 'shop' });
const BROWSERS: Kinds<agentcore.IBrowserCustomRef> = {
  L2: made,
  L1: (stack) => new agentcore.CfnBrowserCustom(stack, 'Target', { name: 'shop', networkConfiguration: { networkMode: 'PUBLIC' } }),
  imported: (stack) => agentcore.CfnBrowserCustom.fromBrowserCustomArn(
    stack, 'Target', arnIn(stack, 'bedrock-agentcore', 'browser-custom/shop-a1b2c3d4e5'),
  ),
};
const SESSIONS = ['StartBrowserSession', 'GetBrowserSession', 'StopBrowserSession'].map((name) => `bedrock-agentcore:${name}`);
const AUTOMATION = 'bedrock-agentcore:ConnectBrowserAutomationStream';
const LIVE_VIEW = 'bedrock-agentcore:ConnectBrowserLiveViewStream';

/** Its ARN has no account of twelve digits. */
const onThatOfAws = (actions: string[]) => requests(actions, OF_AWS).map((one) => ({ ...one, resourceAccount: ACCOUNT }));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedBrowserGrants.use',
    actions: [...SESSIONS, AUTOMATION],
    grant: onEach(BROWSERS, (browser, role) => ScopedBrowserGrants.fromBrowser(browser).use(role)),
    cdk: { call: 'BrowserCustom.grantUse', grant: (stack, role) => made(stack).grantUse(role) },
    allows: [...requests(SESSIONS, ARN), request(AUTOMATION, '*')],
    denies: [...requests(SESSIONS, `${ARN}2`), ...onThatOfAws(SESSIONS), request(LIVE_VIEW, '*'), request('bedrock-agentcore:UpdateBrowserStream', ARN)],
  },
  {
    call: 'ScopedBrowserGrants.use',
    scope: "of AWS's own",
    actions: [...SESSIONS, AUTOMATION],
    grant: { none: (stack, role) => ScopedBrowserGrants.fromAwsBrowser(stack).use(role) },
    allows: [...onThatOfAws(SESSIONS), request(AUTOMATION, '*')],
    denies: requests(SESSIONS, ARN),
  },
  {
    call: 'ScopedBrowserGrants.watch',
    actions: ['bedrock-agentcore:GetBrowserSession', LIVE_VIEW],
    grant: onEach(BROWSERS, (browser, role) => ScopedBrowserGrants.fromBrowser(browser).watch(role)),
    allows: [request('bedrock-agentcore:GetBrowserSession', ARN), request(LIVE_VIEW, '*')],
    denies: [request('bedrock-agentcore:StartBrowserSession', ARN), request(AUTOMATION, '*')],
  },
];
