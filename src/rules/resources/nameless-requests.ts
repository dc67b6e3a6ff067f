/**
 * Actions that the catalog ties to a resource which their request need not name, or which nobody can name beforehand: limited to ARNs
 * they are refused where they are needed.
 */
import { Action } from '../../catalog/actions';

interface NamelessRequests {
  readonly service: string;
  readonly actions: readonly string[];
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const NAMELESS_REQUESTS: readonly NamelessRequests[] = [
  // A terminology, lexicon, endpoint or adapter is used on the side, if at all.
  row('translate', ['TranslateDocument', 'TranslateText'], 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontranslate.html'),
  row('polly', ['StartSpeechSynthesisStream', 'StartSpeechSynthesisTask', 'SynthesizeSpeech'],
    'https://docs.aws.amazon.com/polly/latest/dg/api-permissions-reference.html'),
  row('comprehend', ['DetectEntities'], 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html'),
  row('rekognition', ['DetectModerationLabels', 'StartMediaAnalysisJob'],
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html'),
  // AWS gives a change its id when it is made.
  row('route53', ['GetChange'], 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html'),
  // Users choose the names of their devices.
  row('iam', ['CreateVirtualMFADevice'], 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html'),
];

/**
 * A text message goes to a phone number, which has no ARN, by the action that also publishes to topics. The hint is what
 * `wildcard-resource` takes for limited to messages.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sns-iam.html Read 2026-11-23.
 */
const TEXT_MESSAGES = '; text messages to phone numbers need `*`: if only they are meant, add `{"Effect":"Deny","Action":"sns:Publish","Resource":"arn:aws:sns:*:*:*"}`';

/** What to write where those actions are meant on what has no name; empty for most. */
export function namelessHint(actions: readonly string[], resources: readonly string[]): string {
  return actions.includes('sns:Publish') && resources.includes('*') ? TEXT_MESSAGES : '';
}

const BY_SERVICE: ReadonlyMap<string, readonly string[]> = new Map(NAMELESS_REQUESTS.map(({ service, actions }) => [service, actions]));

export function mayNameNothing({ service, name }: Action): boolean {
  return BY_SERVICE.get(service)?.includes(name) ?? false;
}

function row(service: string, actions: readonly string[], source: string): NamelessRequests {
  return { service, actions, source, date: '2026-11-22' };
}
