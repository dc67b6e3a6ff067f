/**
 * All policies that have a say in one question, with the way back from what the engine answers to where a statement stands.
 */
import { HeldDocument } from './held-document';
import { HeldStatement, mergeDocuments, MergedDocument } from './merged-document';
import { StatementPlace } from '../reasoning/evaluate';
import { Layer, Policies } from '../reasoning/policies';

export interface HeldLayers {
  readonly identity: readonly HeldDocument[];
  readonly boundary?: HeldDocument;
  readonly scps: readonly (readonly HeldDocument[])[];
  /** All policies of the one resource; empty when it has none. */
  readonly resource: readonly HeldDocument[];
}

export class HeldPolicies {
  public readonly policies: Policies;
  private readonly resource?: MergedDocument;

  public constructor(private readonly layers: HeldLayers) {
    const { identity, boundary, scps, resource } = layers;
    this.resource = resource.length > 0 ? mergeDocuments(resource) : undefined;
    this.policies = {
      identity: identity.map(({ document }) => document),
      boundary: boundary?.document,
      scp: scps.map(level => level.map(({ document }) => document)),
      rcp: [],
      resource: this.resource?.document,
    };
  }

  public find({ layer, level, policy, index }: StatementPlace): HeldStatement | undefined {
    if (layer === 'resource') { return this.resource?.statements[index]; }
    const held = this.documentsOf(layer, level)[policy];
    const paths = [`Statement/${index}`, 'Statement'];
    const path = paths.find(candidate => held?.document.statements.some(statement => statement.path === candidate));
    return path === undefined ? undefined : { held, path };
  }

  /** Those of one layer, or of all. */
  public documentsOf(layer: Layer | undefined, level?: number): readonly HeldDocument[] {
    const { identity, boundary, scps, resource } = this.layers;
    const boundaries = boundary ? [boundary] : [];
    switch (layer) {
      case 'identity': return identity;
      case 'boundary': return boundaries;
      case 'resource': return resource;
      case 'scp': return level === undefined ? scps.flat() : scps[level] ?? [];
      default: return [...identity, ...boundaries, ...scps.flat(), ...resource];
    }
  }
}
