/** What the requests of several paths must bring. */
import { Demand } from './access';

/** The principal that is changed has no boundary: within one, what it is given is worth no more than the boundary lets through. */
export const NO_BOUNDARY: Demand = { Null: { 'iam:PermissionsBoundary': 'true' } };
