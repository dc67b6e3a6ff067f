/**
 * How the names begin that CloudFormation makes up for resources without one.
 *
 * Only of types whose generated names begin with the name of the stack, as far as that is certain: a long stack name is cut, so only its
 * beginning is told. Other services have rules of their own (a secret begins with its logical id), and nothing is said of them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html (`MyStack-MyBucket-abcdefghijk1`; read 2026-11-22)
 */

const AS_WRITTEN = [
  'AWS::CloudFormation::Stack', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::Events::Rule', 'AWS::IAM::InstanceProfile', 'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic', 'AWS::SQS::Queue',
];
/** A bucket's name has no capital letters. */
const IN_SMALL_LETTERS = ['AWS::S3::Bucket'];

/** CloudFormation cuts longer names to fit the limits of the services, the shortest of which is 63 characters with a logical id and a suffix. */
const KEPT_CHARACTERS = 20;

/** A pattern of IAM. Without the stack's name, or where the rule is not known, `*`. */
export function generatedName(type: string, stackName: string | undefined): string {
  if (stackName === undefined) { return '*'; }
  const start = stackName.length > KEPT_CHARACTERS ? `${stackName.slice(0, KEPT_CHARACTERS)}*` : `${stackName}-*`;
  if (AS_WRITTEN.includes(type)) { return start; }
  return IN_SMALL_LETTERS.includes(type) ? start.toLowerCase() : '*';
}
