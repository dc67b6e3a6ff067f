/**
 * `check`: judges every policy of cloud assemblies, templates and policy documents by the rules.
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { dirname, relative } from 'path';
import { describeCatalog } from '../../catalog/data-file';
import { Acknowledgement } from '../../diagnostics/acknowledgement';
import { Finding } from '../../diagnostics/finding';
import { nearestName } from '../../diagnostics/nearest-name';
import { shortened } from '../../diagnostics/printable';
import { Severity } from '../../diagnostics/severity';
import { UserError } from '../../diagnostics/user-error';
import { JsonObject, JsonValue } from '../../policy/json';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicyInventory } from '../../policy/policy-site';
import { formatJson } from '../../reporting/json';
import { libraryVersion } from '../../reporting/library-version';
import { openFindings, Report, ReportedFinding } from '../../reporting/report';
import { formatSarif } from '../../reporting/sarif';
import { formatReport } from '../../reporting/text';
import { Acceptance } from '../../rules/acceptance';
import { analyze } from '../../rules/analyze';
import { Baseline, BaselineEntry, baselineEntry } from '../../rules/baseline';
import { staleEntryFinding } from '../../rules/findings/stale-baseline-entry';
import { packNames } from '../../rules/packs';
import { RULES } from '../../rules/registry';
import { DEFAULT_CONTEXT, RuleContext } from '../../rules/rule-context';
import { RuleSet, selectRules } from '../../rules/rule-set';
import { CheckedTemplate } from '../../template/checked-template';
import { readInventory } from '../../template/inventory';
import { answerBatch } from '../batch';
import { CheckedApp, CheckedInput, readChecked } from '../checked-input';
import { ExitCode } from '../exit-code';
import { isAbsent, readText, unfit } from '../json-input';
import { PolicyReader } from '../policy-reader';
import { fileName } from '../read-file';
import { Streams } from '../streams';

const POLICY_KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource', 'boundary', 'session', 'scp', 'rcp', 'endpoint', 'permission-set'];

/** Of what a template holds, which the name of its file changes with. */
const HASH = /[0-9a-f]{64}/;

export interface CheckOptions {
  readonly kind?: PolicyKind;
  readonly resourceType?: string;
  readonly format?: 'text' | 'json' | 'sarif';
  readonly pack?: readonly string[];
  readonly disable?: readonly string[];
  readonly trustedAccount?: readonly string[];
  readonly requireBoundary?: boolean;
  readonly failOn?: 'error' | 'warning' | 'never';
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly batch?: boolean;
}

