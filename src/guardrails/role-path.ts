/**
 * The path under which roles are administered.
 */
import { requireIamPath } from '../cdk/iam-names';

export function requireRolePath(path: string): void {
  requireIamPath(path);
  if (path === '/' || /[*?]/.test(path)) {
    throw new Error(`rolePath is \`${path}\`, expected a path of the team's own without wildcards, such as \`/team-a/\`: `
      + 'under it the holder may do what it wants within the boundary');
  }
}
