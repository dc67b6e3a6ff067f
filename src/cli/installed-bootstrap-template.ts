/**
 * The bootstrap template of the CDK command line that the project in the working directory has installed.
 */
import { createRequire } from 'module';
import { join } from 'path';

/** A path that the package `aws-cdk` exports. */
const TEMPLATE = 'aws-cdk/lib/api/bootstrap/bootstrap-template.yaml';

/** Its file; `undefined` where there is none. */
export function installedBootstrapTemplate(): string | undefined {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve(TEMPLATE);
  } catch {
    return undefined;
  }
}