export async function check(paths: readonly string[], options: CheckOptions, streams: Streams): Promise<ExitCode> {
  const checker = new Checker(options);
  if (options.batch) {
    if (paths.length > 0 || (options.format ?? 'json') !== 'json' || options.baseline) {
      throw new UserError('--batch reads standard input and answers in JSON: leave out PATH, --baseline and other formats');
    }
    return answerBatch(streams, line => checker.answer(line));
  }
  if (paths.length === 0) { throw new UserError('check needs a PATH (a cdk.out folder, a template or a policy document) or --batch'); }
  const report = checker.report(paths, await readChecked(paths, streams));
  await streams.output.write(print(report, options.format));
  return fails(report, options.failOn) ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

class Checker {
  private readonly rules: RuleSet;
  private readonly context: RuleContext;
  private readonly reader = new PolicyReader();

  public constructor(private readonly options: CheckOptions) {
    const { pack, disable = [], requireBoundary = false, trustedAccount = [], baseline, writeBaseline } = options;
    if (writeBaseline && baseline === undefined) { throw new UserError('--write-baseline needs --baseline FILE'); }
    this.rules = selectRules({
      packs: pack?.map(name => known(name, 'pack', packNames())),
      disabled: new Set(disable.map(id => known(id, 'rule', RULES.map(rule => rule.id)))),
    });
    trustedAccount.forEach(checkAccount);
    this.context = { ...DEFAULT_CONTEXT, requirePermissionsBoundary: requireBoundary, trustedAccounts: trustedAccount };
  }

  public answer({ kind, resourceType, policy }: JsonObject): JsonObject {
    const type = isAbsent(resourceType) ? '' : readText(resourceType, 'resourceType', 'write a CloudFormation type such as `AWS::S3::Bucket`');
    const inventory = this.inventoryOf(policy, readKind(kind), type, 'policy');
    return {
      findings: this.judge(inventory).map(({ ruleId, severity, location, message, fix }) => (
        { rule: ruleId, severity, path: `/${location.propertyPath}`, message, fix }
      )),
    };
  }

  public report(paths: readonly string[], { templates, policies, apps }: CheckedInput): Report {
    if (policies.length > 0 && !this.options.kind) {
      throw new UserError(`${fileName(policies[0].file)} is a policy document: say with --kind what for, one of ${POLICY_KINDS.join(', ')}`);
    }
    const app = readInventory(templates);
    const byId = new Map(templates.map(template => [template.id, template]));
    const findings = [
      ...this.judge(app).map(finding => placed(finding, byId.get(finding.location.templateId)!)),
      ...policies.flatMap(({ file, policy }) => this.judgeDocument(policy, file).map(finding => ({ finding, file, place: '' }))),
    ];
    return {
      ...this.withoutBaseline(this.accepted(findings, apps), reported => this.entryOf(reported, byId, paths)),
      policies: app.sites.length + policies.length,
      catalog: describeCatalog(),
    };
  }

  private judgeDocument(policy: JsonObject, file: string): readonly Finding[] {
    const { kind, resourceType = '' } = this.options;
    return this.judge(this.inventoryOf(policy, kind!, resourceType, fileName(file)));
  }

  private judge(inventory: PolicyInventory): readonly Finding[] {
    return analyze(inventory, this.rules, this.context);
  }

  private inventoryOf(policy: JsonValue, kind: PolicyKind, resourceType: string, where: string): PolicyInventory {
    const origin = { templateId: '', logicalId: '', resourceType };
    return { sites: [{ kind, origin, environment: {}, propertyPath: '', document: this.reader.read(policy, where) }], identities: [], resources: [] };
  }

  private accepted(findings: readonly ReportedFinding[], apps: readonly CheckedApp[]): readonly ReportedFinding[] {
    const existing = { ids: new Set(RULES.map(({ id }) => id)), isComplete: false };
    const judges = apps.map(app => ({ ...app, acceptance: new Acceptance(app.acknowledgements, this.rules, existing) }));
    const byFile = new Map(judges.flatMap(({ files, acceptance }) => files.map(file => [file, acceptance] as const)));
    const judged = findings.map(reported => (
      { ...reported, accepted: byFile.get(reported.file)?.accept(reported.finding, reported.place)?.reason }
    ));
    const problems = judges.flatMap(({ acceptance, acknowledgements }) => {
      const files = new Map<Acknowledgement, string>(acknowledgements.map(each => [each, each.file]));
      return acceptance.problems('').map(({ finding, acknowledgement }) => (
        { finding, file: files.get(acknowledgement)!, place: acknowledgement.path }
      ));
    });
    return [...judged, ...problems.filter(({ finding }) => this.applies(finding.ruleId))];
  }

  private applies(ruleId: string): boolean {
    return this.rules.some(({ rule }) => rule.id === ruleId);
  }

  private withoutBaseline(
    findings: readonly ReportedFinding[], entryOf: (reported: ReportedFinding) => BaselineEntry,
  ): Pick<Report, 'findings' | 'tolerated'> {
    const { baseline: path, writeBaseline } = this.options;
    if (path === undefined) { return { findings }; }
    const open = findings.filter(({ accepted }) => accepted === undefined);
    const baseline = readBaseline(path) ?? (writeBaseline ? Baseline.of(open.map(entryOf)) : undefined);
    if (!baseline) { throw new UserError(`the baseline ${fileName(path)} does not exist: write it with --write-baseline`); }
    const tolerated = new Set(open.filter(reported => baseline.tolerates(entryOf(reported))));
    const remaining = findings.filter(reported => !tolerated.has(reported));
    if (writeBaseline) {
      writeBaselineFile(path, baseline.shrunk);
      return { findings: remaining, tolerated: tolerated.size };
    }
    const stale = baseline.stale.map(entry => staleEntryFinding(entry, fileName(path), 'cdk-least-privilege check … --write-baseline'));
    const problems = stale.filter(({ ruleId }) => this.applies(ruleId)).map(finding => ({ finding, file: path, place: '' }));
    return { findings: [...remaining, ...problems], tolerated: tolerated.size };
  }

  /**
   * Construct paths tell the findings of one assembly apart. Where there are none, and of what was given as a file, the file is named
   * as it lies from the baseline, so that the working folder does not matter.
   */
  private entryOf({ finding, file, place }: ReportedFinding, byId: ReadonlyMap<string, CheckedTemplate>, paths: readonly string[]): BaselineEntry {
    const { templateId, logicalId } = finding.location;
    const isOfConstruct = templateId === '' || byId.get(templateId)!.constructPath(logicalId) !== undefined;
    if (paths.length === 1 && !paths.includes(file) && isOfConstruct) { return baselineEntry(finding, place); }
    const where = relative(dirname(this.options.baseline!), file).split('\\').join('/').replace(HASH, '');
    return baselineEntry(finding, place === '' ? where : `${where}/${place}`);
  }
}

function placed(finding: Finding, template: CheckedTemplate): ReportedFinding {
  const { logicalId } = finding.location;
  return { finding, file: template.file, place: template.constructPath(logicalId) ?? logicalId };
}

function readBaseline(path: string): Baseline | undefined {
  if (!existsSync(path)) { return undefined; }
  try {
    return Baseline.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`the baseline ${fileName(path)} could not be read: ${(error as Error).message}; delete it and write it anew with --write-baseline`);
  }
}

