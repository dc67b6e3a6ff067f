/**
 * What a principal may do, as a list for people: boxes of actions, resources and conditions, the largest only.
 *
 * Each box is one statement of each layer that limits anything, taken together; what no request can be in is left out, and so is what
 * lies within another box of the list. The Deny statements that reach into a box stand beside it. The list is cut off at a number of
 * boxes, and says so. Errs as `effective-layers.ts` does: towards access.
 */
import { combinations } from './combinations';
import { EffectiveLayers, listsOf } from './effective-layers';
import { StatementPlace } from './evaluate';
import { Inquiry } from './inquiry';
import { NO, YES } from './matching/match';
import { Policies } from './policies';
import { Principal } from './principal';
import { accessClauses } from './questions';
import { Request } from './request';
import { Clause } from './symbolic/clause';
import { Answer } from './verdict';
import { JsonObject } from '../policy/json';
import { printStatement } from '../policy/print';

export interface PermissionPart {
  /** Left out for what no policy says: RCPs have a say in the actions of some services only, keys and roles in who uses them. */
  readonly place?: StatementPlace;
  /** The statement as it is written. */
  readonly statement: JsonObject;
}

export interface Permission {
  /** A request must match all of these; the first is the statement that grants, but for the root user, whose access comes of itself. */
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
  const search = new BoxSearch(principal, new EffectiveLayers(principal, policies));
  const isComplete = search.run();
  return { permissions: search.boxes.map(box => search.print(box)), isCapped: !isComplete };
}

interface Box {
  readonly all: readonly Clause[];
  readonly none: readonly Clause[];
  /** A request in it, if one was found. */
  readonly witness?: Request;
}

class BoxSearch {
  public readonly boxes: Box[] = [];
  private readonly inquiry: Inquiry<string>;

  public constructor(principal: Principal, private readonly layers: EffectiveLayers) {
    this.inquiry = new Inquiry(principal, layers.documents);
  }

  /** Whether all was looked through. */
  public run(): boolean {
    let tried = 0;
    for (const way of this.layers.ways()) {
      for (const all of combinations(listsOf(way))) {
        if (this.boxes.length >= MAX_PERMISSIONS || ++tried > MAX_COMBINATIONS) { return false; }
        this.add(all, way.denies);
      }
    }
    return true;
  }

  public print({ all, none, witness }: Box): Permission {
    const part = (clause: Clause): PermissionPart => {
      const place = this.layers.placeOf(clause);
      return { ...place && { place }, statement: printStatement(clause.statement) };
    };
    return { all: all.map(part), none: none.map(part), isCertain: witness !== undefined };
  }

  private add(picked: readonly Clause[], denies: readonly Clause[]): void {
    const { verdict, witness } = this.search(picked, denies);
    if (verdict === 'holds') { return; }
    let all = picked;
    for (const clause of picked.filter(own => !this.layers.placeOf(own))) {
      const others = all.filter(own => own !== clause);
      if (this.isEmpty(others, [clause])) { all = others; }
    }
    const none = denies.filter(deny => !this.isEmpty([...picked, deny], []));
    const box: Box = { all, none, witness };
    if (this.boxes.some(other => this.liesIn(box, other))) { return; }
    const kept = this.boxes.filter(other => !this.liesIn(other, box));
    this.boxes.splice(0, this.boxes.length, ...kept, box);
  }

  private liesIn(inner: Box, outer: Box): boolean {
    if (inner.witness && this.isBeyond(inner.witness, outer)) { return false; }
    return outer.all.every(clause => inner.all.includes(clause) || this.isEmpty(inner.all, [clause]))
      && outer.none.every(deny => inner.none.includes(deny) || this.isEmpty([...inner.all, deny], inner.none));
  }

  /** Whether the request is certainly not in the box. */
  private isBeyond(request: Request, { all, none }: Box): boolean {
    const match = (clause: Clause) => this.layers.match(clause, request, this.layers.documents);
    return all.some(clause => match(clause) === NO) || none.some(clause => match(clause) === YES);
  }

  private isEmpty(within: readonly Clause[], outside: readonly Clause[]): boolean {
    return this.search(within, outside).verdict === 'holds';
  }

  /** `holds`: no request of the principal matches all of the first and none of the second. */
  private search(within: readonly Clause[], outside: readonly Clause[]): Answer {
    return this.inquiry.answer([{
      within: [...within.length > 0 ? within : accessClauses({}), ...this.layers.known],
      outside,
      shows: (request, documents) => this.layers.isOwn(request)
        && within.every(clause => this.layers.match(clause, request, documents) === YES)
        && outside.every(clause => this.layers.match(clause, request, documents) === NO),
    }], 'shows it');
  }
}
