/**
 * Refuses durations that AWS would refuse: it takes them in whole seconds, within limits. Unresolved ones are passed on unjudged.
 */
import { Duration } from 'aws-cdk-lib';

/** @param remedy to be read after a colon: `use for example Duration.hours(1)` */
export function requireSeconds(prop: string, duration: Duration | undefined, shortest: Duration, longest: Duration, remedy: string): void {
  if (duration === undefined || duration.isUnresolved()) { return; }
  const seconds = duration.toSeconds({ integral: false });
  const [from, to] = [shortest, longest].map(limit => limit.toSeconds());
  if (!Number.isInteger(seconds) || seconds < from || seconds > to) {
    throw new Error(`${prop} is ${seconds} seconds, expected whole seconds from ${from} (${shortest.toHumanString()}) to ${to} (${longest.toHumanString()}): ${remedy}`);
  }
}