function writeBaselineFile(path: string, baseline: Baseline): void {
  try {
    writeFileSync(path, baseline.print());
  } catch (error) {
    throw new UserError(`the baseline ${fileName(path)} could not be written: ${(error as Error).message}`);
  }
}

function print(report: Report, format: CheckOptions['format']): string {
  switch (format) {
    case 'json': return formatJson(report);
    case 'sarif': return formatSarif(report, RULES, libraryVersion());
    default: return formatReport(report);
  }
}

function fails(report: Report, failOn: CheckOptions['failOn'] = 'error'): boolean {
  const severities: readonly Severity[] = { error: [Severity.ERROR], warning: [Severity.ERROR, Severity.WARNING], never: [] }[failOn];
  return openFindings(report).some(({ finding }) => severities.includes(finding.severity));
}

function readKind(raw: JsonValue): PolicyKind {
  const instead = `write one of ${POLICY_KINDS.join(', ')}`;
  const kind = readText(raw, 'kind', instead);
  if (!POLICY_KINDS.includes(kind as PolicyKind)) { throw unfit(kind, 'kind', instead); }
  return kind as PolicyKind;
}

function known(name: string, what: string, names: readonly string[]): string {
  if (names.includes(name)) { return name; }
  const nearest = nearestName(name, names);
  throw new UserError(`there is no ${what} \`${name}\`: ${nearest ? `did you mean \`${nearest}\`?` : `known are ${names.slice(0, 30).join(', ')}`}`);
}

function checkAccount(account: string): void {
  if (!/^\d{12}$/.test(account)) { throw new UserError(`--trusted-account is \`${shortened(account)}\`: give an account id of twelve digits`); }
}
