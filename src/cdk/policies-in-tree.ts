/**
 * All policies of a construct tree as they stand now, each with the resource that it stands in. Reading resolves the whole tree, so it is
 * for synthesis, when nobody adds to it any more. A policy that no construct stands for, as in an included fragment, is left out.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { readTemplatesInTree } from './app-templates';
import { ConstructIndex } from './construct-index';
import { RolePolicies, rolePoliciesIn } from './role-policies';
import { PolicySite } from '../policy/policy-site';
import { readInventory } from '../template/inventory';

export interface PlacedPolicy {
  readonly resource: CfnResource;
  readonly site: PolicySite;
}

export interface PoliciesInTree {
  readonly policies: readonly PlacedPolicy[];
  readonly roles: readonly RolePolicies[];
}

export function readPoliciesInTree(root: IConstruct): PoliciesInTree {
  const templates = readTemplatesInTree(root);
  const constructs = new ConstructIndex(templates);
  const inventory = readInventory(templates);
  return {
    policies: inventory.sites.flatMap(site => {
      const resource = constructs.find(site.origin);
      return resource ? [{ resource, site }] : [];
    }),
    roles: rolePoliciesIn(inventory, constructs),
  };
}
