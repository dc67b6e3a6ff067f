/**
 * The `policies` of a request line. A layer that is left out or `null` has no policy; one that is not known is an error.
 */
import { isAbsent, readList, readObject, refuseOtherMembers } from './json-input';
import { PolicyReader } from './policy-reader';
import { PolicyDocument } from '../policy/document';
import { JsonValue } from '../policy/json';
import { Policies } from '../reasoning/policies';

const LAYERS = ['identity', 'boundary', 'session', 'scp', 'rcp', 'resource', 'endpoint'];

export function readPolicies(raw: JsonValue, reader: PolicyReader): Policies {
  const layers = readObject(raw, 'policies', `write an object with the policies by layer: ${LAYERS.join(', ')}`);
  refuseOtherMembers(layers, 'policies', LAYERS);

  const document = (layer: string) => isAbsent(layers[layer]) ? undefined : reader.read(layers[layer], `policies.${layer}`);
  const levels = (layer: string) => isAbsent(layers[layer]) ? [] : readLevels(layers[layer], `policies.${layer}`, reader);
  return {
    identity: isAbsent(layers.identity) ? [] : readDocuments(layers.identity, 'policies.identity', reader),
    boundary: document('boundary'),
    session: document('session'),
    scp: levels('scp'),
    rcp: levels('rcp'),
    resource: document('resource'),
    endpoint: document('endpoint'),
  };
}

function readLevels(raw: JsonValue, where: string, reader: PolicyReader): PolicyDocument[][] {
  return readList(raw, where, 'write one list of policy documents for each level, the root first')
    .map((level, index) => readDocuments(level, `${where}[${index}]`, reader));
}

function readDocuments(raw: JsonValue, where: string, reader: PolicyReader): PolicyDocument[] {
  return readList(raw, where, 'write a list of policy documents').map((document, index) => reader.read(document, `${where}[${index}]`));
}
