/**
 * The documents of AWS managed policies: the current version of each on the day of the stamp, as it stands in the partition `aws`.
 *
 * A policy that is not found may be new. Answers come from `data/managed-policies.txt`, whose groups are unpacked when the first of
 * their policies is asked for; short policies, which most roles have, cost a small group only.
 */
import { brotliDecompressSync } from 'zlib';
import { CatalogStamp, readDataFile } from './data-file';

const DATA_FILE = 'managed-policies.txt';
const ARN = /^arn:[^:]+:iam::aws:policy\/(.+)$/;

/** Policies that are packed together. */
interface Group {
  readonly packed: string;
  documents?: readonly string[];
}

interface Place {
  readonly group: Group;
  readonly index: number;
}

let places: ReadonlyMap<string, Place> | undefined;
let pathsByName: ReadonlyMap<string, string> | undefined;
const documents = new Map<string, object>();

/** The document of an ARN such as `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`, of any partition; not to be changed. */
export function managedPolicyDocument(arn: string): object | undefined {
  const name = managedPolicyName(arn);
  if (name === undefined) { return undefined; }
  let document = documents.get(name);
  if (!document) {
    const place = index().get(name);
    if (!place) { return undefined; }
    document = unpack(place) as object;
    documents.set(name, document);
  }
  return document;
}

/** What stands after `policy/` in the ARN of an AWS managed policy, known or not: `service-role/AWSLambdaBasicExecutionRole`. */
export function managedPolicyName(arn: string): string | undefined {
  return ARN.exec(arn)?.[1];
}

/** All names with their paths, as they stand in ARNs, sorted. */
export function managedPolicyNames(): readonly string[] {
  return [...index().keys()].sort();
}

/** The name with its path, for a name that may lack it or have another. */
export function findManagedPolicyPath(name: string): string | undefined {
  pathsByName ??= new Map([...index().keys()].map(path => [baseName(path), path]));
  return pathsByName.get(baseName(name));
}

/** Its date is that of the newest change among the policies. */
export function managedPolicyStamp(): CatalogStamp {
  return readDataFile(DATA_FILE).stamp;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function index(): ReadonlyMap<string, Place> {
  places ??= readIndex();
  return places;
}

/** After the stamp, a line of names and a line of packed documents for each group. */
function readIndex(): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const lines = readDataFile(DATA_FILE).text.split('\n');
  for (let line = 1; line + 1 < lines.length; line += 2) {
    const group: Group = { packed: lines[line + 1] };
    lines[line].split(' ').forEach((name, at) => found.set(name, { group, index: at }));
  }
  return found;
}

function unpack({ group, index: at }: Place): unknown {
  group.documents ??= brotliDecompressSync(Buffer.from(group.packed, 'base64')).toString('latin1').split('\n');
  return JSON.parse(group.documents[at]);
}
