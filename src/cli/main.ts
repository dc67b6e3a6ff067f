#!/usr/bin/env node
/**
 * The process behind `npx cdk-least-privilege`. It ends by itself when all output is taken.
 */
import { run } from './program';

void run(process.argv.slice(2), process).then(exitCode => { process.exitCode = exitCode; });
