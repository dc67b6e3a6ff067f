/**
 * A template, and where it comes from in the words of its author.
 */
import { Template, TemplateSource } from './template';

export interface CheckedTemplate extends TemplateSource {
  readonly file: string;
  /** The path of the construct that makes a resource, where the template or assembly says so. */
  constructPath(logicalId: string): string | undefined;
}

/** The path that the CDK writes beside a resource. */
export function pathMetadata({ Resources }: Template, logicalId: string): string | undefined {
  const path = Resources?.[logicalId]?.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}
