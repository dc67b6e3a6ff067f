/**
 * Dates as the Date operators read them: the W3C profile of ISO 8601, or seconds since 1970. Four digits are a year.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * @see https://www.w3.org/TR/NOTE-datetime
 */

const W3C_DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const EPOCH_SECONDS = /^\d{1,13}(?:\.\d{1,9})?$/;

/** Milliseconds since 1970, or `undefined` for text that is no date. */
export function parseDate(text: string): number | undefined {
  const fields = W3C_DATE.exec(text);
  if (!fields) { return EPOCH_SECONDS.test(text) ? Number(text) * 1000 : undefined; }
  const numbers = fields.slice(1, 7).map(field => field === undefined ? undefined : Number(field));
  const [year, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = numbers;
  const offset = offsetMinutes(fields[8]);
  if (hours > 23 || minutes > 59 || seconds > 59 || offset === undefined) { return undefined; }
  const date = new Date(0);
  date.setUTCFullYear(year!, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) { return undefined; }
  return date.getTime() + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + Number(`0.${fields[7] ?? 0}`) * 1000;
}

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') { return 0; }
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) { return undefined; }
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
