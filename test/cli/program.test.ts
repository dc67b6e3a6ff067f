import { runCli } from './run-cli';

test.each<[string[], number, RegExp, RegExp]>([
  [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
  [['--help'], 0, /simulate[^]*compare/, /^$/],
  [['simulate', '--help'], 0, /Exit status: 0 allowed, 1 denied or unknown, 2 unusable/, /^$/],
  [['help', 'compare'], 0, /Exit status: 0 holds, 1 fails or unknown, 2 unusable/, /^$/],
  [[], 2, /^$/, /^error: no verb is given: --help lists them\n$/],
  [['simulat'], 2, /^$/, /^error: unknown command 'simulat' \(Did you mean simulate\?\)\n$/],
])('%j', async (argv, status, output, diagnostics) => {
  expect(await runCli(argv)).toEqual({ status, output: expect.stringMatching(output), diagnostics: expect.stringMatching(diagnostics) });
});
