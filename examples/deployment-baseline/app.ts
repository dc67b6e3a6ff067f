import { buildDeploymentBaseline } from './deployment-baseline';

buildDeploymentBaseline().synth();
