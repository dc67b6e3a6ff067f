/**
 * What both engines are asked: one request against the policies of all layers.
 */
import { asList, isObject, JsonObject, JsonValue } from '../../../src/policy/json';
import { Layer } from '../../../src/reasoning/policies';
import { Request } from '../../../src/reasoning/request';
import { PolicyDocuments } from '../generate/scenario';

export interface Scene {
  readonly request: Request;
  readonly documents: PolicyDocuments;
}

/** A statement with where it stands. */
export interface PlacedStatement {
  readonly layer: Layer;
  readonly version: JsonValue;
  readonly statement: JsonObject;
}

/** Matches no request, and takes the place of a statement so that its document stays there. */
const MATCHES_NOTHING: JsonObject = { Effect: 'Deny', Action: 'none:Nothing', Resource: '*' };
const NAMES_NOBODY: JsonObject = { ...MATCHES_NOTHING, Principal: { AWS: 'arn:aws:iam::999999999999:user/nobody' } };

/** The scene with some of its statements replaced; `undefined` when none is. */
export function replaceStatements(scene: Scene, replacement: (place: PlacedStatement) => JsonObject | undefined): Scene | undefined {
  let replaced = 0;
  const inDocument = (layer: Layer) => (document: JsonObject): JsonObject => ({
    ...document,
    Statement: asList(document.Statement).filter(isObject).map(statement => {
      const other = replacement({ layer, version: document.Version, statement });
      if (other) { replaced++; }
      return other ?? statement;
    }),
  });
  const inOne = (layer: Layer, document: JsonObject | undefined) => document && inDocument(layer)(document);
  const { identity, boundary, session, scp, rcp, resource, endpoint } = scene.documents;
  const documents: PolicyDocuments = {
    identity: identity.map(inDocument('identity')),
    boundary: inOne('boundary', boundary),
    session: inOne('session', session),
    scp: scp.map(level => level.map(inDocument('scp'))),
    rcp: rcp.map(level => level.map(inDocument('rcp'))),
    resource: inOne('resource', resource),
    endpoint: inOne('endpoint', endpoint),
  };
  return replaced > 0 ? { ...scene, documents } : undefined;
}

/** The scene without some of its statements; `undefined` when it has none of them. */
export function withoutStatements(scene: Scene, isUnwanted: (place: PlacedStatement) => boolean): Scene | undefined {
  return replaceStatements(scene, place => {
    if (!isUnwanted(place)) { return undefined; }
    return ['resource', 'rcp', 'endpoint'].includes(place.layer) ? NAMES_NOBODY : MATCHES_NOTHING;
  });
}
