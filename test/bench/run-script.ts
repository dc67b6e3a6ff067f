/**
 * Runs an arm in a process of its own: its last line is one value as JSON.
 */
import { execFileSync } from 'child_process';
import * as path from 'path';

export function runScript<T>(script: string, nodeArgs: readonly string[], args: readonly string[]): T {
  const output = execFileSync(process.execPath, [...nodeArgs, path.join(__dirname, script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').pop()!) as T;
}
