import { QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { roleWithSessions } from './role-with-sessions';

const { limit: shortest, maximum: longest } = QUOTAS.sessionDuration;

export const invalidSessionDuration: Rule = {
  id: 'invalid-session-duration',
  severity: Severity.ERROR,
  checks: ['Q-07'],
  cdkRules: ['F3034'],
  summary: 'the longest session of a role is shorter than one hour or longer than twelve',
  why: 'The deployment fails: IAM takes 3,600 to 43,200 seconds.',
  accept: 'Never; the deployment cannot succeed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html'],
  examples: {
    flagged: [
      { title: 'a quarter of an hour', resources: roleWithSessions(900) },
      { title: 'a day, as text', resources: roleWithSessions('86400') },
    ],
    allowed: [
      { title: 'twelve hours', resources: roleWithSessions(43_200) },
      { title: 'a parameter', resources: roleWithSessions({ Ref: 'SessionSeconds' }) },
    ],
  },

  judgeIdentity({ properties: { MaxSessionDuration: raw } }) {
    const seconds = typeof raw === 'number' || typeof raw === 'string' ? Number(raw) : NaN;
    if (Number.isNaN(seconds) || shortest <= seconds && seconds <= longest) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `\`MaxSessionDuration\` is \`${seconds}\`, expected ${shortest} to ${longest} seconds`,
      fix: seconds < shortest
        ? `write \`${shortest}\`, and ask for shorter sessions with \`DurationSeconds\` when the role is assumed`
        : `write at most \`${longest}\``,
      path: 'MaxSessionDuration',
    }];
  },
};
