/**
 * The role of EC2 instances and the instance profile that hands it to them. It may do nothing until something is granted to it.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `Ec2InstanceRole`.
 *
 * `confusedDeputy` defaults to `OFF`, and nothing else is accepted: EC2 sends neither `aws:SourceAccount` nor `aws:SourceArn` for an instance.
 */
export interface Ec2InstanceRoleProps extends ServiceRoleOptions {
}

/**
 * Role of EC2 instances that do the same work, and its instance profile:
 * `new ec2.Instance(this, 'Web', { instanceProfile: role.instanceProfile, … })`, and likewise for launch templates and Auto Scaling groups.
 *
 * There is no AWS managed policy. For Session Manager grant `ScopedSessionGrants.fromInstance(instance).receive(role)`: the managed policy
 * `AmazonSSMManagedInstanceCore` would let the instance read every parameter of the account as well.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
export class Ec2InstanceRole extends ServiceRole {
  private readonly path?: string;
  private profile?: iam.InstanceProfile;

  /**
   * Throws when `confusedDeputy` is anything but `OFF`, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: Ec2InstanceRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'ec2.amazonaws.com' });
    this.path = props.path;
  }

  /**
   * The profile to start instances with, in the path of the role. It is made when it is first asked for: constructs that are given the role make
   * their own.
   */
  public get instanceProfile(): iam.IInstanceProfile {
    return this.profile ??= new iam.InstanceProfile(this, 'InstanceProfile', { role: this, path: this.path });
  }
}
