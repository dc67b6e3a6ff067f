/** Inference by a role of Bedrock: of a profile, Bedrock looks up the models and regions behind it before it calls them. */
import { ServiceRole } from './service-role';
import { BedrockModelGrantOptions, IInvokableModel } from '../grants/bedrock-model-grants';
import { ScopedInferenceProfileGrants } from '../grants/inference-profile-grants';

export function invokeModels(role: ServiceRole, models: IInvokableModel[] = [], options?: BedrockModelGrantOptions): void {
  for (const model of models) {
    model.invoke(role, options);
    if (model instanceof ScopedInferenceProfileGrants) {
      model.describe(role);
    }
  }
}
