/**
 * What a principal may do, as a list for people: boxes of actions, resources and conditions, the largest only.
 *
 * Each box is one statement of each layer, taken together; what no request can be in is left out, and so is what lies within another
 * box of the list. The Deny statements that reach into a box stand beside it. The list is cut off at a number of boxes, and says so.
 */
import { printStatement } from '../policy/print';
import { JsonObject } from '../policy/json';
import { combinations } from './combinations';
import { EffectiveLayers } from './effective-layers';
import { Inquiry } from './inquiry';
import { clauseMatches } from './policy-effect';
import { NO, YES } from './matching/match';
import { Layer, Policies } from './policies';
import { Principal } from './principal';
import { Clause } from './symbolic/clause';

export interface PermissionPart {
  readonly layer: Layer;
  readonly policy: number;
  /** The statement as it is written. */
  readonly statement: JsonObject;
}

export interface Permission {
  /** A request must match all of these. */
  readonly all: readonly PermissionPart[];
  /** A request must match none of these. */
  readonly none: readonly PermissionPart[];
  /** Whether a request is known to be in it; without, none could be shown nor ruled out. */
  readonly isCertain: boolean;
}

export interface EffectivePermissions {
  readonly permissions: readonly Permission[];
  /** Whether the list was cut off. */
  readonly isCapped: boolean;
}

const MAX_PERMISSIONS = 200;
const MAX_COMBINATIONS = 5_000;

/** The permissions of a principal through all layers. */
export function effectivePermissions(principal: Principal, policies: Policies): EffectivePermissions {
  const layers = new EffectiveLayers(principal, policies);
  const boxes: Box[] = [];
  let isCapped = false;
  let tried = 0;
  for (const { lists, denies } of layers.ways()) {
    for (const clauses of combinations(lists)) {
      if (boxes.length >= MAX_PERMISSIONS || ++tried > MAX_COMBINATIONS) {
        isCapped = true;
        break;
      }
      const box = boxOf(layers, principal, clauses, denies);
      if (box) { addLargest(boxes, box, layers, principal); }
    }
  }
  const partOf = (clause: Clause): PermissionPart[] => {
    const place = layers.placeOf(clause);
    return place ? [{ ...place, statement: printStatement(clause.statement) }] : [];
  };
  return {
    isCapped,
    permissions: boxes.map(({ all, none, isCertain }) => ({ all: all.flatMap(partOf), none: none.flatMap(partOf), isCertain })),
  };
}

interface Box {
  readonly all: readonly Clause[];
  readonly none: readonly Clause[];
  readonly isCertain: boolean;
}

/** The box with the denies that reach into it; `undefined` when they leave nothing of it. */
function boxOf(layers: EffectiveLayers, principal: Principal, all: readonly Clause[], denies: readonly Clause[]): Box | undefined {
  const verdict = isLeft(layers, principal, all, denies);
  if (verdict === 'holds') { return undefined; }
  const none = denies.filter(deny => isLeft(layers, principal, [...all, deny], []) !== 'holds');
  return { all, none, isCertain: verdict === 'fails' };
}

/** Keeps the boxes that lie in no other. */
function addLargest(boxes: Box[], box: Box, layers: EffectiveLayers, principal: Principal): void {
  if (boxes.some(other => liesIn(box, other, layers, principal))) { return; }
  for (let index = boxes.length - 1; index >= 0; index--) {
    if (liesIn(boxes[index], box, layers, principal)) { boxes.splice(index, 1); }
  }
  boxes.push(box);
}

function liesIn(inner: Box, outer: Box, layers: EffectiveLayers, principal: Principal): boolean {
  return outer.all.every(clause => inner.all.includes(clause) || isLeft(layers, principal, inner.all, [clause]) === 'holds')
    && outer.none.every(deny => inner.none.includes(deny));
}

/** `holds`: no request matches all of the first and none of the second. */
function isLeft(layers: EffectiveLayers, principal: Principal, within: readonly Clause[], outside: readonly Clause[]) {
  const [clause] = within;
  const shows = (request: Parameters<typeof clauseMatches>[1]) => within.every(own => clauseMatches(own, request, layers.layerOf(own)) === YES)
    && outside.every(own => clauseMatches(own, request, layers.layerOf(own)) === NO);
  return new Inquiry(principal, layers.documents()).answer([{ clause, within: [...within, ...layers.known()], outside, shows }], 'grants').verdict;
}
