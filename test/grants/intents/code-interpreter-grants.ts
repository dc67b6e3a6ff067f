import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { arnIn, Intent, Kinds, onEach, requests } from './intent';
import { ScopedCodeInterpreterGrants } from '../../../src/grants/code-interpreter-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:code-interpreter-custom/python-a1b2c3d4e5`;
const OF_AWS = `arn:aws:bedrock-agentcore:${REGION}:aws:code-interpreter/aws.codeinterpreter.v1`;
const made = (stack: Stack) => new agentcore.CodeInterpreterCustom(stack, 'Target', { codeInterpreterCustomName: 'python' });
const CODE_INTERPRETERS: Kinds<agentcore.ICodeInterpreterCustomRef> = {
  L2: made,
  L1: (stack) => new agentcore.CfnCodeInterpreterCustom(stack, 'Target', { name: 'python', networkConfiguration: { networkMode: 'SANDBOX' } }),
  imported: (stack) => agentcore.CfnCodeInterpreterCustom.fromCodeInterpreterCustomArn(
    stack, 'Target', arnIn(stack, 'bedrock-agentcore', 'code-interpreter-custom/python-a1b2c3d4e5'),
  ),
};
const USE = ['StartCodeInterpreterSession', 'InvokeCodeInterpreter', 'GetCodeInterpreterSession', 'StopCodeInterpreterSession']
  .map((name) => `bedrock-agentcore:${name}`);
const NEIGHBOURS = ['bedrock-agentcore:ListCodeInterpreterSessions', 'bedrock-agentcore:DeleteCodeInterpreter'];

/** Its ARN has no account of twelve digits. */
const onThatOfAws = (actions: string[]) => requests(actions, OF_AWS).map((one) => ({ ...one, resourceAccount: ACCOUNT }));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedCodeInterpreterGrants.use',
    actions: USE,
    grant: onEach(CODE_INTERPRETERS, (codeInterpreter, role) => ScopedCodeInterpreterGrants.fromCodeInterpreter(codeInterpreter).use(role)),
    cdk: { call: 'CodeInterpreterCustom.grantUse', grant: (stack, role) => made(stack).grantUse(role) },
    allows: requests(USE, ARN),
    denies: [...requests(USE, `${ARN}2`), ...onThatOfAws(USE), ...requests(NEIGHBOURS, ARN)],
  },
  {
    call: 'ScopedCodeInterpreterGrants.use',
    scope: "of AWS's own",
    actions: USE,
    grant: { none: (stack, role) => ScopedCodeInterpreterGrants.fromAwsCodeInterpreter(stack).use(role) },
    allows: onThatOfAws(USE),
    denies: [...requests(USE, ARN), ...onThatOfAws(NEIGHBOURS)],
  },
];
